"""Two at once: one answer, one sending, one end. Row locks hold on PostgreSQL only."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from complaints.actions import answering, closing, intake, sweeping
from complaints.actions.answering import Reply
from complaints.models import Answer, Complaint
from complaints.workflow import IllegalMove, Outcome, State
from tests.complaints.making import forwarded, officer, proof, ready_office, report, tini
from tests.factories import MONDAY_9AM
from tests.threads import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite ignores row locks"),
]
LATER = MONDAY_9AM + timedelta(hours=1)


def test_two_officers_answer_at_once_and_one_answer_stands():
    complaint = forwarded(tini(ready_office()))
    both = [officer(), officer(username="petugas-kedua")]
    proofs = [proof(), proof()]

    def say(who: int) -> object:
        return answering.answer(
            complaint, Reply(f"Jawaban {who}", Outcome.DONE), staff=both[who], at=LATER, proofs=[proofs[who]]
        )

    results = race(lambda: say(0), lambda: say(1))

    assert sum(isinstance(result, IllegalMove) for result in results) == 1
    assert Answer.objects.count() == 1


def test_silence_and_an_objection_in_the_same_moment_leave_one_true_story():
    complaint = forwarded(tini(ready_office()))
    answering.answer(complaint, Reply("Sudah.", Outcome.DONE), staff=officer(), at=LATER, proofs=[proof()])
    end = LATER + timedelta(days=30)

    race(lambda: sweeping.close_the_silent(at=end), lambda: closing.reopen(complaint, reason="Masih rusak", at=end))
    complaint.refresh_from_db()

    assert (complaint.state, complaint.times_reopened) == (State.FORWARDED, 1)
    assert complaint.events.filter(verb="reopened").count() == 1


def test_one_sending_from_two_tabs_is_one_complaint():
    office = ready_office()
    results = race(*[lambda: intake.receive(office, report(), key="satu", source="web", at=LATER)] * 3)

    assert len({result.code for result in results}) == 1
    assert Complaint.objects.count() == 1
    assert Complaint.objects.get().number.endswith("00001")


def test_four_sweeps_warn_once():
    forwarded(tini(ready_office()))
    late = MONDAY_9AM + timedelta(days=6)

    assert sum(race(*[lambda: sweeping.raise_alarms(at=late)] * 4)) == 1
