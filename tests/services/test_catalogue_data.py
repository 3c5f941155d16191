"""The shipped catalogue: every one of the 39 service types can be adopted, published, filled in and printed."""

import json
import re

import pytest
from django.core.exceptions import ValidationError

from office.models import Office
from services.actions import catalogue
from services.actions.seeding import DATA, load_catalogue
from services.catalogue_fields import FIELDS, field_key
from services.documents.letter import shipped_templates, validate_template
from services.models import Category, LetterTemplate, RequirementKind, Service, ServiceType
from tests.factories import MONDAY_9AM, make_office

TYPES = {
    path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((DATA / "catalogue").glob("*.json"))
}
NEEDS = {row["key"] for row in json.loads((DATA / "needs.json").read_text(encoding="utf-8"))}
COMPONENTS = (
    "procedure", "product_name", "complaint_handling", "legal_basis", "facilities", "staff_competence",
    "supervision", "staff_count", "guarantee", "safety", "evaluation",
)  # fmt: skip
each_type = pytest.mark.parametrize("code", TYPES)


def test_the_catalogue_holds_20_kelurahan_and_19_kecamatan_types():
    levels = [data["level"] for data in TYPES.values()]

    assert (levels.count("kelurahan"), levels.count("kecamatan")) == (20, 19)
    assert all(data["code"] == code for code, data in TYPES.items())


@each_type
def test_every_component_of_the_standard_is_written(code):
    version = TYPES[code]["version"]

    assert all(version[name] for name in COMPONENTS)
    assert bool(version.get("sop_minutes")) != bool(version.get("sop_days"))
    assert len(version["short_name"]) <= 60
    assert all(step["title"] and step["text"] for step in version["procedure"])


@each_type
def test_what_is_asked_is_known_to_the_field_catalogue(code):
    assert [name for name in TYPES[code]["version"]["fields"] if field_key(name) not in FIELDS] == []


@each_type
def test_a_letter_has_a_template_that_its_fields_can_fill(code):
    version = TYPES[code]["version"]
    template = shipped_templates().get(code)

    assert (template is not None) == (version["product"] == "letter")
    assert template is None or validate_template(template, version["fields"]) == []


@each_type
def test_requirements_are_of_known_kinds_and_known_purposes(code):
    rows = TYPES[code]["requirements"]
    purposes = {purpose["key"] for purpose in TYPES[code]["version"]["purposes"]}

    assert {row["kind"] for row in rows} <= set(RequirementKind.values)
    assert {row["only_for"] for row in rows} - {""} <= purposes
    assert len({row["key"] for row in rows}) == len(rows)
    assert any(row["is_required"] for row in rows)


@each_type
def test_people_find_it_by_everyday_words_and_needs(code):
    data = TYPES[code]

    assert data["category"] in Category.values
    assert len(data["synonyms"]) >= 4
    assert len(", ".join(data["synonyms"])) <= 300
    assert data["needs"]
    assert set(data["needs"]) <= NEEDS


@each_type
def test_no_internal_english_reaches_a_resident(code):
    shown = json.dumps({**TYPES[code], "source": ""}, ensure_ascii=False)

    assert (
        re.findall(r"\b(the|for|if held|required by|local rule|office default|confirm)\b", shown, re.IGNORECASE) == []
    )


def test_moving_out_asks_for_nothing_but_the_family_card_and_the_form():
    rows = TYPES["KEC-PINDAH"]["requirements"]

    assert [row["key"] for row in rows if row["is_required"]] == ["kk", "f-1-03"]


def test_the_camats_dispensation_is_not_the_courts():
    assert "10 hari kerja" in TYPES["KEC-DISNIKAH"]["version"]["summary"]
    assert "pengadilan" in TYPES["KEC-DISNIKAH"]["version"]["summary"]


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    assert load_catalogue(at=MONDAY_9AM) == 39
    before = sorted(LetterTemplate.objects.values_list("code", "number"))

    assert load_catalogue(at=MONDAY_9AM) == 39
    assert sorted(LetterTemplate.objects.values_list("code", "number")) == before
    assert ServiceType.objects.count() == 39


@pytest.mark.django_db
def test_a_changed_template_comes_as_a_new_version():
    load_catalogue(at=MONDAY_9AM)
    LetterTemplate.objects.filter(code="KEC-SOSIAL").update(blocks={"code": "KEC-SOSIAL", "title": "Naskah rilis lama"})

    load_catalogue(at=MONDAY_9AM)

    versions = LetterTemplate.objects.filter(code="KEC-SOSIAL").order_by("number")
    assert [version.number for version in versions] == [1, 2]
    assert versions[0].blocks["title"] == "Naskah rilis lama"


@pytest.mark.django_db
@each_type
def test_an_office_can_adopt_and_publish_it(code):
    load_catalogue(at=MONDAY_9AM)
    office: Office = make_office()

    service = catalogue.adopt(ServiceType.objects.get(code=code), office, staff=None, at=MONDAY_9AM)
    version = catalogue.publish(service.versions.get(), staff=None, at=MONDAY_9AM)

    assert Service.objects.get(pk=service.pk).current == version
    try:
        version.full_clean(exclude=["published_by"])
    except ValidationError as error:
        pytest.fail(str(error))
