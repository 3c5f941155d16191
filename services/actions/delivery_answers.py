"""What the resident says about a delivery, and what the Kasi decides when they say it never came."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from office.actions.audit import record
from office.models import Post, User
from office.roles import Role
from office.staff import Staff, local_day
from services.access import NotAllowed, check_not_own
from services.actions.delivery_steps import lock_delivery, step
from services.actions.moving import lock
from services.actions.notices import tell, tell_colleagues
from services.models import HomeDelivery
from services.workflow import DeliveryState, IllegalMove

DISPUTED_WITHIN = timedelta(days=14)
SEND_AGAIN, SHOW_PROOF, PICK_UP = "kirim", "bukti", "ambil"
_VERDICTS = {
    SEND_AGAIN: DeliveryState.READY, SHOW_PROOF: DeliveryState.DELIVERED, PICK_UP: DeliveryState.PICK_UP,
}  # fmt: skip
CONFIRMABLE = frozenset({DeliveryState.ON_THE_WAY, DeliveryState.DELIVERED, DeliveryState.DISPUTED})


def _locked(delivery: HomeDelivery) -> HomeDelivery:
    submission = lock(delivery.submission)
    kept = lock_delivery(delivery)
    kept.submission = submission
    return kept


@transaction.atomic
def confirm(delivery: HomeDelivery, *, at: datetime) -> HomeDelivery:
    """ "Sudah saya terima". It ends a dispute; it makes nothing delivered that the courier has not proven yet."""
    kept = _locked(delivery)
    if kept.confirmed_at:
        return kept
    if DeliveryState(kept.state) not in CONFIRMABLE:
        raise IllegalMove(kept.state, "confirmed")
    kept.confirmed_at = at
    kept.save(update_fields=["confirmed_at"])
    record("delivery.confirmed", kept.audit_key, office=kept.office, actor=None, at=at, number=kept.submission.number)
    if kept.state == DeliveryState.DISPUTED:
        step(kept, DeliveryState.DELIVERED, by=None, at=at, public_note="Pemohon sudah menerima suratnya")
    return kept


@transaction.atomic
def dispute(delivery: HomeDelivery, *, at: datetime, words: str = "") -> HomeDelivery:
    """ "Belum saya terima": the delivery opens again, at the Kasi's desk. Raises IllegalMove, NotAllowed."""
    kept = _locked(delivery)
    if kept.state != DeliveryState.DELIVERED or kept.confirmed_at:
        raise IllegalMove(kept.state, DeliveryState.DISPUTED)
    if kept.delivered_at and at - kept.delivered_at > DISPUTED_WITHIN:
        raise NotAllowed(f"Sudah lewat {DISPUTED_WITHIN.days} hari. Hubungi Kasi Pelayanan di kantor.")
    if kept.disputed_at and kept.delivered_at and kept.delivered_at <= kept.disputed_at:
        raise NotAllowed("Kasi Pelayanan sudah memutuskan ini. Hubungi kantor bila masih ada yang keliru.")
    kept.disputed_at = at
    step(kept, DeliveryState.DISPUTED, by=None, at=at, public_note=words or "Pemohon belum menerima suratnya")
    tell_colleagues(
        kept.submission, heads_of_service(kept, at=at), "delivery_disputed", at=at, title="surat belum diterima"
    )
    return kept


def heads_of_service(delivery: HomeDelivery, *, at: datetime) -> list[User]:
    """Whoever holds the post of Kasi Pelayanan today."""
    day = local_day(delivery.office, at)
    posts = Post.objects.filter(office=delivery.office, role=Role.SECTION_HEAD).select_related("user").order_by("pk")
    return [post.user for post in posts if post.holds_on(day) and post.user.is_active]


@transaction.atomic
def decide(delivery: HomeDelivery, verdict: str, *, reason: str, staff: Staff, at: datetime) -> HomeDelivery:
    """The Kasi ends a dispute: bring it again, show the proof, or let the resident fetch it. Raises IllegalMove, NotAllowed."""
    kept = _locked(delivery)
    _check_head(kept, staff)
    if kept.state != DeliveryState.DISPUTED or verdict not in _VERDICTS:
        raise IllegalMove(kept.state, verdict)
    if verdict != SHOW_PROOF:
        kept.round, kept.attempts, kept.delivered_at = None, 0, None
    step(kept, _VERDICTS[verdict], by=staff.user, at=at, public_note=reason)
    tell(
        kept.submission, "delivery_decided", at=at, title="tentang surat yang belum Anda terima",
        step=str(kept.events.count()), verdict=verdict,
    )  # fmt: skip
    return kept


def _check_head(delivery: HomeDelivery, staff: Staff) -> None:
    if staff.office.pk != delivery.office_id:
        raise NotAllowed("Pengantaran ini milik kantor lain.")
    if not staff.has(Role.SECTION_HEAD):
        raise NotAllowed("Hanya Kasi Pelayanan yang memutuskan ini.")
    check_not_own(staff.user, delivery.submission)


@transaction.atomic
def reassign(delivery: HomeDelivery, to: User, *, staff: Staff, at: datetime) -> HomeDelivery:
    """Give an open delivery to somebody who reviews files in this office today. Raises IllegalMove, NotAllowed."""
    kept = _locked(delivery)
    if staff.office.pk != kept.office_id or not staff.has(Role.SECTION_HEAD):
        raise NotAllowed("Hanya Kasi Pelayanan yang mengganti petugas antar.")
    if not kept.is_open:
        raise IllegalMove(kept.state, "reassigned")
    check_not_own(to, kept.submission)
    return give_to(kept, to, by=staff.user, at=at)


def give_to(delivery: HomeDelivery, to: User | None, *, by: User | None, at: datetime) -> HomeDelivery:
    """Write the new courier of a locked delivery; nobody means that the Kasi's list shows it as such."""
    before = delivery.courier.name if delivery.courier else ""
    delivery.courier = to
    delivery.save(update_fields=["courier"])
    record(
        "delivery.reassigned", delivery.audit_key, office=delivery.office, actor=by, at=at, before=before,
        after=to.name if to else "",
    )  # fmt: skip
    return delivery


@transaction.atomic
def hand_to_head(delivery: HomeDelivery, *, at: datetime) -> bool:
    """The courier holds no post any more: the Kasi gets the task. Says whether this call did it."""
    kept = _locked(delivery)
    if not kept.is_open or kept.courier_id != delivery.courier_id:
        return False
    head = next(iter(heads_of_service(kept, at=at)), None)
    if head and head.pk == kept.courier_id:
        return False
    give_to(kept, head, by=None, at=at)
    return True
