"""The year as an office serves it: national closures beside its own decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from office.hijri import ramadan_in
from office.holidays import is_announced, national_closures
from office.models import Office, RamadanPeriod, SpecialDay


@dataclass(frozen=True)
class Day:
    """A date that is not like others, with what the nation says and what the office decided."""

    date: date
    national: str
    special: SpecialDay | None


@dataclass(frozen=True)
class Fasting:
    starts_on: date
    ends_on: date
    is_announced: bool


@dataclass(frozen=True)
class Year:
    number: int
    days: list[Day]
    is_official: bool
    fasting: list[Fasting]


def year_of(office: Office, number: int) -> Year:
    """All such dates of a year, in order."""
    national = national_closures([number])
    special = {row.date: row for row in SpecialDay.objects.filter(office=office, date__year=number)}
    days = [
        Day(day, national[day].name if day in national else "", special.get(day))
        for day in sorted({*national, *special})
    ]
    return Year(number, days, is_announced(number), _fasting(number))


def _fasting(number: int) -> list[Fasting]:
    announced = list(RamadanPeriod.objects.filter(starts_on__year__in=[number - 1, number]))
    return [_as_announced(first, last, announced) for first, last in ramadan_in(number)]


def _as_announced(first: date, last: date, announced: list[RamadanPeriod]) -> Fasting:
    said = next((row for row in announced if abs((row.starts_on - first).days) <= 10), None)
    return Fasting(said.starts_on, said.ends_on, True) if said else Fasting(first, last, False)
