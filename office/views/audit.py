"""The audit chain for those who watch over the office: read, search, and check that nothing was taken out."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from office.actions.audit import first_broken_entry
from office.audit_words import FACTS, WORDS, fact_text, subject_text
from office.forms.audit import AuditForm
from office.guards import auditor, open_to
from office.models import AuditEntry, Office
from office.queries.audit import length_of, page_of
from office.wording import thousands


@open_to(auditor)
@require_safe
def entries(request: HttpRequest, office: str) -> HttpResponse:
    place = request.office  # type: ignore[attr-defined]
    form = AuditForm(request.GET)
    page = page_of(place, form.wanted, before=_number(request.GET.get("sebelum", "")))
    context = {
        "form": form,
        "rows": [_row(entry, place) for entry in page.entries],
        "next_url": _next(request, page.next_before),
        "page_title": "Jejak audit",
    }
    return render(request, "office/audit/entries.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _next(request: HttpRequest, before: int | None) -> str:
    if before is None:
        return ""
    asked = request.GET.copy()
    asked["sebelum"] = str(before)
    return f"?{asked.urlencode()}"


def _row(entry: AuditEntry, place: Office) -> dict[str, Any]:
    return {
        "entry": entry, "at": entry.at.astimezone(ZoneInfo(place.time_zone)), "word": WORDS.get(entry.verb, entry.verb), "subject": subject_text(entry.subject),
        "facts": [(FACTS.get(name, name.replace("_", " ")), fact_text(value)) for name, value in entry.facts.items()],
    }  # fmt: skip


@open_to(auditor)
@require_POST
def check(request: HttpRequest, office: str) -> HttpResponseBase:
    """Walk the whole chain, on request: it reads every entry."""
    place = request.office  # type: ignore[attr-defined]
    broken = first_broken_entry(place)
    if broken is None:
        messages.success(request, f"Rantai utuh: {thousands(length_of(place))} catatan cocok satu sama lain.")
    else:
        messages.error(
            request,
            f"Rantai terputus di catatan {thousands(broken)}. Hubungi pengelola portal dan jangan ubah apa pun.",
        )
    return redirect("office:audit", place.slug)
