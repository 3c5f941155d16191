"""The SOP clock of one submission: its promise, its pauses and when it is due."""

from __future__ import annotations

from datetime import datetime, timedelta

from office.hours import ServiceHours
from office.queries.hours import hours_of
from services.deadlines import Minutes, Pause, Promise, WorkingDays, due_at, elapsed_minutes
from services.models import Pause as PauseRow
from services.models import ServiceVersion, Submission

VULNERABLE_FIRST = timedelta(minutes=15)
"""How much earlier than its deadline a vulnerable resident's file stands in the queue."""
PAUSED_LAST = timedelta(days=3650)


def promise_of(version: ServiceVersion) -> Promise:
    return Minutes(version.sop_minutes) if version.sop_minutes else WorkingDays(version.sop_days or 1)


def pauses_of(submission: Submission) -> list[Pause]:
    """The finished pauses; while one runs there is no due moment."""
    rows = PauseRow.objects.filter(submission=submission, ends_at__isnull=False, struck_at=None)
    return [Pause(row.starts_at, row.ends_at) for row in rows]


def due_of(submission: Submission, hours: ServiceHours) -> datetime | None:
    """When the letter is due: from "berkas lengkap", pauses left out; None before that."""
    if submission.completed_at is None:
        return None
    return due_at(promise_of(submission.version), submission.completed_at, hours, pauses_of(submission))


def check_by(submission: Submission, *, at: datetime) -> datetime:
    """Until when the office means to have looked at the papers."""
    return due_at(Minutes(submission.office.check_minutes), at, hours_of(submission.office, at=at))


def queue_place(submission: Submission, base: datetime) -> datetime:
    """Where it stands in the queue: its deadline, vulnerable residents ahead, paused files last."""
    if submission.paused_at:
        return base + PAUSED_LAST
    return base - VULNERABLE_FIRST if submission.vulnerability else base


def served_minutes(submission: Submission, *, at: datetime) -> int | None:
    """Service minutes from "berkas lengkap" to now, pauses left out; None for a file that never was complete."""
    if submission.completed_at is None:
        return None
    hours = hours_of(submission.office, at=at)
    return elapsed_minutes(submission.completed_at, at, hours, pauses_of(submission))
