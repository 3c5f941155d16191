"""The clock on the page of a submission: its badge, its whole story, and the Kasi's page to put a wrong pause right."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from office.guards import open_to, section_head
from office.staff import Staff
from office.wording import clock, date_time, short_date
from services.actions.pauses import shorten_pause, strike_pause
from services.forms.pauses import STRIKE, PauseForm
from services.models import Pause, Submission
from services.promise_words import promise_sentence
from services.queries.clock import promise_of
from services.queries.clock_story import Line, clock_story
from services.views.asking import REFUSALS, find_case, local, posted, say_refused, staff_of, with_page
from services.views.countdown import countdown_of, shown_hours
from services.workflow import WAITS_FOR_RESIDENT, State


def clock_panel(submission: Submission, staff: Staff, at: datetime) -> dict[str, Any]:
    """The story of the clock, line by line; nothing before the file was complete."""
    if submission.completed_at is None:
        return {}
    hours = shown_hours(submission.office, at)
    lines, may = clock_story(submission, hours, at=at), section_head(staff)
    shown = [_shown(line, earlier, submission, may) for earlier, line in zip([None, *lines], lines, strict=False)]
    return {"clock_lines": shown, "clock_sentence": _sentence(submission, hours, at)}


def _shown(line: Line, earlier: Line | None, submission: Submission, may: bool) -> dict[str, Any]:
    there = local(submission.office, line.at)
    same_day = earlier is not None and local(submission.office, earlier.at).date() == there.date()
    fixable = may and line.pause is not None and not line.is_struck and line.pause.ends_at is not None
    return {
        "clock": clock(there), "day": "" if same_day else short_date(there.date()), "what": line.what, "who": line.who,
        "why": line.why, "strong": line.strong, "struck": line.is_struck,
        "fix": line.pause.pk if fixable and line.pause else None,
    }  # fmt: skip


def _sentence(submission: Submission, hours: Any, at: datetime) -> str:
    """What the resident reads."""
    start, due = submission.completed_at, submission.due_at
    if start is None or due is None or submission.finished_at:
        return ""
    today = at.astimezone(hours.tz).date()
    return promise_sentence(promise_of(submission.version), start, due, hours, today=today, missed=due < at)


def deadline(submission: Submission, at: datetime) -> dict[str, Any] | None:
    """The badge of the promise, while it runs or stands still."""
    if submission.is_open and State(submission.state) in WAITS_FOR_RESIDENT and submission.completed_at:
        return {"paused": True}
    if not submission.is_open or submission.due_at is None:
        return None
    left = countdown_of(submission.office, at).left(submission.due_at, submission.warn_at)
    due = local(submission.office, submission.due_at)
    return {"due": date_time(due), "left": left, "due_at": submission.due_at, "now": at}


@open_to(section_head)
def correct_pause(request: HttpRequest, office: str, number: str, pk: int) -> HttpResponseBase:
    """Strike or shorten one pause; the old values stay on record."""
    submission, at = find_case(request, number), timezone.now()
    pause = Pause.objects.filter(submission=submission, pk=pk).select_related("submission", "by").first()
    if pause is None:
        raise Http404
    form = PauseForm(posted(request), pause=pause, zone=ZoneInfo(submission.office.time_zone))
    if request.method == "POST" and form.is_valid():
        try:
            _correct(pause, form, staff_of(request), at)
        except REFUSALS as error:
            say_refused(request, submission, error, at=at)
        else:
            messages.success(request, "Jeda dibetulkan. Batas waktu dihitung ulang, nilai lama tersimpan.")
        return redirect("services:case", office, number)
    begun = local(submission.office, pause.starts_at)
    ended = local(submission.office, pause.ends_at) if pause.ends_at else None
    context = {"form": form, "submission": submission, "pause": pause, "begun": begun, "ended": ended}
    page = with_page(request, "Betulkan jeda", **context)
    return render(request, "services/desk/pause.html", page, status=422 if form.is_bound else 200)


def _correct(pause: Pause, form: PauseForm, staff: Staff, at: datetime) -> None:
    kept = form.cleaned_data
    if kept["kind"] == STRIKE:
        strike_pause(pause, reason=kept["reason"], staff=staff, at=at)
        return
    shorten_pause(
        pause, starts_at=kept["starts_at"], ends_at=kept["ends_at"], reason=kept["reason"], staff=staff, at=at
    )
