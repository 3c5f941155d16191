"""Calendars that programs subscribe to: of the office, of one RW, of one agency by its unguessable address; one day to keep."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.queries import calendars
from complaints.queries.calendars import agency_of_token
from complaints.views.rw_public import day_or_404, rw_or_404
from office.guards import everyone, open_to
from office.staff import local_day
from services.views.asking import office_of

KEPT = "public, max-age=900"


@open_to(everyone)
@require_safe
def office_calendar(request: HttpRequest, office: str) -> HttpResponse:
    place = office_of(request)
    return _answer(calendars.office_feed(place, today=local_day(place, timezone.now())), "kantor-di-rw", KEPT)


@open_to(everyone)
@require_safe
def rw_calendar(request: HttpRequest, office: str, rw: str) -> HttpResponse:
    place, area = office_of(request), rw_or_404(request, rw)
    return _answer(calendars.rw_feed(place, area, today=local_day(place, timezone.now())), f"rw-{area.name}", KEPT)


@open_to(everyone)
@require_safe
def agency_calendar(request: HttpRequest, office: str, token: str) -> HttpResponse:
    """Whoever has the address reads the agency's plan; a wrong one is not found."""
    place = office_of(request)
    agency = agency_of_token(place, token)
    if agency is None:
        raise Http404
    return _answer(
        calendars.agency_feed(agency, today=local_day(place, timezone.now())), agency.key, "private, no-store"
    )


@open_to(everyone)
@require_safe
def day_calendar(request: HttpRequest, office: str, number: int) -> HttpResponse:
    """One day for the phone's calendar; the same UID as in the feeds."""
    day = day_or_404(request, number)
    return _answer(
        calendars.feed(day.office, [day], name=f"Kantor di {day.place_name}"), f"kantor-di-rw-{number}", KEPT
    )


def _answer(content: bytes, name: str, caching: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"', "Cache-Control": caching}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
