"""The clock of one submission as its page tells it: start, each pause with who and why, warning, deadline, and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from office.hours import ServiceHours
from office.models import User
from office.wording import duration
from services.models import Event, Pause, Submission
from services.queries.clock import served_minutes
from services.workflow import State

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Line:
    """A moment of the story; `pause` is set where a pause begins, `is_struck` where it does not count any more."""

    at: datetime
    what: str
    who: str = ""
    why: str = ""
    pause: Pause | None = None
    is_struck: bool = False
    strong: bool = False


def clock_story(submission: Submission, hours: ServiceHours, *, at: datetime) -> list[Line]:
    """In the order of time; empty before the file was complete. Two queries."""
    start = submission.completed_at
    if start is None:
        return []
    moves = Event.objects.filter(submission=submission, at__gte=start, target__in=[State.COMPLETE, State.RETURNED])
    told = {event.at: event for event in moves.select_related("actor")}
    pauses = Pause.objects.filter(submission=submission, starts_at__gte=start).select_related("by", "struck_by")
    lines = [_start(start, told)]
    for pause in pauses:
        lines += _pause(pause, told.get(pause.starts_at), hours)
    return sorted([*lines, *_deadline(submission), _end(submission, at)], key=lambda line: line.at)


def _start(start: datetime, told: dict[datetime, Event]) -> Line:
    event = told.get(start)
    return Line(start, "Berkas lengkap, waktu mulai", _name(event.actor if event else None))


def _pause(pause: Pause, event: Event | None, hours: ServiceHours) -> list[Line]:
    """What was asked for stands in the move that paused; a struck pause keeps its place with the reason it fell."""
    by = pause.by or (event.actor if event else None)
    why = event.public_note if event and event.public_note else pause.reason
    if pause.struck_at:
        struck = f"Dibatalkan {_name(pause.struck_by)}: {pause.struck_reason}"
        return [Line(pause.starts_at, "Jeda yang dibatalkan", _name(by), struck, pause, is_struck=True)]
    begun = Line(pause.starts_at, "Waktu dijeda", _name(by), why, pause)
    if pause.ends_at is None:
        return [begun]
    minutes = hours.timeline.served(pause.starts_at, pause.ends_at) // MINUTE
    return [begun, Line(pause.ends_at, "Waktu berjalan lagi", why=f"Jeda {minutes} menit layanan")]


def _deadline(submission: Submission) -> list[Line]:
    version, lines = submission.version, list[Line]()
    promise = duration(minutes=version.sop_minutes or 0, working_days=version.sop_days or 0)
    if submission.warned_at:
        lines.append(Line(submission.warned_at, "Petugas diperingatkan"))
    due = submission.due_at or submission.overdue_since
    return [*lines, Line(due, f"Batas {promise}", strong=True)] if due else lines


def _end(submission: Submission, at: datetime) -> Line:
    used = served_minutes(submission, at=at)
    if submission.finished_at:
        return Line(
            submission.finished_at, "Selesai diproses", why=f"Terpakai {submission.served_minutes} menit layanan"
        )
    return Line(at, "Sekarang", why=f"Terpakai {used} menit layanan")


def _name(user: User | None) -> str:
    return user.name if user else ""
