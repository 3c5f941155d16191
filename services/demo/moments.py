"""Moments of an office's service time, drawn or counted; no database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from office.hours import ServiceHours
from services.deadlines import Minutes, due_at


def after(hours: ServiceHours, at: datetime, minutes: float) -> datetime:
    """So many service minutes later."""
    return due_at(Minutes(max(1, round(minutes))), at, hours)


def before(hours: ServiceHours, at: datetime, minutes: float) -> datetime:
    """The latest moment from which so many service minutes lead to `at`."""
    left, day = timedelta(minutes=minutes), at.astimezone(hours.tz).date()
    for back in range(400):
        for opens, closes in reversed(spans_on(hours, day - timedelta(days=back))):
            end = min(closes, at)
            if end > opens and end - opens > left:
                return end - left
            left -= max(timedelta(0), end - opens)
    raise ValueError("no service time in 400 days")


def spans_on(hours: ServiceHours, day: date) -> list[tuple[datetime, datetime]]:
    """The windows of a day as moments."""
    at = [
        (datetime.combine(day, opens, hours.tz), datetime.combine(day, closes, hours.tz))
        for opens, closes in hours.windows_on(day)
    ]
    return sorted(at)


def service_days(hours: ServiceHours, *, first: date, last: date) -> list[date]:
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [day for day in days if hours.windows_on(day)]


def during(chance: Random, hours: ServiceHours, day: date) -> datetime:
    """A moment of a service day when the counter is open; mornings are busier."""
    opens, closes = spans_on(hours, day)[0]
    part = chance.betavariate(1.6, 2.6)
    return (opens + (closes - opens) * part * 0.92).replace(second=chance.randrange(60), microsecond=0)


def any_hour(chance: Random, hours: ServiceHours, day: date) -> datetime:
    """When somebody applies from home: often in the evening."""
    if chance.random() < 0.6:
        return during(chance, hours, day)
    return datetime.combine(day, datetime.min.time(), hours.tz) + timedelta(
        hours=chance.choice([6, 16, 18, 19, 20, 21]), minutes=chance.randrange(60)
    )
