"""Opening a queue slip with its code and PIN; wrong and unknown are one answer, and tries are few."""

from __future__ import annotations

import hmac
from datetime import datetime
from uuid import UUID

from complaints.models import DayVisitor
from office.actions import limits
from office.codes import normalise
from office.models import Office
from office.sealing import blind_index
from office.typed import tidy_number

MISSES, WITHIN = 10, 10 * 60
NUMBERS, A_DAY = 6, 24 * 60 * 60
"""Queue numbers from one address: a family shares a phone, a hall its network."""
_NOBODY = UUID(int=0)


class TooManyTries(Exception):
    """This address, or whoever tries this code, has used up the tries of these ten minutes."""


def open_slip(office: Office, *, code: str, pin: str, client: str, at: datetime) -> DayVisitor | None:
    """The slip's holder when the PIN fits, else None; raises TooManyTries. A right try does not count."""
    known = normalise(code) or ""
    tries = [("rw-slip-client", client), ("rw-slip-code", f"{office.pk}:{known}")]
    for scope, name in tries:
        if not limits.take(scope, name, at=at, burst=MISSES, per_seconds=WITHIN):
            raise TooManyTries
    rows = DayVisitor.objects.filter(code_index=blind_index("rw-code", known), day__office=office)
    visitor = rows.select_related("day__office", "day__rw__parent").first() if known else None
    said = blind_index(f"rw-pin:{visitor.pk if visitor else _NOBODY}", tidy_number(pin))
    if not hmac.compare_digest(said, visitor.pin_index if visitor else "-") or visitor is None:
        return None
    for scope, name in tries:
        limits.give_back(scope, name, burst=MISSES)
    return visitor


def may_take_number(client: str, *, at: datetime) -> bool:
    """Whether this address may take one more number today."""
    return limits.take("rw-number", client, at=at, burst=NUMBERS, per_seconds=A_DAY)
