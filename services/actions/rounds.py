"""The courier's way out and back: start a round with several letters, note that nobody was home, bring a letter back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from office.actions.audit import record
from office.staff import Staff
from services.access import NotAllowed, check_may_move
from services.actions.delivery_steps import lock_delivery, step
from services.actions.moving import lock
from services.actions.notices import tell
from services.actions.registering import reserve
from services.models import DeliveryRound, HomeDelivery, RegisterEntry, Submission
from services.workflow import DeliveryState, IllegalMove, State

MOST_ATTEMPTS = 2
"""LAYAR RAMAH: after the second time nobody was home, the letter waits at the counter."""
MOST_AT_ONCE = 40
ORDER_CLASS = "800.1.11.1"
"""Surat perintah tugas in the archive classification (Permendagri 83/2022, 800 Kepegawaian)."""
LEAVES = frozenset({DeliveryState.READY, DeliveryState.FAILED})


@transaction.atomic
def start_round(
    keys: Iterable[UUID], *, staff: Staff, at: datetime, arrives_by: datetime | None = None, numbered: bool = True
) -> DeliveryRound:
    """Leave with these letters; what somebody else took or the resident fetched meanwhile stays behind.

    With `numbered` the surat tugas gets a number of the register, reserved for it. Raises IllegalMove when nothing is
    left to take, NotAllowed for a letter of one's own household.
    """
    carried = [row for row in _locked(keys, staff) if row.state in LEAVES]
    if not carried:
        raise IllegalMove("", DeliveryState.ON_THE_WAY)
    entry = _number(staff, len(carried), at) if numbered else None
    way = DeliveryRound.objects.create(
        office=staff.office, courier=staff.user, entry=entry, left_at=at, arrives_by=arrives_by
    )
    for delivery in carried:
        _carry(delivery, way, staff=staff, at=at)
    facts = {"number": entry.number} if entry else {}
    record("round.started", way.audit_key, office=staff.office, actor=staff.user, at=at, count=len(carried), **facts)
    return way


def _locked(keys: Iterable[UUID], staff: Staff) -> list[HomeDelivery]:
    """The submissions first, in one order, so that two rounds with the same letters wait for each other."""
    mine = HomeDelivery.objects.filter(pk__in=list(keys)[:MOST_AT_ONCE], office=staff.office)
    whole = Submission.objects.select_for_update(of=("self",)).select_related("office", "version").order_by("pk")
    submissions = {row.pk: row for row in whole.filter(home_delivery__in=mine.values("pk"))}
    rows = list(mine.select_for_update(of=("self",)).order_by("pk"))
    for row in rows:
        row.submission = submissions[row.submission_id]
        check_may_move(staff, row.submission, State.HANDED_OVER)
    return rows


def _number(staff: Staff, count: int, at: datetime) -> RegisterEntry:
    return reserve(staff.office, klas=ORDER_CLASS, subject=f"Surat tugas mengantar {count} surat", staff=staff, at=at)


def _carry(delivery: HomeDelivery, way: DeliveryRound, *, staff: Staff, at: datetime) -> None:
    delivery.round, delivery.courier = way, staff.user
    step(delivery, DeliveryState.ON_THE_WAY, by=staff.user, at=at)
    tell(
        delivery.submission, "delivery_on_the_way", at=at, title="surat dalam perjalanan", step=str(way.pk),
        arrives_by=way.arrives_by,
    )  # fmt: skip


@transaction.atomic
def note_absent(delivery: HomeDelivery, *, staff: Staff, at: datetime, note: str = "") -> HomeDelivery:
    """Nobody was home: a second attempt follows; after that the letter waits at the counter."""
    kept = _own(delivery, staff)
    kept.attempts += 1
    step(kept, DeliveryState.FAILED, by=staff.user, at=at, public_note=note or "Tidak bertemu penerima di rumah")
    last = kept.attempts >= MOST_ATTEMPTS
    if last:
        step(kept, DeliveryState.PICK_UP, by=staff.user, at=at, public_note="Surat menunggu di loket")
    tell(
        kept.submission, "delivery_missed", at=at, title="petugas belum bertemu Anda",
        step=f"{kept.round_id}:{kept.attempts}", last=last,
    )  # fmt: skip
    return kept


def _own(delivery: HomeDelivery, staff: Staff) -> HomeDelivery:
    """Locked with its submission; raises NotAllowed outside the office or without the role."""
    submission = lock(delivery.submission)
    check_may_move(staff, submission, State.HANDED_OVER)
    kept = lock_delivery(delivery)
    kept.submission = submission
    return kept


@transaction.atomic
def bring_back(delivery: HomeDelivery, *, staff: Staff, at: datetime) -> HomeDelivery:
    """The letter is back at the office and nobody knocked: the resident's two attempts stay two."""
    kept = _own(delivery, staff)
    if kept.state != DeliveryState.ON_THE_WAY:
        raise IllegalMove(kept.state, DeliveryState.READY)
    kept.round = None
    return step(kept, DeliveryState.READY, by=staff.user, at=at, public_note="Dibawa kembali ke kantor")


@transaction.atomic
def leave_at_counter(delivery: HomeDelivery, *, staff: Staff, at: datetime) -> HomeDelivery:
    """The resident said they will come for it."""
    kept = _own(delivery, staff)
    if kept.state not in LEAVES:
        raise IllegalMove(kept.state, DeliveryState.PICK_UP)
    step(kept, DeliveryState.PICK_UP, by=staff.user, at=at, public_note="Diambil sendiri di loket")
    tell(kept.submission, "delivery_pick_up", at=at, title="surat menunggu di loket", step=str(kept.events.count()))
    return kept


def check_same_office(delivery: HomeDelivery, staff: Staff) -> None:
    if delivery.office_id != staff.office.pk:
        raise NotAllowed("Pengantaran ini milik kantor lain.")
