"""What time does to deliveries: tasks of people who left the office move to the Kasi."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from services.actions.delivery_answers import hand_to_head
from services.queries.deliveries import left_behind


@shared_task
def hand_over_left_deliveries() -> int:
    """Give the open deliveries of leavers to the Kasi. Posts end in the app below, which knows nothing of deliveries."""
    now = timezone.now()
    return sum(hand_to_head(delivery, at=now) for delivery in left_behind(at=now))
