"""Home deliveries of the demonstration: those of the past, and one in every state on Kemlagi's list today."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid5

from PIL import Image, ImageDraw

from office.roles import Role
from office.staff import Staff
from office.uploads.sanitise import CleanFile
from services.actions import delivery_answers, proofs, rounds
from services.actions.deliveries import plan_for_vulnerable
from services.actions.proofs import Proof
from services.demo.papers import MARK
from services.demo.world import Desk
from services.models import HomeDelivery, ProofMethod, Submission, Vulnerability
from services.workflow import DeliveryState, State

NAMES = UUID("6f1b0d0e-5a0b-4c8e-9a57-0c6b3c7f2f10")
ON_FOOT = timedelta(minutes=15)
Act = Callable[[HomeDelivery, Staff, Desk, datetime], object]


def bring_home(delivery: HomeDelivery, courier: Staff, *, at: datetime, confirmed: bool) -> None:
    """What became of a delivery of the past: left, proven a little later, now and then confirmed."""
    rounds.start_round([delivery.pk], staff=courier, at=at - ON_FOOT, numbered=False)
    _prove(delivery, courier, at)
    if confirmed:
        delivery_answers.confirm(delivery, at=at)


def _prove(delivery: HomeDelivery, courier: Staff, at: datetime) -> None:
    proof = Proof(
        key=uuid5(NAMES, str(delivery.pk)), method=ProofMethod.SIGNATURE, receiver_name=delivery.submission.applicant_name,
        relation="Pemohon sendiri", file=_signature(), taken_at=at,
    )  # fmt: skip
    proofs.prove(delivery, proof, staff=courier, at=at)


@cache
def _signature() -> CleanFile:
    """A wave that nobody signs with."""
    image = Image.new("RGB", (480, 200), "white")
    draw = ImageDraw.Draw(image)
    points = [(30 + step * 21, 100 + (45 if step % 2 else -45) * (1 - step / 30)) for step in range(20)]
    draw.line(points, fill=(16, 31, 63), width=4)
    draw.text((12, 176), MARK, fill=(120, 130, 150))
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=70)
    content = kept.getvalue()
    return CleanFile(content, "image/jpeg", 480, 200, 1, hashlib.sha256(content).hexdigest(), b"", "tanda-tangan.jpg")


def on_todays_list(desk: Desk, *, now: datetime) -> int:
    """One delivery in every state, newest letters first; says how many could be made."""
    states = list(_TODAY.items())
    made = 0
    for (_state, act), submission in zip(states, _letters_of(desk), strict=False):
        courier = desk.staff(desk.clerks()[0], now)
        delivery = _planned(submission, courier, now - timedelta(hours=1))
        act(delivery, courier, desk, now)
        made += 1
    return made


def _letters_of(desk: Desk) -> list[Submission]:
    """Letters that were signed and are not brought yet; first those that still wait, then those that were downloaded."""
    rows = Submission.objects.filter(office=desk.office, home_delivery=None, letters__state="issued")
    issued = list(rows.filter(state=State.ISSUED).order_by("-finished_at")[: len(_TODAY)])
    done = list(rows.filter(state=State.HANDED_OVER).order_by("-finished_at")[: len(_TODAY) - len(issued)])
    return issued + done


def _planned(submission: Submission, courier: Staff, at: datetime) -> HomeDelivery:
    said = submission.vulnerability or Vulnerability.DISABILITY
    return plan_for_vulnerable(submission, by=courier, at=at, vulnerability=said)


def _carried(delivery: HomeDelivery, courier: Staff, at: datetime) -> None:
    until = at + timedelta(hours=3)
    rounds.start_round([delivery.pk], staff=courier, at=at - timedelta(minutes=40), arrives_by=until, numbered=False)


def _out(delivery: HomeDelivery, courier: Staff, desk: Desk, at: datetime) -> None:
    _carried(delivery, courier, at)


def _missed(delivery: HomeDelivery, courier: Staff, desk: Desk, at: datetime) -> None:
    _carried(delivery, courier, at)
    rounds.note_absent(delivery, staff=courier, at=at - timedelta(minutes=20))


def _twice_missed(delivery: HomeDelivery, courier: Staff, desk: Desk, at: datetime) -> None:
    _missed(delivery, courier, desk, at)
    _carried(delivery, courier, at + timedelta(minutes=25))
    rounds.note_absent(delivery, staff=courier, at=at - timedelta(minutes=5))


def _brought(delivery: HomeDelivery, courier: Staff, desk: Desk, at: datetime) -> None:
    _carried(delivery, courier, at)
    _prove(delivery, courier, at - timedelta(minutes=25))


def _denied(delivery: HomeDelivery, courier: Staff, desk: Desk, at: datetime) -> None:
    _brought(delivery, courier, desk, at)
    delivery_answers.dispute(delivery, at=at - timedelta(minutes=10), words="Di rumah tidak ada yang menerima surat")


def _given_to_kasi(delivery: HomeDelivery, courier: Staff, desk: Desk, at: datetime) -> None:
    kasi = desk.holder(Role.SECTION_HEAD, at)
    delivery_answers.reassign(delivery, kasi.user, staff=kasi, at=at - timedelta(minutes=30))


_TODAY: dict[DeliveryState, Act] = {
    DeliveryState.ON_THE_WAY: _out, DeliveryState.DISPUTED: _denied, DeliveryState.FAILED: _missed,
    DeliveryState.READY: _given_to_kasi, DeliveryState.PICK_UP: _twice_missed, DeliveryState.DELIVERED: _brought,
}  # fmt: skip
