"""Objecting from the tracking page: confirm where the letter goes, one tap; and the appeal."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from office.guards import everyone, open_to
from office.staff import local_day
from office.wording import clock, long_date
from services.access import NotAllowed
from services.actions import objections as verbs
from services.forms.objections import AppealForm, ObjectionForm
from services.models import Source, Submission
from services.queries.drafts import villages_of
from services.queries.objections import Standing, latest_of, missed_deadline, stand_of
from services.views.asking import local, posted
from services.views.tracking import with_own

TAKEN = "Keberatan Anda kami terima. Putusannya paling lambat {when}."


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_own
def raise_it(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """The system holds the times already: the resident confirms the address only."""
    now = timezone.now()
    back = redirect("services:tracked", submission.office.slug, submission.number)
    stand = stand_of(submission, at=now)
    if stand.standing not in {Standing.MAY, Standing.OPEN}:
        messages.warning(request, verbs.why_not(submission, stand))
        return back
    villages = villages_of(submission.office)
    form = ObjectionForm(
        posted(request), submission=submission, villages=villages, today=local_day(submission.office, now)
    )
    if stand.standing is Standing.OPEN or (request.method == "POST" and form.is_valid()):
        to, words = (form.destination(), form.words) if form.is_valid() else (None, "")
        return _raise(request, submission, back, words=words, to=to)
    facts: dict[str, Any] = {"form": form, "submission": submission, "rows": clock_rows(submission)}
    return _page(request, "services/objections/raise.html", "Ajukan keberatan", facts, bound=form.is_bound)


def _raise(request: HttpRequest, submission: Submission, back: HttpResponseBase, **said: Any) -> HttpResponseBase:
    try:
        objection = verbs.raise_objection(submission, at=timezone.now(), source=Source.WEB, **said)
    except NotAllowed as error:
        messages.warning(request, str(error))
    else:
        due = local(submission.office, objection.due_at)
        messages.success(request, TAKEN.format(when=f"{long_date(due)} pukul {clock(due)}"))
    return back


def clock_rows(submission: Submission) -> list[dict[str, Any]]:
    """The letter, when the file was complete, and the deadline: what nobody has to prove."""
    now, office = timezone.now(), submission.office
    missed = missed_deadline(submission, at=now)
    rows = [{"label": "Surat", "value": f"{submission.version.name}, {submission.number}"}]
    if submission.completed_at:
        there = local(office, submission.completed_at)
        rows.append({"label": "Berkas lengkap", "value": f"{long_date(there)}, {clock(there)}"})
    if missed:
        there = local(office, missed)
        rows.append({"label": "Batas", "value": f"{long_date(there)}, {clock(there)}"})
    if submission.finished_at:
        there = local(office, submission.finished_at)
        rows.append({"label": "Selesai", "value": f"{long_date(there)}, {clock(there)}"})
    return rows


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_own
def appeal(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """Take a refused objection to the head of the office, once."""
    back = redirect("services:tracked", submission.office.slug, submission.number)
    stand, last = stand_of(submission, at=timezone.now()), latest_of(submission)
    if last is None or not (stand.may_appeal or stand.standing is Standing.OPEN):
        messages.warning(request, "Untuk keberatan ini tidak ada banding, atau waktunya sudah lewat.")
        return back
    form = AppealForm(posted(request), office=submission.office)
    if request.method == "POST" and form.is_valid():
        return _appeal(request, submission, back, form)
    facts = {"form": form, "submission": submission, "objection": last, "head": submission.office.head_title.lower()}
    return _page(request, "services/objections/appeal.html", "Ajukan banding", facts, bound=form.is_bound)


def _appeal(request: HttpRequest, submission: Submission, back: HttpResponseBase, form: AppealForm) -> HttpResponseBase:
    last = latest_of(submission)
    assert last is not None  # noqa: S101 - the caller has read one
    try:
        second = verbs.appeal(last.appeal_of or last, at=timezone.now(), words=form.cleaned_data["words"])
    except NotAllowed as error:
        messages.warning(request, str(error))
    else:
        due = local(submission.office, second.due_at)
        messages.success(
            request, f"Banding Anda kami terima. Putusannya paling lambat {long_date(due)} pukul {clock(due)}."
        )
    return back


def _page(request: HttpRequest, template: str, title: str, context: dict[str, Any], *, bound: bool) -> HttpResponse:
    shown = {**context, "page_title": title, "noindex": True}
    return render(request, template, shown, status=422 if bound else 200)
