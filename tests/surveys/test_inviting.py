"""Invitations: once for what ended, one reminder, not at night, never against somebody's word."""

import re
from datetime import timedelta

import pytest

from office.models import Message
from services.models import Submission
from services.workflow import State
from surveys.actions import inviting
from surveys.models import Answer, Invitation, OptOut, SurveySettings, Ticket
from tests.factories import MONDAY_9AM, local, make_office, make_service, submit
from tests.surveys.making import KEYS, make_period
from tests.threads import race

pytestmark = pytest.mark.django_db
LATER = MONDAY_9AM + timedelta(hours=2)


def finished(at=MONDAY_9AM, **facts):
    service = make_office().services.first() or make_service()
    submission = submit(service, at=at - timedelta(hours=1), **facts).submission
    Submission.objects.filter(pk=submission.pk).update(
        state=State.HANDED_OVER, is_open=False, completed_at=at, finished_at=at, closed_at=at
    )
    return submission


def link_of(message):
    return re.search(r"/s/[^/]+/", message.body)[0]


def sent(event):
    return Message.objects.filter(event=f"surveys/{event}")


def test_whoever_got_a_letter_is_invited_once(client):
    make_period()
    submission = finished()

    assert [inviting.invite_all(at=LATER) for _ in range(3)] == [1, 0, 0]

    row = Invitation.objects.get()
    assert (row.ref, row.subject.service) == (submission.pk, submission.service)
    assert {message.channel for message in sent("invitation")} == {"page", "wa_link"}
    body = sent("invitation").first().body
    assert "Siti" not in body
    assert submission.nik not in body


def test_the_link_in_the_message_is_a_way_to_answer_once(client):
    from django.utils import timezone

    make_period()
    finished(at=timezone.now() - timedelta(hours=1))
    SurveySettings.objects.create(office=make_office(), from_hour=0, to_hour=24)
    inviting.invite_all(at=timezone.now())
    path = link_of(sent("invitation").first())
    key = re.search(r'name="key" value="([^"]+)"', client.get(path).content.decode())[1]

    client.post(path, {"key": key, **dict.fromkeys(KEYS, "4")})

    assert Answer.objects.get().is_verified
    assert Ticket.objects.get().is_spent


@pytest.mark.parametrize("at, invited", [("2026-11-23T07:59", 0), ("2026-11-23T08:00", 1), ("2026-11-23T18:59", 1), ("2026-11-23T19:00", 0)])  # fmt: skip
def test_nobody_is_disturbed_at_night(at, invited):
    make_period()
    finished(at=local("2026-11-23T06:00"))

    assert inviting.invite_all(at=local(at)) == invited


def test_an_office_that_does_not_survey_now_or_does_not_want_to_invites_nobody():
    finished()
    assert inviting.invite_all(at=LATER) == 0

    make_period()
    SurveySettings.objects.create(office=make_office(), invites=False)
    assert inviting.invite_all(at=LATER) == 0
    assert not Invitation.objects.exists()


def test_what_ended_long_ago_is_left_in_peace():
    make_period()
    finished(at=MONDAY_9AM - timedelta(days=8))

    assert inviting.invite_all(at=LATER) == 0


def test_one_reminder_for_a_link_that_nobody_used():
    make_period()
    finished()
    inviting.invite_all(at=LATER)

    assert inviting.remind_all(at=LATER + timedelta(days=2)) == 0
    assert [inviting.remind_all(at=LATER + timedelta(days=4, minutes=n)) for n in range(3)] == [1, 0, 0]
    assert link_of(sent("reminder").first()) == link_of(sent("invitation").first())


def test_whoever_answered_is_not_reminded():
    make_period()
    finished()
    inviting.invite_all(at=LATER)
    Ticket.objects.update(is_spent=True)

    assert inviting.remind_all(at=LATER + timedelta(days=4)) == 0


def test_whoever_wants_no_invitations_gets_none_any_more(client):
    make_period()
    finished(phone="6281200007777")
    inviting.invite_all(at=LATER)
    path = link_of(sent("invitation").first())
    assert "Hentikan undangan" in client.get(f"{path}tidak/").content.decode()

    assert "Undangan dihentikan" in client.post(f"{path}tidak/").content.decode()
    finished(phone="6281200007777")

    assert OptOut.objects.count() == 1
    assert inviting.invite_all(at=LATER + timedelta(minutes=10)) == 0
    assert inviting.remind_all(at=LATER + timedelta(days=4)) == 0
    assert sent("reminder").count() == 0


def test_a_case_without_an_address_is_looked_at_once():
    make_period()
    finished(phone="")

    assert inviting.invite_all(at=LATER) == 0
    assert Invitation.objects.get().ticket is None


@pytest.mark.django_db(transaction=True)
def test_several_workers_invite_once():
    make_period()
    finished()

    answers = race(*[lambda: inviting.invite_all(at=LATER)] * 4)

    assert sum(answer for answer in answers if isinstance(answer, int)) == 1
    assert Invitation.objects.count() == 1
    assert sent("invitation").count() == 2
