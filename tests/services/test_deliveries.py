"""Planning a home delivery: once whoever asks, and following its submission from then on."""

from datetime import timedelta

import pytest
from django.db import connection

from office.models import AuditEntry, Message
from services.access import NotAllowed
from services.actions import deliveries, intake, letters, review
from services.models import Delivery, DeliveryCause, DeliveryEvent, HomeDelivery, Letter, Objection, Submission
from services.workflow import (
    DELIVERY_LABELS,
    DELIVERY_MOVES,
    DELIVERY_OVER,
    DeliveryState,
    IllegalMove,
    check_delivery_move,
)
from tests.factories import MONDAY_9AM, make_office, make_service, submit
from tests.people import budi, joko, retno, sari
from tests.services.delivering import LATER, complete, issue
from tests.threads import race

pytestmark = pytest.mark.django_db


def object_to(submission):
    return Objection.objects.create(
        office=submission.office, submission=submission, level="kasi", source="web", raised_at=LATER,
        missed_due_at=submission.due_at, due_at=LATER,
    )  # fmt: skip


def test_the_table_names_every_state_and_only_open_ones_leave_by_themselves():
    assert set(DELIVERY_MOVES) == set(DELIVERY_LABELS) == set(DeliveryState)
    assert set().union(*DELIVERY_MOVES.values()) == set(DeliveryState)
    assert {state for state in DeliveryState if DeliveryState.DELIVERED in DELIVERY_MOVES[state]} == {
        DeliveryState.ON_THE_WAY, DeliveryState.DISPUTED, DeliveryState.PICK_UP,
    }  # fmt: skip
    assert {DeliveryState.DELIVERED, DeliveryState.CANCELLED} == DELIVERY_OVER


@pytest.mark.parametrize("source, target", [(a, b) for a in DeliveryState for b in DeliveryState])
def test_a_step_passes_exactly_when_the_table_has_it(source, target):
    if target in DELIVERY_MOVES[source]:
        check_delivery_move(source, target)
    else:
        with pytest.raises(IllegalMove):
            check_delivery_move(source, target)


def test_an_upheld_objection_sends_the_officer_who_served():
    submission = complete()

    delivery = deliveries.plan_for_objection(object_to(submission), by=retno(), at=LATER)

    assert (delivery.state, delivery.cause, delivery.courier) == ("waiting", DeliveryCause.OBJECTION, sari().user)
    assert (delivery.created_at, delivery.is_open, delivery.ready_at) == (LATER, True, None)
    assert Submission.objects.get().delivery == Delivery.HOME
    assert [event.target for event in delivery.events.all()] == ["waiting"]
    assert AuditEntry.objects.filter(verb="delivery.waiting", subject=delivery.audit_key).count() == 1
    assert not Message.objects.filter(event="services/delivery_planned").exists()  # the verdict's own text says it


def test_whoever_plans_again_gets_the_first_task():
    submission = complete(vulnerability="elderly")
    objection = object_to(submission)

    planned = [
        deliveries.plan_for_vulnerable(submission, by=sari(), at=LATER),
        deliveries.plan_for_objection(objection, by=retno(), at=LATER),
        deliveries.plan_automatic(submission, at=LATER),
    ]

    assert len({delivery.pk for delivery in planned}) == 1
    kept = HomeDelivery.objects.get()
    assert (kept.cause, kept.objection) == (DeliveryCause.VULNERABLE, objection)
    assert DeliveryEvent.objects.count() == 1
    assert Message.objects.filter(event="services/delivery_planned", channel="page").count() == 1


def test_only_vulnerable_residents_are_brought_their_letter_without_lateness():
    submission = complete()

    with pytest.raises(NotAllowed):
        deliveries.plan_for_vulnerable(submission, by=sari(), at=LATER)

    assert not HomeDelivery.objects.exists()
    deliveries.plan_for_vulnerable(submission, by=sari(), at=LATER, vulnerability="pregnant")
    assert Submission.objects.get().vulnerability == "pregnant"


def test_another_office_plans_nothing_here():
    submission = complete(vulnerability="elderly")

    with pytest.raises(NotAllowed):
        deliveries.plan_for_vulnerable(submission, by=joko(), at=LATER)
    with pytest.raises(NotAllowed):
        deliveries.plan_for_objection(object_to(submission), by=joko(), at=LATER)

    assert not HomeDelivery.objects.exists()


def test_a_withdrawn_request_has_nothing_to_bring():
    submission = complete(vulnerability="elderly")
    intake.withdraw(submission, reason="Batal", at=LATER)

    assert deliveries.plan_automatic(submission, at=LATER) is None
    with pytest.raises(IllegalMove):
        deliveries.plan_for_vulnerable(submission, by=sari(), at=LATER)

    assert not HomeDelivery.objects.exists()


def test_a_resident_who_would_rather_fetch_it_is_not_brought_it_unasked():
    submission = complete()
    submission.data = {**submission.data, "home_wanted": False}
    submission.save()

    assert deliveries.plan_automatic(submission, at=LATER) is None
    assert not HomeDelivery.objects.exists()
    assert not Message.objects.filter(event="services/delivery_planned").exists()
    assert Submission.objects.get().delivery != Delivery.HOME


def test_a_wish_of_the_application_becomes_a_task_when_the_file_is_complete():
    submission = submit(delivery="home", vulnerability="disability", fields={"alamat": "Dusun Krajan 4", "rt": "002", "rw": "001"}).submission  # fmt: skip
    assert not HomeDelivery.objects.exists()

    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)

    delivery = HomeDelivery.objects.get()
    assert (delivery.cause, delivery.state, delivery.rt, delivery.rw) == ("vulnerable", "waiting", "002", "001")
    assert (delivery.address, delivery.phone) == ("Dusun Krajan 4", submission.phone)


def test_the_signature_makes_it_ready_and_a_replacement_lets_it_wait_again():
    submission = complete(delivery="home", vulnerability="elderly")

    issue(submission)
    ready = HomeDelivery.objects.get()
    letters.revoke(Letter.objects.get(), reason="Salah ketik", staff=budi(), at=LATER, replace=True)

    assert (ready.state, ready.ready_at) == ("ready", LATER)
    again = HomeDelivery.objects.get()
    assert (again.state, again.ready_at, again.is_open) == ("waiting", None, True)


def test_a_revoked_letter_without_a_new_one_is_not_brought():
    submission = issue(complete(delivery="home", vulnerability="elderly"))

    letters.revoke(Letter.objects.get(), reason="Salah orang", staff=budi(), at=LATER)

    assert HomeDelivery.objects.get().state == "cancelled"
    assert Submission.objects.get().state == submission.state == "issued"


def test_what_is_withdrawn_or_fetched_at_the_counter_is_not_brought():
    withdrawn = complete(delivery="home", vulnerability="elderly")
    fetched = complete(delivery="home", vulnerability="elderly")
    issue(fetched)

    intake.withdraw(withdrawn, reason="Batal", at=LATER)
    review.hand_over(fetched, at=LATER, how="Diambil di loket", staff=sari())

    assert {row.state for row in HomeDelivery.objects.all()} == {"cancelled"}
    assert not HomeDelivery.objects.filter(is_open=True).exists()


def test_an_objection_revives_what_was_called_off():
    submission = issue(complete(delivery="home", vulnerability="elderly"))
    review.hand_over(submission, at=LATER, how="Diambil di loket", staff=sari())

    delivery = deliveries.plan_for_objection(object_to(submission), by=retno(), at=LATER + timedelta(hours=1))

    assert delivery.state == "ready"
    assert [event.target for event in delivery.events.all()] == ["waiting", "ready", "cancelled", "waiting", "ready"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
def test_sweep_kasi_and_desk_in_the_same_moment_make_one_task():
    make_service(make_office())
    submission = complete(vulnerability="elderly")
    objection, kasi, desk = object_to(submission), retno(), sari()

    planned = race(
        *[lambda: deliveries.plan_automatic(submission, at=LATER) for _ in range(8)],
        *[lambda: deliveries.plan_for_objection(objection, by=kasi, at=LATER) for _ in range(8)],
        *[lambda: deliveries.plan_for_vulnerable(submission, by=desk, at=LATER) for _ in range(8)],
    )

    assert {row.pk for row in planned} == {HomeDelivery.objects.get().pk}
    assert DeliveryEvent.objects.count() == 1
    assert (
        Message.objects.filter(event="services/delivery_planned", channel="page").count() <= 1
    )  # none when the Kasi was first
