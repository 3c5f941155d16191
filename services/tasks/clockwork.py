"""What a changed calendar does to deadlines, every night."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from office.models import Office
from services.actions.clockwork import recompute_deadlines


@shared_task
def recompute() -> int:
    """Read every running clock again by the hours and closures that hold now; says how many deadlines moved."""
    now = timezone.now()
    return sum(recompute_deadlines(office, at=now) for office in Office.objects.filter(is_active=True))
