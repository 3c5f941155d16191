"""A promise in words: how much service time is left, and by when a letter must be ready; pure, for pages and commands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from office.hours import CLOSED_WEEKDAY, NoServiceDay, ServiceHours
from office.identity import MONTHS
from office.wording import DAYS, SOON_SECONDS, clock
from services.deadlines import Minutes, Promise, skipped_days

_MINUTE, _HOUR = 60, 3600
_IN_MINUTES = 2 * _HOUR
MOST_CLOSURES = 3
MOST_TOLD = 2
"""In a message, which stays short."""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """A badge's colour and words; the browser counts on from `seconds` (below zero: late) for `runs` seconds at most."""

    state: str
    number: int
    unit: str
    seconds: int | None
    runs: int

    @property
    def is_late(self) -> bool:
        return self.state == "overdue"

    @property
    def text(self) -> str:
        """Sisa 42 menit, Sisa 3 hari kerja, Lewat 14 menit; static/js/portal.js counts on in the same words."""
        if self.is_late and not self.number:
            return "Lewat batas waktu"
        return f"{'Lewat' if self.is_late else 'Sisa'} {self.number} {self.unit}"

    @property
    def panel_unit(self) -> str:
        return f"{self.unit} {'lewat batas' if self.is_late else 'lagi'}"


class Countdown:
    """What is left of every promise of an office at one moment: service time only, no question to the database."""

    def __init__(self, hours: ServiceHours, at: datetime) -> None:
        self._timeline, self._at = hours.timeline, at
        closes = hours.closes_at(at)
        self._runs = int((closes - at).total_seconds()) if closes else 0

    @property
    def soon(self) -> datetime:
        """A quarter of an hour of service from now; by the wall clock in an office that never serves."""
        quarter = timedelta(seconds=SOON_SECONDS)
        try:
            return self._timeline.after(self._at, quarter)
        except NoServiceDay:
            return self._at + quarter

    def left(self, due: datetime, warn: datetime | None = None) -> TimeLeft:
        """Service time until a due moment, or since it; amber from `warn` on, else in the last quarter of an hour."""
        late = self._at > due
        begin, end = (due, self._at) if late else (self._at, due)
        seconds = int(self._timeline.served(begin, end).total_seconds())
        number, unit = self._amount(seconds, begin, end)
        soon = self._at >= warn if warn else seconds <= SOON_SECONDS
        counts = unit != "hari kerja" and (seconds > 0 or not late)
        return TimeLeft(
            "overdue" if late else "soon" if soon else "ok", number, unit, (-seconds if late else seconds) if counts else None, self._runs,
        )  # fmt: skip

    def _amount(self, seconds: int, begin: datetime, end: datetime) -> tuple[int, str]:
        if seconds < _IN_MINUTES:
            return -(-seconds // _MINUTE), "menit"
        days = self._timeline.days_between(begin, end)
        return (days, "hari kerja") if days > 1 else (seconds // _HOUR, "jam")


def promise_sentence(
    promise: Promise,
    start: datetime,
    due: datetime,
    hours: ServiceHours,
    *,
    today: date,
    missed: bool = False,
    dated: bool = False,
) -> str:
    """Harus selesai sebelum 10.05. — … sebelum Jumat 27 Maret (3 hari kerja; 18–24 Maret libur).

    `dated` names the day also when it is today: for messages, which are read whenever they are read.
    """
    local = due.astimezone(hours.tz)
    closed = closures_text(start, due, hours, most=MOST_TOLD if dated else MOST_CLOSURES)
    if isinstance(promise, Minutes):
        when = clock(local) if local.date() == today and not dated else f"{clock(local)}, {_day(local.date(), today)}"
        aside = [closed]
    else:
        when, aside = _day(local.date(), today), [f"{promise.count} hari kerja", closed]
    said = "; ".join(filter(None, aside))
    return f"{'Seharusnya' if missed else 'Harus'} selesai sebelum {when}{f' ({said})' if said else ''}."


def closures_text(start: datetime, due: datetime, hours: ServiceHours, *, most: int = MOST_CLOSURES) -> str:
    """18–24 Maret libur: the stretches without service that hold more than a weekend."""
    stretches = [stretch for stretch in _stretches(skipped_days(start, due, hours)) if stretch[2]]
    named = [_stretch(first, last) for first, last, _holiday in stretches[:most]]
    more = " dan hari lain" if len(stretches) > most else ""
    return f"{', '.join(named)}{more} libur" if named else ""


def _stretches(days: list[tuple[date, str]]) -> list[tuple[date, date, bool]]:
    """Days that follow each other, and whether one of them is more than a weekday without service."""
    found: list[tuple[date, date, bool]] = []
    for day, reason in days:
        holiday = reason != CLOSED_WEEKDAY
        if found and found[-1][1] + timedelta(days=1) == day:
            first, _last, before = found.pop()
            found.append((first, day, before or holiday))
        else:
            found.append((day, day, holiday))
    return found


def _stretch(first: date, last: date) -> str:
    if first == last:
        return f"{first.day} {MONTHS[first.month - 1]}"
    until = f"{last.day} {MONTHS[last.month - 1]}"
    return f"{first.day}–{until}" if first.month == last.month else f"{first.day} {MONTHS[first.month - 1]}–{until}"


def _day(day: date, today: date) -> str:
    """Kamis 27 Maret; with its year when that is not this one."""
    year = f" {day.year}" if day.year != today.year else ""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{year}"
