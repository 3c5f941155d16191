"""From days to calendar entries: what stands in the feed of an office, of an RW, of an agency, and in an invitation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from complaints.calendar_file import Occasion, Party, Status, calendar_file
from complaints.day_states import DayState
from complaints.models import Agency, AgencyFeed, RwDay
from office.models import Area, Office
from office.sealing import blind_index
from services.queries.posters import base_address

KEPT_DAYS = timedelta(days=366)
"""A feed goes back a year: programs forget what it no longer names."""
STATUS: dict[DayState, Status] = {DayState.PLANNED: "TENTATIVE", DayState.CANCELLED: "CANCELLED"}


def address_of(day: RwDay) -> str:
    """The day's public page."""
    return base_address(day.office) + reverse("complaints:rw_day", args=[day.office.slug, day.number])


def public_days(office: Office, *, since: date) -> QuerySet[RwDay]:
    """Announced days, also when they were cancelled afterwards."""
    days = RwDay.objects.filter(office=office, announced_at__isnull=False, date__gte=since)
    return days.select_related("office", "rw__parent").prefetch_related("agencies__agency").order_by("date", "opens")


def office_feed(office: Office, *, today: date) -> bytes:
    return feed(office, public_days(office, since=today - KEPT_DAYS), name=f"Kantor di RW, {office.name}")


def rw_feed(office: Office, rw: Area, *, today: date) -> bytes:
    days = public_days(office, since=today - KEPT_DAYS).filter(rw=rw)
    return feed(office, days, name=f"Kantor di RW {rw.name} {rw.parent.name if rw.parent else ''}".strip())


def agency_feed(agency: Agency, *, today: date) -> bytes:
    """Everything the agency is asked to, also what is only planned; a cancelled day that was never announced is left out."""
    days = RwDay.objects.filter(agencies__agency=agency, date__gte=today - KEPT_DAYS)
    days = days.exclude(state=DayState.CANCELLED, announced_at=None)
    rows = days.select_related("office", "rw__parent").prefetch_related("agencies__agency").order_by("date", "opens")
    return feed(agency.office, rows, name=f"Kantor di RW, {agency.short_name}")


def agency_of_token(office: Office, token: str) -> Agency | None:
    """The active agency whose calendar this is."""
    feeds = AgencyFeed.objects.filter(token_index=blind_index("feed", token), agency__office=office)
    found = feeds.filter(agency__is_active=True).select_related("agency__office").first()
    return found.agency if found else None


def feed(office: Office, days: Iterable[RwDay], *, name: str) -> bytes:
    return calendar_file([occasion_of(day) for day in days], name=name, zone=office.time_zone)


def invitation(day: RwDay, agency: Agency, *, cancels: bool = False) -> str:
    """REQUEST or CANCEL for one agency, as its e-mail carries it."""
    content = calendar_file(
        [occasion_of(day, cancels=cancels)], name=day.office.name, zone=day.office.time_zone,
        method="CANCEL" if cancels else "REQUEST", organizer=organizer_of(day.office),
        attendee=Party(name=agency.name, email=agency.email),
    )  # fmt: skip
    return content.decode()


def organizer_of(office: Office) -> Party:
    return Party(name=office.name, email=office.email or settings.DEFAULT_FROM_EMAIL)


def occasion_of(day: RwDay, *, cancels: bool = False) -> Occasion:
    """The day's one entry; its UID is the day's id, so it stays the same whatever changes."""
    state = DayState(day.state)
    return Occasion(
        uid=f"{day.pk}@pendopo", sequence=day.sequence, starts=day.starts_at, ends=day.ends_at,
        title=f"Kantor di {day.place_name}", place=", ".join(filter(None, (day.hall, day.address, day.village_name))),
        text=_text(day), url=address_of(day), status="CANCELLED" if cancels else STATUS.get(state, "CONFIRMED"),
        created_at=day.created_at, changed_at=day.changed_at, point=day.point,
    )  # fmt: skip


def _text(day: RwDay) -> str:
    lines = [f"{row.services or 'Layanan'} ({row.agency.short_name}){_bring(row.bring)}" for row in day.agencies.all()]
    if day.cancel_reason:
        lines.insert(0, f"Dibatalkan: {day.cancel_reason}")
    elif day.move_reason and day.moved_from:
        lines.insert(0, f"Dipindah dari {day.moved_from:%d-%m-%Y}: {day.move_reason}")
    return "\n".join([*lines, address_of(day)])


def _bring(text: str) -> str:
    return f", bawa {text}" if text else ""
