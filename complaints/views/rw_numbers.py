"""A queue number from home, its slip, and what became of what its holder said."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from complaints.actions import day_hall, slips
from complaints.day_states import DayState
from complaints.forms.rw_public import NEUTRAL, TOO_MANY, SlipForm
from complaints.models import DayVisitor, RwDay
from complaints.queries.calendars import address_of
from complaints.queries.rw_public import numbers_left, visitor_items
from complaints.views.rw_public import day_or_404
from office.clients import client_address
from office.codes import format_code, new_token
from office.guards import everyone, open_to
from office.sealing import blind_index
from services.documents.qr import qr_svg
from services.queries.posters import base_address
from services.views.asking import local, office_of
from services.workflow import IllegalMove


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """One tap gives one number: the page's own token makes a second tap find the same one."""
    request.is_personal = True  # type: ignore[attr-defined]
    day, trouble, status = day_or_404(request, number), "", 200
    if request.method == "POST":
        token = request.POST.get("token", "")[:64]
        trouble, status = _take(request, day, token)
        if not trouble:
            return redirect("complaints:rw_ticket", office, number, token)
    context = {
        "day": day, "left": numbers_left(day), "token": new_token(), "trouble": trouble, "open": day.state == DayState.ANNOUNCED, "page_title": "Ambil nomor antrean",
        "noindex": True, "page_has_errors": bool(trouble),
    }  # fmt: skip
    return render(request, "complaints/rw/number.html", context, status=status)


def _take(request: HttpRequest, day: RwDay, token: str) -> tuple[str, int]:
    """What went wrong, in words, and the status; empty words when a number was given."""
    now = timezone.now()
    if len(token) < 20:
        return "Halaman ini sudah lama terbuka. Tekan Ambil nomor sekali lagi.", 400
    if not slips.may_take_number(client_address(request), at=now):
        return "Nomor dari jaringan ini sudah banyak hari ini. Datang langsung, nomor juga diberikan di tempat.", 429
    try:
        day_hall.take_number_online(day, token=token, at=now)
    except day_hall.NoNumberLeft:
        return "Nomor dari rumah sudah habis. Datang saja, masih ada nomor di tempat.", 409
    except IllegalMove:
        return "Nomor tidak dapat diambil dari rumah lagi. Datang saja, nomor diberikan di tempat.", 409
    return "", 200


@open_to(everyone)
@require_safe
def ticket(request: HttpRequest, office: str, number: int, token: str) -> HttpResponse:
    """The slip: whoever took the number has its address."""
    request.is_personal = True  # type: ignore[attr-defined]
    day = day_or_404(request, number)
    visitor = DayVisitor.objects.filter(day=day, token_index=blind_index(f"rw-day:{day.pk}", token[:64])).first()
    if visitor is None:
        raise Http404
    return render(request, "complaints/rw/ticket.html", slip_context(visitor, day) | {"noindex": True})


def slip_context(visitor: DayVisitor, day: RwDay) -> dict[str, object]:
    """What a slip shows, on the resident's phone and on the officer's."""
    link = slip_link(visitor, day)
    return {
        "day": day, "visitor": visitor, "code": format_code(visitor.code), "pin": f"{visitor.pin[:3]} {visitor.pin[3:]}" if visitor.pin else "",
        "qr": qr_svg(link, level="M"), "link": address_of(day), "page_title": f"Nomor antrean {visitor.number}",
    }  # fmt: skip


def slip_link(visitor: DayVisitor, day: RwDay) -> str:
    """What the QR says: the page that asks for the PIN, with the code filled in."""
    return f"{base_address(day.office)}{reverse('complaints:rw_slip', args=[day.office.slug])}?kode={format_code(visitor.code)}"


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, office: str) -> HttpResponse:
    """What became of what I said: code and PIN of the slip."""
    request.is_personal = True  # type: ignore[attr-defined]
    now, place, status = timezone.now(), office_of(request), 200
    form = SlipForm(
        request.POST if request.method == "POST" else None, initial={"code": request.GET.get("kode", "")[:40]}
    )
    context: dict[str, object] = {"form": form, "page_title": "Catatan saya di kantor RW", "noindex": True}
    if request.method == "POST" and form.is_valid():
        try:
            visitor = slips.open_slip(place, **form.cleaned_data, client=client_address(request), at=now)
        except slips.TooManyTries:
            form.add_error(None, TOO_MANY)
            return render(request, "complaints/rw/slip_entry.html", context, status=429)
        if visitor:
            rows = visitor_items(visitor, at=local(place, now))
            return render(
                request, "complaints/rw/slip.html", context | {"visitor": visitor, "day": visitor.day, "rows": rows}
            )
        form.add_error(None, NEUTRAL)
    return render(request, "complaints/rw/slip_entry.html", context, status=status)
