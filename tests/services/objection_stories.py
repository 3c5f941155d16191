"""A file that is complete at nine and late from ten on, and what happens to its objection."""

from datetime import timedelta

from services.actions import objections, review
from services.actions.objections import raise_objection
from services.models import Objection, Submission, Verdict
from tests.factories import MONDAY_9AM, submit
from tests.people import retno, sari

DUE = MONDAY_9AM + timedelta(hours=1)
LATE = DUE + timedelta(minutes=14)
VERDICT_DUE = MONDAY_9AM.replace(hour=15)


def complete(**facts) -> Submission:
    """Complete at nine with a promise of sixty minutes."""
    submission = submit(**facts).submission
    return review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)


def objected(**facts) -> Objection:
    return raise_objection(complete(**facts), at=LATE)


def decided(verdict: Verdict = Verdict.DISMISSED, reason: str = "Surat selesai pukul 09.50", **facts) -> Objection:
    return objections.decide(objected(**facts), verdict, reason, staff=retno(), at=LATE)
