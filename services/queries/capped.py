"""Counting to a hundred and no further: what stands on tiles, chips and badges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery

from office.models import Office
from services.queries.prepared import Prepared

MOST = 99


class CappedCount(Subquery):
    """How many rows, counted no further than the queryset's own limit: nobody waits for a count of everything."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _capped)"
    output_field = IntegerField()


def capped_counts(office: Office, wanted: Mapping[str, QuerySet[Any]]) -> dict[str, int]:
    """Several counts in one query, each to 100 at most."""
    if not wanted:
        return {}
    counts = {f"n_{name}": CappedCount(rows.order_by().values("pk")[: MOST + 1]) for name, rows in wanted.items()}
    found = Office.objects.filter(pk=office.pk).annotate(**counts).values_list(*counts).get()
    return dict(zip(wanted, found, strict=True))


def prepared_counts(office: Any, wanted: Mapping[str, QuerySet[Any]]) -> Prepared:
    """The same as a prepared read of one row; `office` is its slot."""
    counts = {name: CappedCount(rows.order_by().values("pk")[: MOST + 1]) for name, rows in wanted.items()}
    return Prepared(Office.objects.filter(pk=office).annotate(**counts).values(*counts))


def shown(count: int) -> str:
    """7, or 99+ beyond what was counted."""
    return f"{MOST}+" if count > MOST else str(count)
