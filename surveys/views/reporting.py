"""The report of a period for staff: its files, its words, suggestions to show, where it was published."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from complaints.views.rw_papers import XLSX
from complaints.views.rw_public import pdf_response
from office.guards import open_to
from office.sheets import as_xlsx
from office.staff import local_day
from office.views.files import private_file_response
from services.views.asking import office_of, staff_of, with_page
from surveys.access import survey_keeper, survey_reader
from surveys.actions import reporting
from surveys.forms.reporting import PublicationForm, TextsForm
from surveys.models import Period, Publication, Remark, RemarkState
from surveys.queries import data_sheet
from surveys.queries.profile import profile_of
from surveys.queries.report import items_of, report_of, texts_of
from surveys.queries.results import figures_of
from surveys.views.desk import period_or_404

AT_ONCE = 50


@open_to(survey_reader)
@require_safe
def report(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    """Everything that becomes of a period: papers to take away, things to do."""
    period = period_or_404(request, pk)
    items = items_of(period)
    context = with_page(
        request, f"Laporan {period.title}", period=period, figures=figures_of(period), items=len(items),
        left=sum(1 for item in items if not item.done_on), unread=_count(period, RemarkState.NEW), may_keep=survey_keeper(staff_of(request)),
        published=Publication.objects.filter(period=period).count(),
    )  # fmt: skip
    return render(request, "surveys/desk/report.html", context)


def _count(period: Period, state: RemarkState) -> int:
    return Remark.objects.filter(period=period, state=state).count()


@open_to(survey_reader)
@require_safe
def report_file(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    """The report as PDF; while the period runs it says that it is a draft."""
    from surveys.documents.report import report_pdf  # noqa: PLC0415 - WeasyPrint is slow to load

    period = period_or_404(request, pk)
    made = report_pdf(report_of(period), made_on=local_day(period.office, timezone.now()))
    return pdf_response(made, f"laporan-survei-{pk}.pdf")


@open_to(survey_reader)
@require_safe
def data_file(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    """The data sheet; a period with more rows than a spreadsheet holds has none."""
    period = period_or_404(request, pk)
    figures = figures_of(period)
    if figures.respondents > data_sheet.LARGEST:
        messages.error(request, "Jawabannya lebih dari 1.000.000. Satu lembar Excel tidak memuatnya.")
        return redirect("surveys:report", office, pk)
    made = as_xlsx(period.title, data_sheet.header(figures), data_sheet.rows(figures))
    headers = {"Content-Disposition": f'attachment; filename="data-survei-{pk}.xlsx"'}
    return HttpResponse(made, content_type=XLSX, headers=headers)


@open_to(survey_reader)
@require_safe
def wall_sheet(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    """One A4 for the wall."""
    from surveys.documents.sheets import wall_pdf  # noqa: PLC0415 - WeasyPrint is slow to load

    period = period_or_404(request, pk)
    figures = figures_of(period)
    if not figures.is_enough:
        messages.error(request, "Penilaian belum cukup untuk diumumkan.")
        return redirect("surveys:report", office, pk)
    return pdf_response(wall_pdf(figures, profile_of(period)), f"lembar-survei-{pk}.pdf")


@open_to(survey_reader)
@require_safe
def counter_card(request: HttpRequest, office: str) -> HttpResponse:
    """The card at the counter that leads to the survey; A5, or A6 with `?ukuran=A6`."""
    from surveys.documents.sheets import card_pdf  # noqa: PLC0415 - the same

    paper: Literal["A5", "A6"] = "A6" if request.GET.get("ukuran") == "A6" else "A5"
    return pdf_response(card_pdf(office_of(request), paper), f"kartu-survei-{paper}.pdf")


@open_to(survey_keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def texts(request: HttpRequest, office: str, pk: int) -> HttpResponseBase:
    """The words of the report."""
    period = period_or_404(request, pk)
    form = TextsForm(request.POST if request.method == "POST" else None, initial=texts_of(period))
    if form.is_valid():
        changed = reporting.write_texts(period, form.texts, staff=staff_of(request), at=timezone.now())
        messages.success(request, "Kalimat laporan disimpan." if changed else "Tidak ada yang berubah.")
        return redirect("surveys:report", office, pk)
    context = with_page(request, "Kalimat laporan", form=form, period=period)
    return render(request, "surveys/desk/texts.html", context, status=422 if form.is_bound else 200)


@open_to(survey_keeper)
@require_http_methods(["GET", "HEAD", "POST"])
def remarks(request: HttpRequest, office: str, pk: int) -> HttpResponseBase:
    """Suggestions in their own words, unread ones first: shown in the report, or hidden."""
    period = period_or_404(request, pk)
    if request.method == "POST":
        changed = reporting.judge_remarks(period, _judged(request), staff=staff_of(request), at=timezone.now())
        messages.success(request, f"{changed} saran disimpan.")
        return redirect("surveys:remarks", office, pk)
    state = request.GET.get("keadaan", RemarkState.NEW)
    if state not in RemarkState.values:
        raise Http404
    rows = Remark.objects.filter(period=period, state=state).select_related("subject").order_by("pk")[: AT_ONCE + 1]
    context = with_page(
        request, "Saran warga", period=period, rows=list(rows)[:AT_ONCE], more=len(rows) > AT_ONCE, state=state, states=RemarkState.choices
    )  # fmt: skip
    return render(request, "surveys/desk/remarks.html", context)


def _judged(request: HttpRequest) -> dict[UUID, str]:
    found = {}
    for name, value in list(request.POST.items())[: AT_ONCE * 2]:
        if name.startswith("r-") and value in (RemarkState.SHOWN, RemarkState.HIDDEN):
            try:
                found[UUID(name[2:])] = str(value)
            except ValueError:
                continue
    return found


@open_to(survey_reader)
@require_http_methods(["GET", "HEAD", "POST"])
def publications(request: HttpRequest, office: str, pk: int) -> HttpResponseBase:
    """The log that the yearly assessment asks for, and a form for one more."""
    period, staff = period_or_404(request, pk), staff_of(request)
    if request.method == "POST" and not survey_keeper(staff):
        raise Http404
    at = timezone.now()
    bound = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PublicationForm(*bound, today=local_day(period.office, at))
    if form.is_valid():
        reporting.publish(period, form.published, staff=staff, at=at)
        messages.success(request, "Publikasi dicatat.")
        return redirect("surveys:publications", office, pk)
    rows = Publication.objects.filter(period=period).select_related("proof", "noted_by")
    context = with_page(
        request, "Publikasi hasil", period=period, rows=list(rows[:200]), form=form, may_keep=survey_keeper(staff)
    )
    return render(request, "surveys/desk/publications.html", context, status=422 if form.is_bound else 200)


@open_to(survey_reader)
@require_safe
def publication_proof(request: HttpRequest, office: str, pk: int, row: int) -> HttpResponseBase:
    found = get_object_or_404(
        Publication.objects.select_related("proof"), pk=row, period=period_or_404(request, pk), proof__isnull=False
    )
    assert found.proof  # noqa: S101 - the filter above says there is one
    return private_file_response(found.proof, filename=found.proof.original_name, inline=True)
