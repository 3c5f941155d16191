"""Lists of people in a form (heirs, witnesses, family): rows that can be added and removed without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from services.catalogue_fields import FieldSpec
from services.forms.fields import Questions, field_of
from services.forms.judges import small

MOST_ROWS = 30


class PeopleRows:
    """The rows of one people field. `typed` holds `<key>-<row>-<subfield>` and `<key>-n`, how many rows stand on the page."""

    def __init__(
        self, spec: FieldSpec, typed: Mapping[str, str], *, today: date, bound: bool, nik_optional: bool = False
    ) -> None:
        self.spec, self.typed, self.today, self.bound = spec, typed, today, bound
        self._nik_optional = nik_optional
        self.fewest = (spec.minimum or 1) if spec.required else 0
        self.most = min(spec.maximum or MOST_ROWS, MOST_ROWS)
        self.rows = [self._row(index) for index in range(self._count())]

    @property
    def can_grow(self) -> bool:
        return len(self.rows) < self.most

    @property
    def can_shrink(self) -> bool:
        return len(self.rows) > max(self.fewest, 1)

    @property
    def is_single(self) -> bool:
        return self.most == 1

    def __iter__(self) -> Iterator[Questions]:
        return iter(self.rows)

    def _count(self) -> int:
        wanted = self.typed.get(f"{self.spec.key}-n", "")
        count = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else 0
        return min(max(count, self.fewest, 1), self.most)

    def _row(self, index: int) -> Questions:
        needed = index < self.fewest or self._is_begun(index)
        fields = {
            sub.key: field_of(
                sub,
                today=self.today,
                required=needed and sub.required and not (sub.kind == "nik" and self._nik_optional),
            )
            for sub in self.spec.subfields
        }
        prefix = f"{self.spec.key}-{index}"
        initial = {sub.key: self.typed.get(f"{prefix}-{sub.key}", "") for sub in self.spec.subfields}
        return Questions(fields, self.typed if self.bound else None, prefix=prefix, initial=initial)

    def _is_begun(self, index: int) -> bool:
        return any(self.typed.get(f"{self.spec.key}-{index}-{sub.key}", "").strip() for sub in self.spec.subfields)

    def names(self) -> list[str]:
        """The names of everything this list may post."""
        numbered = [f"{self.spec.key}-{index}-{sub.key}" for index in range(self.most) for sub in self.spec.subfields]
        return [f"{self.spec.key}-n", *numbered]

    def is_valid(self) -> bool:
        judged = [row.is_valid() for row in self.rows]  # every row, so that every error is named at once
        return all(judged)

    def cleaned(self) -> list[dict[str, Any]]:
        """The rows that were filled in."""
        return [
            dict(row.cleaned_data)
            for index, row in enumerate(self.rows)
            if index < self.fewest or self._is_begun(index)
        ]

    @property
    def add_label(self) -> str:
        return f"Tambah {small(self.spec.label)}"


def add_row(typed: Mapping[str, str], rows: PeopleRows) -> dict[str, str]:
    """One more empty row."""
    return {**typed, f"{rows.spec.key}-n": str(min(len(rows.rows) + 1, rows.most))}


def remove_row(typed: Mapping[str, str], rows: PeopleRows, index: int) -> dict[str, str]:
    """Without one row; those after it move up."""
    kept = {name: value for name, value in typed.items() if name not in set(rows.names())}
    left = [number for number in range(len(rows.rows)) if number != index]
    for place, number in enumerate(left):
        for sub in rows.spec.subfields:
            kept[f"{rows.spec.key}-{place}-{sub.key}"] = typed.get(f"{rows.spec.key}-{number}-{sub.key}", "")
    return {**kept, f"{rows.spec.key}-n": str(max(len(left), 1))}
