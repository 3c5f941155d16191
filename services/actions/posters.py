"""Posters: give a hall its permanent address, and count scans without noting anything about the visitor."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max

from office.actions.audit import record
from office.models import Area, Office
from office.staff import Staff
from services.models import Poster, ScanCount, Service
from services.queries.posters import hall_names, usual_hall


@transaction.atomic
def hang(office: Office, area: Area, *, service: Service | None, hall: str, at: datetime) -> Poster:
    """The poster of a hall for one service or for all; asking twice gives the same address for ever."""
    office = Office.objects.select_for_update().get(pk=office.pk)
    poster = Poster.objects.filter(office=office, area=area, service=service).first()
    if poster:
        return poster
    return Poster.objects.create(office=office, area=area, service=service, hall=hall, code=_next_code(), created_at=at)


def _next_code() -> int:
    return (Poster.objects.aggregate(last=Max("code"))["last"] or 10) + 1


@transaction.atomic
def hang_all(office: Office, areas: list[Area], *, service: Service | None, staff: Staff, at: datetime) -> list[Poster]:
    """The posters of several halls in their order, each under the name its hall goes by."""
    names = hall_names(office)
    posters = [
        hang(office, area, service=service, hall=names.get(area.pk) or usual_hall(area), at=at) for area in areas
    ]
    subject = f"service:{service.slug}" if service else f"office:{office.code}"
    record("poster.printed", subject, office=office, actor=staff.user, at=at, codes=[poster.code for poster in posters])
    return posters


@transaction.atomic
def name_halls(office: Office, halls: dict[Area, str], *, staff: Staff, at: datetime) -> int:
    """Write how halls are called; one without a poster gets its permanent address now. Says how many changed."""
    names = hall_names(office)
    changed = {area: hall for area, hall in halls.items() if hall != (names.get(area.pk) or usual_hall(area))}
    for area, hall in changed.items():
        hang(office, area, service=None, hall=hall, at=at)
        Poster.objects.filter(office=office, area=area).update(hall=hall)
        record("poster.hall_named", f"area:{area.code}", office=office, actor=staff.user, at=at, hall=hall)
    return len(changed)


def count_scan(poster: Poster, *, day: date) -> None:
    """One more scan on that day."""
    rows = ScanCount.objects.filter(poster=poster, day=day)
    if not rows.update(count=F("count") + 1):
        ScanCount.objects.get_or_create(poster=poster, day=day)  # two phones may be the day's first at once
        rows.update(count=F("count") + 1)
