"""The wizard's questions as data, and an answer as data back into what the wizard's forms judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms

from services.api.strict import UNKNOWN, is_writable
from services.catalogue_fields import FIELDS, FieldSpec
from services.forms.apply import Answers
from services.forms.fields import Pick
from services.forms.people import PeopleRows
from services.forms.steps import OTHER
from services.models import Vulnerability
from services.queries.drafts import Terms

LONGEST_ANSWER = 10_000
_EVERYTHING = {"whom": OTHER, "vulnerability": Vulnerability.ELDERLY.value}
"""The answers under which every question of a version is asked."""
_WORDS = frozenset({"text", "long_text", "email"})
_NUMBERS = frozenset({"money", "integer", "decimal"})
_LIKE = {"phone": "no_hp", "applicant_name": "nama", "applicant_nik": "nik", "relation": "hubungan"}


def questions_of(terms: Terms) -> list[dict[str, Any]]:
    """Every question in the order of the pages; `only_when` names the answer that makes it asked."""
    usual = Answers(terms, {}, bound=False).pages
    return [
        _question(terms, step, name, asked, always=step in usual and name in _names(usual[step].plan))
        for step, page in Answers(terms, _EVERYTHING, bound=False).pages.items()
        for name, asked in _names(page.plan).items()
    ]


def _names(plan: Any) -> dict[str, forms.Field | PeopleRows]:
    every = {**plan.fields, **plan.people}
    return {name: every[name] for section in plan.sections for name in section.names}


def _question(terms: Terms, step: str, name: str, asked: forms.Field | PeopleRows, *, always: bool) -> dict[str, Any]:
    when = None if always else {"name": "whom", "value": OTHER}
    if isinstance(asked, PeopleRows):
        return {
            **_of_spec(asked.spec),
            "step": step,
            "only_when": when,
            "min_rows": asked.fewest,
            "max_rows": asked.most,
            "fields": [_of_spec(sub) for sub in asked.spec.subfields],
        }
    spec = next((spec for spec in terms.specs if spec.key == name), FIELDS.get(_LIKE.get(name, name)))
    facts = {
        "name": name,
        "label": str(asked.label),
        "hint": str(asked.help_text),
        "required": asked.required,
        "step": step,
        "only_when": when,
    }
    if isinstance(asked, Pick):
        return {**facts, "kind": "choice", "choices": _choices(asked)}
    return {**facts, "kind": spec.kind if spec else "text", **(_bounds(spec) if spec else {})}


def _choices(asked: Pick) -> list[dict[str, str]]:
    return [{"value": str(value), "label": str(label)} for value, label in asked.choices if value]  # type: ignore[misc, union-attr]  # a list, never a callable


def _of_spec(spec: FieldSpec) -> dict[str, Any]:
    return {
        "name": spec.key, "label": spec.label, "hint": spec.hint, "kind": spec.kind, "required": spec.required,
        "choices": [{"value": choice, "label": choice} for choice in spec.choices], **_bounds(spec),
    }  # fmt: skip


def _bounds(spec: FieldSpec) -> dict[str, int | None]:
    """How long a text may be, and between what a number must lie."""
    number = spec.kind in _NUMBERS
    return {
        "max_length": spec.max_length if spec.kind in _WORDS else None,
        "minimum": spec.minimum if number else None,
        "maximum": spec.maximum if number else None,
    }


class Unreadable(Exception):
    """Answers of a wrong shape; `args[0]` names them with what is wrong."""


def typed_from(data: Mapping[str, Any]) -> dict[str, str]:
    """Answers as the wizard's pages post them: text by name, lists of people as numbered rows. Raises Unreadable."""
    typed: dict[str, str] = {}
    errors: dict[str, list[str]] = {}
    for name, value in data.items():
        for place, given in _spread(name, value):
            text = _text(given)
            if text is None or not is_writable(place):
                errors.setdefault(name, []).append(_what_is_wrong(given))
            else:
                typed[place] = text
    if errors:
        raise Unreadable(errors)
    return typed


def _spread(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """A list of people becomes `name-n` and `name-<row>-<subfield>`."""
    if not isinstance(value, list):
        yield name, value
        return
    yield f"{name}-n", str(len(value))
    for row, person in enumerate(value):
        if isinstance(person, dict):
            yield from ((f"{name}-{row}-{sub}", given) for sub, given in person.items())
        else:
            yield name, person if isinstance(person, list) else [person]


def _text(value: Any) -> str | None:
    """None for what is no answer. A fraction is written as people here do, with a comma."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(value).replace(".", ",")
    if isinstance(value, str | int) and not isinstance(value, bool):
        text = str(value)
        return text if len(text) <= LONGEST_ANSWER and is_writable(text) else None
    return None


def _what_is_wrong(value: Any) -> str:
    if isinstance(value, str):
        return f"Paling panjang {LONGEST_ANSWER} huruf, tanpa tanda NUL atau tanda rusak"
    return "Tulis sebagai teks atau angka; daftar orang sebagai daftar objek"


def strangers(data: Mapping[str, Any], answers: Answers) -> dict[str, list[str]]:
    """What was sent and is not asked, given the other answers."""
    asked = {name for page in answers.pages.values() for name in (*page.plan.fields, *page.plan.people)}
    found = {name: [UNKNOWN] for name in data if name not in asked}
    for page in answers.pages.values():
        for name, rows in page.plan.people.items():
            found |= _strange_rows(name, data.get(name), rows)
    return found


def _strange_rows(name: str, value: Any, rows: PeopleRows) -> dict[str, list[str]]:
    if not isinstance(value, list):
        return {} if value is None else {name: ["Tulis sebagai daftar orang"]}
    if len(value) > rows.most:
        return {name: [f"Paling banyak {rows.most} orang"]}
    known = {sub.key for sub in rows.spec.subfields}
    return {f"{name}.{row}.{sub}": [UNKNOWN] for row, person in enumerate(value) for sub in person if sub not in known}


def errors_in(answers: Answers) -> dict[str, list[str]]:
    """What the wizard's pages would say, by the names used here."""
    found: dict[str, list[str]] = {}
    for page in answers.pages.values():
        if not page.is_valid():
            found |= {name: [str(words) for words in given] for name, given in page.form.errors.items()}
            for key, rows in page.plan.people.items():
                for number, row in enumerate(rows):
                    found |= {
                        f"{key}.{number}.{name}": [str(words) for words in given] for name, given in row.errors.items()
                    }
    return found
