"""The figures of complaints: the page, and the same as a sheet and on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from complaints.forms.figures import FiguresForm
from complaints.queries.figure_tables import evidence, formula, tables_of
from complaints.queries.figures import DEFINITIONS, Figures, Tally, figures
from office.charts import Chart, Value, bars, columns
from office.guards import agency_officer, complaint_figures, open_to
from office.sheets import as_xlsx
from office.staff import local_day
from office.wording import SHORT_MONTHS, decimal_id, plain_date
from services.queries.promises import Period
from services.views.asking import office_of, staff_of, with_page
from services.views.promises import XLSX, period_words

MOST_BARS = 12


def _form(request: HttpRequest) -> tuple[FiguresForm, datetime]:
    place, at = office_of(request), timezone.now()
    return FiguresForm(request.GET, office=place, today=local_day(place, at)), at


@open_to(complaint_figures, agency_officer)
@require_safe
def show(request: HttpRequest, office: str) -> HttpResponse:
    """Ratio with its formula, time, late ones, satisfaction; per agency, category, RW and month."""
    form, at = _form(request)
    context: dict[str, Any] = {"form": form, "definitions": DEFINITIONS}
    if form.is_valid():
        context |= _shown(figures(staff_of(request), form.period, at=at))
    return render(request, "complaints/figures/page.html", with_page(request, "Rekap pengaduan", **context))


def _shown(found: Figures) -> dict[str, Any]:
    months = [_value(tally, SHORT_MONTHS[int(tally.key[5:]) - 1]) for tally in found.by_month]
    return {
        "total": found.total, "formula": formula(found), "indicator": found.indicator, "tables": tables_of(found),
        "period": period_words(found.period), "query": _query(found.period),
        "months": columns("bulan", "Rasio penyelesaian per bulan", months, high=100, measure="Rasio"),
        "agencies": _bars(found.by_agency),
    }  # fmt: skip


def _bars(rows: list[Tally]) -> Chart:
    values = [_value(tally) for tally in rows if tally.total][:MOST_BARS]
    return bars("dinas", "Rasio penyelesaian per dinas", values, what="Dinas", measure="Rasio")


def _value(tally: Tally, short: str = "") -> Value:
    text = "" if tally.ratio is None else f"{decimal_id(tally.ratio, 1).removesuffix(',0')}%"
    return Value(tally.label, tally.ratio, text, short=short)


def _query(period: Period) -> str:
    return urlencode({"dari": f"{period.since:%Y-%m}", "sampai": f"{period.until:%Y-%m}"})


@open_to(complaint_figures, agency_officer)
@require_safe
def sheet(request: HttpRequest, office: str) -> HttpResponse:
    """The whole recap as one sheet, numbers as numbers."""
    form, at = _form(request)
    if not form.is_valid():
        raise Http404
    place = office_of(request)
    found = figures(staff_of(request), form.period, at=at)
    rows = evidence(
        found, office=place.name, period=period_words(form.period), made_on=plain_date(local_day(place, at))
    )
    return _download(
        as_xlsx("Rekap pengaduan", ["Rekap penyelesaian pengaduan"], rows), XLSX, f"{_name(form.period)}.xlsx"
    )


@open_to(complaint_figures, agency_officer)
@require_safe
def paper(request: HttpRequest, office: str) -> HttpResponse:
    """The same on paper, with the letterhead and the definitions."""
    from complaints.documents.recap import render_recap  # noqa: PLC0415 - WeasyPrint is slow to load
    from services.queries.standards import head_of  # noqa: PLC0415 - belongs to the line above

    form, at = _form(request)
    if not form.is_valid():
        raise Http404
    found, place = figures(staff_of(request), form.period, at=at), office_of(request)
    made = render_recap(head_of(place), found, period=period_words(form.period), made_on=local_day(place, at))
    return _download(made, "application/pdf", f"{_name(form.period)}.pdf")


def _name(period: Period) -> str:
    return f"rekap-pengaduan-{period.office.slug}-{period.since:%Y-%m}-{period.until:%Y-%m}"


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
