"""The eve of an office day: a reminder to whoever asked for one, and addresses that nobody confirmed are forgotten."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from complaints.actions import reminders


@shared_task
def remind_of_rw_days() -> int:
    """Says how many e-mails were written; asked for every half hour, each goes out once."""
    at = timezone.now()
    reminders.forget_unconfirmed(at=at)
    return sum(reminders.remind(day, at=at) for day in reminders.days_of_tomorrow(at=at))
