"""Reminders: asked for, confirmed by the owner of the address, ended by one tap."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from complaints.actions import reminders
from complaints.forms.rw_public import ReminderForm
from complaints.models import RwSubscription
from office.actions import limits
from office.clients import client_address
from office.guards import everyone, open_to
from services.views.asking import office_of, posted

ASKS, A_DAY = 10, 24 * 60 * 60
SENT = "Periksa surel Anda, lalu tekan tautan di dalamnya. Pengingat baru berjalan setelah itu."


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, office: str) -> HttpResponseBase:
    """The same answer whether the address is known or not."""
    place, now = office_of(request), timezone.now()
    form = ReminderForm(posted(request), office=place, initial={"rw": request.GET.get("rw", "")[:40].upper()})
    if request.method == "POST" and form.is_valid():
        if not limits.take("rw-reminder", client_address(request), at=now, burst=ASKS, per_seconds=A_DAY):
            form.add_error(None, "Terlalu banyak permintaan dari jaringan ini. Coba lagi besok")
            return _page(request, form, status=429)
        if not form.cleaned_data["website"]:
            reminders.subscribe(place, form.cleaned_data["rw"], form.cleaned_data["email"], at=now)
        messages.success(request, SENT)
        return redirect("complaints:rw_calendar", office)
    return _page(request, form)


def _page(request: HttpRequest, form: ReminderForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "page_title": "Daftar pengingat"}
    return render(request, "complaints/rw/remind.html", context, status=status)


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, office: str, token: str) -> HttpResponseBase:
    """A button, because mail programs open links by themselves."""
    row = _row_or_404(request, token)
    if request.method == "POST":
        reminders.confirm(row, at=timezone.now())
        messages.success(request, "Pengingat aktif. Kami kirim surel saat jadwal diumumkan dan sehari sebelumnya.")
        return redirect("complaints:rw_calendar", office)
    return _ask(request, row, "Benarkan surel Anda", "Ya, ingatkan saya", leaving=False)


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, office: str, token: str) -> HttpResponseBase:
    row = _row_or_404(request, token)
    if request.method == "POST":
        reminders.unsubscribe(row)
        messages.success(request, "Pengingat berhenti. Alamat surel Anda sudah kami hapus.")
        return redirect("complaints:rw_calendar", office)
    return _ask(request, row, "Berhenti diingatkan", "Ya, hentikan", leaving=True)


def _row_or_404(request: HttpRequest, token: str) -> RwSubscription:
    request.is_personal = True  # type: ignore[attr-defined]
    row = reminders.by_token(office_of(request), token[:64])
    if row is None:
        raise Http404
    return row


def _ask(request: HttpRequest, row: RwSubscription, title: str, action: str, *, leaving: bool) -> HttpResponse:
    context = {"row": row, "page_title": title, "action": action, "leaving": leaving, "noindex": True}
    return render(request, "complaints/rw/remind_answer.html", context)
