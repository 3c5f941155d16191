"""Every shipped service can be applied for: its pages can be built, filled in sensibly, and make an application its letter accepts."""

import pytest

from services.actions import catalogue
from services.actions.seeding import load_catalogue
from services.forms.apply import Answers, Incomplete
from services.forms.pages import Page
from services.forms.steps import PURPOSE
from services.models import ServiceType
from services.queries.drafts import terms_of
from tests.factories import MONDAY_9AM, make_area, make_office, make_village

pytestmark = pytest.mark.django_db
BY_KIND = {
    "nik": "3516154405880004", "kk": "3516151203100001", "date": "4 5 2020", "time": "09.05", "money": "1500000", "decimal": "50", "phone": "081200001234",
    "email": "siti@contoh.id", "rt": "1", "rw": "2",
}  # fmt: skip


def codes() -> list[str]:
    from services.actions.seeding import DATA

    return sorted(path.stem for path in (DATA / "catalogue").glob("*.json"))


def typed_for(page: Page, specs: dict) -> dict[str, str]:
    typed = {name: answer(name, field, specs) for name, field in page.plan.fields.items()}
    for key, rows in page.plan.people.items():
        typed[f"{key}-n"] = str(max(rows.fewest, 1))
        for index in range(max(rows.fewest, 1)):
            typed |= {f"{key}-{index}-{sub.key}": answer(sub.key, None, {sub.key: sub}) for sub in rows.spec.subfields}
    return typed


def answer(name: str, field, specs: dict) -> str:
    choices = [key for key, _label in getattr(field, "choices", ()) if key]
    spec = specs.get(name)
    if choices:
        return str(choices[0])
    if spec and spec.kind == "choice":
        return spec.choices[0]
    if spec and spec.kind == "integer":
        return str(max(spec.minimum or 0, min(spec.maximum or 5, 2000)))
    if spec:
        return BY_KIND.get(spec.kind, "Siti Rohmah"[: spec.max_length])
    home = {"home_rt": BY_KIND["rt"], "home_rw": BY_KIND["rw"]}
    own = {"applicant_nik": BY_KIND["nik"], "phone": BY_KIND["phone"], "email": BY_KIND["email"], **home}
    return own.get(name, "Siti Rohmah")


@pytest.mark.parametrize("code", codes())
def test_every_service_can_be_applied_for(code):
    load_catalogue(at=MONDAY_9AM)
    make_village()
    kind = ServiceType.objects.get(code=code)
    area = make_area("32.75.06.1003", "kelurahan", "Pejuang", parent=make_area("32.75.06", name="Medan Satria"))
    office = (
        make_office("PJG", "pejuang", kind="kelurahan", name="Kelurahan Pejuang", area=area)
        if kind.level == "kelurahan"
        else make_office()
    )
    service = catalogue.adopt(kind, office, staff=None, at=MONDAY_9AM)
    version = catalogue.publish(service.versions.get(), staff=None, at=MONDAY_9AM)
    terms = terms_of(version, at=MONDAY_9AM)
    specs = {spec.key: spec for spec in terms.specs}

    typed: dict[str, str] = {}
    for step in Answers(terms, typed, bound=False).pages:
        typed |= typed_for(Answers(terms, typed, bound=False).pages[step], specs)
    answers = Answers(terms, typed)

    assert {
        step: [dict(form.errors) for form in page.forms if not form.is_valid()]
        for step, page in answers.pages.items()
        if not page.is_valid()
    } == {}
    application = answers.application()
    assert application.applicant_name == "Siti Rohmah"
    asked = {spec.key for spec in terms.specs if spec.is_asked and spec.required}
    assert asked <= set(application.fields)


def test_an_application_with_a_gap_names_its_step():
    load_catalogue(at=MONDAY_9AM)
    service = catalogue.adopt(ServiceType.objects.get(code="KEC-SOSIAL"), make_office(), staff=None, at=MONDAY_9AM)
    version = catalogue.publish(service.versions.get(), staff=None, at=MONDAY_9AM)

    with pytest.raises(Incomplete, match=PURPOSE):
        Answers(terms_of(version, at=MONDAY_9AM), {}).application()
