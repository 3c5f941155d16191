"""Showing a complaint to everybody: only with the reporter's leave, only what a person read and masked."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from complaints.access import NotAllowed, check_may
from complaints.actions.moving import hour_of, lock, tell_story
from complaints.masking import hints, masked
from complaints.models import Complaint, ComplaintPhoto, PhotoKind
from complaints.workflow import State, Verb
from office.actions.audit import record
from office.staff import Staff

NEVER = frozenset({State.REJECTED, State.ARCHIVED, State.DUPLICATE})


@transaction.atomic
def publish(
    complaint: Complaint, *, title: str, text: str, photos: Collection[UUID] = (), staff: Staff, at: datetime
) -> Complaint:
    """Put the masked text and the chosen photos on the public page. Raises NotAllowed without the reporter's leave.

    Numbers that point at people are masked again here, whatever was typed.
    """
    kept = lock(complaint)
    check_may(staff, kept, Verb.PUBLISHED)
    _check_may_publish(kept)
    if not text.strip() or not title.strip():
        raise NotAllowed("Isi judul dan teks yang dibaca umum.")
    kept.title, kept.public_text = masked(title)[:120], masked(text)
    kept.published_at = kept.published_at or (hour_of(at) if kept.is_anonymous else at)
    kept.save(update_fields=["title", "public_text", "published_at"])
    reported = ComplaintPhoto.objects.filter(complaint=kept, kind=PhotoKind.REPORT)
    reported.update(is_public=False)
    reported.filter(pk__in=list(photos)).update(is_public=True)
    _note(kept, Verb.PUBLISHED, staff, at)
    return kept


def _check_may_publish(complaint: Complaint) -> None:
    if not complaint.may_publish or complaint.is_sensitive:
        raise NotAllowed("Pelapor tidak mengizinkan laporan ini ditampilkan.")
    if complaint.is_held or State(complaint.state) in NEVER:
        raise NotAllowed("Laporan ini tidak dapat ditampilkan dalam keadaan sekarang.")


@transaction.atomic
def unpublish(complaint: Complaint, *, reason: str, staff: Staff, at: datetime) -> Complaint:
    """Take it off the public page again."""
    kept = lock(complaint)
    check_may(staff, kept, Verb.UNPUBLISHED)
    if kept.published_at is None:
        raise NotAllowed("Laporan ini tidak sedang ditampilkan.")
    kept.published_at = None
    kept.save(update_fields=["published_at"])
    ComplaintPhoto.objects.filter(complaint=kept).update(is_public=False)
    _note(kept, Verb.UNPUBLISHED, staff, at, reason=reason[:240])
    return kept


@transaction.atomic
def show_proof(photo: ComplaintPhoto, *, is_public: bool, staff: Staff, at: datetime) -> None:
    """Show or hide a photo of an answer on the public page."""
    if photo.complaint is None:
        raise NotAllowed("Foto ini belum milik laporan mana pun.")
    kept = lock(photo.complaint)
    check_may(staff, kept, Verb.PUBLISHED)
    ComplaintPhoto.objects.filter(pk=photo.pk, complaint=kept).update(is_public=is_public and not kept.is_sensitive)


def _note(complaint: Complaint, verb: Verb, staff: Staff, at: datetime, **facts: str) -> None:
    tell_story(complaint, verb, source=complaint.state, by=staff.user, at=at, agency=complaint.agency)
    record(f"complaint.{verb}", complaint.audit_key, office=complaint.office, actor=staff.user, at=at, **facts)


def proposal(complaint: Complaint) -> tuple[str, list[str]]:
    """The text as it would stand in public, and what in the original points at people."""
    return complaint.public_text or masked(complaint.text), hints(complaint.text)
