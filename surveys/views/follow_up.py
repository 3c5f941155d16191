"""The follow-up plan for staff: what is to be done about the weakest unsur, by whom, until when, and that it was done."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from office.guards import member, open_to
from office.models import Office, User
from office.staff import local_day
from office.views.files import private_file_response
from services.views.asking import posted, staff_of, with_page
from services.workflow import IllegalMove
from surveys.access import NotAllowed, survey_keeper, survey_reader
from surveys.actions import follow_up
from surveys.forms.reporting import DoneForm, TaskForm
from surveys.models import FollowUpItem, Period
from surveys.queries.report import items_of
from surveys.queries.results import worded
from surveys.views.desk import period_or_404

DONE_BEFORE = "Tindak lanjut ini sudah dicatat selesai. Mungkin rekan Anda lebih dulu."


@open_to(survey_reader)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, office: str, pk: int) -> HttpResponseBase:
    """The plan, and one more item by those who keep surveys."""
    period, keeps = period_or_404(request, pk), survey_keeper(staff_of(request))
    if request.method == "POST" and not keeps:
        raise Http404
    form = _form(request, period)
    if form.is_valid():
        try:
            follow_up.plan_item(period, form.task, staff=staff_of(request), at=timezone.now())
        except NotAllowed as error:
            messages.error(request, str(error))
        else:
            messages.success(request, "Tindak lanjut ditambahkan.")
        return redirect("surveys:follow_up", office, pk)
    words = {unsur.key: unsur.short for unsur in worded(period)}
    today = local_day(period.office, timezone.now())
    rows = [(item, words.get(item.unsur, item.unsur), not item.done_on and item.due_on < today) for item in items_of(period)]  # fmt: skip
    context = with_page(request, "Tindak lanjut", period=period, rows=rows, form=form, may_keep=keeps)
    return render(request, "surveys/desk/plan.html", context, status=422 if form.is_bound else 200)


def _form(request: HttpRequest, period: Period, item: FollowUpItem | None = None) -> TaskForm:
    names = ("unsur", "programme", "quarter", "year", "due_on", "in_charge", "person")
    initial = {name: getattr(item, name) for name in names} if item else {}
    return TaskForm(posted(request), words=worded(period), people=_people(period.office), initial=initial)


def _people(office: Office) -> QuerySet[User]:
    today = local_day(office, timezone.now())
    holds = Q(posts__ends_on=None) | Q(posts__ends_on__gte=today)
    people = User.objects.filter(holds, is_active=True, posts__office=office, posts__starts_on__lte=today)
    return people.distinct().order_by("name")


def _item(request: HttpRequest, period: Period, item: int) -> FollowUpItem:
    return get_object_or_404(FollowUpItem.objects.select_related("person", "proof"), pk=item, plan__period=period)


@open_to(member)
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, office: str, pk: int, item: int) -> HttpResponseBase:
    """One item: keepers change it, and the person in charge says here what was done."""
    period, staff = period_or_404(request, pk), staff_of(request)
    row = _item(request, period, item)
    keeps = survey_keeper(staff)
    if not keeps and row.person_id != staff.user.pk and not survey_reader(staff):
        raise Http404
    if request.method == "POST" and not keeps:
        raise Http404
    form = _form(request, period, row)
    if form.is_valid():
        try:
            follow_up.plan_item(period, form.task, staff=staff, at=timezone.now(), item=row)
            messages.success(request, "Tindak lanjut disimpan.")
        except IllegalMove:
            messages.error(request, DONE_BEFORE)
        return redirect("surveys:follow_up", office, pk)
    return _page(request, period, row, form, _done_form(request, period, bound=False))


def _done_form(request: HttpRequest, period: Period, *, bound: bool) -> DoneForm:
    today = local_day(period.office, timezone.now())
    given = (request.POST, request.FILES) if bound else ()
    return DoneForm(*given, today=today, initial={"done_on": today})


def _page(request: HttpRequest, period: Period, row: FollowUpItem, form: TaskForm, done: DoneForm) -> HttpResponse:
    staff = staff_of(request)
    keeps = survey_keeper(staff)
    unsur = next((unsur.short for unsur in worded(period) if unsur.key == row.unsur), row.unsur)
    wrong = form.is_bound or done.is_bound
    context = with_page(
        request, f"Tindak lanjut: {unsur}", period=period, item=row, form=done if done.is_bound else form, plan_form=form, done_form=done,
        may_keep=keeps, may_finish=not row.done_on and (keeps or row.person_id == staff.user.pk),
    )  # fmt: skip
    return render(request, "surveys/desk/plan_item.html", context, status=422 if wrong else 200)


@open_to(member)
@require_http_methods(["POST"])
def finish(request: HttpRequest, office: str, pk: int, item: int) -> HttpResponseBase:
    """Mark it done, with what was done and its proof."""
    period, staff = period_or_404(request, pk), staff_of(request)
    row = _item(request, period, item)
    if not survey_keeper(staff) and row.person_id != staff.user.pk:
        raise Http404
    done = _done_form(request, period, bound=True)
    if not done.is_valid():
        names = ("unsur", "programme", "quarter", "year", "due_on", "in_charge", "person")
        form = TaskForm(
            words=worded(period), people=_people(period.office), initial={n: getattr(row, n) for n in names}
        )
        return _page(request, period, row, form, done)
    kept = done.cleaned_data
    try:
        follow_up.finish_item(
            row, period=period, note=kept["note"], done_on=kept["done_on"], proof=kept["proof"], staff=staff, at=timezone.now()
        )  # fmt: skip
        messages.success(request, "Dicatat selesai.")
    except IllegalMove:
        messages.error(request, DONE_BEFORE)
    return redirect("surveys:follow_up_item", office, pk, item)


@open_to(survey_reader)
@require_safe
def proof(request: HttpRequest, office: str, pk: int, item: int) -> HttpResponseBase:
    row = _item(request, period_or_404(request, pk), item)
    if row.proof is None:
        raise Http404
    return private_file_response(row.proof, filename=row.proof.original_name, inline=True)
