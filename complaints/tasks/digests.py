"""The morning mail to the agencies, asked for every quarter of an hour: each office has its own seven o'clock."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from complaints.actions.digests import digests_due, send_digests


@shared_task
def send_morning_mail() -> int:
    """Says how many officers were written to."""
    at = timezone.now()
    return sum(send_digests(office, at=at) for office in digests_due(at=at))
