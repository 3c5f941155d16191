"""Verdicts that are late, every minute."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from services.actions.objections import escalate_late


@shared_task
def escalate() -> int:
    """Hand verdicts that are late up to the secretary; says how many."""
    return escalate_late(at=timezone.now())
