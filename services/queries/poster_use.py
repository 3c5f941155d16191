"""What the posters bring: scans per village, service and day, and how many files still come incomplete."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from office.models import Area, Office
from office.wording import month_year
from services.models import Poster, ScanCount, Submission
from services.queries.posters import places_of

ALL_SERVICES = "Semua layanan"
NO_VILLAGE = "Desa tidak diisi"


@dataclass(frozen=True)
class Bar:
    """A line of a table: its count and its length beside the longest, in percent."""

    label: str
    count: int
    percent: float
    note: str = ""

    @property
    def height(self) -> float:
        """Of a column in a drawing 40 units high."""
        return round(0.4 * self.percent, 2)

    @property
    def top(self) -> float:
        return 40 - self.height


@dataclass(frozen=True)
class Share:
    """How many of the files received in a group were returned at least once."""

    label: str
    received: int
    returned: int

    @property
    def percent(self) -> float:
        return 100 * self.returned / self.received if self.received else 0.0


@dataclass(frozen=True)
class Scans:
    total: int
    by_village: list[Bar]
    by_service: list[Bar]
    by_day: list[Bar]
    silent: list[Area]
    without_poster: list[Area]


@dataclass(frozen=True)
class Completeness:
    total: Share
    by_service: list[Share]
    by_village: list[Share]
    by_month: list[Share]


def scans(office: Office, *, since: date, until: date) -> Scans:
    """Every scan of a period; villages where nobody scanned are named, whether a poster hangs there or not."""
    rows = ScanCount.objects.filter(poster__office=office, day__range=(since, until))
    by_area = dict(rows.values_list("poster__area").annotate(n=Sum("count")))
    hung = set(Poster.objects.filter(office=office).values_list("area_id", flat=True))
    places = places_of(office)
    return Scans(
        total=sum(by_area.values()),
        by_village=_bars(
            (place.full_name, by_area.get(place.pk, 0), "" if place.pk in hung else "belum ada poster")
            for place in places
        ),
        by_service=_by_service(rows.values_list("poster__service__name").annotate(n=Sum("count"))),
        by_day=_days(dict(rows.values_list("day").annotate(n=Sum("count"))), since, until),
        silent=[place for place in places if place.pk in hung and not by_area.get(place.pk)],
        without_poster=[place for place in places if place.pk not in hung and place.pk != office.area_id],
    )


def _bars(rows: Iterable[tuple[str, int, str]]) -> list[Bar]:
    found = list(rows)
    longest = max((count for _, count, _ in found), default=0) or 1
    return [Bar(label, count, round(100 * count / longest, 1), note) for label, count, note in found]


def _by_service(rows: Iterable[tuple[str | None, int]]) -> list[Bar]:
    found = sorted(((name or ALL_SERVICES, count) for name, count in rows), key=lambda row: -row[1])
    return _bars((name, count, "") for name, count in found)


def _days(counts: dict[date, int], since: date, until: date) -> list[Bar]:
    days = [since + timedelta(days=n) for n in range((until - since).days + 1)]
    return _bars((f"{day:%d-%m-%Y}", counts.get(day, 0), "") for day in days)


def completeness(office: Office, *, since: date, until: date) -> Completeness:
    """Files returned / files received, by the day they came in; months go back a year from the period's end."""
    received = _received(office, since, until)
    by_service = [Share(name, *counts) for name, *counts in _counted(received, "service__name")]
    by_village = [Share(name or NO_VILLAGE, *counts) for name, *counts in _counted(received, "village__name")]
    return Completeness(
        total=Share("Semua", sum(row.received for row in by_service), sum(row.returned for row in by_service)),
        by_service=sorted(by_service, key=lambda row: -row.received),
        by_village=by_village,
        by_month=_months(office, until),
    )


def _received(office: Office, since: date, until: date) -> QuerySet[Submission]:
    zone = ZoneInfo(office.time_zone)
    begins = datetime.combine(since, time(), zone)
    return Submission.objects.filter(
        office=office,
        received_at__gte=begins,
        received_at__lt=datetime.combine(until + timedelta(days=1), time(), zone),
    )


def _counted(rows: QuerySet[Any], by: str) -> list[tuple[Any, int, int]]:
    """Each group with its files received, and those of them that were returned."""
    return list(
        rows.values_list(by)
        .order_by(by)
        .annotate(received=Count("pk"), returned=Count("pk", filter=Q(times_returned__gt=0)))
    )


def _months(office: Office, until: date) -> list[Share]:
    first = until.replace(year=until.year - 1, day=1)
    next_first = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    month = TruncMonth("received_at", tzinfo=ZoneInfo(office.time_zone))
    return [
        Share(month_year(row), *counts)
        for row, *counts in _counted(_received(office, next_first, until).annotate(month=month), "month")
    ]
