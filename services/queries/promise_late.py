"""The files behind a figure: which were late, newest first, and by how much."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from services.queries.promises import Period, counted, open_and_late
from services.queries.queue import Cursor

PAGE = 20
MOST_OPEN = 100
_ROW = (
    "pk", "number", "applicant_name", "state", "service__name", "officer__name", "completed_at", "missed_at", "finished_at",
    "served_minutes", "paused_at", "version__sop_minutes", "version__sop_days",
)  # fmt: skip


def still_late(period: Period, *, at: datetime) -> list[dict[str, Any]]:
    """Those that nobody finished yet, longest late first; a hundred at most."""
    rows = open_and_late(period, at=at)
    return list(rows.order_by("missed_at", "pk").values(*_ROW)[:MOST_OPEN])


def finished_late(period: Period, *, after: Cursor | None = None) -> tuple[list[dict[str, Any]], Cursor | None]:
    """A page of those that were finished late, and where the next begins."""
    rows = counted(period).filter(was_late=True).annotate(missed_at=Coalesce(F("overdue_since"), F("due_at")))
    if after:
        rows = rows.filter(finished_at__lte=after.at).filter(Q(finished_at__lt=after.at) | Q(pk__lt=after.pk))
    found = list(rows.order_by("-finished_at", "-pk").values(*_ROW)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], Cursor(last["finished_at"], last["pk"]) if last else None
