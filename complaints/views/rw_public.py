"""Office days for residents: the month, one day, what was promised in an RW."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.day_states import DayState
from complaints.models import RwDay
from complaints.queries import rw_public as reading
from complaints.queries.calendars import address_of
from complaints.queries.days import rws_of, villages_with_rw
from office.guards import everyone, open_to
from office.holidays import national_closures
from office.models import Area, Office
from office.staff import local_day
from office.views.kept import same_for_all
from office.wording import DAYS, SHORT_MONTHS, long_date
from services.views.asking import office_of

REACH = 24
"""Months back and forth that have a page; further away nothing is planned or worth a search engine's visit."""


@open_to(everyone)
@require_safe
@same_for_all
def calendar(request: HttpRequest, office: str, month: str = "") -> HttpResponse:
    """A month as a table, or as a list on a phone; `?desa=` narrows it."""
    place = office_of(request)
    today = local_day(place, timezone.now())
    first = _month(month, today)
    village = request.GET.get("desa", "")[:32]
    days = reading.month_days(place, first, village=village)
    holidays = [day for year in {first.year, reading.next_month(first).year} for day in national_closures([year])]
    context = {
        "first": first, "weeks": reading.weeks(first, days, today=today, holidays=holidays), "groups": _grouped(days, first, today), "today": today,
        "villages": villages_with_rw(place), "village": village, "before": _link(place, reading.previous_month(first), today),
        "after": _link(place, reading.next_month(first), today), "next": None if days else reading.next_day(place, today=today),
        "rws": reading.rws_with_days(place), "weekdays": DAYS, "page_title": "Kantor di RW",
    }  # fmt: skip
    return render(request, "complaints/rw/calendar.html", context)


def _month(text: str, today: date) -> date:
    if not text:
        return today.replace(day=1)
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text, re.ASCII) or int(text[:4]) < 2000:
        raise Http404
    first = date(int(text[:4]), int(text[5:]), 1)
    if abs(_apart(first, today)) > REACH:
        raise Http404
    return first


def _apart(first: date, today: date) -> int:
    return (first.year - today.year) * 12 + first.month - today.month


def _link(office: Office, first: date, today: date) -> dict[str, str] | None:
    if abs(_apart(first, today)) > REACH:
        return None
    url = reverse("complaints:rw_month", args=[office.slug, f"{first:%Y-%m}"])
    return {"url": url, "label": SHORT_MONTHS[first.month - 1]}


def _grouped(days: list[RwDay], first: date, today: date) -> list[tuple[str, list[RwDay]]]:
    """For the list: this week, then what comes, then what was, newest first."""
    monday = today - timedelta(days=today.weekday())
    of_month = [
        day for day in days if day.date.month == first.month or monday <= day.date <= monday + timedelta(days=6)
    ]
    week = [day for day in of_month if monday <= day.date <= monday + timedelta(days=6)]
    later = [day for day in of_month if day.date > monday + timedelta(days=6)]
    past = [day for day in reversed(of_month) if day.date < monday]
    return [
        (title, rows) for title, rows in (("Pekan ini", week), ("Berikutnya", later), ("Sudah lewat", past)) if rows
    ]


@open_to(everyone)
@require_safe
@same_for_all
def day(request: HttpRequest, office: str, number: int) -> HttpResponse:
    """One day: who comes and what to bring; afterwards what was said and answered."""
    found = day_or_404(request, number)
    today = local_day(found.office, timezone.now())
    context: dict[str, Any] = {
        "day": found, "guests": found.agencies.select_related("agency"), "is_over": found.state == DayState.CLOSED, "is_off": found.state == DayState.CANCELLED,
        "page_title": f"Kantor di {found.place_name}", "share_url": share_url(found), "map_url": _map_url(found),
    }  # fmt: skip
    if context["is_over"]:
        context["results"] = reading.shown_items(found, today=today)
        context["recorded"] = found.items.count()
    elif found.state == DayState.ANNOUNCED:
        context["left"] = reading.numbers_left(found)
    return render(request, "complaints/rw/day.html", context)


def day_or_404(request: HttpRequest, number: int) -> RwDay:
    """An announced day of this office; a plan that nobody announced is nobody's business."""
    rows = reading.announced(office_of(request)).select_related("replaced_by__office", "replaces__office")
    return get_object_or_404(rows, number=number)


def share_url(day: RwDay) -> str:
    return "https://wa.me/?text=" + quote(share_text(day))


def share_text(day: RwDay) -> str:
    """For the RW's WhatsApp group: what, when, where, and where the rest is."""
    if day.state == DayState.CANCELLED:
        return f"Kantor di {day.place_name}, {long_date(day.date)}, dibatalkan: {day.cancel_reason}. {address_of(day)}"
    hours = f"{day.opens:%H.%M}–{day.closes:%H.%M}"
    services = ", ".join(row.services for row in day.agencies.all() if row.services)
    offered = f" Layanan: {services}." if services else ""
    return (
        f"Camat dan dinas berkantor di {day.place_name}, {long_date(day.date)}, pukul {hours}, di {day.hall}.{offered} "
        f"Gratis. Yang perlu dibawa: {address_of(day)}"
    )


def _map_url(day: RwDay) -> str:
    """Opens the visitor's own map program; no map is loaded from anywhere on our page."""
    return f"geo:{day.latitude},{day.longitude}?q={day.latitude},{day.longitude}" if day.point else ""


@open_to(everyone)
@require_safe
@same_for_all
def promises(request: HttpRequest, office: str, rw: str) -> HttpResponse:
    """What was asked, answered, done and is overdue in one RW, and when we come again."""
    place, area = office_of(request), rw_or_404(request, rw)
    today = local_day(place, timezone.now())
    context = {
        "rw": area, "standing": reading.promised_in(place, area, today=today), "next": reading.next_day(place, today=today, rw=area),
        "days": list(reading.announced(place).filter(rw=area, state=DayState.CLOSED).order_by("-date")[:12]), "today": today,
        "page_title": f"Yang dijanjikan di {area.full_name} {area.parent.name if area.parent else ''}".strip(),
    }  # fmt: skip
    return render(request, "complaints/rw/promises.html", context)


def rw_or_404(request: HttpRequest, code: str) -> Area:
    return get_object_or_404(rws_of(office_of(request)), code__iexact=code[:40])


@open_to(everyone)
@require_safe
def promises_pdf(request: HttpRequest, office: str, rw: str) -> HttpResponseBase:
    """One page for the RW's notice board."""
    from complaints.documents.rw_sheets import promises_sheet  # noqa: PLC0415 - WeasyPrint is slow to load

    place, area = office_of(request), rw_or_404(request, rw)
    today = local_day(place, timezone.now())
    standing = reading.promised_in(place, area, today=today)
    content = promises_sheet(place, area, standing, reading.next_day(place, today=today, rw=area), today=today)
    return pdf_response(content, f"janji-rw-{area.name}.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
