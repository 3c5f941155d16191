"""A resident's new phone number, put right at the counter on proof; the old one is told, the new one waits a day."""

from __future__ import annotations

import hmac
from datetime import datetime

from django.db import models, transaction

from office.actions import limits
from office.actions.audit import record
from office.actions.messages import Notice, Recipient, enqueue
from office.sealing import blind_index
from office.staff import Staff
from services.access import NotAllowed, check_may_move
from services.actions.moving import lock
from services.models import Correction, Submission
from services.queries.phone_hold import PHONE, tail_of
from services.workflow import State

TRIES, WITHIN = 5, 60 * 60


class Proof(models.TextChoices):
    """How the resident showed who they are."""

    ID_CARD = "ktp", "KTP asli diperlihatkan"
    PIN = "pin", "PIN permohonan disebutkan"


def change_phone(
    submission: Submission, phone: str, *, proof: Proof, staff: Staff, at: datetime, pin: str = ""
) -> Correction:
    """Set a number (628…). On the PIN its last digits open the request at once, on the ID card after 24 hours.

    Raises NotAllowed, with words for the page: wrong PIN, too many tries, nothing to change, not one's to do.
    """
    if proof == Proof.PIN:
        _check_pin(submission, pin, at=at)
    return _change(submission, phone, proof, staff, at)


def _check_pin(submission: Submission, pin: str, *, at: datetime) -> None:
    """Outside of the change's transaction: a try that failed stays counted."""
    if not limits.take("phone-pin", str(submission.pk), at=at, burst=TRIES, per_seconds=WITHIN):
        raise NotAllowed("Terlalu banyak PIN keliru. Periksa KTP aslinya, atau coba lagi satu jam lagi.")
    if not hmac.compare_digest(blind_index(f"pin:{submission.pk}", pin), submission.pin_index):
        raise NotAllowed("PIN tidak cocok. Minta pemohon melihat bukti permohonannya, atau periksa KTP aslinya.")
    limits.give_back("phone-pin", str(submission.pk), burst=TRIES)


@transaction.atomic
def _change(submission: Submission, phone: str, proof: Proof, staff: Staff, at: datetime) -> Correction:
    kept = lock(submission)
    check_may_move(staff, kept, State.COMPLETE)
    if kept.wiped_at:
        raise NotAllowed("Data permohonan ini sudah dihapus sesuai masa simpannya.")
    if kept.phone == phone:
        raise NotAllowed("Nomor itu sudah tercatat pada permohonan ini.")
    correction = Correction.objects.create(
        submission=kept, field=PHONE, old=kept.phone, new=phone, by=staff.user, at=at
    )
    old, kept.phone, kept.phone_index = kept.phone, phone, blind_index("phone", phone)
    kept.phone_tail_index = tail_of(phone) if proof == Proof.PIN else ""
    kept.save(update_fields=["phone", "phone_index", "phone_tail_index"])
    record(
        "submission.phone_changed", kept.audit_key, office=kept.office, actor=staff.user, at=at,
        proof=str(proof), held=proof != Proof.PIN,
    )  # fmt: skip
    _tell_old(kept, old, correction, at=at)
    return correction


def _tell_old(submission: Submission, old: str, correction: Correction, *, at: datetime) -> None:
    """Without a link: if the number has a new owner, they learn that something was changed and whom to ask."""
    if not old:
        return
    notice = Notice(
        event="services/phone_changed", effect=f"{submission.pk}:phone_changed:{correction.pk}",
        title=f"{submission.office.name}: nomor WhatsApp diganti", subject_key=submission.audit_key,
        context={"number": submission.number, "contact": submission.office.phone},
    )  # fmt: skip
    enqueue(notice, office=submission.office, to=Recipient(phone=old), at=at)
