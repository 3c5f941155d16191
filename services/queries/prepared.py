"""Reads whose SQL is put together once per process: for the queue that costs three times what the database takes to answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, QuerySet


class Slot(Expression):
    """A place in a prepared read where a value comes later; a moment may be shifted by a fixed time."""

    def __init__(self, name: str, output_field: Field[Any, Any], shift: timedelta | None = None) -> None:
        super().__init__(output_field=output_field)
        self.name, self.shift = name, shift

    def __add__(self, other: timedelta) -> Slot:  # type: ignore[override]  # a moment plus a time, not SQL plus SQL
        return Slot(self.name, self.output_field, (self.shift or timedelta()) + other)

    def __sub__(self, other: timedelta) -> Slot:  # type: ignore[override]  # as above
        return self + -other

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def filled(self, given: dict[str, Any]) -> Any:
        value = given[self.name] + self.shift if self.shift else given[self.name]
        return self.output_field.get_db_prep_value(value, connection)


class Prepared:
    """A queryset of `values()`, built with slots, as SQL that is kept; `rows` fills the slots and asks."""

    def __init__(self, rows: QuerySet[Any, dict[str, Any]]) -> None:
        query = rows.query
        self._compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._params = self._compiler.as_sql()
        self._names = [*query.values_select, *query.annotation_select]

    def rows(self, **given: Any) -> list[dict[str, Any]]:
        params = [part.filled(given) if isinstance(part, Slot) else part for part in self._params]
        with connection.cursor() as cursor:
            cursor.execute(self._sql, params)
            found = cursor.fetchall()
        return [dict(zip(self._names, row, strict=True)) for row in self._compiler.results_iter([found])]
