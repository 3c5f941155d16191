"""Carrying letters: the round, the proof that is kept once, nobody home, and what the resident says."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

from office.models import AuditEntry, Message, Post, Role, StoredFile
from services.access import NotAllowed
from services.actions import delivery_answers, letters, proofs, review, rounds
from services.actions.deliveries import change_home
from services.actions.intake import pin_index
from services.actions.tracking import TooManyTries
from services.home_address import HomeAddress
from services.models import DeliveryEvent, DeliveryProof, DeliveryRound, HomeDelivery, Letter, RegisterEntry, Submission
from services.queries import deliveries as reading
from services.queries.invariants import broken
from services.tasks.deliveries import hand_over_left_deliveries
from services.workflow import IllegalMove
from tests.factories import make_office, make_service, staff
from tests.people import budi, joko, retno, sari
from tests.services.delivering import LATER, complete, deliver, delivered, issue, on_the_way, picture, proof, ready
from tests.threads import race

pytestmark = pytest.mark.django_db
HALF_HOUR = timedelta(minutes=30)


def told(event):
    return Message.objects.filter(event=f"services/{event}", channel="page").count()


def test_a_round_takes_many_letters_and_reserves_the_number_of_its_order():
    tasks = [ready(), ready()]

    way = rounds.start_round([row.pk for row in tasks], staff=sari(), at=LATER, arrives_by=LATER + 2 * HALF_HOUR)

    assert {row.state for row in HomeDelivery.objects.all()} == {"on_the_way"}
    assert {row.round_id for row in HomeDelivery.objects.all()} == {way.pk}
    assert way.entry.number.startswith("800.1.11.1/")
    assert (way.entry.state, way.entry.subject) == ("reserved", "Surat tugas mengantar 2 surat")
    assert told("delivery_on_the_way") == 2
    assert AuditEntry.objects.filter(verb="round.started").count() == 1


def test_what_was_fetched_meanwhile_stays_behind_and_an_empty_round_takes_no_number():
    fetched, carried = ready(), ready()
    review.hand_over(fetched.submission, at=LATER, how="Diambil di loket", staff=sari())
    before = RegisterEntry.objects.count()

    rounds.start_round([fetched.pk, carried.pk], staff=sari(), at=LATER, numbered=False)
    with pytest.raises(IllegalMove):
        rounds.start_round([fetched.pk], staff=sari(), at=LATER)

    assert set(HomeDelivery.objects.values_list("state", flat=True)) == {"cancelled", "on_the_way"}
    assert (RegisterEntry.objects.count(), DeliveryRound.objects.count()) == (before, 1)


def test_another_office_carries_nothing_of_ours():
    task = ready()

    with pytest.raises(IllegalMove):
        rounds.start_round([task.pk], staff=joko(), at=LATER)
    with pytest.raises(NotAllowed):
        rounds.note_absent(on_the_way(), staff=joko(), at=LATER)
    with pytest.raises(NotAllowed):
        proofs.prove(task, proof(), staff=joko(), at=LATER)

    assert HomeDelivery.objects.get(pk=task.pk).state == "ready"
    assert not DeliveryProof.objects.exists()


def test_a_proof_delivers_closes_the_case_and_keeps_the_picture_privately():
    task = on_the_way()

    row = deliver(task)

    kept = HomeDelivery.objects.get()
    assert (kept.state, kept.is_open, kept.delivered_at) == ("delivered", False, LATER + HALF_HOUR)
    assert (row.accepted, row.receiver_name, row.relation, row.by) == (
        True,
        "Siti Rohmah",
        "Pemohon sendiri",
        sari().user,
    )
    assert (row.file.kind, row.received_at) == ("proof", LATER + timedelta(minutes=40))
    assert Submission.objects.get().state == "handed_over"
    assert kept.events.last().public_note == "Diterima pemohon sendiri"
    assert told("delivery_done") == 1


def test_the_same_proof_sent_again_is_one_proof():
    task, same = on_the_way(), proof()

    rows = [proofs.prove(task, same, staff=sari(), at=LATER + n * HALF_HOUR) for n in (1, 2, 3)]

    assert len({row.pk for row in rows}) == 1
    assert (DeliveryProof.objects.count(), StoredFile.objects.filter(kind="proof").count()) == (1, 1)
    with pytest.raises(NotAllowed):
        proofs.prove(on_the_way(), same, staff=sari(), at=LATER + HALF_HOUR)
    assert DeliveryProof.objects.count() == 1


def test_the_second_officer_delivers_nothing_and_loses_nothing():
    task = on_the_way()
    deliver(task)
    before = DeliveryEvent.objects.count()

    second = proofs.prove(task, proof(receiver_name="Budi"), staff=retno(), at=LATER + 3 * HALF_HOUR)

    assert (second.accepted, second.by) == (False, retno().user)
    assert DeliveryProof.objects.filter(accepted=True).get().by == sari().user
    assert DeliveryEvent.objects.count() == before
    assert AuditEntry.objects.filter(verb="delivery.spare_proof").count() == 1


def test_a_proof_for_a_letter_that_was_revoked_is_kept_and_delivers_nothing():
    task = on_the_way()
    letters.revoke(Letter.objects.get(), reason="Salah ketik", staff=budi(), at=LATER, replace=True)

    row = deliver(task)

    assert (row.accepted, HomeDelivery.objects.get().state) == (False, "waiting")
    assert Submission.objects.get().state == "complete"


def test_a_proof_without_a_noted_start_goes_through_the_way_and_never_before_it():
    task = ready()

    row = proofs.prove(task, proof(taken_at=LATER - timedelta(days=2)), staff=sari(), at=LATER + HALF_HOUR)

    kept = HomeDelivery.objects.get()
    assert [event.target for event in kept.events.all()] == ["waiting", "ready", "on_the_way", "delivered"]
    assert (kept.delivered_at, row.taken_at) == (LATER, LATER - timedelta(days=2))


def test_a_phone_that_runs_ahead_delivers_nothing_in_the_future():
    deliver(on_the_way(), at=LATER + HALF_HOUR, taken_at=LATER + timedelta(days=3))

    assert HomeDelivery.objects.get().delivered_at == LATER + HALF_HOUR


def test_pin_and_handover_code_are_right_and_guesses_run_out():
    receipt_pin, task = "482913", on_the_way()
    Submission.objects.update(pin_index=pin_index(task.submission, receipt_pin))
    task = HomeDelivery.objects.select_related("submission").get()

    assert proofs.check_pin(task, "482 913", at=LATER)
    assert proofs.check_pin(task, reading.handover_code(task), at=LATER)
    assert [proofs.check_pin(task, "000001", at=LATER) for _ in range(5)] == [False] * 5
    with pytest.raises(TooManyTries):
        proofs.check_pin(task, receipt_pin, at=LATER)


def test_nobody_home_twice_sends_the_letter_to_the_counter():
    task = on_the_way()

    once = rounds.note_absent(task, staff=sari(), at=LATER)
    rounds.start_round([task.pk], staff=sari(), at=LATER, numbered=False)
    twice = rounds.note_absent(task, staff=sari(), at=LATER)

    assert (once.state, twice.state, twice.attempts, twice.is_open) == ("failed", "pick_up", 2, True)
    assert told("delivery_missed") == 2
    deliver(task)
    assert HomeDelivery.objects.get().state == "delivered"
    assert Submission.objects.get().events.last().public_note == "Diambil di loket"


def test_a_letter_brought_back_costs_no_attempt():
    task = on_the_way()

    rounds.bring_back(task, staff=sari(), at=LATER)

    kept = HomeDelivery.objects.get()
    assert (kept.state, kept.attempts, kept.round) == ("ready", 0, None)
    with pytest.raises(IllegalMove):
        rounds.bring_back(task, staff=sari(), at=LATER)


def test_the_resident_confirms_and_that_is_the_end_of_it():
    task = delivered()

    delivery_answers.confirm(task, at=LATER + HALF_HOUR)
    delivery_answers.confirm(task, at=LATER + 3 * HALF_HOUR)

    assert HomeDelivery.objects.get().confirmed_at == LATER + HALF_HOUR
    with pytest.raises(IllegalMove):
        delivery_answers.dispute(task, at=LATER + HALF_HOUR)
    assert AuditEntry.objects.filter(verb="delivery.confirmed").count() == 1


def test_confirming_on_the_way_delivers_nothing_without_proof():
    task = on_the_way()

    delivery_answers.confirm(task, at=LATER)

    kept = HomeDelivery.objects.get()
    assert (kept.state, kept.confirmed_at) == ("on_the_way", LATER)
    with pytest.raises(IllegalMove):
        delivery_answers.confirm(ready(), at=LATER)


@pytest.mark.parametrize("verdict, state", [("kirim", "ready"), ("bukti", "delivered"), ("ambil", "pick_up")])
def test_a_dispute_opens_it_again_until_the_kasi_decides(verdict, state):
    make_service()
    retno().user.__class__.objects.filter(username="retno").update(email="retno@contoh.id")
    task = delivered()

    disputed = delivery_answers.dispute(task, at=LATER + 2 * HALF_HOUR)
    with pytest.raises(NotAllowed):
        delivery_answers.decide(task, verdict, reason="Saya periksa", staff=sari(), at=LATER)
    decided = delivery_answers.decide(
        task, verdict, reason="Diterima anak Anda", staff=retno(), at=LATER + 3 * HALF_HOUR
    )

    assert (disputed.state, disputed.is_open) == ("disputed", True)
    assert (decided.state, decided.is_open) == (state, state != "delivered")
    assert Message.objects.filter(event="services/delivery_disputed", channel="email").count() == 1
    assert told("delivery_decided") == 1
    assert not broken(at=LATER)


def test_what_the_kasi_decided_is_not_disputed_again_nor_after_a_fortnight():
    task = delivered()
    with pytest.raises(NotAllowed):
        delivery_answers.dispute(task, at=LATER + timedelta(days=15))
    delivery_answers.dispute(task, at=LATER + 2 * HALF_HOUR)
    delivery_answers.decide(task, "bukti", reason="Diterima anak", staff=retno(), at=LATER + 3 * HALF_HOUR)

    with pytest.raises(NotAllowed):
        delivery_answers.dispute(task, at=LATER + 4 * HALF_HOUR)

    assert HomeDelivery.objects.get().state == "delivered"


def test_tasks_of_somebody_who_left_move_to_the_kasi_once():
    task, done = ready(), delivered()
    kasi = retno()
    Post.objects.filter(user=sari().user).update(ends_on="2026-01-02")

    assert (hand_over_left_deliveries(), hand_over_left_deliveries()) == (1, 0)

    assert HomeDelivery.objects.get(pk=task.pk).courier == kasi.user
    assert HomeDelivery.objects.get(pk=done.pk).courier == sari().user
    assert AuditEntry.objects.filter(verb="delivery.reassigned").count() == 1


def test_without_a_kasi_the_task_shows_as_nobodys():
    task = ready()
    Post.objects.all().update(ends_on="2026-01-02")

    assert hand_over_left_deliveries() == 1

    assert HomeDelivery.objects.get(pk=task.pk).courier is None


def test_only_the_kasi_gives_a_task_to_somebody_else():
    task, andi = ready(), staff("andi", "Andi Saputra", Role.VERIFIER)

    with pytest.raises(NotAllowed):
        delivery_answers.reassign(task, andi.user, staff=sari(), at=LATER)
    delivery_answers.reassign(task, andi.user, staff=retno(), at=LATER)

    assert HomeDelivery.objects.get().courier == andi.user


def test_the_address_may_change_until_the_courier_leaves():
    waiting, gone = ready(), on_the_way()

    change_home(waiting, HomeAddress(address="Dusun Baru 1", landmark="depan musala"), at=LATER)
    with pytest.raises(IllegalMove):
        change_home(gone, HomeAddress(address="Lain"), at=LATER)

    kept = HomeDelivery.objects.get(pk=waiting.pk)
    assert (kept.address, kept.landmark, kept.rt) == ("Dusun Baru 1", "depan musala", "")
    assert HomeDelivery.objects.get(pk=gone.pk).address == "Dusun Krajan 4"


def test_all_that_was_done_holds_together():
    for made in (ready, on_the_way, delivered):
        made()
    complete(delivery="home", vulnerability="elderly")

    assert not broken(at=LATER)


def test_what_cannot_be_is_told():
    task = delivered()
    DeliveryProof.objects.all().delete()
    lost = ready()
    Submission.objects.filter(pk=lost.submission_id).update(state="complete", is_open=True)

    sentences = [line for line in broken(at=LATER) if "antar" in line]

    assert any(task.submission.number in line and "bukti" in line for line in sentences)
    assert any(lost.submission.number in line and "surat" in line for line in sentences)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
def test_two_officers_prove_the_same_letter_in_the_same_moment():
    make_service(make_office())
    task, same, desk, kasi = on_the_way(), uuid4(), sari(), retno()

    rows = race(
        *[
            lambda: proofs.prove(task, proof(key=same, file=picture()), staff=desk, at=LATER + HALF_HOUR)
            for _ in range(4)
        ],
        *[lambda: proofs.prove(task, proof(file=picture()), staff=kasi, at=LATER + HALF_HOUR) for _ in range(4)],
    )

    assert all(isinstance(row, DeliveryProof) for row in rows), rows
    assert DeliveryProof.objects.count() == 5
    assert DeliveryProof.objects.filter(accepted=True).count() == 1
    assert DeliveryEvent.objects.filter(target="delivered").count() == 1
    assert issue(complete(vulnerability="elderly")).state == "issued"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
def test_two_officers_leave_with_the_same_letters_in_the_same_moment():
    make_service(make_office())
    tasks, desk, kasi = [ready(), ready(), ready()], sari(), retno()
    keys, back = [row.pk for row in tasks], [row.pk for row in reversed(tasks)]

    left = race(
        *[lambda: rounds.start_round(keys, staff=desk, at=LATER) for _ in range(3)],
        *[lambda: rounds.start_round(back, staff=kasi, at=LATER) for _ in range(3)],
    )

    assert sum(isinstance(way, DeliveryRound) for way in left) == DeliveryRound.objects.count() == 1
    assert sum(isinstance(way, IllegalMove) for way in left) == 5
    assert DeliveryEvent.objects.filter(target="on_the_way").count() == 3
    assert RegisterEntry.objects.filter(state="reserved").count() == 1
    assert not broken(at=LATER)
