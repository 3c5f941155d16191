"""The wait before the last digits of a corrected phone number open a request: a PIN opens it at any time."""

from __future__ import annotations

from datetime import datetime, timedelta

from office.phone import last4
from office.sealing import blind_index
from services.models import Correction, Submission

PHONE = "phone"
HOLD = timedelta(hours=24)
"""Quality rule ABUSE 8: whoever talks a counter into a new number gains nothing by it for a day."""


def tail_of(phone: str) -> str:
    """The index under which the last four digits are looked up."""
    return blind_index("phone-tail", last4(phone)) if phone else ""


def tail_that_proves(submission: Submission, *, at: datetime) -> str:
    """The index that four digits must fit; empty while a corrected number is on hold, and without a number."""
    if submission.phone_tail_index or not submission.phone:
        return submission.phone_tail_index
    return "" if on_hold(submission, at=at) else tail_of(submission.phone)


def on_hold(submission: Submission, *, at: datetime) -> bool:
    """A number that was corrected on sight of the ID card within the last day; an index is only ever missing then."""
    if submission.phone_tail_index or not submission.phone:
        return False
    changes = Correction.objects.filter(submission=submission, field=PHONE)
    return changes.filter(at__gt=at - HOLD).exists()
