"""Changing when an office serves: its weeks, its special days, and the fasting month as it was announced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.db import transaction

from office.actions.audit import record
from office.models import Office, RamadanPeriod, Season, ServiceWindow, SpecialDay
from office.staff import Staff

Stretches = Sequence[tuple[time, time]]
RAMADAN_MOVES_BY = 10  # days; office.queries.hours takes an announcement this near to the computed month


@transaction.atomic
def set_week(office: Office, season: Season, week: Mapping[int, Stretches], *, staff: Staff, at: datetime) -> bool:
    """Replace a season's windows by these; days left out are closed. False when nothing differs."""
    rows = ServiceWindow.objects.select_for_update().filter(office=office, season=season)
    before = [(row.weekday, row.opens, row.closes) for row in rows.order_by("weekday", "opens")]
    after = [(day, opens, closes) for day in sorted(week) for opens, closes in sorted(week[day])]
    if before == after:
        return False
    rows.delete()
    ServiceWindow.objects.bulk_create(
        ServiceWindow(office=office, season=season, weekday=day, opens=opens, closes=closes)
        for day, opens, closes in after
    )
    record(
        "office.hours",
        f"office:{office.code}",
        office=office,
        actor=staff.user,
        at=at,
        season=str(season),
        before=_plain(before),
        after=_plain(after),
    )
    return True


def _plain(rows: Sequence[tuple[int, time, time]]) -> list[str]:
    return [f"{day} {opens:%H.%M}-{closes:%H.%M}" for day, opens, closes in rows]


@transaction.atomic
def set_special_day(
    office: Office, day: date, *, opens: time | None, closes: time | None, reason: str, staff: Staff, at: datetime,
) -> SpecialDay:  # fmt: skip
    """Close a day, or open it for these hours whatever else holds; a second decision replaces the first."""
    row, _ = SpecialDay.objects.update_or_create(
        office=office, date=day, defaults={"opens": opens, "closes": closes, "reason": reason}
    )
    hours = f"{opens:%H.%M}-{closes:%H.%M}" if opens and closes else ""
    record(
        "office.special_day",
        f"office:{office.code}",
        office=office,
        actor=staff.user,
        at=at,
        day=day.isoformat(),
        hours=hours,
        reason=reason,
    )
    return row


@transaction.atomic
def remove_special_day(office: Office, day: date, *, staff: Staff, at: datetime) -> bool:
    """Let the ordinary week and the national calendar hold again."""
    removed, _ = SpecialDay.objects.filter(office=office, date=day).delete()
    if removed:
        record(
            "office.special_day_removed",
            f"office:{office.code}",
            office=office,
            actor=staff.user,
            at=at,
            day=day.isoformat(),
        )
    return bool(removed)


@transaction.atomic
def announce_ramadan(office: Office, *, starts_on: date, ends_on: date, staff: Staff, at: datetime) -> RamadanPeriod:
    """The fasting month as the government announced it; it holds for every office of the portal."""
    near = [
        row
        for row in RamadanPeriod.objects.select_for_update()
        if abs((row.starts_on - starts_on).days) <= RAMADAN_MOVES_BY
    ]
    RamadanPeriod.objects.filter(pk__in=[row.pk for row in near]).delete()
    row = RamadanPeriod.objects.create(starts_on=starts_on, ends_on=ends_on)
    record(
        "office.ramadan",
        f"office:{office.code}",
        office=office,
        actor=staff.user,
        at=at,
        starts_on=starts_on.isoformat(),
        ends_on=ends_on.isoformat(),
    )
    return row
