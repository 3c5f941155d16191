"""Deadlines after an office changed its hours or its calendar: every running clock is read again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from office.actions.audit import record
from office.hours import ServiceHours
from office.models import Office
from office.queries.hours import hours_of
from services.actions.moving import lock
from services.models import Submission
from services.queries.clock import due_of, queue_place


def recompute_deadlines(office: Office, *, at: datetime) -> int:
    """Set every open, running file to the hours that hold now; says how many due moments moved. Safe to repeat.

    A file that was late and no longer is loses its mark; one that became late is found by whoever looks for late files.
    """
    hours = hours_of(office, at=at)
    running = Submission.objects.filter(
        office=office, is_open=True, paused_at=None, completed_at__isnull=False, finished_at=None
    )
    keys = list(running.values_list("pk", flat=True))
    return sum(_recompute(Submission(pk=key), hours, at=at) for key in keys)


@transaction.atomic
def _recompute(submission: Submission, hours: ServiceHours, *, at: datetime) -> bool:
    kept = lock(submission)
    if not kept.is_open or kept.paused_at or kept.finished_at:  # it moved on since the list was read
        return False
    before, due = kept.due_at, due_of(kept, hours)
    if due is None or due == before:
        return False
    kept.due_at, kept.queue_at = due, queue_place(kept, due)
    if kept.overdue_since and due > at:
        kept.overdue_since = None
    kept.save(update_fields=["due_at", "queue_at", "overdue_since"])
    record(
        "submission.due_changed", kept.audit_key, office=kept.office, actor=None, at=at,
        before=before.isoformat() if before else "", after=due.isoformat(),
    )  # fmt: skip
    return True
