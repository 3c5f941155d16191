"""What goes out to residents: texts that staff send by WhatsApp, what was sent, and what failed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.actions.messages import send_again, tick_off
from office.guards import open_to, reviewer
from office.models import Message
from office.queries.outbox import TABS, page_of
from services.queries.capped import shown
from services.queries.queue import Cursor
from services.views.asking import office_of, staff_of, with_page
from services.views.case import message_line


@open_to(reviewer)
@require_safe
def message_list(request: HttpRequest, office: str) -> HttpResponse:
    """To do, sent, failed: one tab each."""
    place = office_of(request)
    tab = request.GET.get("lihat", "")
    tab = tab if tab in TABS else ""
    found, after, counts = page_of(place, tab, after=_place(request))
    context: dict[str, Any] = {
        "rows": [message_line(row) for row in found], "tab": tab,
        "tabs": [{"label": label, "url": f"?lihat={key}" if key else "?", "current": key == tab, "count": shown(counts[key]) if key in counts else ""} for key, label in TABS.items()],
        "next_url": f"?lihat={tab}&sesudah={Cursor(*after)}".replace("+", "%2B") if after else "",
    }  # fmt: skip
    return render(request, "services/desk/messages.html", with_page(request, "Pesan ke warga", **context))


def _place(request: HttpRequest) -> tuple[Any, UUID] | None:
    cursor = Cursor.read(request.GET.get("sesudah", ""))
    return (cursor.at, cursor.pk) if cursor else None


@open_to(reviewer)
@require_POST
def tick(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Note that the prepared text was sent; the person who sent it is named."""
    message = get_object_or_404(Message, pk=pk, office=office_of(request))
    if tick_off(message, by=staff_of(request).user, at=timezone.now()):
        messages.success(request, "Tercatat sudah terkirim.")
    else:
        messages.info(request, "Pesan ini sudah dicatat terkirim sebelumnya.")
    return _back(request, office, message)


@open_to(reviewer)
@require_POST
def resend(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Give a dead e-mail another round of tries."""
    message = get_object_or_404(Message, pk=pk, office=office_of(request))
    if send_again(message, by=staff_of(request).user, at=timezone.now()):
        messages.success(request, "Pesan dikirim ulang.")
    else:
        messages.info(request, "Pesan ini sudah tidak gagal. Tidak ada yang dikirim ulang.")
    return _back(request, office, message)


def _back(request: HttpRequest, office: str, message: Message) -> HttpResponseBase:
    """To the case when the button stood there, else to the list."""
    number = message.subject_key.removeprefix("submission:")
    if request.POST.get("from") == "case" and number != message.subject_key:
        return redirect("services:case", office, number)
    return redirect("services:messages", office)
