"""An invitation in the outbox leaves as an e-mail that calendar programs understand, and is sealed until then."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection

from office.actions.messages import Notice, enqueue_email
from office.models import Message
from office.tasks import deliver_messages
from tests.factories import MONDAY_9AM, make_office

pytestmark = pytest.mark.django_db
CALENDAR = "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nATTENDEE:mailto:rahasia@dinas.example\r\nEND:VCALENDAR\r\n"


def write(calendar):
    context = {"number": "1", "service": "x", "link": "http://localhost"}
    notice = Notice(event="services/received", effect="x", title="Undangan", subject_key="rw-day:1", context=context)
    at = MONDAY_9AM - timedelta(days=400)
    enqueue_email(notice, office=make_office(), address="dinas@contoh.example", at=at, calendar=calendar)


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_the_part_says_its_method(method):
    write(CALENDAR.format(method=method))

    deliver_messages()

    sent = mail.outbox[0].message()
    part = next(part for part in sent.walk() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == method
    assert f"METHOD:{method}" in part.get_payload(decode=True).decode()
    assert sent.get_content_type() == "multipart/alternative"


def test_a_message_without_a_calendar_is_plain_text():
    write("")

    deliver_messages()

    assert mail.outbox[0].message().get_content_type() == "text/plain"


def test_an_invitation_is_sealed_in_the_database():
    write(CALENDAR.format(method="REQUEST"))

    with connection.cursor() as cursor:
        cursor.execute("SELECT calendar FROM office_message")
        stored = cursor.fetchone()[0]
    assert "rahasia" not in stored
    assert "rahasia" in Message.objects.get().calendar
