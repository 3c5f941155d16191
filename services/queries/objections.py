"""Keberatan: when one may be raised, by when it is decided, and the lists of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from office.hours import NoServiceDay, ServiceHours
from office.models import Office
from office.queries.hours import hours_of
from services.models import Objection, ObjectionLevel, Submission, Verdict
from services.queries.queue import Cursor
from services.workflow import DONE, State

OBJECT_WITHIN = timedelta(days=30)
"""After a letter came late: UU 25/2009 art. 42 gives a resident thirty days from the day the service was received."""
APPEAL_DAYS = 3
"""Service days in which a resident may take a refused objection to the head of the office (ADR 0062)."""
PAGE = 20
NO_LETTER = frozenset({State.REJECTED, State.WITHDRAWN, State.LAPSED})


class Standing(StrEnum):
    """What a resident may do about the deadline now."""

    NOTHING = "nothing"
    NOT_YET = "not_yet"
    MAY = "may"
    OPEN = "open"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


@dataclass(frozen=True)
class Stand:
    """`moment`: when the button comes, by when it is decided, or until when an appeal is possible; by what `standing` is."""

    standing: Standing
    objection: Objection | None = None
    moment: datetime | None = None
    may_appeal: bool = False


def missed_deadline(submission: Submission, *, at: datetime) -> datetime | None:
    """The deadline that passed while the clock ran; None when it did not, or too long ago to object.

    A pause that began after the deadline changes nothing: sending a late file back is no way around an objection.
    """
    due, finished = submission.due_at or submission.overdue_since, submission.finished_at
    if due is None or State(submission.state) in NO_LETTER:
        return None
    if finished and at > finished + OBJECT_WITHIN:
        return None
    return due if due < (finished or submission.paused_at or at) else None


def opens_at(submission: Submission) -> datetime | None:
    """When the button will come, if nothing happens until then; None while the clock does not run."""
    runs = submission.due_at and not submission.paused_at and not submission.finished_at
    return submission.due_at if runs and State(submission.state) not in DONE else None


def stand_of(submission: Submission, *, at: datetime) -> Stand:
    """One query for the objections of this submission, the newest speaks; hours only when an appeal is in question."""
    last = latest_of(submission)
    missed = missed_deadline(submission, at=at)
    if last is None or is_about_another_deadline(last, missed):
        if missed:
            return Stand(Standing.MAY)
        soon = opens_at(submission)
        return Stand(Standing.NOT_YET, moment=soon) if soon else Stand(Standing.NOTHING)
    if last.is_open:
        return Stand(Standing.OPEN, last, last.due_at)
    if last.verdict == Verdict.UPHELD:
        return Stand(Standing.UPHELD, last)
    until = appeal_until(last, submission.office)
    return Stand(Standing.DISMISSED, last, until, may_appeal=until is not None and at <= until)


def is_about_another_deadline(last: Objection, missed: datetime | None) -> bool:
    """A refused objection settles one deadline; when the deadline itself moved (and passed again), one may object again."""
    return last.verdict == Verdict.DISMISSED and missed is not None and missed != last.missed_due_at


def latest_of(submission: Submission) -> Objection | None:
    return (
        Objection.objects.filter(submission=submission)
        .select_related("decided_by", "entered_by")
        .order_by("-raised_at", "-pk")
        .first()
    )


def decide_by(office: Office, *, at: datetime) -> datetime:
    """The end of service of the day on which it was raised, or of the n-th service day after it (`objection_days`).

    Raised after closing, it counts as raised at the next opening. In an office without a service day an objection is
    taken all the same: one day, or that many, by the calendar.
    """
    hours = hours_of(office, at=at)
    try:
        return end_of_service(hours, hours.counts_from(at), office.objection_days)
    except NoServiceDay:
        return at + timedelta(days=max(1, office.objection_days))


def end_of_service(hours: ServiceHours, start: datetime, days: int) -> datetime:
    """When service ends on the day of start, or on the days-th service day after it; start lies in service."""
    if days:
        return hours.timeline.nth_day_end(start, days)
    last = hours.windows_on(start.date())[-1]
    return datetime.combine(start.date(), last.closes, tzinfo=hours.tz)


def appeal_until(objection: Objection, office: Office) -> datetime | None:
    """Until when a refused objection may go to the head; None for what cannot be appealed."""
    if objection.level != ObjectionLevel.SECTION_HEAD or objection.verdict != Verdict.DISMISSED:
        return None
    return _appeal_closes(office, objection.decided_at) if objection.decided_at else None


def _appeal_closes(office: Office, decided: datetime) -> datetime:
    try:
        return hours_of(office, at=decided).timeline.nth_day_end(decided, APPEAL_DAYS)
    except NoServiceDay:
        return decided + timedelta(days=APPEAL_DAYS)


def objection_in(office: Office, key: Any) -> Objection | None:
    """An objection of this office with its submission; another office's does not exist here."""
    beside = (
        "submission__office", "submission__version", "submission__service", "submission__village", "submission__officer",
        "decided_by", "entered_by", "appeal_of__decided_by",
    )  # fmt: skip
    return Objection.objects.filter(office=office, pk=key).select_related(*beside).first()


def of_submission(submission: Submission) -> list[Objection]:
    """All of them, oldest first."""
    rows = Objection.objects.filter(submission=submission).select_related("decided_by", "entered_by")
    return list(rows.order_by("raised_at", "pk"))


_BESIDE = ("submission__version", "submission__officer", "decided_by")


def open_in(office: Office) -> QuerySet[Objection]:
    """What waits for a verdict; the condition is written as the partial index has it."""
    return Objection.objects.filter(office=office, verdict="")


def open_page(office: Office, *, after: Cursor | None = None) -> tuple[list[Objection], Cursor | None]:
    """Twenty open ones, the nearest verdict first, and where the next page begins."""
    rows = open_in(office)
    if after:
        rows = rows.filter(due_at__gte=after.at).filter(Q(due_at__gt=after.at) | Q(pk__gt=after.pk))
    found = list(rows.select_related(*_BESIDE).order_by("due_at", "pk")[: PAGE + 1])
    return found[:PAGE], Cursor(found[PAGE - 1].due_at, found[PAGE - 1].pk) if len(found) > PAGE else None


def decided_page(office: Office, *, after: Cursor | None = None) -> tuple[list[Objection], Cursor | None]:
    """Twenty decided ones, the last raised first, and where the next page begins."""
    rows = Objection.objects.filter(office=office).exclude(verdict="")
    if after:
        rows = rows.filter(raised_at__lte=after.at).filter(Q(raised_at__lt=after.at) | Q(pk__lt=after.pk))
    found = list(rows.select_related(*_BESIDE).order_by("-raised_at", "-pk")[: PAGE + 1])
    return found[:PAGE], Cursor(found[PAGE - 1].raised_at, found[PAGE - 1].pk) if len(found) > PAGE else None


def missed_verdicts(*, at: datetime) -> QuerySet[Objection]:
    """Open, past the moment of their verdict, and nobody higher was told; by state, never by a span of time."""
    return Objection.objects.filter(verdict="", escalated_at=None, due_at__lt=at)
