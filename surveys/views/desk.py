"""Periods of the office's surveys: the list with their progress, preparing, opening, closing, and what is promised."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.guards import open_to
from services.views.asking import office_of, posted, staff_of
from services.workflow import IllegalMove
from surveys.access import NotAllowed, survey_judge, survey_keeper, survey_reader
from surveys.actions import excluding, periods
from surveys.forms.desk import PeriodForm, PromiseForm, ReasonForm
from surveys.models import Answer, Exclusion, Period, PrintedResult
from surveys.queries import desk
from surveys.queries.results import figures_of

MOST = 30
FASTER = "Keadaannya sudah berubah. Mungkin rekan Anda lebih dulu."


@open_to(survey_reader)
@require_safe
def surveys(request: HttpRequest, office: str) -> HttpResponse:
    """All periods with n of the required sample, and the printed results of years before."""
    place = office_of(request)
    context = {
        "rows": desk.progress_of(place),
        "printed": list(PrintedResult.objects.filter(office=place).order_by("-starts_on")[:MOST]),
        "may_keep": survey_keeper(staff_of(request)),
        "page_title": "Survei kepuasan",
    }
    return render(request, "surveys/desk/periods.html", context)


@open_to(survey_keeper)
def period_new(request: HttpRequest, office: str) -> HttpResponse:
    users = desk.users_before(office_of(request), at=timezone.now())
    initial = {"kind": "quarter", "users": users or None}
    form = PeriodForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            period = periods.prepare(form.plan, staff=staff_of(request), at=timezone.now())
            messages.success(request, f"{period.title} disiapkan. Buka bila survei boleh mulai diisi.")
            return redirect("surveys:period", office, period.pk)
        except periods.TitleTaken:
            form.add_error("title", "Nama ini sudah dipakai periode lain")
    return _form(request, form, "Periode baru", users)


@open_to(survey_keeper)
def period_edit(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    period = period_or_404(request, pk)
    names = ("title", "kind", "starts_on", "ends_on", "users", "policy", "pooling")
    form = PeriodForm(posted(request), initial={name: getattr(period, name) for name in names})
    if form.is_valid():
        try:
            periods.change(period, form.plan, staff=staff_of(request), at=timezone.now())
            messages.success(request, "Periode diubah.")
            return redirect("surveys:period", office, pk)
        except periods.TitleTaken:
            form.add_error("title", "Nama ini sudah dipakai periode lain")
    return _form(request, form, f"Ubah {period.title}", None)


def _form(request: HttpRequest, form: PeriodForm, title: str, users: int | None) -> HttpResponse:
    context = {"form": form, "page_title": title, "users": users}
    return render(request, "surveys/desk/form.html", context, status=422 if form.is_bound else 200)


def period_or_404(request: HttpRequest, pk: int) -> Period:
    rows = Period.objects.select_related("office", "instrument")
    return get_object_or_404(rows, pk=pk, office=office_of(request))


@open_to(survey_reader)
@require_safe
def period(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    """One period: progress, its moves, answers to look at, exclusions."""
    row, staff = period_or_404(request, pk), staff_of(request)
    figures = figures_of(row)
    context = {
        "period": row, "figures": figures, "progress": desk.Progress(row, figures.respondents),
        "flagged": list(desk.to_look_at(row)[:MOST]), "exclusions": list(desk.exclusions_of(row)[:MOST]),
        "batches": list(row.batches.select_related("entered_by").order_by("-entered_at")[:MOST]),
        "may_keep": survey_keeper(staff), "may_judge": survey_judge(staff), "staff_pk": staff.user.pk,
        "promise_form": PromiseForm(initial={"promises": row.promises}), "page_title": row.title,
    }  # fmt: skip
    return render(request, "surveys/desk/period.html", context)


@open_to(survey_keeper)
@require_POST
def period_open(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    return _move(request, pk, periods.open_period, "Survei dibuka. Warga bisa menilai mulai sekarang.")


@open_to(survey_keeper)
@require_POST
def period_close(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    return _move(request, pk, periods.close_period, "Survei ditutup. Nilainya tetap tampil.")


def _move(request: HttpRequest, pk: int, move: Callable[..., Period], done: str) -> HttpResponse:
    row = period_or_404(request, pk)
    try:
        move(row, staff=staff_of(request), at=timezone.now())
        messages.success(request, done)
    except periods.AlreadyOpen:
        messages.error(request, "Masih ada periode lain yang berjalan. Tutup dulu periode itu.")
    except IllegalMove:
        messages.error(request, FASTER)
    return redirect("surveys:period", row.office.slug, pk)


@open_to(survey_keeper)
@require_POST
def period_promise(request: HttpRequest, office: str, pk: int) -> HttpResponse:
    row, form = period_or_404(request, pk), PromiseForm(request.POST)
    if form.is_valid():
        periods.promise(row, form.cleaned_data["promises"], staff=staff_of(request), at=timezone.now())
        messages.success(request, "Rencana perbaikan tersimpan dan tampil untuk warga.")
    else:
        messages.error(request, "Rencana perbaikan paling panjang 2000 huruf. Ringkas lagi.")
    return redirect("surveys:period", office, pk)


@open_to(survey_keeper)
def exclude(request: HttpRequest, office: str, pk: int, answer: str) -> HttpResponse:
    """Say why an answer shall not count; a second person decides."""
    row = period_or_404(request, pk)
    about = get_object_or_404(Answer.objects.select_related("subject"), pk=answer, period=row)
    form = ReasonForm(posted(request))
    if form.is_valid():
        try:
            excluding.propose(about, reason=form.cleaned_data["reason"], staff=staff_of(request), at=timezone.now())
            messages.success(request, "Diusulkan. Jawaban tetap dihitung sampai orang kedua setuju.")
        except IllegalMove:
            messages.error(request, FASTER)
        return redirect("surveys:period", office, pk)
    context = {
        "period": row,
        "answer": about,
        "scores": _named(row, about),
        "form": form,
        "page_title": "Keluarkan jawaban",
    }
    return render(request, "surveys/desk/exclude.html", context, status=422 if form.is_bound else 200)


def _named(row: Period, answer: Answer) -> list[tuple[str, int | None]]:
    instrument = row.instrument.defined
    return [(instrument.of(key).short, score) for key, score in instrument.unpack(answer.scores).items()]


@open_to(survey_judge)
@require_POST
def decide(request: HttpRequest, office: str, pk: int, exclusion: int) -> HttpResponse:
    """The second person's word."""
    row = period_or_404(request, pk)
    asked = get_object_or_404(Exclusion, pk=exclusion, answer__period=row)
    agrees, now = request.POST.get("putusan") == "setuju", timezone.now()
    try:
        excluding.decide(asked, agrees=agrees, staff=staff_of(request), at=now)
        messages.success(request, "Jawaban dikeluarkan dari hitungan." if agrees else "Jawaban tetap dihitung.")
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    except IllegalMove:
        messages.error(request, FASTER)
    return redirect("surveys:period", office, pk)
