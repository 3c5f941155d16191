"""How much time a step has left, in working days and in words; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from complaints.deadlines import on_work_days
from office.hours import NoServiceDay, ServiceHours

SOON_DAYS = 2


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """`state` is the colour class of the badge (ok, soon, overdue, paused); `days` working days, negative when late."""

    state: str
    text: str
    icon: str = "clock"
    days: int = 0


PAUSED = TimeLeft("paused", "Menunggu pelapor", "pause")
NONE = TimeLeft("paused", "Tanpa batas waktu", "more")


def time_left(
    due_at: datetime | None, at: datetime, hours: ServiceHours, *, work_days: str = "", paused: bool = False
) -> TimeLeft:
    """Sisa 2 hari kerja, Batas hari ini, Lewat 1 hari kerja; an agency's own work days count."""
    if paused:
        return PAUSED
    if due_at is None:
        return NONE
    ruler = on_work_days(hours, work_days).timeline
    try:
        days = ruler.days_between(at, due_at) if due_at >= at else -ruler.days_between(due_at, at)
    except NoServiceDay:
        return NONE
    if due_at < at:
        return TimeLeft("overdue", f"Lewat {-days} hari kerja" if days else "Lewat hari ini", "alert", days)
    return TimeLeft(
        "soon" if days <= SOON_DAYS else "ok", f"Sisa {days} hari kerja" if days else "Batas hari ini", "clock", days
    )
