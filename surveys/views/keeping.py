"""The office's words for the questions of a period's instrument, and how it invites people to answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.guards import open_to
from services.views.asking import office_of, posted, staff_of
from surveys.access import survey_keeper
from surveys.actions.instruments import reword
from surveys.actions.keeping import keep_settings
from surveys.forms.keeping import SettingsForm, WordingForm
from surveys.queries.answering import settings_of
from surveys.queries.results import worded
from surveys.views.desk import period_or_404

FORM = "surveys/desk/form.html"


@open_to(survey_keeper)
@require_safe
def wording(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    """Every question as residents read it."""
    period = period_or_404(request, pk)
    context = {"period": period, "questions": worded(period), "page_title": "Kalimat survei"}
    return render(request, "surveys/desk/wording.html", context)


@open_to(survey_keeper)
def wording_edit(request: HttpRequest, office: str, pk: int, key: str) -> HttpResponse:
    """One question in the office's words; answers given before keep their scores."""
    period = period_or_404(request, pk)
    unsur = next((row for row in worded(period) if row.key == key), None)
    if unsur is None:
        raise Http404
    form = WordingForm(posted(request), unsur=unsur)
    if form.is_valid():
        reword(
            period.instrument, key, question=form.cleaned_data["question"], options=form.options, staff=staff_of(request),
            at=timezone.now(),
        )  # fmt: skip
        messages.success(request, f"Kalimat {unsur.name} disimpan. Nilainya tetap 1 sampai {form.top}.")
        return redirect("surveys:wording", office, pk)
    return _form(request, form, f"Kalimat {unsur.name}", "Simpan kalimat")


@open_to(survey_keeper)
def settings(request: HttpRequest, office: str) -> HttpResponse:
    """Invitations, quiet hours, the office's own network."""
    form = SettingsForm(posted(request), settings=settings_of(office_of(request)))
    if form.is_valid():
        keep_settings(form.cleaned_data, staff=staff_of(request), at=timezone.now())
        messages.success(request, "Pengaturan survei disimpan.")
        return redirect("surveys:periods", office)
    return _form(request, form, "Undangan dan jaringan kantor", "Simpan pengaturan")


def _form(request: HttpRequest, form: WordingForm | SettingsForm, title: str, save: str) -> HttpResponse:
    context = {"form": form, "page_title": title, "save_label": save}
    return render(request, FORM, context, status=422 if form.is_bound else 200)
