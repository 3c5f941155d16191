"""Opening who reported: an open reporter's name is read, a secret one's only by two roles, with a reason, on record and told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints.access import NotAllowed, check_may_open_identity
from complaints.actions.moving import lock
from complaints.actions.notices import tell_office
from complaints.models import Complaint, ComplaintIdentity, IdentityOpening
from complaints.queries.visible import visible_to
from complaints.workflow import OVERSEERS, Identity
from office.actions.audit import record
from office.staff import Staff

LONGEST_REASON = 240


@transaction.atomic
def open_identity(complaint: Complaint, *, reason: str, staff: Staff, at: datetime) -> ComplaintIdentity:
    """Read a secret reporter's name. Every look is a row with its reason, an audit line, and news for the head of the office.

    Raises NotAllowed for everybody else, without a reason, and where nobody is named.
    """
    kept = lock(complaint)
    if not visible_to(staff).filter(pk=kept.pk).exists():
        raise NotAllowed("Laporan ini tidak dapat Anda buka.")
    check_may_open_identity(staff, kept, reason=reason)
    who = ComplaintIdentity.objects.filter(complaint=kept).first()
    if who is None:
        raise NotAllowed("Identitas pelapor sudah dihapus.")
    if kept.identity == Identity.SECRET:
        said = reason.strip()[:LONGEST_REASON]
        IdentityOpening.objects.create(complaint=kept, user=staff.user, at=at, reason=said)
        record("complaint.identity_opened", kept.audit_key, office=kept.office, actor=staff.user, at=at, reason=said)
        tell_office(kept, "identity_opened", at=at, title="identitas pelapor dibuka", roles=OVERSEERS)
    return who
