"""The desk of whoever decides objections: the list, one page each; and the counter, where staff enter one for a resident."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from office.guards import objection_reader, open_to, reviewer
from office.staff import local_day
from services.access import NotAllowed, is_own_or_household
from services.actions import objections as verbs
from services.forms.objections import AppealForm, ObjectionForm, VerdictForm
from services.models import Objection, Source, Submission, Verdict
from services.queries import objections as lists
from services.queries.cases import papers_of
from services.queries.drafts import villages_of
from services.queries.judges import judges_of
from services.queries.objection_facts import couriers_in, facts_of
from services.queries.objections import Standing, stand_of
from services.queries.queue import Cursor
from services.views.asking import REFUSALS, find_case, local, office_of, posted, say_refused, staff_of, with_page
from services.views.objection_rows import fact_lines, objection_rows, summary_of
from services.views.objections import clock_rows
from services.workflow import IllegalMove

DECIDED = "diputus"


@open_to(objection_reader)
@require_safe
def objection_list(request: HttpRequest, office: str) -> HttpResponse:
    """What waits for a verdict, the nearest first; or what was decided, the newest first."""
    at, staff = timezone.now(), staff_of(request)
    shows_decided = request.GET.get("lihat") == DECIDED
    read = lists.decided_page if shows_decided else lists.open_page
    found, after = read(staff.office, after=Cursor.read(request.GET.get("sesudah", "")))
    asked = request.GET.copy()
    asked["sesudah"] = str(after)
    context: dict[str, Any] = {
        "rows": objection_rows(found, staff.office, at=at), "decided": shows_decided, "at": local(staff.office, at),
        "next_url": f"?{asked.urlencode()}" if after else "",
    }  # fmt: skip
    return render(request, "services/objections/list.html", with_page(request, "Keberatan", **context))


@open_to(objection_reader)
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """The clock's whole story on one screen, and the verdict in two taps."""
    at, found = timezone.now(), lists.objection_in(office_of(request), pk)
    if found is None:
        raise Http404
    judges = judges_of(found, at=at)
    decides = found.is_open and staff_of(request).user in judges
    form = _form(request, found, at) if decides else None
    if request.method == "POST":
        if form is None:
            return _too_late(request, found, at)
        if form.is_valid():
            return _decide(request, found, form, at)
    facts = facts_of(found, at=at)
    context: dict[str, Any] = {
        "objection": found, "submission": found.submission, "facts": facts, "lines": fact_lines(facts, found, at=at),
        "form": form, "judges": [user.name for user in judges], "papers": papers_of(found.submission),
        **summary_of(found, at=at), "is_own": is_own_or_household(staff_of(request).user, found.submission),
    }  # fmt: skip
    shown = with_page(request, f"Keberatan {found.submission.number}", **context)
    return render(request, "services/objections/decide.html", shown, status=422 if form and form.is_bound else 200)


def _form(request: HttpRequest, found: Objection, at: datetime) -> VerdictForm:
    brings = verbs.is_to_be_brought(found.submission)
    return VerdictForm(
        posted(request), couriers=couriers_in(found.office, at=at) if brings else [], served=found.submission.officer,
        sorry=verbs.BROUGHT if brings else verbs.SORRY, brings=brings,
    )  # fmt: skip


def _decide(request: HttpRequest, found: Objection, form: VerdictForm, at: datetime) -> HttpResponseBase:
    said = form.cleaned_data
    try:
        done = verbs.decide(
            found, Verdict(said["verdict"]), form.words, staff=staff_of(request), at=at, courier=said.get("courier")
        )
    except (IllegalMove, NotAllowed) as error:
        return _too_late(request, found, at, error)
    name = done.submission.applicant_name
    upheld = f"Keberatan {name} terbukti. Warga diberi tahu."
    messages.success(request, upheld if done.verdict == Verdict.UPHELD else f"Keberatan {name} tidak terbukti. Warga membaca alasannya.")  # fmt: skip
    return redirect("services:objections", office_of(request).slug)


def _too_late(request: HttpRequest, found: Objection, at: datetime, error: Exception | None = None) -> HttpResponseBase:
    """Somebody was faster, or somebody else decides this one."""
    now = lists.objection_in(found.office, found.pk)
    if isinstance(error, NotAllowed):
        messages.error(request, str(error))
    elif now and now.decided_by:
        messages.error(request, f"Belum tersimpan. {now.decided_by.name} sudah memutus: {now.get_verdict_display()}.")
    else:
        names = ", ".join(user.name for user in judges_of(found, at=at)) or "atasan Anda"
        messages.error(request, f"Belum tersimpan. Keberatan ini diputus oleh {names}.")
    return redirect("services:objection", found.office.slug, found.pk)


@open_to(reviewer)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """For a resident who stands at the counter: the same questions, written down by staff."""
    submission, at = find_case(request, number), timezone.now()
    stand = stand_of(submission, at=at)
    if stand.standing is not Standing.MAY:
        open_one = stand.standing is Standing.OPEN
        messages.warning(request, "Keberatan sudah tercatat." if open_one else verbs.why_not(submission, stand))
        return redirect("services:case", office, number)
    form = ObjectionForm(
        posted(request), submission=submission, villages=villages_of(submission.office),
        today=local_day(submission.office, at), at_counter=True,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {
            "words": form.words, "to": form.destination(), "source": Source.COUNTER, "entered_by": staff_of(request),
        }  # fmt: skip
        return _entered(request, submission, lambda: verbs.raise_objection(submission, at=at, **facts), at)
    shown = with_page(request, "Catat keberatan", form=form, submission=submission, rows=clock_rows(submission))
    return render(request, "services/objections/enter.html", shown, status=422 if form.is_bound else 200)


@open_to(reviewer)
@require_http_methods(["GET", "HEAD", "POST"])
def enter_appeal(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """An appeal that a resident brings to the counter."""
    submission, at = find_case(request, number), timezone.now()
    stand = stand_of(submission, at=at)
    refused = stand.objection
    if refused is None or not stand.may_appeal:
        messages.warning(request, "Untuk permohonan ini tidak ada keberatan yang bisa dimintakan banding.")
        return redirect("services:case", office, number)
    form = AppealForm(posted(request), office=submission.office)
    if request.method == "POST" and form.is_valid():
        facts = {"words": form.cleaned_data["words"], "source": Source.COUNTER, "entered_by": staff_of(request)}
        return _entered(request, submission, lambda: verbs.appeal(refused, at=at, **facts), at)
    shown = with_page(request, "Catat banding", form=form, submission=submission, objection=refused)
    return render(request, "services/objections/enter_appeal.html", shown, status=422 if form.is_bound else 200)


def _entered(request: HttpRequest, submission: Submission, act: Any, at: datetime) -> HttpResponseBase:
    try:
        act()
    except REFUSALS as error:
        say_refused(request, submission, error, at=at)
    else:
        messages.success(request, "Keberatan tercatat. Yang memutus sudah diberi tahu.")
    return redirect("services:case", submission.office.slug, submission.number)
