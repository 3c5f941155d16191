"""Opening one's own complaint: the receipt alone, or number and PIN; wrong and unknown are one answer, and tries are few."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime

from django.db.models import QuerySet

from complaints.actions import quiet_limits
from complaints.actions.intake import pin_index
from complaints.models import Complaint
from complaints.receipts import normalise_receipt
from office.actions import limits
from office.models import Office
from office.sealing import blind_index
from office.typed import is_digits, tidy_number

CLIENT_TRIES = 40
MISSES, WITHIN = 10, 10 * 60
PIN_DIGITS = 6
_NOBODY = uuid.UUID(int=0)


class TooManyTries(Exception):
    """This address, or whoever tries this number, has used up the tries."""


def open_with(office: Office, *, reference: str, proof: str, client: str, at: datetime) -> Complaint | None:
    """The complaint when the keys fit, else None. Raises TooManyTries. The address is counted in memory only."""
    if not quiet_limits.take("open", client, at=at, most=CLIENT_TRIES):
        raise TooManyTries
    code = normalise_receipt(reference)
    if code:
        return _rows(office).filter(code_index=blind_index("receipt", code)).first()
    return _by_pin(office, reference, tidy_number(proof), at=at)


def _by_pin(office: Office, reference: str, digits: str, *, at: datetime) -> Complaint | None:
    number = number_in(reference)
    key = f"{office.pk}:{number}"
    if not limits.take("complaint-pin", key, at=at, burst=MISSES, per_seconds=WITHIN):
        raise TooManyTries
    complaint = _rows(office).filter(number=number).first()
    typed = pin_index(complaint.pk if complaint else _NOBODY, digits)
    kept = complaint.pin_index if complaint else "-"
    fits = hmac.compare_digest(typed, kept or "-") and is_digits(digits) and len(digits) == PIN_DIGITS
    if not fits:
        return None
    limits.give_back("complaint-pin", key, burst=MISSES)
    return complaint


def number_in(text: str) -> str:
    """The number as it is kept: KML-P-2611-00012, however it was typed."""
    return "-".join(text.upper().replace("–", "-").split())[:24]


def _rows(office: Office) -> QuerySet[Complaint]:
    return Complaint.objects.filter(office=office).select_related(
        "office", "agency", "category", "village", "duplicate_of"
    )
