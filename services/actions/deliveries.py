"""Antar ke rumah: the task of bringing one submission's letter home, planned once whoever asks for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from office.actions.audit import record
from office.models import User
from office.staff import Staff
from services.access import NotAllowed, check_not_own
from services.actions.delivery_steps import IN_HAND, NOTHING_TO_BRING, lock_delivery, step, tell_step
from services.actions.moving import lock
from services.actions.notices import tell
from services.home_address import HomeAddress
from services.models import Delivery, DeliveryCause, HomeDelivery, Objection, Product, Submission, Vulnerability
from services.objection_home import destination_of
from services.workflow import REVIEWERS, DeliveryState, IllegalMove, State

HOME_FIELDS = ("address", "rt", "rw", "landmark", "place", "phone")


def plan_for_objection(objection: Objection, *, by: Staff, at: datetime) -> HomeDelivery:
    """An upheld objection: the officer who served brings the letter home (LAYAR RAMAH).

    Made once however often and whoever else asks; a task that was called off is taken up again. Raises IllegalMove
    when the request was refused, withdrawn or lapsed (then there is nothing to bring), NotAllowed outside the office.
    Whether the person may decide objections is for the caller to check.
    """
    if by.office.pk != objection.office_id:
        raise NotAllowed("Keberatan ini milik kantor lain.")
    return _plan(objection.submission, DeliveryCause.OBJECTION, by=by.user, at=at, objection=objection)


@transaction.atomic
def plan_automatic(submission: Submission, *, at: datetime) -> HomeDelivery | None:
    """Lateness alone, in an office that dares (`Office.deliver_after`).

    None when there is nothing to bring, or when the resident said they would rather fetch it.
    """
    kept = lock(submission)
    if State(kept.state) in NOTHING_TO_BRING or not destination_of(kept).wanted:
        return None
    planned = _plan(kept, DeliveryCause.AUTOMATIC, by=None, at=at)
    submission.delivery = kept.delivery
    return planned


@transaction.atomic
def plan_for_vulnerable(
    submission: Submission, *, by: Staff, at: datetime, vulnerability: str = "", home: HomeAddress | None = None
) -> HomeDelivery:
    """Elderly, disabled, pregnant or breast-feeding people need not come, without any lateness.

    `vulnerability` is what the resident said at the counter when they had not before. Raises NotAllowed, IllegalMove.
    """
    kept = lock(submission)
    _check_reviewer(by, kept)
    check_not_own(by.user, kept)
    if vulnerability in Vulnerability.values:
        Submission.objects.filter(pk=kept.pk).update(vulnerability=vulnerability)
        kept.vulnerability = submission.vulnerability = vulnerability
    if not kept.vulnerability:
        raise NotAllowed("Diantar tanpa menunggu lewat batas hanya untuk lansia, penyandang disabilitas, ibu hamil atau menyusui.")  # fmt: skip
    planned = _plan(kept, DeliveryCause.VULNERABLE, by=by.user, at=at, home=home)
    submission.delivery = kept.delivery
    return planned


def plan_wished(submission: Submission, *, by: User | None, at: datetime) -> None:
    """Home delivery was chosen when applying: the task exists from the moment the file is complete and has its officer."""
    if submission.delivery == Delivery.HOME and submission.vulnerability:
        _plan(submission, DeliveryCause.VULNERABLE, by=by, at=at)


CHANGEABLE = frozenset({DeliveryState.WAITING, DeliveryState.READY, DeliveryState.FAILED})


@transaction.atomic
def change_home(delivery: HomeDelivery, home: HomeAddress, *, at: datetime, staff: Staff | None = None) -> HomeDelivery:
    """Write down where to bring it: the resident until the courier leaves, staff also after. Raises IllegalMove, NotAllowed."""
    submission = lock(delivery.submission)
    if staff:
        _check_reviewer(staff, submission)
    kept = lock_delivery(delivery)
    may = kept.is_open if staff else DeliveryState(kept.state) in CHANGEABLE
    if not may:
        raise IllegalMove(kept.state, "address")
    said = home.as_plain()
    for name in HOME_FIELDS:
        setattr(kept, name, said.get(name, ""))
    kept.save(update_fields=HOME_FIELDS)
    by = staff.user if staff else None
    record("delivery.address", kept.audit_key, office=kept.office, actor=by, at=at, number=submission.number)
    return kept


def _check_reviewer(staff: Staff, submission: Submission) -> None:
    if staff.office.pk != submission.office_id:
        raise NotAllowed("Permohonan ini milik kantor lain.")
    if not staff.has(*REVIEWERS):
        raise NotAllowed("Jabatan Anda tidak berwenang untuk langkah ini.")


@transaction.atomic
def _plan(
    submission: Submission, cause: DeliveryCause, *, by: User | None, at: datetime,
    objection: Objection | None = None, home: HomeAddress | None = None,
) -> HomeDelivery:  # fmt: skip
    """One row per submission: the lock on the submission makes racing planners wait for the first one's row."""
    kept = lock(submission)
    if State(kept.state) in NOTHING_TO_BRING:
        raise IllegalMove(kept.state, "deliver")
    planned = HomeDelivery.objects.select_for_update(of=("self",)).filter(submission=kept).first()
    if planned is None:
        planned = _open(kept, cause, by=by, at=at, objection=objection, home=home)
    else:
        planned.submission = kept
        _join(planned, by=by, at=at, objection=objection)
    submission.delivery = Delivery.HOME
    return planned


def _open(
    submission: Submission, cause: DeliveryCause, *, by: User | None, at: datetime,
    objection: Objection | None, home: HomeAddress | None,
) -> HomeDelivery:  # fmt: skip
    in_hand = State(submission.state) in IN_HAND
    state = DeliveryState.READY if in_hand else DeliveryState.WAITING
    delivery = HomeDelivery.objects.create(
        office=submission.office, submission=submission, cause=cause, objection=objection, courier=submission.officer,
        state=state, created_at=at, ready_at=at if in_hand else None, bring=_what_to_bring(submission),
        **_place(submission, home or HomeAddress.of(submission.data, submission.phone)),
    )  # fmt: skip
    _receive_at_home(submission)
    tell_step(delivery, "", state, by=by, at=at, cause=str(cause))
    _announce(delivery, at=at)
    return delivery


def _place(submission: Submission, home: HomeAddress) -> dict[str, Any]:
    return {
        "village": submission.village, "rt": home.rt, "rw": home.rw, "address": home.address,
        "landmark": home.landmark, "place": home.place, "phone": home.phone,
    }  # fmt: skip


def _what_to_bring(submission: Submission) -> str:
    if submission.version.product == Product.LETTER:
        return "Cetakan surat, tanda terima"
    return f"{submission.version.product_name or submission.version.short_name}, tanda terima"[:240]


def _receive_at_home(submission: Submission) -> None:
    """From now on the letter comes home, so that a download of the PDF does not close the case."""
    Submission.objects.filter(pk=submission.pk).update(delivery=Delivery.HOME)
    submission.delivery = Delivery.HOME


def _join(delivery: HomeDelivery, *, by: User | None, at: datetime, objection: Objection | None) -> None:
    """A later cause of a task that exists: an objection leaves its name, and what was called off is taken up again."""
    if objection and delivery.objection_id is None:
        delivery.objection = objection
        delivery.save(update_fields=["objection"])
    if delivery.state == DeliveryState.CANCELLED:
        submission = delivery.submission
        step(delivery, DeliveryState.WAITING, by=by, at=at, public_note="Surat jadi diantar")
        if State(submission.state) in IN_HAND:
            step(delivery, DeliveryState.READY, by=by, at=at)
        _receive_at_home(submission)
        _announce(delivery, at=at)


def _announce(delivery: HomeDelivery, *, at: datetime) -> None:
    """Tell the resident that they need not wait at the office; of an objection the verdict's own text says so."""
    if delivery.objection_id:
        return
    late = delivery.cause != DeliveryCause.VULNERABLE
    steps = delivery.events.count()
    tell(
        delivery.submission, "delivery_planned", at=at, title="surat diantar ke rumah", step=f"{delivery.pk}:{steps}", late=late
    )  # fmt: skip
