"""What the clock does to complaints: ids of nothing, every sweep may run twice or late."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from complaints.actions import retention, sweeping
from office.models import Office


@shared_task
def raise_alarms() -> int:
    """Warn, mark what is late, go up the ladder."""
    return sweeping.raise_alarms(at=timezone.now())


@shared_task
def close_the_silent() -> int:
    """Close what was answered long ago, archive what was never completed."""
    return sweeping.close_the_silent(at=timezone.now())


@shared_task
def wipe_drafts() -> int:
    """Throw away what was typed and never sent."""
    return sweeping.wipe_drafts(at=timezone.now())


@shared_task
def note_anonymous() -> int:
    """Write the audit lines of hours that are over, and forget the keys of yesterday's sendings."""
    at = timezone.now()
    return sweeping.note_anonymous(at=at) + sweeping.forget_keys(at=at)


@shared_task
def wipe_identities() -> int:
    """Forget the names of reporters whose complaints ended long ago; says how many."""
    at = timezone.now()
    return sum(retention.wipe_identities(office, at=at) for office in Office.objects.all())
