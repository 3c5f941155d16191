"""The outbox verbs: write a message with its cause, claim it, send it, note that a person sent it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.template.loader import render_to_string

from office.actions.audit import record
from office.models import Channel, Message, MessageState, Office, User

MOST_ATTEMPTS = 6
CLAIM_HOLDS = timedelta(minutes=3)


@dataclass(frozen=True)
class Recipient:
    """Where a resident can be reached; empty means not at all. The tracking page always can."""

    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Notice:
    """A message to write: `event` names its template, `effect` makes it happen once."""

    event: str
    effect: str
    title: str
    subject_key: str
    context: dict[str, Any] = field(default_factory=dict)


def enqueue(notice: Notice, *, office: Office, to: Recipient, at: datetime) -> list[Message]:
    """Write the notice for each channel that reaches the recipient; a repeated effect writes nothing.

    The text never holds a NIK, a letter or a name (DOMAIN.md §10): templates get only what `context` gives them.
    """
    return [row for message in _on_channels(notice, office, to, at) if (row := _written(message))]


def enqueue_each(notices: Sequence[tuple[Notice, Recipient]], *, office: Office, at: datetime) -> None:
    """The same for many notices of an office in one statement; a repeated effect writes nothing."""
    rows = [message for notice, to in notices for message in _on_channels(notice, office, to, at)]
    Message.objects.bulk_create(rows, ignore_conflicts=True)


def _on_channels(notice: Notice, office: Office, to: Recipient, at: datetime) -> list[Message]:
    body = _body(notice, office)
    channels = [(Channel.PAGE, "", MessageState.SENT)]
    if to.email:
        channels.append((Channel.EMAIL, to.email, MessageState.QUEUED))
    if to.phone:
        channels.append((Channel.WA_LINK, to.phone, MessageState.TO_DO))
    return [_row(notice, office, body, channel, address, state, at) for channel, address, state in channels]


def enqueue_email(notice: Notice, *, office: Office, address: str, at: datetime, calendar: str = "") -> Message | None:
    """Write the notice to one address; without an address nothing is written. `calendar` is an invitation (RFC 5546)."""
    if not address:
        return None
    return _written(
        _row(notice, office, _body(notice, office), Channel.EMAIL, address, MessageState.QUEUED, at, calendar)
    )


def _body(notice: Notice, office: Office) -> str:
    return render_to_string(f"messages/{notice.event}.txt", {"office": office, **notice.context}).strip()


def _row(
    notice: Notice, office: Office, body: str, channel: Channel, address: str, state: MessageState, at: datetime,
    calendar: str = "",
) -> Message:  # fmt: skip
    return Message(
        office=office, key=f"{notice.effect}:{channel}", event=notice.event, subject_key=notice.subject_key,
        channel=channel, recipient=address, title=notice.title, body=body, state=state, created_at=at, next_at=at,
        sent_at=at if state == MessageState.SENT else None, calendar=calendar,
    )  # fmt: skip


def _written(message: Message) -> Message | None:
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:  # this effect was written before
        return None
    return message


def claim_due(*, at: datetime, most: int = 20) -> list[Message]:
    """Take messages that are due, or whose sender died; each goes to one caller, whatever number of sweeps run."""
    due = Q(state=MessageState.QUEUED) | Q(state=MessageState.SENDING, claimed_at__lt=at - CLAIM_HOLDS)
    claimed = []
    for message in Message.objects.filter(due, state__in=["queued", "sending"], next_at__lte=at).order_by("next_at")[
        :most
    ]:
        taken = Message.objects.filter(due, pk=message.pk).update(
            state=MessageState.SENDING, claimed_at=at, attempts=F("attempts") + 1
        )
        if taken:
            claimed.append(message)
    return claimed


def note_sent(message: Message, *, at: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=at, error="")


def note_failed(message: Message, error: str, *, at: datetime) -> None:
    """Try again later, ever more patiently (1, 4, 9 … minutes); after the last try the message is dead."""
    attempts = message.attempts + 1
    state = MessageState.DEAD if attempts >= MOST_ATTEMPTS else MessageState.QUEUED
    later = at + timedelta(minutes=attempts**2)
    Message.objects.filter(pk=message.pk).update(state=state, next_at=later, claimed_at=None, error=error[:200])


def tick_off(message: Message, *, by: User, at: datetime) -> bool:
    """Note that a member of staff sent the prepared WhatsApp text; False when somebody did before."""
    done = Message.objects.filter(pk=message.pk, state=MessageState.TO_DO).update(
        state=MessageState.SENT, sent_at=at, sent_by=by
    )
    return bool(done)


@transaction.atomic
def send_again(message: Message, *, by: User, at: datetime) -> bool:
    """Put a dead e-mail back into the queue with all its tries; False when somebody did before."""
    done = Message.objects.filter(pk=message.pk, state=MessageState.DEAD).update(
        state=MessageState.QUEUED, attempts=0, next_at=at, error=""
    )
    if done:
        record("message.sent_again", f"message:{message.pk}", office=message.office, actor=by, at=at)
    return bool(done)
