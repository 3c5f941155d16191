"""Opening a request with its number or code and a second proof; wrong and unknown are one answer, and tries are few."""

from __future__ import annotations

import hmac
import uuid
from datetime import datetime

from office.actions import limits
from office.models import Office
from office.sealing import blind_index
from office.typed import is_digits, tidy_number
from services.models import Submission
from services.queries.phone_hold import tail_that_proves
from services.queries.tracking import by_number_or_code, reference_of

MISSES, WITHIN = 10, 10 * 60
TAIL_MISSES, DAY = 10, 24 * 60 * 60
PIN_DIGITS, TAIL_DIGITS = 6, 4
_NOBODY = uuid.UUID(int=0)


class TooManyTries(Exception):
    """This address, or whoever tries this number, has used up the tries of these ten minutes."""


def open_with(office: Office, *, reference: str, proof: str, client: str, at: datetime) -> Submission | None:
    """The submission when the proof fits, else None; raises TooManyTries. A right try does not count."""
    key, digits = f"{office.pk}:{reference_of(reference)}", tidy_number(proof)
    taken = _take_tries(client, key, digits, at)
    submission = by_number_or_code(office, reference)
    if not _proves(submission, digits, at):
        return None
    for scope, name, burst in taken:
        limits.give_back(scope, name, burst=burst)
    return submission


def _take_tries(client: str, key: str, digits: str, at: datetime) -> list[tuple[str, str, int]]:
    """Tries are taken before the look-up, so that a hundred at once are no way around the limit."""
    tries = [("track-client", client, MISSES, WITHIN), ("track-reference", key, MISSES, WITHIN)]
    if len(digits) <= TAIL_DIGITS:
        tries.append(("track-tail", key, TAIL_MISSES, DAY))  # four digits alone would fall in weeks
    for scope, name, burst, seconds in tries:
        if not limits.take(scope, name, at=at, burst=burst, per_seconds=seconds):
            raise TooManyTries
    return [(scope, name, burst) for scope, name, burst, _seconds in tries]


def _proves(submission: Submission | None, digits: str, at: datetime) -> bool:
    """The same work whether the submission exists or not."""
    pin = blind_index(f"pin:{submission.pk if submission else _NOBODY}", digits)
    tail = blind_index("phone-tail", digits)
    fits_pin = hmac.compare_digest(pin, submission.pin_index if submission else "-")
    fits_tail = hmac.compare_digest(tail, (tail_that_proves(submission, at=at) if submission else "") or "-")
    if not is_digits(digits):
        return False
    return (fits_pin and len(digits) == PIN_DIGITS) or (fits_tail and len(digits) == TAIL_DIGITS)
