"""The register of letter numbers: read, search, reserve, strike out, export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.guards import auditor, case_reader, endorser, open_to, reviewer
from office.sheets import as_csv, as_xlsx
from office.wording import short_date
from services.access import NotAllowed
from services.actions import registering
from services.forms.register import ReserveForm, VoidForm
from services.models import EntryState, RegisterEntry
from services.queries import register as reading
from services.views.asking import local, office_of, posted, staff_of, with_page

HEAD = ("Nomor urut", "Nomor surat", "Tanggal", "Perihal", "Keadaan", "Alasan batal", "Permohonan", "Dicatat oleh")
KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@open_to(case_reader, auditor)
@require_safe
def register(request: HttpRequest, office: str) -> HttpResponse:
    """One year of numbers, newest first."""
    place = office_of(request)
    now = local(place, timezone.now()).year
    year = _figure(request, "tahun") or now
    words = request.GET.get("q", "").strip()[:80]
    found, before = reading.entries(place, year=year, words=words, before=_figure(request, "sebelum"))
    context: dict[str, Any] = {
        "rows": [_row(entry) for entry in found], "year": year, "years": reading.years_of(place, now=now), "words": words,
        "next_url": f"?tahun={year}&sebelum={before}" if before and not words else "", "more": bool(before and words), "may_reserve": _may_reserve(request),
    }  # fmt: skip
    return render(request, "services/desk/register.html", with_page(request, "Buku agenda", **context))


def _figure(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else None


def _may_reserve(request: HttpRequest) -> bool:
    staff = staff_of(request)
    return reviewer(staff) or endorser(staff)


def _row(entry: RegisterEntry) -> dict[str, Any]:
    letter = getattr(entry, "letter", None)
    return {
        "pk": entry.pk, "seq": entry.seq, "number": entry.number, "date": short_date(entry.dated), "subject": entry.subject,
        "state": entry.state, "state_label": entry.get_state_display(), "reason": entry.reason,
        "submission": letter.submission.number if letter else "", "by": entry.created_by.name, "reserved": entry.state == EntryState.RESERVED,
    }  # fmt: skip


@open_to(reviewer, endorser)
def reserve(request: HttpRequest, office: str) -> HttpResponseBase:
    """The next number for a letter that is made elsewhere."""
    form = ReserveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            entry = registering.reserve(
                office_of(request), **form.cleaned_data, staff=staff_of(request), at=timezone.now()
            )
        except NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, f"Nomor {entry.number} dipesan. Tulis nomor ini di surat Anda.")
        return redirect("services:register", office)
    return render(
        request,
        "services/desk/reserve.html",
        with_page(request, "Pesan nomor surat", form=form),
        status=422 if form.is_bound else 200,
    )


@open_to(reviewer, endorser)
def void(request: HttpRequest, office: str, pk: int) -> HttpResponseBase:
    """Strike a reserved number out; it is never given out again."""
    entry = get_object_or_404(RegisterEntry, pk=pk, office=office_of(request))
    form = VoidForm(posted(request))
    if request.method == "POST" and form.is_valid():
        done = registering.void_reserved(
            entry, reason=form.cleaned_data["reason"], staff=staff_of(request), at=timezone.now()
        )
        if done:
            messages.success(request, f"Nomor {entry.number} dibatalkan dan tidak dipakai lagi.")
        else:
            messages.error(request, f"Nomor {entry.number} tidak bisa dibatalkan: {entry.get_state_display().lower()}.")
        return redirect("services:register", office)
    return render(
        request,
        "services/desk/void.html",
        with_page(request, "Batalkan nomor", form=form, entry=entry),
        status=422 if form.is_bound else 200,
    )


@open_to(case_reader, auditor)
@require_safe
def export(request: HttpRequest, office: str, year: int, kind: str) -> HttpResponse:
    """The whole year as a file for a spreadsheet; no cell of it is a formula."""
    place = office_of(request)
    rows = list(_lines(reading.all_entries(place, year=year)))
    content = as_csv(HEAD, rows) if kind == "csv" else as_xlsx(f"Agenda {year}", HEAD, rows)
    headers = {
        "Content-Disposition": f'attachment; filename="buku-agenda-{place.slug}-{year}.{kind}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)


def _lines(entries: Iterator[RegisterEntry]) -> Iterator[list[str]]:
    for row in map(_row, entries):
        yield [
            str(row["seq"]),
            row["number"],
            row["date"],
            row["subject"],
            row["state_label"],
            row["reason"],
            row["submission"],
            row["by"],
        ]
