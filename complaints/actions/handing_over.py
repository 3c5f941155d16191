""" "Bukan wewenang": an agency names the right one and hands over; the second time the head of the office decides."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints.access import NotAllowed, check_may
from complaints.actions.moving import Words, leave, lock, move, settle
from complaints.actions.notices import tell_agency, tell_office, tell_reporter
from complaints.models import Agency, Complaint
from complaints.queries.visible import agencies_of
from complaints.workflow import IN_AGENCY, OVERSEERS, IllegalMove, State, Verb
from office.staff import Staff

MOST_BOUNCES = 1
"""Handed on directly so often; the next time it goes to the desk of the head."""


@transaction.atomic
def bounce(complaint: Complaint, *, to: Agency, reason: str, staff: Staff, at: datetime) -> Complaint:
    """Not ours, theirs: hand over to the agency named. The answer's limit runs on.

    Bounced before, or back to one that refused it already: it lands on the desk of the camat. Raises IllegalMove or NotAllowed.
    """
    kept = lock(complaint)
    check_may(staff, kept, Verb.HANDED_OVER, agencies=agencies_of(staff))
    if State(kept.state) not in IN_AGENCY or kept.agency is None:
        raise IllegalMove(kept.state, State.FORWARDED)
    _check_named(kept, to, reason)
    refused = set(kept.stays.filter(bounced=True).values_list("agency", flat=True))
    before = kept.agency
    kept.times_bounced += 1
    leave(kept, at=at, bounced=True, bounced_to=to, reason=reason[:500])
    if kept.times_bounced > MOST_BOUNCES or to.pk in refused:
        return _to_head(kept, before, to, reason, staff, at)
    return _hand_over(kept, before, to, reason, staff, at)


def _check_named(complaint: Complaint, to: Agency, reason: str) -> None:
    if to.office_id != complaint.office_id or not to.is_active:
        raise NotAllowed("Dinas itu tidak ada dalam daftar kantor ini.")
    if to.pk == complaint.agency_id:
        raise NotAllowed("Sebutkan dinas lain yang berwenang.")
    if len(reason.strip()) < 5:
        raise NotAllowed("Tulis mengapa bukan wewenang dinas Anda.")


def _hand_over(complaint: Complaint, before: Agency, to: Agency, reason: str, staff: Staff, at: datetime) -> Complaint:
    settle(complaint, to, why=f"Dialihkan {before.short_name}: {reason}", by=staff.user, at=at)
    moved = move(
        complaint, State.FORWARDED, Verb.HANDED_OVER, by=staff.user, at=at, agency=to,
        words=Words(public=f"Dialihkan dari {before.name} ke {to.name}"), before=before.key, after=to.key,
    )  # fmt: skip
    tell_agency(moved, "agency_new", at=at, title="laporan dialihkan ke dinas Anda")
    tell_reporter(moved, "moved", at=at, title="laporan dialihkan", step=str(moved.times_bounced), agency=to.name)
    return moved


def _to_head(complaint: Complaint, before: Agency, to: Agency, reason: str, staff: Staff, at: datetime) -> Complaint:
    complaint.escalated_at = at
    complaint.why = f"{before.short_name} menyebut {to.short_name}: {reason}"[:240]
    moved = move(
        complaint, State.VERIFIED, Verb.BOUNCED_TO_HEAD, by=staff.user, at=at, agency=before,
        words=Words(public="Dinas yang berwenang sedang ditentukan pimpinan kantor"), before=before.key, after=to.key,
    )  # fmt: skip
    tell_office(moved, "head_bounced", at=at, title="tentukan dinasnya", roles=OVERSEERS)
    return moved
