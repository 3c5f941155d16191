"""Background work of every office: sending what the outbox holds, and a sign of life."""

import re
from time import monotonic

from celery import shared_task
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from office.actions import messages
from office.actions.files import sweep_orphans
from office.models import Heartbeat, Message

ROUND_SECONDS = 20  # well under the task's own limit


@shared_task
def deliver_messages() -> int:
    """Send the e-mails that are due, a handful claimed at a time; beat asks again for what is left after a while.

    The Message-ID is the effect's name, so a repeat is recognised.
    """
    began, sent = monotonic(), 0
    while monotonic() - began < ROUND_SECONDS and (claimed := messages.claim_due(at=timezone.now())):
        for message in claimed:
            _deliver(message)
        sent += len(claimed)
    return sent


def _deliver(message: Message) -> None:
    try:
        _email(message).send()
    except OSError as error:  # the mail server is away; SMTP errors are OSErrors
        messages.note_failed(message, str(error), at=timezone.now())
    else:
        messages.note_sent(message, at=timezone.now())


def _email(message: Message) -> EmailMultiAlternatives:
    headers = {"Message-ID": f"<{message.pk.hex}@pendopo>"}
    email = EmailMultiAlternatives(message.title, message.body, to=[message.recipient], headers=headers)
    if message.calendar:  # the part's method must be the calendar's own (RFC 6047)
        method = re.search(r"^METHOD:([A-Z]+)", message.calendar, re.MULTILINE)
        kind = f"text/calendar; method={method[1]}" if method else "text/calendar"
        email.attach_alternative(message.calendar, kind)
    return email


@shared_task
def note_heartbeat() -> None:
    """Beat asked and a worker answered: both live."""
    Heartbeat.objects.update_or_create(name="worker", defaults={"at": timezone.now()})


@shared_task
def sweep_files() -> int:
    """Remove bytes without a row that are older than a day."""
    return sweep_orphans(at=timezone.now())
