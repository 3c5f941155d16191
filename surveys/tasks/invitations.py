"""Invitations and reminders, every few minutes; each goes out once however often this runs."""

from celery import shared_task
from django.utils import timezone

from surveys.actions import inviting


@shared_task
def invite() -> int:
    return inviting.invite_all(at=timezone.now())


@shared_task
def remind() -> int:
    return inviting.remind_all(at=timezone.now())
