"""Putting a request's data right, and the fields that only staff fill in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import forms

from services.catalogue_fields import ASKED, FieldSpec
from services.forms.fields import field_of
from services.forms.people import PeopleRows

Values = Mapping[str, Any]
CHANGEABLE = ASKED | {"petugas"}


class CorrectionForm(forms.Form):
    """The single answers of a request; lists of people stand in `rows`."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, specs: list[FieldSpec], values: Values, today: date) -> None:
        super().__init__(data, label_suffix="", initial={spec.key: shown(spec, values.get(spec.key)) for spec in specs})
        self.specs = [spec for spec in specs if spec.group in CHANGEABLE]
        self.values = values
        for spec in self.specs:
            if spec.kind not in {"people", "computed"}:
                needed = spec.required and bool(values.get(spec.key))
                self.fields[spec.key] = field_of(spec, today=today, required=needed)
        self.rows = [self._rows(spec, data, today) for spec in self.specs if spec.kind == "people"]

    def _rows(self, spec: FieldSpec, data: Any, today: date) -> PeopleRows:
        typed = data if data is not None else typed_people(spec, self.values.get(spec.key) or [])
        return PeopleRows(spec, typed, today=today, bound=data is not None, nik_optional=True)

    def is_valid(self) -> bool:
        """Both halves are judged, so that every error shows at once."""
        fit = [super().is_valid(), *(rows.is_valid() for rows in self.rows)]
        return all(fit)

    def all_forms(self) -> Iterator[forms.Form]:
        """For the error summary."""
        yield self
        for rows in self.rows:
            yield from rows

    def changes(self) -> dict[str, Any]:
        """What differs from what is kept; an empty answer to a question never answered is no change."""
        given = {**self.cleaned_data, **{rows.spec.key: rows.cleaned() for rows in self.rows}}
        return {key: value for key, value in given.items() if (self.values.get(key) or "") != (value or "")}


def shown(spec: FieldSpec, value: Any) -> Any:
    """A kept value as it is typed: dates with the day first."""
    if spec.kind == "date" and isinstance(value, str) and value:
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    return "" if value is None else value


def typed_people(spec: FieldSpec, people: list[Values]) -> dict[str, str]:
    """A kept list as the page's inputs name it."""
    typed = {f"{spec.key}-n": str(max(len(people), 1))}
    for index, person in enumerate(people):
        typed |= {f"{spec.key}-{index}-{sub.key}": str(shown(sub, person.get(sub.key))) for sub in spec.subfields}
    return typed
