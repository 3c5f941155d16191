"""Changing what an office is: letterhead, numbers, brand, pledge and limits."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from office.actions.audit import record
from office.actions.files import store
from office.models import FileKind, Office, StoredFile
from office.staff import Staff
from office.uploads.sanitise import CleanFile

CHANGEABLE = frozenset({
    "name", "address", "postcode", "phone", "whatsapp", "email", "website", "place_of_issue", "unit_code", "number_pattern", "paper", "theme",
    "serves_online", "check_minutes", "lapse_days", "document_days", "elderly_from", "objection_days", "deliver_after", "pledge", "pledge_date",
})  # fmt: skip
_LONG = frozenset({"pledge"})


@transaction.atomic
def change(office: Office, changes: dict[str, Any], *, staff: Staff, at: datetime) -> list[str]:
    """Write what differs, with old and new values in the audit; says which fields changed."""
    kept = Office.objects.select_for_update(of=("self",)).get(pk=office.pk)
    differing = {name: value for name, value in changes.items() if name in CHANGEABLE and getattr(kept, name) != value}
    if not differing:
        return []
    before = {name: getattr(kept, name) for name in differing}
    for name, value in differing.items():
        setattr(kept, name, value)
    kept.full_clean()
    kept.save(update_fields=list(differing))
    record(
        "office.changed", f"office:{kept.code}", office=kept, actor=staff.user, at=at,
        before=_plain(before), after=_plain(differing),
    )  # fmt: skip
    return sorted(differing)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """What the audit can keep: dates as text, long texts by their length only."""
    return {
        name: len(value) if name in _LONG else value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


@transaction.atomic
def set_emblem(office: Office, clean: CleanFile | None, *, staff: Staff, at: datetime) -> StoredFile | None:
    """Hang the office's emblem, or take it away. The small picture is kept: every page and letter carries it.

    An older emblem's file stays: letters signed with it name it by its hash.
    """
    file = _stored(office, clean, at=at) if clean else None
    Office.objects.filter(pk=office.pk).update(emblem=file)
    record(
        "office.emblem",
        f"office:{office.code}",
        office=office,
        actor=staff.user,
        at=at,
        sha256=file.sha256 if file else "",
    )
    return file


def _stored(office: Office, clean: CleanFile, *, at: datetime) -> StoredFile:
    return store(
        clean.thumbnail or clean.content, office=office, kind=FileKind.BRAND, name=clean.original_name, content_type="image/jpeg", at=at,
    )  # fmt: skip
