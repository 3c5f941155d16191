"""Deadlines after an office changed its hours or its calendar: every running clock is read again."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from office.actions.audit import record
from office.hours import ServiceHours
from office.models import Heartbeat, Office
from office.queries.hours import hours_of
from services.access import NotAllowed
from services.actions.moving import lock, reset_due
from services.models import Submission
from services.queries.clock import out_of_date

logger = logging.getLogger(__name__)


def recompute_deadlines(office: Office, *, at: datetime) -> int:
    """Set every open, running file to the hours that hold now; says how many due moments moved. Safe to repeat.

    A file that was late and no longer is loses its mark, on record; one that became late is found by the sweep. An office
    without a service day keeps what it has: nothing can be computed, its admin reads so where hours are set.
    """
    hours = hours_of(office, at=at)
    try:
        moved = sum(_recompute(Submission(pk=key), hours, at=at) for key in out_of_date(office, hours))
    except NotAllowed:
        logger.warning("no service day in office %s: deadlines stay as they are", office.code)
        moved = 0
    _note_hours(office, hours, at=at)
    return moved


def follow_calendar(office: Office, *, at: datetime) -> int | None:
    """Recompute when the office's hours are not those its clocks were last set by; None when they are.

    Whatever changed them: an admin, the announced Ramadan, a new national calendar, a new year.
    """
    if Heartbeat.objects.filter(name=_mark(office, hours_of(office, at=at))).exists():
        return None
    return recompute_deadlines(office, at=at)


@transaction.atomic
def _note_hours(office: Office, hours: ServiceHours, *, at: datetime) -> None:
    """Remember by which hours the clocks of this office were set."""
    mark = _mark(office, hours)
    Heartbeat.objects.filter(name__startswith=f"hours:{office.pk}:").exclude(name=mark).delete()
    Heartbeat.objects.update_or_create(name=mark, defaults={"at": at})


def _mark(office: Office, hours: ServiceHours) -> str:
    """One name for equal hours, in whatever order the database gave their rows."""
    ordered = replace(hours, special_days=tuple(sorted(hours.special_days, key=lambda special: special.day)))
    return f"hours:{office.pk}:{hashlib.sha256(repr(ordered).encode()).hexdigest()}"[:24]


@transaction.atomic
def _recompute(submission: Submission, hours: ServiceHours, *, at: datetime) -> bool:
    kept = lock(submission)
    if not kept.is_open or kept.paused_at or kept.finished_at:  # it moved on since the list was read
        return False
    before = kept.due_at
    moved = reset_due(kept, at=at, hours=hours)
    kept.save(update_fields=["due_at", "warn_at", "warned_at", "queue_at", "overdue_since"])
    if moved:
        moments = {"before": _plain(before), "after": _plain(kept.due_at)}
        record("submission.due_changed", kept.audit_key, office=kept.office, actor=None, at=at, **moments)
    return moved


def _plain(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
