"""Bukti penyerahan: without one nothing is delivered; each is kept once, also when somebody else was faster."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from office.actions import files, limits
from office.actions.audit import record
from office.models import FileKind, StoredFile
from office.sealing import blind_index
from office.staff import Staff
from office.typed import is_digits, tidy_number
from office.uploads.sanitise import CleanFile
from services.access import NotAllowed, check_may_move
from services.actions.delivery_steps import IN_HAND, lock_delivery, step
from services.actions.moving import lock, move
from services.actions.notices import tell
from services.actions.tracking import TooManyTries
from services.models import DeliveryProof, HomeDelivery, ProofMethod, Submission
from services.queries.deliveries import handover_code
from services.workflow import DeliveryState, State

PIN_TRIES, PIN_SECONDS = 5, 10 * 60
DAY_TRIES, DAY = 15, 24 * 60 * 60
CARRIED = frozenset({DeliveryState.READY, DeliveryState.ON_THE_WAY, DeliveryState.FAILED, DeliveryState.PICK_UP})


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What the courier brings back. `key` was made with the form; `taken_at` is the phone's word, checked here."""

    key: UUID
    method: ProofMethod
    receiver_name: str
    relation: str
    file: CleanFile | None = None
    place: str = ""
    taken_at: datetime


def check_pin(delivery: HomeDelivery, digits: str, *, at: datetime) -> bool:
    """Whether these are the slip's PIN or the code of the tracking page; raises TooManyTries. A right try does not count.

    Call it before `prove`, outside its transaction: a refused proof must not give its try back.
    """
    typed, key = tidy_number(digits), str(delivery.pk)
    buckets = [("delivery-pin", PIN_TRIES, PIN_SECONDS), ("delivery-pin-day", DAY_TRIES, DAY)]
    for scope, burst, seconds in buckets:
        if not limits.take(scope, key, at=at, burst=burst, per_seconds=seconds):
            raise TooManyTries
    if not _is_right(delivery, typed):
        return False
    for scope, burst, _seconds in buckets:
        limits.give_back(scope, key, burst=burst)
    return True


def _is_right(delivery: HomeDelivery, typed: str) -> bool:
    pin = blind_index(f"pin:{delivery.submission_id}", typed)
    by_pin = hmac.compare_digest(pin, delivery.submission.pin_index)
    by_code = hmac.compare_digest(typed.encode(), handover_code(delivery).encode())
    return is_digits(typed) and (by_pin or by_code)


@transaction.atomic
def prove(delivery: HomeDelivery, proof: Proof, *, staff: Staff, at: datetime) -> DeliveryProof:
    """Keep the proof and, when it is the first, note the letter as delivered and the case as closed.

    The same key again gives the first row. `accepted` is False on a proof that came after somebody else's, or for a
    letter that was revoked or fetched meanwhile: it is kept and changes nothing. Raises NotAllowed.
    """
    submission = lock(delivery.submission)
    check_may_move(staff, submission, State.HANDED_OVER)
    kept = lock_delivery(delivery)
    kept.submission = submission
    known = DeliveryProof.objects.filter(key=proof.key).select_related("by").first()
    if known:
        return _same(known, kept)
    accepted = DeliveryState(kept.state) in CARRIED and State(submission.state) in IN_HAND
    row = _keep(kept, proof, accepted, staff=staff, at=at)
    if accepted:
        _deliver(kept, row, staff=staff, at=at)
    else:
        record("delivery.spare_proof", kept.audit_key, office=kept.office, actor=staff.user, at=at, key=str(row.key))
    return row


def _same(known: DeliveryProof, delivery: HomeDelivery) -> DeliveryProof:
    if known.delivery_id != delivery.pk:
        raise NotAllowed("Bukti ini sudah dipakai untuk surat lain. Buat bukti baru.")
    return known


def _keep(delivery: HomeDelivery, proof: Proof, accepted: bool, *, staff: Staff, at: datetime) -> DeliveryProof:
    return DeliveryProof.objects.create(
        delivery=delivery, key=proof.key, method=proof.method, receiver_name=proof.receiver_name[:100],
        relation=proof.relation[:40], file=_store(delivery, proof.file, at) if proof.file else None, place=proof.place,
        by=staff.user, taken_at=min(proof.taken_at, at), received_at=at, accepted=accepted,
    )  # fmt: skip


def _store(delivery: HomeDelivery, clean: CleanFile, at: datetime) -> StoredFile:
    return files.store(
        clean.content, office=delivery.office, kind=FileKind.PROOF, name=clean.original_name,
        content_type=clean.content_type, at=at, width=clean.width, height=clean.height, pages=clean.pages,
        thumbnail=clean.thumbnail,
    )  # fmt: skip


def _deliver(delivery: HomeDelivery, row: DeliveryProof, *, staff: Staff, at: datetime) -> None:
    """Through the way out if nobody noted it; delivered when the phone says, never before the last step we know of."""
    if DeliveryState(delivery.state) in {DeliveryState.READY, DeliveryState.FAILED}:
        step(delivery, DeliveryState.ON_THE_WAY, by=staff.user, at=_moment(delivery, row, at))
    delivery.courier = staff.user
    delivery.delivered_at = _moment(delivery, row, at)
    counter = delivery.state == DeliveryState.PICK_UP
    step(
        delivery, DeliveryState.DELIVERED, by=staff.user, at=delivery.delivered_at,
        public_note=f"Diterima {row.relation.lower()}", method=row.method,
    )  # fmt: skip
    _close(delivery.submission, counter=counter, staff=staff, at=at)
    tell(delivery.submission, "delivery_done", at=at, title="surat sudah diterima", step=str(row.pk))


def _moment(delivery: HomeDelivery, row: DeliveryProof, at: datetime) -> datetime:
    last = delivery.events.order_by("-at", "-pk").values_list("at", flat=True).first() or delivery.created_at
    return max(min(row.taken_at, at), last)


def _close(submission: Submission, *, counter: bool, staff: Staff, at: datetime) -> None:
    if submission.state != State.HANDED_OVER:
        how = "Diambil di loket" if counter else "Diantar ke rumah"
        move(submission, State.HANDED_OVER, by=staff.user, at=at, public_note=how)
