"""Deliveries in each state, made by the verbs."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

from office.uploads.sanitise import CleanFile
from services.actions import letters, proofs, review, rounds
from services.actions.letters import Signed
from services.actions.proofs import Proof
from services.models import DeliveryProof, HomeDelivery, ProofMethod, Submission
from tests.factories import MONDAY_9AM, submit
from tests.people import budi, retno, sari

LATER = MONDAY_9AM + timedelta(hours=2)
HOME = {"alamat": "Dusun Krajan 4", "rt": "002", "rw": "001"}


def complete(at: datetime = MONDAY_9AM, **facts: Any) -> Submission:
    submission = submit(at=at, **facts).submission
    review.declare_complete(submission, staff=sari(), at=at)
    submission.refresh_from_db()
    return submission


def issue(submission: Submission, at: datetime = LATER) -> Submission:
    """Draft, paraf, sign, without rendering anything."""
    letter = letters.draft_letter(submission, staff=sari(), at=at, signer=budi().signing_posts[0])
    letters.endorse(submission, staff=retno(), content_hash=letter.content_hash, at=at)
    held = letters.begin_signing(letter, content_hash=letter.content_hash, staff=budi(), at=at)
    signed = Signed(
        content=b"%PDF-signed", sha256=sha256(b"%PDF-signed").hexdigest(), method="internal", certificate="1"
    )
    letters.finish_signing(held, signed, staff=budi(), at=at)
    submission.refresh_from_db()
    return submission


def ready(at: datetime = LATER, **facts: Any) -> HomeDelivery:
    """A signed letter of a vulnerable resident, waiting for its courier."""
    asked = {"delivery": "home", "vulnerability": "elderly", "fields": {"nama": "Siti Rohmah", **HOME}}
    return HomeDelivery.objects.get(submission=issue(complete(at - timedelta(hours=2), **{**asked, **facts}), at))


def on_the_way(at: datetime = LATER, **facts: Any) -> HomeDelivery:
    delivery = ready(at, **facts)
    rounds.start_round([delivery.pk], staff=sari(), at=at, numbered=False)
    delivery.refresh_from_db()
    return delivery


def picture() -> CleanFile:
    return CleanFile(b"\xff\xd8jpeg", "image/jpeg", 4, 4, 1, "0" * 64, b"", "bukti.jpg")


def proof(**facts: Any) -> Proof:
    usual = {
        "key": uuid4(), "method": ProofMethod.SIGNATURE, "receiver_name": "Siti Rohmah", "relation": "Pemohon sendiri",
        "file": picture(), "taken_at": LATER + timedelta(minutes=30),
    }  # fmt: skip
    return Proof(**{**usual, **facts})


def deliver(delivery: HomeDelivery, at: datetime = LATER + timedelta(minutes=40), **facts: Any) -> DeliveryProof:
    return proofs.prove(delivery, proof(**facts), staff=sari(), at=at)


def delivered(at: datetime = LATER, **facts: Any) -> HomeDelivery:
    delivery = on_the_way(at, **facts)
    deliver(delivery, at + timedelta(minutes=40), taken_at=at + timedelta(minutes=30))
    delivery.refresh_from_db()
    return delivery
