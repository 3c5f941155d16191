"""The one way a delivery changes its state, and how it follows its submission: both run inside the verb that causes them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from office.actions.audit import record
from office.models import User
from services.models import DeliveryEvent, HomeDelivery, Submission
from services.workflow import DELIVERY_MOVES, DELIVERY_OVER, DeliveryState, State, check_delivery_move

NOTHING_TO_BRING = frozenset({State.REJECTED, State.WITHDRAWN, State.LAPSED})
IN_HAND = frozenset({State.ISSUED, State.READY, State.HANDED_OVER})
"""The product exists: there is something to carry."""


def lock_delivery(delivery: HomeDelivery) -> HomeDelivery:
    """The row as it stands now, locked; lock the submission first, always in that order."""
    return HomeDelivery.objects.select_for_update(of=("self",)).select_related("courier").get(pk=delivery.pk)


def step(
    delivery: HomeDelivery, target: DeliveryState, *, by: User | None, at: datetime, public_note: str = "", **facts: Any
) -> HomeDelivery:
    """Move a locked delivery along its table; raises IllegalMove and leaves no trace when it may not go there."""
    source = DeliveryState(delivery.state)
    check_delivery_move(source, target)
    delivery.state, delivery.is_open = target, target not in DELIVERY_OVER
    if target == DeliveryState.READY and delivery.ready_at is None:
        delivery.ready_at = at
    if target == DeliveryState.WAITING:
        delivery.ready_at = delivery.delivered_at = delivery.confirmed_at = delivery.disputed_at = None
        delivery.round, delivery.attempts = None, 0
    delivery.save()
    tell_step(delivery, source, target, by=by, at=at, public_note=public_note, **facts)
    return delivery


def tell_step(
    delivery: HomeDelivery, source: str, target: DeliveryState, *, by: User | None, at: datetime, public_note: str = "", **facts: Any,
) -> None:  # fmt: skip
    """Write the step into the story and the audit chain."""
    DeliveryEvent.objects.create(
        delivery=delivery, at=at, source=source, target=target, actor=by, public_note=public_note[:240]
    )
    record(
        f"delivery.{target}", delivery.audit_key, office=delivery.office, actor=by, at=at, source=source,
        number=delivery.submission.number, **facts,
    )  # fmt: skip


def follow(submission: Submission, source: State, target: State, *, by: User | None, at: datetime) -> None:
    """What a move of the locked submission means for its delivery, if it has one."""
    wanted = _wanted(source, target, by)
    if wanted is None:
        return
    delivery = HomeDelivery.objects.select_for_update(of=("self",)).filter(submission=submission).first()
    if delivery and _may_follow(delivery, wanted[0]):
        delivery.submission = submission
        step(delivery, wanted[0], by=by, at=at, public_note=wanted[1])


def _wanted(source: State, target: State, by: User | None) -> tuple[DeliveryState, str] | None:
    if target in {State.ISSUED, State.READY}:
        return DeliveryState.READY, ""
    if target in NOTHING_TO_BRING:
        return DeliveryState.CANCELLED, "Permohonan ditutup"
    if target == State.COMPLETE and source in IN_HAND:
        return DeliveryState.WAITING, "Surat dicabut, yang baru akan diantar"
    if target == State.HANDED_OVER and by is not None:
        return DeliveryState.CANCELLED, "Diambil di loket"
    return None


def _may_follow(delivery: HomeDelivery, wanted: DeliveryState) -> bool:
    """Only what waits becomes ready by a signature, and only somebody's decision revives what was called off."""
    state = DeliveryState(delivery.state)
    if wanted == DeliveryState.READY:
        return state == DeliveryState.WAITING
    return state != DeliveryState.CANCELLED and wanted in DELIVERY_MOVES[state]


def call_off(submission: Submission, *, by: User | None, at: datetime, note: str) -> None:
    """There is nothing to bring any more (the letter was revoked and no new one is made)."""
    delivery = HomeDelivery.objects.select_for_update(of=("self",)).filter(submission=submission, is_open=True).first()
    if delivery and DeliveryState.CANCELLED in DELIVERY_MOVES[DeliveryState(delivery.state)]:
        delivery.submission = submission
        step(delivery, DeliveryState.CANCELLED, by=by, at=at, public_note=note)
