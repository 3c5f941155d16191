"""A reporter who says at the counter or on the telephone that it is solved: complaint staff close it, on record, and nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from complaints.actions import answering, closing
from complaints.actions.answering import Reply
from complaints.models import Complaint
from complaints.workflow import Identity, IllegalMove, Outcome, State
from office.models import AuditEntry, Message
from office.staff import Staff
from services.access import NotAllowed
from tests.complaints.making import forwarded, officer, proof, ready_office, tini
from tests.complaints.views.test_desk import DESK, at_desk
from tests.factories import MONDAY_9AM
from tests.people import budi, joko, sari

pytestmark = pytest.mark.django_db
NOTE = "Bu Wati menelepon, jalannya sudah rata"


def answered(**facts: object) -> Complaint:
    complaint = forwarded(tini(ready_office()), **facts)
    done = Reply("Sudah ditambal.", Outcome.DONE)
    answering.answer(complaint, done, staff=officer(), at=MONDAY_9AM, proofs=[proof()])
    return Complaint.objects.get(pk=complaint.pk)


def traces() -> tuple[int, int, int]:
    closed = Complaint.objects.filter(state=State.CLOSED).count()
    told = Message.objects.filter(event="complaints/closed").count()
    return closed, AuditEntry.objects.filter(verb="complaint.confirmed").count(), told


@pytest.mark.parametrize("who", [tini, budi])
def test_staff_close_it_and_the_reporter_is_told_and_may_object(who: Callable[[], Staff]):
    complaint, staff = answered(), who()

    closed = closing.confirm_for_reporter(complaint, note=NOTE, staff=staff, at=MONDAY_9AM)

    event, entry = closed.events.last(), AuditEntry.objects.get(verb="complaint.confirmed")
    assert (closed.state, closed.closed_how, closed.closed_at) == (State.CLOSED, "confirmed", MONDAY_9AM)
    assert (event.actor, event.public_note, NOTE in event.reporter_note) == (staff.user, "", True)
    assert (entry.actor_name, entry.facts["for_reporter"]) == (staff.user.name, True)
    assert NOTE not in str(entry.facts)
    assert Message.objects.filter(event="complaints/closed").exists()
    assert closing.reopen(closed, reason="Masih berlubang", at=MONDAY_9AM).state == State.FORWARDED


@pytest.mark.parametrize("who", [officer, sari, joko])
def test_the_agency_the_counter_and_other_offices_may_not(who: Callable[[], Staff]):
    complaint, staff = answered(), who()

    with pytest.raises(NotAllowed):
        closing.confirm_for_reporter(complaint, note=NOTE, staff=staff, at=MONDAY_9AM)
    assert traces() == (0, 0, 0)


def test_it_needs_an_answer_a_note_and_a_reporter_somebody_can_know():
    tia = tini(ready_office())
    with pytest.raises(IllegalMove):
        closing.confirm_for_reporter(forwarded(tia), note=NOTE, staff=tia, at=MONDAY_9AM)
    with pytest.raises(NotAllowed, match="lewat apa"):
        closing.confirm_for_reporter(answered(), note=" sudah ", staff=tia, at=MONDAY_9AM)
    with pytest.raises(NotAllowed, match="kode buktinya"):
        closing.confirm_for_reporter(answered(identity=Identity.ANONYMOUS), note=NOTE, staff=tia, at=MONDAY_9AM)
    assert traces() == (0, 0, 0)


def test_the_desk_has_the_button_while_it_is_answered(client: Client):
    complaint = answered()
    desk, page = at_desk(tini()), f"{DESK}{complaint.number}/"

    assert "Selesai atas kata pelapor" in desk.get(page).content.decode()
    short = desk.post(f"{page}selesai/", {"words": "sudah"})
    assert (short.status_code, "lewat apa" in short.content.decode()) == (422, True)
    desk.post(f"{page}selesai/", {"words": NOTE})

    assert Complaint.objects.get().state == State.CLOSED
    shown = desk.get(page).content.decode()
    assert NOTE in shown
    assert "Selesai atas kata pelapor" not in shown


def test_no_button_where_nobody_can_know_the_reporter():
    complaint = answered(identity=Identity.ANONYMOUS)

    assert "Selesai atas kata pelapor" not in at_desk(tini()).get(f"{DESK}{complaint.number}/").content.decode()
