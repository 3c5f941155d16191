"""Forgetting what is no longer needed: identity papers go, the letter and its register stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from office.actions import files
from office.actions.audit import record
from services.actions.moving import lock
from services.models import DeliveryProof, Document, Submission


@transaction.atomic
def wipe_papers(submission: Submission, *, at: datetime) -> bool:
    """Delete the uploaded papers of a closed case and the pictures of its delivery; says whether this call did it."""
    kept = lock(submission)
    if kept.closed_at is None or kept.wiped_at:
        return False
    count = 0
    for document in Document.objects.filter(submission=kept, file__isnull=False).select_related("file"):
        files.wipe(document.file, at=at)  # type: ignore[arg-type]  # the filter above says there is one
        count += 1
    count += _wipe_proofs(kept, at=at)
    Submission.objects.filter(pk=kept.pk).update(wiped_at=at)
    record("submission.papers_wiped", kept.audit_key, office=kept.office, actor=None, at=at, count=count)
    return True


def _wipe_proofs(submission: Submission, *, at: datetime) -> int:
    """Signatures and photos go with the papers; who received the letter and when stays in the row."""
    shown = DeliveryProof.objects.filter(delivery__submission=submission, file__wiped_at=None).exclude(file=None)
    pictures = [proof.file for proof in shown.select_related("file") if proof.file]
    for picture in pictures:
        files.wipe(picture, at=at)
    return len(pictures)
