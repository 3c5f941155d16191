"""What time does to running clocks: the sweep twice a minute, and what a changed calendar does to deadlines."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from office.models import Office
from services.actions import sweeping
from services.actions.clockwork import follow_calendar, recompute_deadlines


@shared_task
def sweep() -> dict[str, int]:
    """Claim what is late, warn, send letters home unasked. May run twice, late, and on many machines."""
    now = timezone.now()
    return {
        "overdue": sweeping.claim_overdue(at=now),
        "warned": sweeping.warn_officers(at=now),
        "brought": sweeping.plan_deliveries(at=now),
    }


@shared_task
def follow_calendars() -> int:
    """Set the clocks of offices whose hours or closures changed since they were last set; says how many offices."""
    now = timezone.now()
    return sum(follow_calendar(office, at=now) is not None for office in Office.objects.filter(is_active=True))


@shared_task
def recompute() -> int:
    """Read every running clock again by the hours and closures that hold now; says how many deadlines moved."""
    now = timezone.now()
    return sum(recompute_deadlines(office, at=now) for office in Office.objects.filter(is_active=True))
