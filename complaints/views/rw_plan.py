"""The plan: days to come with their clashes, the proposed half-year, how the office goes round."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from complaints.actions import days as verbs
from complaints.day_access import is_planner
from complaints.forms.days import FirstDayForm, NewDayForm, RoundForm
from complaints.queries import days as reading
from complaints.rotation import Turn
from complaints.views.rw_asking import REFUSALS, refusal_text, say_refused
from office.guards import day_planner, member, open_to
from office.staff import local_day
from services.views.asking import office_of, posted, staff_of, with_page


@open_to(member)
@require_safe
def plan(request: HttpRequest, office: str) -> HttpResponse:
    """What is planned, announced, running; below it what is over."""
    place, staff, at = office_of(request), staff_of(request), timezone.now()
    today = local_day(place, at)
    coming = reading.upcoming(staff, today=today)
    against = reading.clashes_of(place, coming, at=at) if is_planner(staff) else {}
    context: dict[str, Any] = {
        "rows": [(day, against.get(day.pk, ())) for day in coming], "past": reading.past(staff, before=today), "today": today,
        "may_plan": is_planner(staff), "never": sum(ward.last is None for ward in reading.wards_of(place)) if is_planner(staff) else 0,
    }  # fmt: skip
    return render(request, "complaints/rw_desk/plan.html", with_page(request, "Kantor di RW", **context))


@open_to(day_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, office: str) -> HttpResponseBase:
    """A half-year from a date on; tick what to take over, change or move it afterwards."""
    place, at = office_of(request), timezone.now()
    if request.method == "POST":
        return _accept(request)
    tomorrow = local_day(place, at) + timedelta(days=1)
    form = FirstDayForm(request.GET if "mulai" in request.GET else None, initial={"mulai": tomorrow})
    first = form.cleaned_data["mulai"] if form.is_bound and form.is_valid() else tomorrow
    first = max(tomorrow, min(first, tomorrow + timedelta(days=366)))
    found = reading.proposed(place, first=first, at=at)
    names = {area.code: area for area in reading.rws_of(place)}
    context = {
        "form": form, "turns": [(turn, names[turn.key]) for turn in found.turns], "skipped": found.skipped, "first": first, "rws": len(names),
        "rules": reading.round_of(place),
    }  # fmt: skip
    return render(request, "complaints/rw_desk/proposal.html", with_page(request, "Usulan putaran", **context))


def _accept(request: HttpRequest) -> HttpResponseBase:
    place, staff = office_of(request), staff_of(request)
    turns = [turn for turn in map(_turn, request.POST.getlist("turn")[:200]) if turn]
    try:
        planned = verbs.accept_turns(place, turns, staff=staff, at=timezone.now())
    except REFUSALS as error:
        say_refused(request, error)
        return redirect("complaints:rw_proposal", place.slug)
    left = len(turns) - len(planned)
    messages.success(
        request, f"{len(planned)} hari masuk rencana." + (f" {left} dilewati karena sudah ada." if left else "")
    )
    return redirect("complaints:rw_plan", place.slug)


def _turn(text: str) -> Turn | None:
    """One ticked line, as the page wrote it; anything else is no line of ours."""
    try:
        day, key, opens, closes = text.split("|")
        return Turn(date.fromisoformat(day), key[:40], time.fromisoformat(opens), time.fromisoformat(closes))
    except ValueError:
        return None


@open_to(day_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, office: str) -> HttpResponseBase:
    """How the office goes round its RW."""
    place = office_of(request)
    form = RoundForm(posted(request), rules=reading.round_of(place))
    if request.method == "POST" and form.is_valid():
        verbs.set_round(place, staff=staff_of(request), at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Aturan putaran tersimpan. Hari yang sudah direncanakan tidak berubah.")
        return redirect("complaints:rw_proposal", office)
    return render(request, "complaints/rw_desk/round.html", with_page(request, "Aturan putaran", form=form))


@open_to(day_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, office: str) -> HttpResponseBase:
    """One day by hand; agencies are those of the last day until somebody changes them."""
    place, at = office_of(request), timezone.now()
    usual = reading.round_of(place)
    form = NewDayForm(posted(request), office=place, initial={"opens": usual.opens, "closes": usual.closes})
    if request.method == "POST" and form.is_valid():
        programme = verbs.programme_of(reading.last_guests(place))
        try:
            day = verbs.plan_day(place, form.cleaned_data["rw"], form.when(), programme, staff=staff_of(request), at=at)
        except REFUSALS as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, "Hari ini masuk rencana. Periksa dinas dan petugasnya, lalu umumkan.")
            return redirect("complaints:rw_day_desk", office, day.number)
    return render(request, "complaints/rw_desk/new.html", with_page(request, "Rencanakan satu hari", form=form))
