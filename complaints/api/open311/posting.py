"""Sending a request: what the client says becomes a report of the office, once, however often it is sent."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from complaints.actions import intake
from complaints.actions.api_keys import note_use
from complaints.api.open311.render import Refused
from complaints.forms.open311 import PostForm, said
from complaints.models import ApiKey, Category, ComplaintSource
from complaints.queries.public import villages
from complaints.receipts import format_receipt
from complaints.spam import why_held
from office.actions.limits import take
from office.staff import local_day

BURST, SECONDS = 60, 3600
"""Reports per key and hour."""
NOT_SAID = frozenset({"api_key"})


def send(request: HttpRequest, *, key: ApiKey, category: Category, at: datetime) -> dict[str, Any]:
    """Take one request in. Raises Refused, with every field that is wrong in one sentence."""
    if not take("open311-post", str(key.pk), at=at, burst=BURST, per_seconds=SECONDS):
        raise Refused(429, "Kunci ini sudah mengirim 60 laporan dalam satu jam. Coba lagi nanti")
    form = PostForm(request.POST, category=category, villages=villages(key.office))
    if not form.is_valid():
        raise Refused(400, said(form))
    report = form.report(held_reason=why_held(form.cleaned_data["description"]))
    sent = intake.receive(key.office, report, key=_sending(request, key, at), source=ComplaintSource.OPEN311, at=at)
    note_use(key, at=at)
    return {
        "service_request_id": sent.complaint.number,
        "service_notice": _notice(sent, form.cleaned_data["media_url"]),
        "account_id": None,
    }


def _sending(request: HttpRequest, key: ApiKey, at: datetime) -> str:
    """The same words from the same key on the same day are one sending; a client's own key decides where it sends one."""
    own = request.headers.get("Idempotency-Key", "")[:200]
    words = sorted((name, value) for name, value in request.POST.items() if name not in NOT_SAID)
    told = own or f"{local_day(key.office, at)}{words}"
    return f"open311:{key.pk}:{hashlib.sha256(told.encode()).hexdigest()}"


def _notice(sent: intake.Receipt, media_url: str) -> str:
    place = f"Simpan kode {format_receipt(sent.code)} untuk melihat jawaban di /{sent.complaint.office.slug}/pengaduan/lacak/"
    return f"{place}. Foto dari tautan tidak diambil, unggah di halaman itu bila diminta" if media_url else place
