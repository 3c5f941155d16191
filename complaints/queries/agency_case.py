"""One complaint as an officer of an agency may read it: now with all that is new, later only up to the day it left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q

from complaints.models import (
    Answer,
    Complaint,
    ComplaintEvent,
    ComplaintIdentity,
    ComplaintNote,
    ComplaintPhoto,
    PhotoKind,
)
from complaints.queries.visible import lies_with, seen_until, sees_reporter, story_for, visible_to
from complaints.workflow import HIDDEN_VERBS
from office.staff import Staff


@dataclass(frozen=True)
class AgencyCase:
    """`until` is set when it left this agency: nothing later is in here. `reporter` is None unless the name is open to it."""

    complaint: Complaint
    is_here: bool
    until: datetime | None
    events: list[ComplaintEvent]
    answers: list[Answer]
    photos: list[ComplaintPhoto]
    notes: list[ComplaintNote]
    reporter: ComplaintIdentity | None


def found(staff: Staff, number: str, agencies: list[UUID]) -> Complaint | None:
    """A complaint that is or was theirs; any other does not exist, also for somebody who handles the office's besides."""
    beside = ("office", "agency", "category__parent", "village", "officer")
    row = visible_to(staff, agencies=agencies).filter(number=number).select_related(*beside).first()
    if row is None or lies_with(row, agencies) or row.stays.filter(agency__in=agencies).exists():
        return row
    return None


def case_of(staff: Staff, complaint: Complaint, agencies: list[UUID]) -> AgencyCase:
    """Everything of it that this officer may read."""
    here, until = lies_with(complaint, agencies), seen_until(complaint, agencies)
    before = {"at__lte": until} if until else {}
    notes = ComplaintNote.objects.filter(complaint=complaint, agency__in=agencies, **before).select_related("by")
    return AgencyCase(
        complaint, here, until,
        events=[event for event in story_for(staff, complaint, agencies) if event.verb not in HIDDEN_VERBS],
        answers=_answers(complaint, until),
        photos=list(ComplaintPhoto.objects.filter(complaint=complaint, kind=PhotoKind.REPORT, file__wiped_at=None).select_related("file")),
        notes=list(notes),
        reporter=_reporter(staff, complaint, agencies),
    )  # fmt: skip


def _answers(complaint: Complaint, until: datetime | None) -> list[Answer]:
    rows = Answer.objects.filter(complaint=complaint).select_related("agency", "by")
    rows = rows.prefetch_related(Prefetch("proofs", ComplaintPhoto.objects.select_related("file")))
    return list(rows.filter(at__lte=until) if until else rows)


def _reporter(staff: Staff, complaint: Complaint, agencies: list[UUID]) -> ComplaintIdentity | None:
    if not (sees_reporter(staff, complaint, agencies) and lies_with(complaint, agencies)):
        return None
    return ComplaintIdentity.objects.filter(complaint=complaint).first()


def photo_of(complaint: Complaint, pk: UUID, agencies: list[UUID]) -> ComplaintPhoto | None:
    """A picture or paper of it that existed while it was theirs."""
    rows = ComplaintPhoto.objects.filter(complaint=complaint, pk=pk, file__wiped_at=None).select_related("file")
    until = seen_until(complaint, agencies)
    return (rows.filter(Q(answer=None) | Q(answer__at__lte=until)) if until else rows).first()
