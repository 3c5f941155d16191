"""When a step of a complaint must be finished, and when somebody is warned: pure functions of a limit and a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from office.hours import ServiceHours, Window
from services import deadlines
from services.deadlines import NoServiceDay, Pause, WorkingDays

__all__ = ["Limit", "NoServiceDay", "Pause", "after_working_days", "due_at", "on_work_days", "warn_at"]

_ORDINARY_DAY = (Window(time(8), time(14)),)
CALENDAR_WARNING = timedelta(days=2)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many working or calendar days."""

    days: int
    is_working: bool = True


def due_at(limit: Limit, start: datetime, hours: ServiceHours, pauses: Iterable[Pause] = ()) -> datetime:
    """The end of the last day; a pause moves it by what it took."""
    stopped = list(pauses)
    if limit.is_working:
        return deadlines.due_at(WorkingDays(limit.days), start, hours, stopped)
    waited = sum((pause.end - pause.start for pause in stopped if pause.end), timedelta())
    return start + timedelta(days=limit.days) + waited


def warn_at(limit: Limit, start: datetime, hours: ServiceHours, pauses: Iterable[Pause] = ()) -> datetime:
    """One working day before the end, two calendar days before it; at once where the limit is that short."""
    if limit.days == 1:
        return start
    if limit.is_working:
        return due_at(Limit(limit.days - 1), start, hours, pauses)
    return max(start, due_at(limit, start, hours, pauses) - CALENDAR_WARNING)


def after_working_days(moment: datetime, days: int, hours: ServiceHours) -> datetime:
    """The end of so many working days later; what ends with a day counts as that day."""
    return due_at(Limit(days), moment - MINUTE, hours) if days else moment


def on_work_days(hours: ServiceHours, work_days: str) -> ServiceHours:
    """The office's hours with an agency's own weekdays (digits, Monday 0); holidays stay. Empty: the office's."""
    if not work_days:
        return hours
    usual = next((windows for windows in hours.week if windows), _ORDINARY_DAY)
    week = tuple((hours.week[day] or usual) if str(day) in work_days else () for day in range(7))
    return replace(hours, week=week)
