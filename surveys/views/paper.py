"""The grid for paper sheets: ten rows, one digit a cell; what is wrong is told beside the cell and nothing typed is lost."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from office.guards import open_to
from office.staff import local_day
from services.models import Service
from services.views.asking import office_of, posted, staff_of, with_page
from surveys.access import survey_enterer
from surveys.actions import subjects
from surveys.actions.answering import PeriodClosed
from surveys.actions.paper import enter_sheets
from surveys.forms.paper import PaperForm
from surveys.models import Period, Subject
from surveys.queries.answering import services_to_judge
from surveys.queries.results import worded
from surveys.views.desk import period_or_404


@open_to(survey_enterer)
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, office: str, pk: int) -> HttpResponseBase:
    """Ten sheets at once; the next grid is empty and remembers nothing but the service."""
    period, at = period_or_404(request, pk), timezone.now()
    if not period.is_open:
        messages.error(request, "Periode ini tidak berjalan. Lembar hanya bisa dicatat selama periode terbuka.")
        return redirect("surveys:report", office, pk)
    words = worded(period)
    services = services_to_judge(office_of(request))
    form = PaperForm(posted(request), period=period, words=words, services=services, today=local_day(period.office, at))
    if request.method == "POST" and form.is_valid():
        return _entered(request, period, form)
    context = with_page(request, "Catat lembar kertas", period=period, form=form, words=words)
    return render(request, "surveys/desk/paper.html", context, status=422 if form.is_bound else 200)


def _entered(request: HttpRequest, period: Period, form: PaperForm) -> HttpResponse:
    try:
        batch, made = enter_sheets(
            period, _subject(period, form), form.sheets(), batch_key=form.cleaned_data["batch"], staff=staff_of(request), at=timezone.now()
        )  # fmt: skip
    except PeriodClosed:
        messages.error(request, "Periode baru saja ditutup. Lembar ini tidak dicatat.")
        return redirect("surveys:report", period.office.slug, period.pk)
    words = f"{batch.rows} lembar dicatat." if made else "Lembar ini sudah dicatat tadi, tidak dihitung dua kali."
    messages.success(request, words)
    return redirect("surveys:paper", period.office.slug, period.pk)


def _subject(period: Period, form: PaperForm) -> Subject:
    slug = form.cleaned_data["layanan"]
    service = Service.objects.filter(office=period.office, slug=slug).first() if slug else None
    return subjects.of_service(service) if service else subjects.of_office(period.office)
