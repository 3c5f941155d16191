"""Limits of complaints after a calendar changed: every running one is read again by the hours and closures that hold now."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from complaints.actions.moving import lock, set_limits
from complaints.deadlines import NoServiceDay
from complaints.models import Agency, Complaint
from complaints.queries.clock import next_alarm, times_of
from complaints.queries.sweeps import with_limits
from office.actions.audit import record
from office.models import Heartbeat, Office
from office.queries.hours import hours_of

logger = logging.getLogger(__name__)
_WRITTEN = ["step_due", "due_at", "alarm_at", "alarm_level", "overdue_since", "missed_at"]


def recompute_limits(office: Office, *, at: datetime) -> int:
    """Set the limits of every open complaint by what holds now; says how many moved. Safe to repeat.

    An office without a service day keeps what it has: nothing can be computed.
    """
    mark = _mark(office, at=at)
    try:
        moved = sum(_recompute(row, at=at) for row in with_limits(office).iterator() if _has_moved(row, at=at))
    except NoServiceDay:
        logger.warning("no service day in office %s: complaints keep their limits", office.code)
        moved = 0
    _note(office, mark, at=at)
    return moved


def follow_limits(office: Office, *, at: datetime) -> int | None:
    """Recompute when the office's hours or an agency's weekdays are not those the limits were last set by; None when they are."""
    if Heartbeat.objects.filter(name=_mark(office, at=at)).exists():
        return None
    return recompute_limits(office, at=at)


def _has_moved(complaint: Complaint, *, at: datetime) -> bool:
    times = times_of(complaint, at=at)
    return (times.step_due, times.due_at) != (complaint.step_due, complaint.due_at)


@transaction.atomic
def _recompute(complaint: Complaint, *, at: datetime) -> bool:
    """Move one complaint's limits; whoever was reminded is reminded again only where the new moment lies ahead."""
    kept = lock(complaint)
    if not kept.is_open or not _has_moved(kept, at=at):  # it moved on since the list was read
        return False
    before, level = kept.step_due, kept.alarm_level
    set_limits(kept, at=at)
    _keep_rung(kept, level, at=at)
    _keep_lateness(kept, before, at=at)
    kept.save(update_fields=_WRITTEN)
    moments = {"before": _plain(before), "after": _plain(kept.step_due)}
    record("complaint.due_changed", kept.audit_key, office=kept.office, actor=None, at=at, **moments)
    return True


def _keep_rung(complaint: Complaint, level: int, *, at: datetime) -> None:
    """A rung that would be climbed again at once stays climbed; beyond the reminder only while it is still late."""
    if complaint.alarm_at is None or complaint.alarm_at > at or complaint.step_due is None:
        return
    complaint.alarm_level = level if complaint.step_due <= at else min(level, 1)
    if complaint.alarm_level:
        complaint.alarm_at = next_alarm(complaint, complaint.alarm_level, at=at)


def _keep_lateness(complaint: Complaint, before: datetime | None, *, at: datetime) -> None:
    """What was late by the old limit is late by the new one, or was never late."""
    late = complaint.step_due if complaint.step_due and complaint.step_due <= at else None
    if complaint.overdue_since:
        complaint.overdue_since = late
    if complaint.missed_at and complaint.missed_at == before:
        complaint.missed_at = late


def _mark(office: Office, *, at: datetime) -> str:
    """One name for equal hours and equal weekdays of the agencies, in whatever order the database gave their rows."""
    hours = hours_of(office, at=at)
    ordered = replace(hours, special_days=tuple(sorted(hours.special_days, key=lambda special: special.day)))
    days = sorted(Agency.objects.filter(office=office).values_list("key", "work_days"))
    return f"limits:{office.pk}:{hashlib.sha256(repr((ordered, days)).encode()).hexdigest()}"[:24]


@transaction.atomic
def _note(office: Office, mark: str, *, at: datetime) -> None:
    """Remember by which calendar the limits of this office were set."""
    Heartbeat.objects.filter(name__startswith=f"limits:{office.pk}:").exclude(name=mark).delete()
    Heartbeat.objects.update_or_create(name=mark, defaults={"at": at})


def _plain(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
