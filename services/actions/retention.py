"""Forgetting what is no longer needed: identity papers go, the letter and its register stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from office.actions import files
from office.actions.audit import record
from services.actions.moving import lock
from services.models import Document, Submission


@transaction.atomic
def wipe_papers(submission: Submission, *, at: datetime) -> bool:
    """Delete the uploaded papers of a closed case; says whether this call did it."""
    kept = lock(submission)
    if kept.closed_at is None or kept.wiped_at:
        return False
    count = 0
    for document in Document.objects.filter(submission=kept, file__isnull=False).select_related("file"):
        files.wipe(document.file, at=at)  # type: ignore[arg-type]  # the filter above says there is one
        count += 1
    Submission.objects.filter(pk=kept.pk).update(wiped_at=at)
    record("submission.papers_wiped", kept.audit_key, office=kept.office, actor=None, at=at, count=count)
    return True
