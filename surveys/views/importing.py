"""Importing by staff: a file of answers is read and shown first, then confirmed; printed results of years before likewise."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from office.guards import open_to
from office.tables import BadTable, rows_of
from services.models import Service
from services.views.asking import office_of, posted, staff_of
from surveys.access import survey_keeper
from surveys.actions import importing, subjects
from surveys.actions.answering import PeriodClosed, Sheet
from surveys.answer_sheets import AnswerSheet, Read
from surveys.forms.desk import PaperForm, SheetForm
from surveys.headings import Reader
from surveys.instruments import shipped
from surveys.models import Period
from surveys.printed_tables import printed_in
from surveys.scoring import score_printed
from surveys.views.desk import period_or_404

SALT = "surveys.import"
HOUR = 3600
MOST_ROWS = 5_000
MOST_REASONS = 100


@open_to(survey_keeper)
def sheet(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    """Choose a file; what was read is shown with every refused row, and nothing is written yet."""
    period = period_or_404(request, pk)
    form = SheetForm(posted(request), request.FILES or None, office=office_of(request))
    context: dict[str, Any] = {"period": period, "form": form, "page_title": "Impor lembar jawaban"}
    if form.is_valid():
        try:
            context |= _read(request, period, form)
            return render(request, "surveys/desk/import_check.html", context)
        except BadTable as error:
            form.add_error("file", str(error))
    return render(request, "surveys/desk/import.html", context, status=422 if form.is_bound else 200)


def _read(request: HttpRequest, period: Period, form: SheetForm) -> dict[str, Any]:
    upload, service = form.cleaned_data["file"], form.cleaned_data["service"]
    content: bytes = upload.read()
    instrument, order = period.instrument.defined, tuple(period.order)
    table = AnswerSheet(rows_of(BytesIO(content), Reader(instrument, order).rate), instrument, order=order, words=True)
    good, bad = _parted(table)
    facts = {
        "period": period.pk, "user": str(staff_of(request).user.pk), "name": upload.name, "service": str(service.pk) if service else None,
        "sha256": hashlib.sha256(content).hexdigest(), "rows": [[row.row, instrument.pack(row.scores)] for row in good],
    }  # fmt: skip
    return {
        "name": upload.name, "count": len(good), "refused": bad[:MOST_REASONS], "refused_count": len(bad), "service": service,
        "columns": [(key, table.columns.names[key]) for key in instrument.keys if key in table.columns.at],
        "missing": [instrument.of(key).short for key in instrument.keys if key not in table.columns.at],
        "token": signing.dumps(facts, salt=SALT, compress=True) if good else "",
    }  # fmt: skip


def _parted(table: AnswerSheet) -> tuple[list[Read], list[Read]]:
    good: list[Read] = []
    bad: list[Read] = []
    for row in table:
        (bad if row.reason else good).append(row)
        if len(good) + len(bad) > MOST_ROWS:
            raise BadTable(f"Paling banyak {MOST_ROWS} baris sekali impor. Bagi berkasnya")
    return good, bad


@open_to(survey_keeper)
@require_POST
def sheet_confirm(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    """Write what was shown."""
    period = period_or_404(request, pk)
    try:
        facts = signing.loads(request.POST.get("token", ""), salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        facts = {}
    if facts.get("period") != period.pk or facts.get("user") != str(staff_of(request).user.pk):
        messages.error(request, "Pratinjau ini sudah terlalu lama. Pilih berkasnya sekali lagi.")
        return redirect("surveys:import_sheet", office, pk)
    _write(request, period, facts)
    return redirect("surveys:period", office, pk)


def _write(request: HttpRequest, period: Period, facts: dict[str, Any]) -> None:
    instrument = period.instrument.defined
    service = Service.objects.filter(pk=facts["service"], office=period.office).first() if facts["service"] else None
    about = subjects.of_service(service) if service else subjects.of_office(period.office)
    rows = [importing.Row(number, about, Sheet(instrument.unpack(packed))) for number, packed in facts["rows"]]
    try:
        batch = importing.import_answers(
            period, rows, name=facts["name"], sha256=facts["sha256"], staff=staff_of(request), at=timezone.now()
        )
        messages.success(request, f"{batch.rows} jawaban diimpor dan dihitung.")
    except importing.FileTaken:
        messages.error(request, "Berkas yang sama sudah diimpor ke periode ini. Tidak dihitung dua kali.")
    except PeriodClosed:
        messages.error(request, "Periode ini tidak menerima jawaban. Buka dulu periodenya.")


@open_to(survey_keeper)
def printed(request: HttpRequest, office: str) -> HttpResponse:
    """Paste a printed table; its index by our arithmetic is shown before it is kept."""
    form = PaperForm(posted(request))
    context: dict[str, Any] = {"form": form, "page_title": "Hasil cetakan tahun lalu"}
    if form.is_valid():
        try:
            paper, context["result"] = _paper(form)
            if "simpan" in request.POST:
                importing.import_printed(paper, staff=staff_of(request), at=timezone.now())
                messages.success(request, f"{paper.title} tersimpan, terpisah dari nilai yang dihitung di sini.")
                return redirect("surveys:periods", office)
            context["paper"] = paper
        except BadTable as error:
            form.add_error("table", str(error))
        except importing.TitleTaken:
            form.add_error("title", "Nama ini sudah dipakai hasil cetakan lain")
    refused = form.is_bound and bool(form.errors)
    return render(request, "surveys/desk/printed.html", context, status=422 if refused else 200)


def _paper(form: PaperForm) -> tuple[importing.Paper, Any]:
    data, instrument = form.cleaned_data, shipped()
    file = BytesIO(data["table"].encode())
    table = printed_in(list(rows_of(file, Reader(instrument).rate)), instrument)
    if table.refused:
        raise BadTable("; ".join(f"Baris {row}: {reason}" for row, reason in table.refused[:5]))
    missing = [key for key in instrument.keys if key not in table.values]
    if missing:
        raise BadTable(f"Unsur yang belum ada nilainya: {', '.join(missing)}")
    paper = importing.Paper(
        data["title"], data["starts_on"], data["ends_on"], table.scale, table.values, respondents=data["respondents"], source=data["source"],
    )  # fmt: skip
    nrr = table.nrr(instrument.top)
    values = {key: nrr[key] for key in instrument.keys}
    return paper, score_printed(values, bands=instrument.bands, top=instrument.top)
