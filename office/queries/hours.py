"""An office's working time as one value, read from its rows, the national calendar and the fasting month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from functools import lru_cache

from office.hijri import ramadan_in
from office.holidays import national_closures
from office.hours import Season as SeasonValue
from office.hours import ServiceHours, Window
from office.hours import SpecialDay as SpecialDayValue
from office.models import Office, RamadanPeriod, Season, ServiceWindow, SpecialDay

YEARS_AROUND = (-1, 0, 1, 2)
Row = tuple[str, int, time, time]
Period = tuple[date, date]
Special = tuple[date, time | None, time | None, str]


def hours_of(office: Office, *, at: datetime) -> ServiceHours:
    """The hours that hold around a moment; three small queries, the value itself is built once per content."""
    rows = tuple(ServiceWindow.objects.filter(office=office).values_list("season", "weekday", "opens", "closes"))
    special = tuple(SpecialDay.objects.filter(office=office).values_list("date", "opens", "closes", "reason"))
    announced = tuple(RamadanPeriod.objects.values_list("starts_on", "ends_on"))
    return _built(office.time_zone, rows, special, announced, at.year)


@lru_cache(maxsize=128)
def _built(
    zone: str, rows: tuple[Row, ...], special: tuple[Special, ...], announced: tuple[Period, ...], year: int
) -> ServiceHours:
    years = [year + offset for offset in YEARS_AROUND]
    fasting = _week(row for row in rows if row[0] == Season.RAMADAN)
    return ServiceHours.of(
        zone=zone,
        week=_week(row for row in rows if row[0] == Season.REGULAR),
        seasons=[SeasonValue(first, last, fasting) for first, last in _ramadans(years, announced)]
        if any(fasting)
        else [],
        closures={day: closure.name for day, closure in national_closures(years).items()},
        special_days=[
            SpecialDayValue(day, (Window(opens, closes),) if opens and closes else (), reason)
            for day, opens, closes, reason in special
        ],
    )


def _week(rows: Iterable[Row]) -> tuple[tuple[Window, ...], ...]:
    days: dict[int, list[Window]] = defaultdict(list)
    for _season, weekday, opens, closes in rows:
        days[weekday].append(Window(opens, closes))
    return tuple(tuple(sorted(days[weekday])) for weekday in range(7))


def _ramadans(years: list[int], announced: tuple[Period, ...]) -> list[Period]:
    """The computed months, each replaced by the announced one that begins within ten days of it."""
    computed = sorted({period for year in years for period in ramadan_in(year)})
    return [next((said for said in announced if abs((said[0] - period[0]).days) <= 10), period) for period in computed]
