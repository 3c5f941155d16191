"""What an agency keeps for itself: the answers it has ready, and the proofs it sends."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from complaints.access import NotAllowed
from complaints.models import Agency, PreparedAnswer
from complaints.queries.visible import agencies_of
from office.actions.audit import record
from office.actions.files import store
from office.models import FileKind, Office, StoredFile
from office.staff import Staff
from office.uploads.sanitise import CleanFile

MOST_PREPARED = 40


@transaction.atomic
def keep_prepared(
    agency: Agency, *, title: str, text: str, staff: Staff, at: datetime, row: PreparedAnswer | None = None
) -> PreparedAnswer:
    """Write a text the agency uses often, or change one. Raises NotAllowed for another agency's, and beyond forty."""
    _check_theirs(agency, staff)
    if row is None:
        kept = PreparedAnswer.objects.select_for_update().filter(agency=agency)
        if len(kept) >= MOST_PREPARED:
            raise NotAllowed(f"Paling banyak {MOST_PREPARED} jawaban siap pakai. Hapus yang tidak dipakai.")
        last = PreparedAnswer.objects.filter(agency=agency).aggregate(last=Max("position"))["last"]
        row = PreparedAnswer(agency=agency, position=(last or 0) + 1)
    elif row.agency_id != agency.pk:
        raise NotAllowed("Jawaban ini milik dinas lain.")
    row.title, row.text = title[:80], text[:2000]
    row.save()
    record("agency.prepared", f"agency:{agency.key}", office=agency.office, actor=staff.user, at=at, title=row.title)
    return row


@transaction.atomic
def drop_prepared(row: PreparedAnswer, *, staff: Staff, at: datetime) -> None:
    """Throw a prepared text away; answers that were made of it stay as they are."""
    _check_theirs(row.agency, staff)
    record(
        "agency.prepared_dropped",
        f"agency:{row.agency.key}",
        office=row.agency.office,
        actor=staff.user,
        at=at,
        title=row.title,
    )
    row.delete()


def _check_theirs(agency: Agency, staff: Staff) -> None:
    if agency.pk not in agencies_of(staff):
        raise NotAllowed("Anda bukan petugas dinas ini.")


def keep_proof(clean: CleanFile, *, office: Office, at: datetime) -> StoredFile:
    """Store a cleaned picture or paper of an answer; the answer that names it must follow in the same transaction."""
    return store(
        clean.content, office=office, kind=FileKind.COMPLAINT, name=clean.original_name, content_type=clean.content_type, at=at,
        width=clean.width, height=clean.height, pages=clean.pages, thumbnail=clean.thumbnail,
    )  # fmt: skip
