"""What a reporter sees of the own complaint, and of the one it was joined to."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from complaints.models import Answer, Complaint, ComplaintEvent, ComplaintPhoto, PhotoKind
from complaints.workflow import HIDDEN_VERBS, Verb
from office.models import Office

_PRIVATE = (*HIDDEN_VERBS,)


def by_number(office: Office, number: str) -> Complaint | None:
    rows = Complaint.objects.select_related(
        "office", "agency", "category", "village", "duplicate_of__agency", "duplicate_of__office"
    )
    return rows.filter(office=office, number=number).first()


def main_of(complaint: Complaint) -> Complaint:
    """The complaint whose story counts: its own, or the one it was joined to."""
    return complaint.duplicate_of or complaint


def story(complaint: Complaint) -> list[ComplaintEvent]:
    """The own lines; of the main one only what everybody may know."""
    own = list(complaint.events.exclude(verb__in=_PRIVATE).select_related("agency"))
    if complaint.duplicate_of is None:
        return own
    joined = own[-1].at if own else complaint.received_at
    others = complaint.duplicate_of.events.exclude(verb__in=[*_PRIVATE, Verb.RECEIVED, Verb.REPLIED]).select_related(
        "agency"
    )
    return [*own, *(event for event in others if event.at >= joined or event.verb == Verb.ANSWERED)]


def answers_of(complaint: Complaint) -> QuerySet[Answer]:
    return main_of(complaint).answers.select_related("agency").prefetch_related("proofs__file")


def question(complaint: Complaint) -> str:
    """What the reporter was asked last."""
    asked = complaint.events.filter(verb=Verb.ASKED).order_by("-position").first()
    return asked.reporter_note if asked else ""


def photo(complaint: Complaint, pk: UUID) -> ComplaintPhoto | None:
    """The own photos, and the proofs of answers to the story that counts."""
    main = main_of(complaint)
    proofs = Q(complaint=main, answer__isnull=False)
    return ComplaintPhoto.objects.filter(Q(complaint=complaint) | proofs, pk=pk).select_related("file").first()


def own_photos(complaint: Complaint) -> list[ComplaintPhoto]:
    return list(complaint.photos.filter(kind=PhotoKind.REPORT).select_related("file"))
