"""The posters' figures: which villages use them, and whether files come more complete."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from office.guards import case_reader, catalogue_editor, open_to
from office.models import Office
from office.sheets import csv_response
from office.staff import local_day
from office.wording import decimal_id, plain_date
from services.forms.posters import PeriodForm
from services.queries import poster_use
from services.queries.poster_use import Bar, Share


@open_to(catalogue_editor, case_reader)
@require_safe
def figures(request: HttpRequest, office: str) -> HttpResponse:
    place = request.office  # type: ignore[attr-defined]
    form = PeriodForm(request.GET, today=local_day(place, timezone.now()))
    context = {"form": form, "page_title": "Pemakaian poster QR"}
    if form.is_valid():
        period = form.cleaned_data
        context |= {
            "scans": poster_use.scans(place, **period), "files": poster_use.completeness(place, **period),
            "period": f"{plain_date(period['since'])} sampai {plain_date(period['until'])}", "query": urlencode(period),
        }  # fmt: skip
    return render(request, "services/posters/use.html", context)


@open_to(catalogue_editor, case_reader)
@require_safe
def download(request: HttpRequest, office: str, table: str) -> HttpResponse:
    """One of the tables for a spreadsheet."""
    place = request.office  # type: ignore[attr-defined]
    form = PeriodForm(request.GET, today=local_day(place, timezone.now()))
    if table not in _TABLES or not form.is_valid():
        raise Http404
    header, rows = _TABLES[table](place, form.cleaned_data)
    period = f"{form.cleaned_data['since']}-{form.cleaned_data['until']}"
    return csv_response(f"{table}-{place.slug}-{period}", header, rows)


Table = tuple[list[str], list[list[object]]]


def _scans(office: Office, period: dict) -> Table:
    found = poster_use.scans(office, **period)
    parts = {"Desa": found.by_village, "Layanan": found.by_service, "Hari": found.by_day}
    return ["Menurut", "Nama", "Pindai", "Keterangan"], [
        _bar(part, bar) for part, bars in parts.items() for bar in bars
    ]


def _bar(part: str, bar: Bar) -> list[object]:
    return [part, bar.label, bar.count, bar.note]


def _completeness(office: Office, period: dict) -> Table:
    found = poster_use.completeness(office, **period)
    parts = {"Layanan": found.by_service, "Desa": found.by_village, "Bulan": found.by_month}
    header = ["Menurut", "Nama", "Berkas masuk", "Dikembalikan", "Persen tidak lengkap"]
    return header, [_share(part, share) for part, shares in parts.items() for share in shares]


def _share(part: str, share: Share) -> list[object]:
    return [part, share.label, share.received, share.returned, decimal_id(share.percent, 1)]


_TABLES: dict[str, Callable[[Office, dict], Table]] = {"pindai": _scans, "kelengkapan": _completeness}
