"""Whose turn it is: a half-year of office days proposed over the RW of an office, and what clashes; no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

FRIDAY = 4
FRIDAY_CLOSES = time(11)  # people go to Friday prayers
FRIDAY_RESUMES = time(13)
NEVER = date.min


@dataclass(frozen=True)
class Ward:
    """One RW by its area code and the day it was last visited, or is going to be."""

    key: str
    last: date | None = None


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How an office goes round: on which weekdays (Monday 0), from when to when, and how far apart in one RW.

    With `fridays` a Friday's day ends at 11.00 at the latest; without it Fridays are left out.
    """

    weekdays: frozenset[int]
    opens: time
    closes: time
    fridays: bool = False
    nearest: int = 28

    def hours_on(self, day: date) -> tuple[time, time] | None:
        """From when to when on a date, None where nobody goes out."""
        if day.weekday() not in self.weekdays:
            return None
        if day.weekday() != FRIDAY:
            return self.opens, self.closes
        closes = min(self.closes, FRIDAY_CLOSES)
        return (self.opens, closes) if self.fridays and self.opens < closes else None


@dataclass(frozen=True)
class Turn:
    """One proposed day."""

    day: date
    key: str
    opens: time
    closes: time


@dataclass(frozen=True)
class Skipped:
    """A day on which the office would have gone out, and why it does not."""

    day: date
    reason: str


@dataclass(frozen=True)
class Proposal:
    turns: tuple[Turn, ...]
    skipped: tuple[Skipped, ...]


def propose(
    wards: Iterable[Ward],
    *,
    first: date,
    last: date,
    pace: Pace,
    closed_because: Callable[[date], str],
    taken: Iterable[date] = (),
) -> Proposal:
    """Every RW once before any twice, longest unvisited first; never on a closed day or on one that is taken."""
    waiting, busy = list(wards), frozenset(taken)
    turns: list[Turn] = []
    skipped: list[Skipped] = []
    for day in _days(first, last):
        hours = pace.hours_on(day)
        if hours is None or day in busy:
            continue
        reason = closed_because(day) or ("" if _next(waiting, day, pace.nearest) else "Semua RW baru saja didatangi")
        if reason:
            skipped.append(Skipped(day, reason))
            continue
        turns.append(_take(waiting, day, hours, pace.nearest))
    return Proposal(tuple(turns), tuple(skipped))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _next(waiting: list[Ward], day: date, nearest: int) -> Ward | None:
    """The longest unvisited; nobody while even that one was, or will be, visited too near to this day."""
    ward = min(waiting, key=lambda ward: (ward.last or NEVER, ward.key), default=None)
    return None if ward is None or (ward.last and abs((day - ward.last).days) < nearest) else ward


def _take(waiting: list[Ward], day: date, hours: tuple[time, time], nearest: int) -> Turn:
    ward = _next(waiting, day, nearest)
    assert ward is not None  # noqa: S101 - the caller skips days without one
    waiting[waiting.index(ward)] = replace(ward, last=max(day, ward.last or NEVER))
    return Turn(day, ward.key, *hours)


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A day as far as it can be in somebody's way. `hall` is compared without regard to case and blanks."""

    key: str
    name: str
    day: date
    opens: time
    closes: time
    ward: str
    hall: str = ""
    agencies: frozenset[str] = frozenset()
    officers: frozenset[str] = frozenset()


def clashes(one: Booking, others: Iterable[Booking], *, closed: str = "", nearest: int = 28) -> tuple[str, ...]:
    """What speaks against a day, in words; `closed` is why the office does not serve that date."""
    found = [f"Hari libur: {closed}"] if closed else []
    if one.day.weekday() == FRIDAY and one.closes > FRIDAY_CLOSES and one.opens < FRIDAY_RESUMES:
        found.append("Melewati waktu salat Jumat: selesaikan sebelum 11.00")
    for other in others:
        if other.key != one.key:
            found += _between(one, other, nearest)
    return tuple(found)


def _between(one: Booking, other: Booking, nearest: int) -> list[str]:
    found = []
    apart = abs((one.day - other.day).days)
    if one.ward == other.ward and apart < nearest:
        found.append(f"Terlalu dekat dengan {other.name}: berselang {apart} hari, paling sedikit {nearest} hari")
    if apart:
        return found
    if _folded(one.hall) == _folded(other.hall) != "" and one.opens < other.closes and other.opens < one.closes:
        found.append(f"{one.hall} sudah dipakai pada jam yang sama untuk {other.name}")
    found += [
        f"{name} juga hadir di {other.name} pada hari yang sama" for name in sorted(one.agencies & other.agencies)
    ]
    return found + [f"{name} bertugas juga di {other.name}" for name in sorted(one.officers & other.officers)]


def _folded(hall: str) -> str:
    return " ".join(hall.casefold().split())
