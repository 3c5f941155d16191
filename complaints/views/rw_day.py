"""One office day for its planners: look at it, say who comes, announce, move, cancel."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.actions import days as verbs
from complaints.actions.days import When
from complaints.day_access import is_planner, reads_all_days
from complaints.day_states import MOVABLE, DayState
from complaints.forms.days import CancelForm, MoveForm, ProgrammeForm
from complaints.models import DayChange, RwDay
from complaints.queries import days as reading
from complaints.queries.calendars import address_of
from complaints.views.rw_asking import REFUSALS, find_day, refusal_text, say_refused
from complaints.views.rw_public import share_text, share_url
from office.guards import day_planner, member, open_to
from office.staff import local_day
from services.views.asking import local, posted, staff_of, with_page


@open_to(member)
@require_safe
def show(request: HttpRequest, office: str, number: int) -> HttpResponse:
    """Everything about the day, what speaks against it, and what can be done now."""
    day, staff, at = find_day(request, number), staff_of(request), timezone.now()
    plans = is_planner(staff)
    works = plans or reading.is_officer(day, staff.user)
    context: dict[str, Any] = {
        "day": day, "clashes": reading.clashes_of(day.office, [day], at=at).get(day.pk, ()) if plans else (), "may_plan": plans,
        "movable": plans and day.state in MOVABLE, "changes": _story(day), "public_url": address_of(day),
        "share_text": share_text(day), "share_url": share_url(day), "is_today": day.date == local_day(day.office, at), "works": works,
        "letters": day.is_public and reads_all_days(staff), "at_hall": day.state == DayState.RUNNING, "back": getattr(day, "replaces", None),
    }  # fmt: skip
    return render(request, "complaints/rw_desk/day.html", with_page(request, f"Kantor di {day.place_name}", **context))


def _story(day: RwDay) -> list[DayChange]:
    """What happened, in the office's own time."""
    changes = list(day.changes.select_related("actor"))
    for change in changes:
        change.local = local(day.office, change.at)  # type: ignore[attr-defined]  # for the page only
    return changes


@open_to(day_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def programme(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """Who comes with which services, who is on duty, topics, access, numbers from home."""
    day = find_day(request, number)
    form = ProgrammeForm(posted(request), office=day.office, programme=programme_shown(day), on=day.date)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_programme(day, form.programme(), staff=staff_of(request), at=timezone.now())
        except REFUSALS as error:
            say_refused(request, error)
        else:
            messages.success(request, "Tersimpan." + (" Dinas yang baru sudah diundang." if day.is_public else ""))
        return redirect("complaints:rw_day_desk", office, number)
    context = with_page(request, f"Acara di {day.place_name}", form=form, day=day)
    return render(request, "complaints/rw_desk/programme.html", context)


def programme_shown(day: RwDay) -> verbs.Programme:
    return replace(
        verbs.programme_of(day), directions=day.directions, access=day.access, topics=day.topics, forum_at=day.forum_at,
    )  # fmt: skip


@open_to(day_planner)
@require_POST
def announce(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """Public from now on; letters have their numbers, agencies their invitation."""
    day = find_day(request, number)
    try:
        verbs.announce(day, staff=staff_of(request), at=timezone.now())
    except REFUSALS as error:
        say_refused(request, error)
    else:
        messages.success(
            request, "Diumumkan. Surat undangan sudah bernomor, dinas dan pelanggan pengingat diberi tahu."
        )
    return redirect("complaints:rw_day_desk", office, number)


@open_to(day_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """Another date, hour or hall."""
    day = find_day(request, number)
    form = MoveForm(posted(request), day=day)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.move_day(
                day, form.when(), reason=form.cleaned_data["reason"], staff=staff_of(request), at=timezone.now()
            )
        except REFUSALS as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(request, "Jadwal diubah." + (" Semua yang diundang diberi tahu." if day.is_public else ""))
            return redirect("complaints:rw_day_desk", office, number)
    context = with_page(request, f"Pindahkan {day.place_name}", form=form, day=day)
    return render(request, "complaints/rw_desk/move.html", context)


@open_to(day_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, office: str, number: int) -> HttpResponseBase:
    """Call it off; another date may take its place at once."""
    day = find_day(request, number)
    form = CancelForm(posted(request))
    if request.method == "POST" and form.is_valid():
        other = form.cleaned_data["instead"]
        instead = _same_place(day, other) if other else None
        try:
            reason = form.cleaned_data["reason"]
            _day, made = verbs.cancel_day(
                day, reason=reason, staff=staff_of(request), at=timezone.now(), instead=instead
            )
        except REFUSALS as error:
            form.add_error(None, refusal_text(error))
        else:
            messages.success(
                request, "Jadwal dibatalkan." + (" Semua yang diundang diberi tahu." if day.is_public else "")
            )
            return redirect("complaints:rw_day_desk", office, (made or day).number)
    context = with_page(request, f"Batalkan {day.place_name}", form=form, day=day)
    return render(request, "complaints/rw_desk/cancel.html", context)


def _same_place(day: RwDay, other: Any) -> When:
    return When(
        date=other, opens=day.opens, closes=day.closes, hall=day.hall, address=day.address, latitude=day.latitude, longitude=day.longitude
    )  # fmt: skip
