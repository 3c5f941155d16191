"""The outbox: an effect is written once, claimed by one sender, retried patiently, and buried with its error."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from office.actions import messages
from office.actions.messages import (
    MOST_ATTEMPTS,
    Notice,
    Recipient,
    claim_due,
    enqueue,
    note_failed,
    note_sent,
    tick_off,
)
from office.models import Message, MessageState
from office.tasks import deliver_messages
from tests.factories import MONDAY_9AM, make_office
from tests.people import sari
from tests.threads import race

pytestmark = pytest.mark.django_db
TO_BOTH = Recipient(phone="628120000777", email="warga@contoh.id")


def write(effect: str = "x:received:", to: Recipient = TO_BOTH, at: datetime = MONDAY_9AM) -> list[Message]:
    context = {"number": "KML-2611-00001", "service": "Surat tidak mampu", "link": "http://localhost/l/abc"}
    notice = Notice(
        event="services/received",
        effect=effect,
        title="Kabar",
        subject_key="submission:KML-2611-00001",
        context=context,
    )
    return enqueue(notice, office=make_office(), to=to, at=at)


def test_a_notice_goes_to_every_channel_that_reaches_the_person():
    assert [(message.channel, message.state) for message in write()] == [
        ("page", "sent"),
        ("email", "queued"),
        ("wa_link", "to_do"),
    ]
    assert [message.channel for message in write("y", Recipient())] == ["page"]


def test_the_same_effect_is_written_once():
    write()

    assert write() == []
    assert Message.objects.count() == 3


def test_a_message_is_short_and_names_office_number_and_link():
    body = write()[0].body

    assert (
        body
        == "Kecamatan Kemlagi: Permohonan Surat tidak mampu KML-2611-00001 sudah kami terima. Pantau di http://localhost/l/abc"
    )


def test_a_dead_senders_claim_is_taken_over_after_its_time():
    write()
    assert len(claim_due(at=MONDAY_9AM)) == 1
    assert claim_due(at=MONDAY_9AM + timedelta(minutes=1)) == []
    assert len(claim_due(at=MONDAY_9AM + timedelta(minutes=4))) == 1


def test_failures_are_retried_ever_later_and_then_buried():
    write()
    at = MONDAY_9AM
    for _ in range(MOST_ATTEMPTS):
        [message] = claim_due(at=at)
        note_failed(message, "server surel tidak menjawab", at=at)
        at += timedelta(hours=1)

    message = Message.objects.get(channel="email")
    assert (message.state, message.attempts, message.error) == (
        MessageState.DEAD,
        MOST_ATTEMPTS,
        "server surel tidak menjawab",
    )
    assert claim_due(at=at) == []


def test_sent_is_sent():
    write()
    [message] = claim_due(at=MONDAY_9AM)
    note_sent(message, at=MONDAY_9AM)

    assert claim_due(at=MONDAY_9AM + timedelta(days=1)) == []


def test_a_prepared_text_is_ticked_off_by_the_first_only():
    message = next(message for message in write() if message.channel == "wa_link")

    assert tick_off(message, by=sari().user, at=MONDAY_9AM)
    assert not tick_off(message, by=sari().user, at=MONDAY_9AM)


def test_the_worker_sends_what_is_due(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    write(at=timezone.now())

    assert deliver_messages() == 1
    assert deliver_messages() == 0
    assert [message.to for message in mail.outbox] == [["warga@contoh.id"]]
    assert Message.objects.get(channel="email").state == MessageState.SENT


def test_a_full_outbox_is_emptied_in_one_round(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    for number in range(45):
        write(f"x:{number}:", at=timezone.now())

    assert deliver_messages() == 45
    assert len(mail.outbox) == 45


def test_a_mail_server_that_is_away_leaves_the_message_queued(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    write(at=timezone.now())

    deliver_messages()

    message = Message.objects.get(channel="email")
    assert message.state == MessageState.QUEUED
    assert "refused" in message.error


@pytest.mark.django_db(transaction=True)
def test_four_senders_at_once_send_each_message_once():
    for number in range(6):
        write(f"effect-{number}")

    taken = race(*[lambda: [message.key for message in messages.claim_due(at=MONDAY_9AM)]] * 4)

    keys = [key for batch in taken for key in batch]
    assert sorted(keys) == sorted(set(keys))
    assert len(keys) == 6
