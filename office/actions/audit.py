"""Writing the audit chain: always inside the transaction of the act it records."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from office.models import AuditEntry, AuditHead, Office, User


def record(verb: str, subject: str, *, office: Office, actor: User | None, at: datetime, **facts: Any) -> AuditEntry:
    """Append one act to the office's chain; `facts` must be plain JSON without personal data.

    Raises TransactionManagementError outside a transaction: an act and its record stand or fall together.
    """
    return record_each(verb, [(subject, facts)], office=office, actor=actor, at=at)[0]


def record_each(
    verb: str, acts: Sequence[tuple[str, dict[str, Any]]], *, office: Office, actor: User | None, at: datetime
) -> list[AuditEntry]:
    """Append the same act upon several subjects (each with its facts), in this order, for the price of one."""
    AuditHead.objects.get_or_create(office_id=office.pk)
    head = AuditHead.objects.select_for_update().get(office_id=office.pk)
    entries: list[AuditEntry] = []
    for subject, facts in acts:
        entry = AuditEntry(
            office_id=office.pk, seq=head.seq + 1, at=at, actor_id=str(actor.pk) if actor else "",
            actor_name=actor.name if actor else "", verb=verb, subject=subject, facts=facts, previous=head.hash,
        )  # fmt: skip
        head.hash = entry.hash = entry_hash(entry)
        head.seq = entry.seq
        entries.append(entry)
    AuditEntry.objects.bulk_create(entries)
    AuditHead.objects.filter(pk=head.pk).update(seq=head.seq, hash=head.hash)
    return entries


def entry_hash(entry: AuditEntry) -> str:
    """HMAC-SHA-256 over the canonical entry: whoever owns only the database cannot rebuild the chain."""
    parts = [
        entry.office_id, entry.seq, entry.at.astimezone(UTC).isoformat(), entry.actor_id, entry.actor_name, entry.verb,
        entry.subject, entry.facts, entry.previous,
    ]  # fmt: skip
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hmac.new(settings.AUDIT_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def first_broken_entry(office: Office) -> int | None:
    """Walk the chain; the number of the first entry that does not fit, or None. A cut tail shows at the head."""
    previous, seq = "0" * 64, 0
    for entry in AuditEntry.objects.filter(office=office).order_by("seq").iterator():
        if entry.seq != seq + 1 or entry.previous != previous or not hmac.compare_digest(entry.hash, entry_hash(entry)):
            return seq + 1
        previous, seq = entry.hash, entry.seq
    head = AuditHead.objects.filter(office=office).first()
    return None if head is None or (head.seq, head.hash) == (seq, previous) else seq + 1
