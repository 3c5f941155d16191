"""What happens to a draft on its way: a paper is received, its link is sent to the resident's own e-mail."""

from __future__ import annotations

import shutil
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from office.actions import limits
from office.actions.messages import Notice, enqueue_email
from office.models import Message, StoredFile
from office.uploads.refusals import UploadRefused
from office.uploads.sanitise import CleanFile, sanitise
from office.wording import date_time
from services.actions.intake import keep_upload
from services.models import Draft, Requirement, Source, Submission

MOST_FILES = 24
"""Photos taken again count, so that nobody fills the disk through one link; twelve papers, each sent twice."""
DAILY_MEGABYTES = 50
ROOM_KEPT = 512 * 1024 * 1024
DAY = 24 * 60 * 60


class NotReceived(Exception):
    """A file that was not taken; the message is for its sender. `later` when trying again may help."""

    def __init__(self, words: str, *, later: bool = False) -> None:
        super().__init__(words)
        self.later = later


def receive(
    owner: Draft | Submission,
    requirement: Requirement,
    raw: bytes,
    *,
    name: str,
    declared: str,
    client: str,
    at: datetime,
) -> StoredFile:
    """Clean one file and keep it privately; raises NotReceived with the reason.

    `client` is the sender's address for the daily limit; empty at the counter, which has none.
    """
    _check_room(owner, len(raw), client, at)
    try:
        clean: CleanFile = sanitise(raw, name, declared, label=requirement.name)
    except UploadRefused as refusal:
        raise NotReceived(refusal.message) from refusal
    return keep_upload(owner.office, clean, at=at)


def _check_room(owner: Draft | Submission, size: int, client: str, at: datetime) -> None:
    if owner.documents.filter(file__isnull=False).count() >= MOST_FILES:
        raise NotReceived(
            f"Sudah {MOST_FILES} berkas terkirim lewat halaman ini. Hubungi petugas bila masih ada yang perlu diganti"
        )
    if shutil.disk_usage(settings.DATA_DIR).free < ROOM_KEPT:
        raise NotReceived(
            "Tempat penyimpanan kami sedang penuh. Coba lagi nanti, atau serahkan berkas di loket", later=True
        )
    megabytes = max(1, -(-size // 1_000_000))
    if client and not limits.take(
        "upload-megabytes", client, at=at, burst=DAILY_MEGABYTES, per_seconds=DAY, count=min(megabytes, DAILY_MEGABYTES)
    ):
        raise NotReceived(
            f"Kiriman dari jaringan ini sudah {DAILY_MEGABYTES} MB hari ini. Lanjutkan besok, atau serahkan berkas di loket"
        )


def change_source(draft: Draft, source: Source) -> Draft:
    """Note where a request of the counter came from, as the page says now."""
    Draft.objects.filter(pk=draft.pk, submission=None).update(source=source)
    draft.source = source
    return draft


def send_link(draft: Draft, link: str, email: str, *, at: datetime) -> Message | None:
    """Mail the draft's link to the address its owner typed; once per draft and address."""
    notice = Notice(
        event="services/draft_saved", effect=f"{draft.pk}:draft", title=f"{draft.office.name}: lanjutkan permohonan Anda",
        subject_key=f"draft:{draft.pk}", context={"service": draft.version.short_name, "link": link, "until": date_time(draft.expires_at.astimezone(ZoneInfo(draft.office.time_zone)))},
    )  # fmt: skip
    return enqueue_email(notice, office=draft.office, address=email, at=at)
