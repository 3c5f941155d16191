"""The promise in figures for the heads of the office: the page, the late files behind it, and the recap to take along."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from office.charts import Chart, Value, bars, columns
from office.guards import open_to, promise_reader
from office.models import User
from office.sheets import as_xlsx
from office.staff import local_day
from office.wording import SHORT_MONTHS, decimal_id, month_year, short_date, thousands
from services.forms.promises import PromiseForm
from services.queries.promise_late import MOST_OPEN, finished_late, still_late
from services.queries.promise_report import REMARKS, Report, report
from services.queries.promise_tables import tables_of
from services.queries.promises import DEFINITIONS, Period, Tally
from services.queries.queue import Cursor
from services.views.asking import local, office_of, with_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to(promise_reader)
@require_safe
def figures(request: HttpRequest, office: str) -> HttpResponse:
    """Share, minutes, pauses, objections, deliveries and the recap of a period."""
    form, now = _form(request)
    context: dict[str, Any] = {"form": form, "definitions": DEFINITIONS, "remarks": REMARKS}
    if form.is_valid():
        context |= _shown(report(form.period, at=now)) | {"query": _query(form.period)}
    return render(request, "services/promises/figures.html", with_page(request, "Janji layanan", **context))


def _form(request: HttpRequest) -> tuple[PromiseForm, datetime]:
    place, now = office_of(request), timezone.now()
    return PromiseForm(request.GET, office=place, today=local_day(place, now)), now


def _query(period: Period, **changes: str) -> str:
    """The period in an address; `changes` narrow it to a month, a service or an officer."""
    asked = {"dari": f"{period.since:%Y-%m}", "sampai": f"{period.until:%Y-%m}", "layanan": period.service}
    asked |= {"petugas": str(period.officer)} if period.officer else {}
    return urlencode({name: value for name, value in (asked | changes).items() if value})


def _shown(found: Report) -> dict[str, Any]:
    tallies, period = found.tallies, found.period
    return {
        "report": found, "total": tallies.total, "tables": tables_of(found), "period": period_words(period),
        "months": columns("bulan", "Persen dalam batas per bulan", [_month_value(row) for row in tallies.by_month], high=100, measure="Dalam batas"),
        "services": _service_chart(tallies.by_service),
        "late_of_services": [(row, _query(period, layanan=row.key)) for row in tallies.by_service if row.late],
        "late_of_officers": [(row, _query(period, petugas=row.key)) for row in tallies.by_officer if row.late and row.key],
    }  # fmt: skip


def _service_chart(rows: list[Tally]) -> Chart:
    values = [_value(row) for row in rows]
    return bars("layanan", "Persen dalam batas per layanan", values, what="Layanan", measure="Dalam batas")


def _value(row: Tally, short: str = "") -> Value:
    text = "" if row.share is None else f"{decimal_id(row.share, 1).removesuffix(',0')}%"
    return Value(row.label, row.share, text, short=short)


def _month_value(row: Tally) -> Value:
    return _value(row, SHORT_MONTHS[int(row.key[5:]) - 1])


def period_words(period: Period) -> str:
    """September–November 2026, or the one month."""
    first, last = month_year(period.since), month_year(period.until)
    return first if first == last else f"{first} sampai {last}"


@open_to(promise_reader)
@require_safe
def late_files(request: HttpRequest, office: str) -> HttpResponse:
    """Which files the late ones are: those still open first, then the finished, newest first."""
    form, now = _form(request)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context |= _late_shown(request, form.period, now)
    return render(request, "services/promises/late.html", with_page(request, "Berkas terlambat", **context))


def _late_shown(request: HttpRequest, period: Period, now: datetime) -> dict[str, Any]:
    after = Cursor.read(request.GET.get("sesudah", ""))
    waiting = [] if after else still_late(period, at=now)
    found, following = finished_late(period, after=after)
    officer = User.objects.filter(pk=period.officer).first() if period.officer else None
    return {
        "waiting": [_row(period, row) for row in waiting], "rows": [_row(period, row) for row in found],
        "many": len(waiting) == MOST_OPEN, "period": period_words(period), "officer": officer.name if officer else "",
        "query": _query(period), "after": after,
        "next_url": f"?{_query(period)}&sesudah={urlencode({'': str(following)})[1:]}" if following else "",
    }  # fmt: skip


def _row(period: Period, row: dict[str, Any]) -> dict[str, Any]:
    promised = (
        f"{row['version__sop_minutes']} menit"
        if row["version__sop_minutes"]
        else f"{row['version__sop_days']} hari kerja"
    )
    spent = row["served_minutes"]
    return {
        "number": row["number"], "name": row["applicant_name"], "service": row["service__name"], "officer": row["officer__name"] or "–",
        "due": _moment(period, row["missed_at"]), "finished": _moment(period, row["finished_at"]),
        "spent": "" if spent is None else f"{thousands(spent)} menit", "promised": promised, "is_paused": bool(row["paused_at"]),
    }  # fmt: skip


def _moment(period: Period, at: datetime | None) -> str:
    if at is None:
        return ""
    wall = local(period.office, at)
    return f"{short_date(wall.date())}, {wall:%H.%M}"


@open_to(promise_reader)
@require_safe
def recap_pdf(request: HttpRequest, office: str) -> HttpResponse:
    """The recap on paper, with the letterhead and the definitions."""
    from services.documents.promise_recap import render_recap  # noqa: PLC0415 - WeasyPrint is slow to load
    from services.queries.standards import head_of  # noqa: PLC0415 - belongs to the line above

    form, now = _form(request)
    if not form.is_valid():
        raise Http404
    found = report(form.period, at=now)
    made = render_recap(
        head_of(form.office), tables_of(found), period=period_words(form.period), service=_service_name(form),
        facts=_paper_facts(found), made_on=local_day(form.office, now),
    )  # fmt: skip
    return _download(made, "application/pdf", f"{_name(form.period)}.pdf")


def _service_name(form: PromiseForm) -> str:
    return dict(form.fields["layanan"].choices)[form.period.service]  # type: ignore[attr-defined]  # a ChoiceField


def _paper_facts(found: Report) -> list[tuple[str, int]]:
    objections = found.objections
    return [
        ("Keberatan", objections.raised), ("Terbukti", objections.upheld), ("Tidak terbukti", objections.dismissed),
        ("Belum diputus", objections.undecided), ("Surat dicabut dan dibuat ulang", found.rewritten),
    ]  # fmt: skip


@open_to(promise_reader)
@require_safe
def sheet(request: HttpRequest, office: str, table: str) -> HttpResponse:
    """One of the page's tables for a spreadsheet, with numbers as numbers."""
    form, now = _form(request)
    if not form.is_valid():
        raise Http404
    chosen = tables_of(report(form.period, at=now)).get(table)
    if chosen is None:
        raise Http404
    return _download(as_xlsx(chosen.title, chosen.header, chosen.rows), XLSX, f"{_name(form.period, table)}.xlsx")


def _name(period: Period, table: str = "rekap") -> str:
    return f"janji-{table}-{period.office.slug}-{period.since:%Y-%m}-{period.until:%Y-%m}"


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
