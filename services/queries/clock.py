"""The SOP clock of one submission: its promise, its pauses and when it is due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import F, QuerySet

from office.hours import NoServiceDay, ServiceHours
from office.models import Office
from office.queries.hours import hours_of
from services.access import NotAllowed
from services.deadlines import Minutes, Pause, Promise, WorkingDays, due_at, elapsed_minutes, warn_at
from services.models import Pause as PauseRow
from services.models import ServiceVersion, Submission
from services.promise_words import promise_sentence

VULNERABLE_FIRST = timedelta(minutes=15)
"""How much earlier than its deadline a vulnerable resident's file stands in the queue."""
PAUSED_LAST = timedelta(days=3650)


NO_SERVICE_DAY = (
    "Kantor ini belum punya hari layanan, jadi batas waktu tidak bisa dihitung. Minta admin kantor mengisi Jam layanan."
)

_CLOCK_FACTS = (
    "completed_at", "paused_at", "warn_at", "due_at", "version__sop_minutes", "version__sop_days",
)  # fmt: skip


class Deadline(NamedTuple):
    """When the officer is warned, and when the promise runs out."""

    warn_at: datetime
    due_at: datetime


def promise_of(version: ServiceVersion) -> Promise:
    return Minutes(version.sop_minutes) if version.sop_minutes else WorkingDays(version.sop_days or 1)


def pauses_of(submission: Submission) -> list[Pause]:
    """The finished pauses; while one runs there is no due moment."""
    rows = PauseRow.objects.filter(submission=submission, ends_at__isnull=False, struck_at=None)
    return [Pause(row.starts_at, row.ends_at) for row in rows]


def deadline_of(submission: Submission, hours: ServiceHours, pauses: Sequence[Pause] | None = None) -> Deadline | None:
    """When the letter is due: from "berkas lengkap", pauses left out; None before that and while it is paused.

    Raises NotAllowed, with words for the page, when the office has no service day.
    """
    start = submission.completed_at
    if start is None or submission.paused_at:
        return None
    promise, pauses = promise_of(submission.version), pauses_of(submission) if pauses is None else pauses
    try:
        return Deadline(warn_at(promise, start, hours, pauses), due_at(promise, start, hours, pauses))
    except NoServiceDay:
        raise NotAllowed(NO_SERVICE_DAY) from None


def promise_told(submission: Submission, *, at: datetime) -> str:
    """By when the letter is ready, for a message: the words of every page, the day always named; empty before that."""
    start, due = submission.completed_at, submission.due_at
    if start is None or due is None:
        return ""
    hours = hours_of(submission.office, at=at)
    today = at.astimezone(hours.tz).date()
    return promise_sentence(promise_of(submission.version), start, due, hours, today=today, dated=True)


def check_by(submission: Submission, *, at: datetime) -> datetime:
    """Until when the office means to have looked at the papers; without a service day, that long by the wall clock."""
    minutes = submission.office.check_minutes
    try:
        return due_at(Minutes(minutes), at, hours_of(submission.office, at=at))
    except NoServiceDay:
        return at + timedelta(minutes=minutes)


def queue_place(submission: Submission, base: datetime) -> datetime:
    """Where it stands in the queue: its deadline, vulnerable residents ahead, paused files last."""
    if submission.paused_at:
        return base + PAUSED_LAST
    return base - VULNERABLE_FIRST if submission.vulnerability else base


def served_minutes(submission: Submission, *, at: datetime) -> int | None:
    """Service minutes from "berkas lengkap" to now, pauses left out; None for a file that never was complete."""
    if submission.completed_at is None:
        return None
    hours = hours_of(submission.office, at=at)
    rows = PauseRow.objects.filter(submission=submission, struck_at=None)  # with the one that runs, if any
    return elapsed_minutes(submission.completed_at, at, hours, [Pause(row.starts_at, row.ends_at) for row in rows])


def running_in(office: Office) -> QuerySet[Submission]:
    """The files of an office whose clock runs now."""
    return Submission.objects.filter(
        office=office, is_open=True, paused_at=None, completed_at__isnull=False, finished_at=None
    )


def out_of_date(office: Office, hours: ServiceHours) -> list[UUID]:
    """The running files whose deadline these hours would move; two queries, whatever their number."""
    pauses: dict[UUID, list[Pause]] = defaultdict(list)
    finished = PauseRow.objects.filter(submission__in=running_in(office), ends_at__isnull=False, struck_at=None)
    for key, start, end in finished.values_list("submission_id", "starts_at", "ends_at"):
        pauses[key].append(Pause(start, end))
    rows = running_in(office).select_related("version").only(*_CLOCK_FACTS)
    return [row.pk for row in rows.iterator() if deadline_of(row, hours, pauses[row.pk]) != (row.warn_at, row.due_at)]


def to_warn(*, at: datetime) -> QuerySet[Submission]:
    """Three quarters of their time are used and nobody was told; written as the partial index has it."""
    return Submission.objects.filter(is_open=True, warned_at=None, warn_at__lte=at, paused_at=None)


def newly_overdue(*, at: datetime) -> QuerySet[Submission]:
    """Open, past due, not yet claimed — however long ago; written as the partial index has it."""
    return Submission.objects.filter(is_open=True, overdue_since=None, due_at__lt=at, paused_at=None)


def due_for_automatic_delivery(office: Office, *, at: datetime) -> QuerySet[Submission]:
    """Late by the service minutes after which this office brings letters home unasked, and not planned yet.

    Reads the front of the office's queue: what is late stands there, so the cost follows the number of late files.
    """
    if office.deliver_after is None:
        return Submission.objects.none()
    latest = hours_of(office, at=at).timeline.before(at, timedelta(minutes=office.deliver_after))
    late = Submission.objects.filter(office=office, is_open=True, queue_at__lte=latest, due_at__lte=latest)
    return late.filter(paused_at=None, overdue_since__isnull=False, home_delivery=None).order_by(F("queue_at"), "pk")
