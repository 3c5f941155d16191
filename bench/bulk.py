"""Rows by the hundred thousand: columns as Django would write them, through COPY or executemany, indexes built at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from io import StringIO
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models, transaction

from office.sealing import SealedTextField, seal

BATCH = 20_000


class Table:
    """A model's columns, with or without a key that the database would count itself."""

    def __init__(self, model: type[models.Model], *, with_key: bool = True) -> None:
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if with_key or not field.primary_key]
        self.columns = [connection.ops.quote_name(field.column) for field in self.fields]

    def add(self, rows: Iterable[list[Any]]) -> int:
        """Write rows in batches, each in its own transaction; says how many."""
        return sum(self._write(batch) for batch in _batches(rows))

    def _write(self, batch: list[list[Any]]) -> int:
        table, columns = connection.ops.quote_name(self.model._meta.db_table), ", ".join(self.columns)
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                text = StringIO("".join("\t".join(map(_plain, row)) + "\n" for row in batch))
                cursor.cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", text)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", batch)
        return len(batch)


class Stamp:
    """Prints rows that differ from one instance in a few columns; everything else was prepared by Django once."""

    def __init__(self, table: Table, instance: models.Model) -> None:
        self.label = instance._meta.label_lower
        self.values = [field.get_db_prep_save(field.pre_save(instance, True), connection) for field in table.fields]
        self.place = {field.attname: number for number, field in enumerate(table.fields)}
        self.sealed = {field.attname for field in table.fields if isinstance(field, SealedTextField)}

    def row(self, **changes: Any) -> list[Any]:
        values, key = self.values.copy(), changes["id"]
        for name, value in changes.items():
            values[self.place[name]] = (
                seal(value, place=f"{self.label}.{name}:{key}") if name in self.sealed else ready(value)
            )
        return values


def ready(value: Any) -> Any:
    """A moment (in UTC) or a key as this database keeps it."""
    return value if _knows_types() else _as_text(value)


@cache
def _knows_types() -> bool:
    return connection.vendor == "postgresql"


def _as_text(value: Any) -> Any:
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return str(value.replace(tzinfo=None))
    return str(value) if isinstance(value, date) else value


def catch_up(model: type[models.Model]) -> None:
    """Let the database count on behind the keys that were written."""
    with connection.cursor() as cursor:
        for sentence in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(sentence)


def _plain(value: Any) -> str:
    """A value in COPY's text form; what the generator makes holds no tab, no line end and no backslash."""
    return r"\N" if value is None else str(value)


def _batches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        yield batch


@contextmanager
def without_indexes(model: type[models.Model], *, when: bool) -> Iterator[None]:
    """Take a model's own indexes away while rows pour in; with few rows it is not worth it."""
    if when:
        with connection.schema_editor() as editor:
            for index in model._meta.indexes:
                editor.remove_index(model, index)
    try:
        yield
    finally:
        if when:
            with connection.schema_editor() as editor:
                for index in model._meta.indexes:
                    editor.add_index(model, index)


@contextmanager
def careless_disk() -> Iterator[None]:
    """For the filling only: SQLite need not wait for the disk, and may keep the indexes in memory."""
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA cache_size=-1500000")
        if not connection.in_atomic_block:
            connection.cursor().execute("PRAGMA synchronous=OFF")
    yield
    if connection.vendor == "postgresql":  # as autovacuum does; nobody does it to the embedded SQLite
        connection.cursor().execute("ANALYZE")
    if not connection.in_atomic_block:
        connection.close()  # the next connection has the portal's settings again
