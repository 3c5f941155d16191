"""What time does to submissions: drafts are wiped, unanswered returns lapse, identity papers are deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from celery import shared_task
from django.utils import timezone

from office.actions.repeats import forget_old
from office.models import Office
from services.actions.intake import wipe_draft
from services.actions.retention import wipe_papers
from services.actions.review import lapse
from services.models import Draft, Submission
from services.workflow import State

BATCH = 200


@shared_task
def wipe_expired_drafts() -> int:
    """Wipe drafts whose 24 hours are over, and the keys that programs sent them with."""
    now = timezone.now()
    forget_old(at=now)
    return sum(wipe_draft(draft, at=now) for draft in Draft.objects.filter(expires_at__lte=now)[:BATCH])


@shared_task
def lapse_unanswered() -> int:
    """Close returned files that nobody answered within the office's limit."""
    now = timezone.now()
    return sum(
        lapse(submission, at=now)
        for office in Office.objects.filter(is_active=True)
        for submission in _unanswered(office, now)
    )


def _unanswered(office: Office, at: datetime) -> list[Submission]:
    limit = at - timedelta(days=office.lapse_days)
    return list(
        Submission.objects.filter(office=office, is_open=True, state=State.RETURNED, paused_at__lt=limit)[:BATCH]
    )


@shared_task
def retire_documents() -> int:
    """Delete identity papers some days after a case is closed (quality/ABUSE.md 80)."""
    now = timezone.now()
    return sum(
        wipe_papers(submission, at=now) for office in Office.objects.all() for submission in _to_wipe(office, now)
    )


def _to_wipe(office: Office, at: datetime) -> list[Submission]:
    limit = at - timedelta(days=office.document_days)
    return list(Submission.objects.filter(office=office, closed_at__lt=limit, wiped_at=None)[:BATCH])
