"""What a reporter typed and photographed before sending: kept a day under its link, without a trace of who or when."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from complaints.actions.moving import hour_of
from complaints.models import ComplaintDraft, ComplaintPhoto
from complaints.queries.reporting import draft_index
from office import codes
from office.actions import files
from office.models import FileKind, Office
from office.uploads.sanitise import CleanFile

LIVES = timedelta(hours=24)
MOST_PHOTOS = 5


class TooManyPhotos(Exception):
    """The draft holds as many photos as it may."""


def start(office: Office, *, at: datetime) -> tuple[ComplaintDraft, str]:
    """Open a draft; the token in its link is the only key to it."""
    token = codes.new_token()
    draft = ComplaintDraft.objects.create(
        id=uuid4(), office=office, token_index=draft_index(token), expires_at=hour_of(at) + LIVES
    )
    return draft, token


def save(draft: ComplaintDraft, data: dict[str, Any]) -> ComplaintDraft:
    """Keep what was typed, whatever it is worth."""
    draft.data = data
    draft.save(update_fields=["data"])
    return draft


@transaction.atomic
def add_photo(draft: ComplaintDraft, clean: CleanFile, *, at: datetime) -> ComplaintPhoto:
    """Keep a cleaned photo under a name that says nothing. Raises TooManyPhotos."""
    kept = ComplaintDraft.objects.select_for_update().get(pk=draft.pk)
    position = kept.photos.count() + 1
    if position > MOST_PHOTOS:
        raise TooManyPhotos
    stored = files.store(
        clean.content, office=kept.office, kind=FileKind.COMPLAINT, name=f"foto-{position}.jpg", content_type=clean.content_type,
        at=hour_of(at), width=clean.width, height=clean.height, pages=clean.pages, thumbnail=clean.thumbnail, hides_when=True,
    )  # fmt: skip
    return ComplaintPhoto.objects.create(id=uuid4(), draft=kept, file=stored, position=position)


@transaction.atomic
def drop_photo(draft: ComplaintDraft, pk: UUID, *, at: datetime) -> bool:
    """Throw a photo of a draft away; says whether it was there."""
    photo = ComplaintPhoto.objects.filter(draft=draft, pk=pk).select_related("file").first()
    if photo is None:
        return False
    photo.delete()
    files.wipe(photo.file, at=hour_of(at))
    return True
