"""Counting reports from one address without writing the address anywhere: in this process's memory, under a key of its own.

A restart forgets it all. Beside it stands a limit for the whole office, which holds over all processes and names nobody.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from threading import Lock

from complaints.actions.moving import hour_of
from office.actions import limits
from office.models import Office

_SALT = secrets.token_bytes(32)
_WINDOW = timedelta(hours=1)
MOST_KEYS = 20_000
OFFICE_AN_HOUR = 300

_seen: dict[bytes, tuple[datetime, int]] = {}
_lock = Lock()


def take(scope: str, client: str, *, at: datetime, most: int) -> bool:
    """Count one; False when this address had `most` within an hour."""
    key = hmac.new(_SALT, f"{scope}:{client}".encode(), hashlib.sha256).digest()
    with _lock:
        since, count = _seen.get(key, (at, 0))
        if at - since >= _WINDOW:
            since, count = at, 0
        if count >= most:
            return False
        if len(_seen) >= MOST_KEYS:
            _seen.clear()
        _seen[key] = (since, count + 1)
    return True


def take_for_office(office: Office, *, at: datetime) -> bool:
    """Count one report of nobody in particular for the whole office; the bucket knows the hour only."""
    return limits.take("complaint-office", str(office.pk), at=hour_of(at), burst=OFFICE_AN_HOUR, per_seconds=3600)


def forget() -> None:
    """Start afresh (tests)."""
    with _lock:
        _seen.clear()
