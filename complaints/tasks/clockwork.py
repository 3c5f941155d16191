"""What a changed calendar does to the limits of open complaints."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from complaints.actions import clockwork
from office.models import Office


@shared_task
def follow_limits() -> int:
    """Set the limits of offices whose calendar changed since they were last set; says how many offices."""
    at = timezone.now()
    return sum(clockwork.follow_limits(office, at=at) is not None for office in Office.objects.filter(is_active=True))


@shared_task
def recompute_limits() -> int:
    """Read every open complaint's limits again; says how many moved."""
    at = timezone.now()
    return sum(clockwork.recompute_limits(office, at=at) for office in Office.objects.filter(is_active=True))
