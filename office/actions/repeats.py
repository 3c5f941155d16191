"""Keys that a program sends along so that a repeated request changes nothing: first use, repeat, or misuse."""

from __future__ import annotations

from datetime import datetime, timedelta

from office.models import IdempotencyKey
from office.sealing import blind_index

KEPT = timedelta(hours=48)
"""Longer than any draft lives; after that a key is as good as new."""


class KeyReused(Exception):
    """The key already stands for another request."""


def claim(key: str, *, scope: str, payload: str, subject: str, at: datetime) -> bool:
    """Note in the current transaction what a key stands for; False for a repeat. Raises KeyReused.

    Key and payload are kept as keyed fingerprints only: a payload may hold a NIK.
    """
    facts = {"fingerprint": blind_index("repeat-payload", payload), "subject": subject[:80], "created_at": at}
    row, first = IdempotencyKey.objects.get_or_create(key=blind_index(f"repeat:{scope}", key), defaults=facts)
    if row.fingerprint != facts["fingerprint"]:
        raise KeyReused(subject)
    return first


def forget_old(*, at: datetime) -> int:
    """Delete keys whose time is over; says how many."""
    deleted, _per_model = IdempotencyKey.objects.filter(created_at__lt=at - KEPT).delete()
    return deleted
