"""When Ramadan falls, by the tabular calendar; the announced dates may differ by a day and then override it."""

from datetime import date, timedelta
from functools import cache

RAMADAN = 9


@cache
def ramadan_in(year: int) -> tuple[tuple[date, date], ...]:
    """First and last day of each Ramadan that touches a Gregorian year (2030 has two); none outside 1925–2076."""
    found = [_ramadan(hijri_year) for hijri_year in (year - 580, year - 579, year - 578)]
    return tuple(period for period in found if period and year in {period[0].year, period[1].year})


def _ramadan(hijri_year: int) -> tuple[date, date] | None:
    from hijridate import Hijri  # noqa: PLC0415 — its tables load only where hours are computed

    try:
        first = Hijri(hijri_year, RAMADAN, 1).to_gregorian()
        following = Hijri(hijri_year, RAMADAN + 1, 1).to_gregorian()
    except OverflowError:
        return None
    return date(*first.datetuple()), date(*following.datetuple()) - timedelta(days=1)
