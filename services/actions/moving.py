"""The one way a submission changes its state: lock, check the table, write, tell its story, audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from office.actions.audit import record
from office.models import User
from office.queries.hours import hours_of
from services.models import Event, Pause, Submission
from services.queries.clock import due_of, queue_place, served_minutes
from services.workflow import CLOSED, DONE, State, check_move


def lock(submission: Submission) -> Submission:
    """The row as it stands now, locked to the end of the transaction."""
    return (
        Submission.objects.select_for_update(of=("self",))
        .select_related("office", "version", "service", "village", "officer")
        .get(pk=submission.pk)
    )


def move(
    submission: Submission, target: State, *, by: User | None, at: datetime,
    note: str = "", public_note: str = "", **facts: Any,
) -> Submission:  # fmt: skip
    """Move a locked submission along the table; raises IllegalMove and leaves no trace when it may not go there."""
    source = State(submission.state)
    check_move(source, target)
    submission.state = target
    submission.is_open = target not in DONE
    if target in CLOSED:
        submission.closed_at = at
    if target in DONE and submission.finished_at is None:
        submission.finished_at = at
        submission.served_minutes = served_minutes(submission, at=at)
    submission.save()
    Event.objects.create(
        submission=submission, at=at, source=source, target=target, actor=by, note=note, public_note=public_note
    )
    record(
        f"submission.{target}", submission.audit_key, office=submission.office, actor=by, at=at, source=source, **facts
    )
    return submission


def start_clock(submission: Submission, *, at: datetime) -> None:
    """The file is complete: the promise runs from here, once."""
    if submission.completed_at is None:
        submission.completed_at = at
    reset_due(submission, at=at)


def pause_clock(submission: Submission, *, reason: str, at: datetime) -> None:
    """Stand still while the resident has something to bring."""
    submission.paused_at = at
    if submission.completed_at:
        Pause.objects.create(submission=submission, starts_at=at, reason=reason[:240])
    submission.queue_at = queue_place(submission, at)


def resume_clock(submission: Submission, *, at: datetime) -> None:
    """Run on; the due moment moves by what the pause took."""
    Pause.objects.filter(submission=submission, ends_at=None).update(ends_at=at)
    submission.paused_at = None
    reset_due(submission, at=at)


def reset_due(submission: Submission, *, at: datetime) -> None:
    """Compute `due_at` and the place in the queue anew."""
    submission.due_at = due_of(submission, hours_of(submission.office, at=at))
    submission.queue_at = queue_place(submission, submission.due_at or at)
