"""What goes out to residents: to do, sent, failed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from office.actions.messages import MOST_ATTEMPTS, claim_due, note_failed
from office.models import AuditEntry, Channel, Message, MessageState
from tests.people import budi, sari
from tests.services.views import desk_stories as story

pytestmark = pytest.mark.django_db
MESSAGES = "/petugas/kemlagi/pesan/"


def shown(answer) -> str:
    return " ".join(answer.content.decode().split())


def dead_mail() -> Message:
    """An e-mail whose every try failed."""
    story.submitted(email="warga@contoh.id")
    at = timezone.now()
    for attempt in range(MOST_ATTEMPTS):
        at += timedelta(minutes=attempt**2 + 1)
        (claimed,) = claim_due(at=at)
        note_failed(claimed, "550 mailbox unavailable", at=at)
    return Message.objects.get(channel=Channel.EMAIL)


def test_what_staff_have_to_send_is_listed_and_ticked_off(client):
    row = story.submitted()
    story.login(client, sari())
    page = shown(client.get(MESSAGES))
    message = Message.objects.get(state=MessageState.TO_DO)
    assert row.number in page
    assert "https://wa.me/" in page
    assert row.nik not in page

    client.post(reverse("services:message_tick", args=["kemlagi", message.pk]))

    assert "Tidak ada pesan di sini" in shown(client.get(MESSAGES))
    assert "Sari Wulandari" in shown(client.get(f"{MESSAGES}?lihat=terkirim"))


def test_a_dead_message_is_shown_with_its_error_and_sent_again(client):
    message = dead_mail()
    story.login(client, sari())
    assert message.state == MessageState.DEAD
    assert "550 mailbox unavailable" in shown(client.get(f"{MESSAGES}?lihat=gagal"))
    resend = reverse("services:message_resend", args=["kemlagi", message.pk])

    first, second = shown(client.post(resend, follow=True)), shown(client.post(resend, follow=True))

    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (MessageState.QUEUED, 0, "")
    assert "Pesan dikirim ulang." in first
    assert "Tidak ada yang dikirim ulang." in second
    assert AuditEntry.objects.filter(verb="message.sent_again").count() == 1


def test_the_list_is_paged_by_key(client):
    for _ in range(22):
        story.submitted()
    story.login(client, sari())

    first = client.get(MESSAGES).content.decode()
    following = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    second = client.get(MESSAGES + following).content.decode()

    assert (first.count("https://wa.me/"), second.count("https://wa.me/")) == (20, 2)


def test_only_who_serves_residents_sees_their_messages(client):
    story.submitted()
    story.login(client, budi())

    assert client.get(MESSAGES).status_code == 403
