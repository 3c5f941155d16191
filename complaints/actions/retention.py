"""How long a reporter's name is kept: so many days after the end the office forgets it; the story stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints.actions.moving import lock
from complaints.models import Complaint, ComplaintIdentity
from complaints.queries.sweeps import forgettable
from office.actions.audit import record
from office.models import Office

BATCH = 500


def wipe_identities(office: Office, *, at: datetime) -> int:
    """Delete the names whose days are over, also those that came from SP4N-LAPOR; says how many. Safe to repeat."""
    wiped = 0
    while batch := list(forgettable(office, at=at)[:BATCH]):
        wiped += sum(_wipe(complaint, at=at) for complaint in batch)
    return wiped


@transaction.atomic
def _wipe(complaint: Complaint, *, at: datetime) -> bool:
    """Forget one reporter; the row's lock decides who does it, and one that was opened again meanwhile keeps the name."""
    kept = lock(complaint)
    if not forgettable(kept.office, at=at).filter(pk=kept.pk).exists():
        return False
    ComplaintIdentity.objects.filter(complaint=kept).delete()
    Complaint.objects.filter(pk=kept.pk).update(wiped_at=at)
    record("complaint.identity_wiped", kept.audit_key, office=kept.office, actor=None, at=at)
    return True
