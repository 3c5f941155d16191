"""Deadlines as pure functions: a promise, a start, an office's hours and the pauses give the moment it is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from office.hours import NoServiceDay, ServiceHours

__all__ = [
    "ClockStopped", "Minutes", "NoServiceDay", "Pause", "Promise", "WorkingDays",
    "due_at", "elapsed_minutes", "late_minutes", "merged", "remaining_days", "remaining_minutes", "skipped_days", "warn_at",
]  # fmt: skip

MINUTE = timedelta(minutes=1)


class ClockStopped(ValueError):
    """A pause that still runs has no end, so there is no due moment yet."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """So many minutes of service time."""

    count: int

    def __post_init__(self) -> None:
        _refuse_nothing(self.count)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The end of the count-th service day after the day on which the count began."""

    count: int

    def __post_init__(self) -> None:
        _refuse_nothing(self.count)


Promise = Minutes | WorkingDays
Stretch = tuple[datetime, datetime]


class Pause(NamedTuple):
    """While the resident has something to bring; the end is missing as long as it runs."""

    start: datetime
    end: datetime | None = None


def due_at(promise: Promise, start: datetime, hours: ServiceHours, pauses: Iterable[Pause] = ()) -> datetime:
    """When the promise runs out, in the office's time."""
    return _due(promise, start, hours, merged(pauses))


def warn_at(promise: Promise, start: datetime, hours: ServiceHours, pauses: Iterable[Pause] = ()) -> datetime:
    """When three quarters of the service time between start and due moment are used, in the office's time.

    The same for days as for minutes: of the service time that lies between the start and the end of the last day.
    """
    stopped = merged(pauses)
    whole = _served(start, _due(promise, start, hours, stopped), hours, stopped)
    return _minutes_due(whole * 3 // 4, start, hours, stopped)


def late_minutes(due: datetime, at: datetime, hours: ServiceHours) -> int:
    """Whole service minutes since a due moment that was missed; 0 before it."""
    return hours.timeline.served(due, at) // MINUTE


def elapsed_minutes(start: datetime, end: datetime, hours: ServiceHours, pauses: Iterable[Pause] = ()) -> int:
    """Whole service minutes used between two moments, pauses left out."""
    return _elapsed(start, end, hours, pauses) // MINUTE


def remaining_minutes(
    promise: Promise, start: datetime, at: datetime, hours: ServiceHours, pauses: Iterable[Pause] = ()
) -> int:
    """Service minutes left, a begun one counted whole; below zero once late. A running pause counts as ending now."""
    if isinstance(promise, Minutes):
        return promise.count - elapsed_minutes(start, at, hours, pauses)
    due = due_at(promise, start, hours, _until(pauses, at))
    late = hours.timeline.served(due, at)
    return -(late // MINUTE) if late else -(-hours.timeline.served(at, due) // MINUTE)


def remaining_days(
    promise: WorkingDays, start: datetime, at: datetime, hours: ServiceHours, pauses: Iterable[Pause] = ()
) -> int:
    """Service days from today to the due day, today not counted; 0 on the day itself and after it."""
    return hours.timeline.days_between(at, due_at(promise, start, hours, _until(pauses, at)))


def skipped_days(start: datetime, due: datetime, hours: ServiceHours) -> list[tuple[date, str]]:
    """The days between start and due on which nobody serves, each with its reason, for the resident to read."""
    first, last = start.astimezone(hours.tz).date(), due.astimezone(hours.tz).date()
    days = [first, *_days(first, last)]
    return [(day, reason) for day in days if (reason := hours.closed_because(day))]


def merged(pauses: Iterable[Pause]) -> list[Stretch]:
    """Pauses in order and without overlap: two papers asked for at once stop the clock once.

    Raises ClockStopped while one still runs. A pause that ends before it begins (the server's clock was set back) is none.
    """
    found: list[Stretch] = []
    for start, end in sorted((pause.start, _ended(pause)) for pause in pauses):
        if found and start <= found[-1][1]:
            start, end = found[-1][0], max(found.pop()[1], end)
        if start < end:
            found.append((start, end))
    return found


def _refuse_nothing(count: int) -> None:
    if count < 1:
        raise ValueError(f"a promise of {count} is none")


def _due(promise: Promise, start: datetime, hours: ServiceHours, stopped: list[Stretch]) -> datetime:
    if isinstance(promise, Minutes):
        return _minutes_due(promise.count * MINUTE, start, hours, stopped)
    return hours.timeline.nth_day_end(hours.counts_from(start), promise.count, stopped)


def _minutes_due(left: timedelta, start: datetime, hours: ServiceHours, stopped: list[Stretch]) -> datetime:
    moment = start
    for begin, end in stopped:
        served = hours.timeline.served(moment, begin)
        if served >= left:
            break
        left -= served
        moment = max(moment, end)
    return hours.timeline.after(moment, left)


def _elapsed(start: datetime, end: datetime, hours: ServiceHours, pauses: Iterable[Pause]) -> timedelta:
    return _served(start, end, hours, merged(_until(pauses, end)))


def _served(start: datetime, end: datetime, hours: ServiceHours, stopped: list[Stretch]) -> timedelta:
    served = hours.timeline.served
    return served(start, end) - sum((served(max(a, start), min(b, end)) for a, b in stopped), timedelta())


def _until(pauses: Iterable[Pause], at: datetime) -> list[Pause]:
    return [Pause(start, at if end is None else end) for start, end in pauses]


def _ended(pause: Pause) -> datetime:
    if pause.end is None:
        raise ClockStopped
    return pause.end


def _days(after: date, last: date) -> Iterable[date]:
    return (after + timedelta(days=n) for n in range(1, (last - after).days + 1))
