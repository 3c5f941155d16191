"""Reminders of what an office wanted to do after a survey."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from surveys.actions import follow_up


@shared_task
def remind_of_follow_up() -> int:
    """Says how many e-mails were written; asked for every hour, each goes out once."""
    return follow_up.remind(at=timezone.now())
