"""The one way a submission changes its state: lock, check the table, write, tell its story, audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from office.actions.audit import record
from office.hours import ServiceHours
from office.models import User
from office.queries.hours import hours_of
from services.actions.delivery_steps import follow
from services.models import Event, Pause, Submission
from services.queries.clock import deadline_of, queue_place, served_minutes
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
        note_missed(submission, at=at)
        submission.finished_at = at
        submission.served_minutes = served_minutes(submission, at=at)
    submission.save()
    Event.objects.create(
        submission=submission, at=at, source=source, target=target, actor=by, note=note, public_note=public_note
    )
    record(
        f"submission.{target}", submission.audit_key, office=submission.office, actor=by, at=at, source=source, **facts
    )
    follow(submission, source, target, by=by, at=at)
    return submission


def start_clock(submission: Submission, *, at: datetime) -> None:
    """The file is complete: the promise runs from here, once."""
    if submission.completed_at is None:
        submission.completed_at = at
    reset_due(submission, at=at)


def pause_clock(submission: Submission, *, reason: str, by: User | None, at: datetime) -> None:
    """Stand still while the resident has something to bring; meanwhile nothing is due and nobody is warned."""
    submission.paused_at = at
    if submission.completed_at:
        Pause.objects.create(submission=submission, starts_at=at, reason=reason[:240], by=by)
        note_missed(submission, at=at)
        submission.due_at = submission.warn_at = None
    submission.queue_at = queue_place(submission, at)


def resume_clock(submission: Submission, *, at: datetime) -> None:
    """Run on; the due moment moves by what the pause took: nothing, should the server's clock have been set back."""
    for pause in Pause.objects.filter(submission=submission, ends_at=None):
        pause.ends_at = max(at, pause.starts_at)
        pause.save(update_fields=["ends_at"])
    submission.paused_at = None
    reset_due(submission, at=at)


def reset_due(submission: Submission, *, at: datetime, hours: ServiceHours | None = None) -> bool:
    """Compute `due_at`, the warning and the place in the queue anew; says whether the due moment moved.

    Whoever was warned is warned again only before a later moment that still lies ahead. A missed deadline follows; one
    that is ahead again was not missed, on record. Raises NotAllowed when the office has no service day.
    """
    before = submission.due_at
    deadline = deadline_of(submission, hours or hours_of(submission.office, at=at))
    submission.warn_at, submission.due_at = deadline or (None, None)
    if deadline is None:
        return False
    submission.queue_at = queue_place(submission, deadline.due_at)
    if submission.warned_at and deadline.warn_at > at:
        submission.warned_at = None
    if submission.overdue_since:
        submission.overdue_since = deadline.due_at if deadline.due_at < at else None
        if submission.overdue_since is None:
            record("submission.not_overdue", submission.audit_key, office=submission.office, actor=None, at=at)
    return before != deadline.due_at


def note_missed(submission: Submission, *, at: datetime) -> None:
    """A promise that ran out before the last sweep saw it counts as missed all the same."""
    if submission.overdue_since is None and submission.due_at and submission.due_at < at:
        submission.overdue_since = submission.due_at
