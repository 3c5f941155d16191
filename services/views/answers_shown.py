"""The answers of an application as people read them again before sending, each with the way to change it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from office.identity import mask
from office.phone import display
from office.wording import file_size
from services.catalogue_fields import FIELDS, FieldSpec
from services.documents.letter.formats import written
from services.forms.apply import Answers
from services.forms.pages import Page
from services.forms.steps import PAPERS, TITLES
from services.models import Delivery, Document
from services.queries.drafts import OUTSIDE

Row = dict[str, str]
_HOME = {"home_address": "alamat", "home_rt": "rt", "home_rw": "rw", "home_landmark": "alamat"}
_HIDDEN = {"outside_village", "outside_district", "outside_region"}


def shown(answers: Answers, sent: Mapping[int, Document], url_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """One section per step, in the steps' order."""
    sections = []
    for step in answers.steps[:-1]:
        rows = _papers(answers, sent) if step == PAPERS else _rows(answers, answers.pages[step])
        for row in rows:
            row["change_url"] = f"{url_of(step)}?ubah=1#div_id_{row.pop('name')}"
        sections.append({"title": TITLES[step] if step != PAPERS else "Berkas", "rows": rows})
    return sections


def _papers(answers: Answers, sent: Mapping[int, Document]) -> list[Row]:
    return [
        {"label": paper.name, "value": _paper(sent.get(paper.pk)), "name": f"berkas-{paper.key}"}
        for paper in answers.papers
    ]


def _paper(document: Document | None) -> str:
    if document is None:
        return "Tidak disertakan"
    return (
        f"{document.file.original_name}, {file_size(document.file.size)}"
        if document.file
        else "Asli diperlihatkan di loket"
    )


def _rows(answers: Answers, page: Page) -> list[Row]:
    """Answers that were left empty stand there too, so that they can still be given."""
    values = page.cleaned
    rows = []
    for name, field in page.plan.fields.items():
        if name not in _HIDDEN and not (name.startswith("home_") and values.get("delivery") != Delivery.HOME):
            rows.append({"label": str(field.label), "value": _text(answers, name, values[name], field), "name": name})
    for key, people in page.plan.people.items():
        rows.append({"label": people.spec.label, "value": _people(people.spec, values[key]), "name": key})
    return rows


def _text(answers: Answers, name: str, value: Any, field: Any) -> str:
    if name == "desa_kelurahan" and value == OUTSIDE:
        return ", ".join(
            str(answers.values[part]) for part in ("outside_village", "outside_district", "outside_region")
        )
    if choices := getattr(field, "choices", None):
        return str(dict(choices).get(value, "")) if value else ""
    if name == "phone":
        return display(value)
    return _written(_spec_of(answers, name), value)


def _spec_of(answers: Answers, name: str) -> FieldSpec:
    named = {"applicant_name": "nama", "applicant_nik": "nik", "relation": "hubungan", **_HOME}.get(name, name)
    return next((spec for spec in answers.terms.specs if spec.key == name), FIELDS[named])


def _written(spec: FieldSpec, value: Any) -> str:
    if spec.kind in {"nik", "kk"}:
        return mask(value) if value else ""
    return written(value, spec)


def _people(spec: FieldSpec, rows: list[dict[str, Any]]) -> str:
    lines = [", ".join(filter(None, (_written(sub, row.get(sub.key, "")) for sub in spec.subfields))) for row in rows]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
