"""One submission as an officer reads it: the file, its papers, its story, and what it may be a double of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from office.models import AuditEntry, FileView, Message, Office
from office.staff import Staff
from services.access import NotAllowed, check_may_move
from services.models import Document, Event, Requirement, Submission
from services.queries.drafts import ON_BEHALF
from services.workflow import MOVES, State

DOUBLE_WITHIN = timedelta(days=30)
OPEN_FOR = timedelta(minutes=3)
"""How long after the last look a file counts as open on somebody's screen; the page looks again every minute."""
MOST_LINES = 60


@dataclass(frozen=True)
class Paper:
    """A requirement with the paper that stands for it now, if any, and how many were replaced."""

    requirement: Requirement
    document: Document | None
    replaced: int


def case_of(office: Office, number: str) -> Submission | None:
    """The submission of that number in this office; another office's does not exist here."""
    beside = (
        "office__emblem",
        "office__parent",
        "version__template",
        "service__type",
        "village",
        "officer",
        "viewer",
        "poster",
    )
    return Submission.objects.filter(office=office, number=number).select_related(*beside).first()


def papers_of(submission: Submission) -> list[Paper]:
    """Every requirement that holds for this purpose, in order, with its current paper."""
    documents = list(Document.objects.filter(submission=submission).select_related("file", "checked_by"))
    current = {document.requirement_id: document for document in documents if document.replaced_at is None}
    wanted = [row for row in requirements_of(submission) if _holds(row, submission) or row.pk in current]
    replaced = [document.requirement_id for document in documents if document.replaced_at]
    return [Paper(row, current.get(row.pk), replaced.count(row.pk)) for row in wanted]


def requirements_of(submission: Submission) -> QuerySet[Requirement]:
    return Requirement.objects.filter(version_id=submission.version_id)


def _holds(requirement: Requirement, submission: Submission) -> bool:
    """Asked of everybody, for this purpose, or of those who apply for somebody else."""
    wanted = {"", submission.purpose} | ({ON_BEHALF} if submission.is_on_behalf else set())
    return requirement.only_for in wanted


def document_of(submission: Submission, pk: UUID) -> Document | None:
    """A paper of this submission, also a replaced one, whose bytes are still there."""
    rows = Document.objects.filter(submission=submission, file__isnull=False, file__wiped_at=None)
    return rows.select_related("file", "requirement").filter(pk=pk).first()


def story_of(submission: Submission) -> list[Event]:
    return list(Event.objects.filter(submission=submission).select_related("actor"))


def last_mover(submission: Submission) -> Event | None:
    """The newest move, with who made it: what somebody who was slower is told."""
    return Event.objects.filter(submission=submission).select_related("actor").order_by("-at", "-pk").first()


def messages_of(submission: Submission) -> list[Message]:
    rows = Message.objects.filter(office_id=submission.office_id, subject_key=submission.audit_key)
    return list(rows.select_related("sent_by").order_by("-created_at", "channel")[:MOST_LINES])


def doubles_of(submission: Submission) -> list[Submission]:
    """Other requests of the same person for the same service in the last 30 days."""
    if not submission.nik_index:
        return []
    since = submission.received_at - DOUBLE_WITHIN
    same = Submission.objects.filter(
        office_id=submission.office_id, nik_index=submission.nik_index, service_id=submission.service_id
    )
    until = submission.received_at + DOUBLE_WITHIN
    return list(
        same.filter(received_at__gte=since, received_at__lte=until)
        .exclude(pk=submission.pk)
        .order_by("-received_at")[:5]
    )


def audit_of(submission: Submission) -> list[AuditEntry]:
    rows = AuditEntry.objects.filter(office_id=submission.office_id, subject=submission.audit_key)
    return list(rows.order_by("-seq")[:MOST_LINES])


def looks_at(submission: Submission) -> list[FileView]:
    """Who opened which identity paper, newest first."""
    rows = FileView.objects.filter(file__in=Document.objects.filter(submission=submission).values("file"))
    return list(rows.select_related("user", "file").order_by("-at")[:MOST_LINES])


def other_viewer(submission: Submission, staff: Staff, *, at: datetime) -> str:
    """The name of somebody else who has this file open now; empty when nobody has."""
    if not submission.viewer or not submission.viewed_at or submission.viewer_id == staff.user.pk:
        return ""
    return submission.viewer.name if at - submission.viewed_at < OPEN_FOR else ""


def open_moves(staff: Staff, submission: Submission) -> frozenset[State]:
    """Where this person may take the file from where it stands: what the page offers; the verbs check again."""
    return frozenset(target for target in MOVES[State(submission.state)] if _may(staff, submission, target))


def _may(staff: Staff, submission: Submission, target: State) -> bool:
    try:
        check_may_move(staff, submission, target)
    except NotAllowed:
        return False
    return True
