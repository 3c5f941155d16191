"""One matter, one file: a repeated report joins the first; neighbours say "saya juga"."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from complaints.access import NotAllowed, check_may
from complaints.actions.moving import Words, lock, move
from complaints.actions.notices import tell_reporter
from complaints.models import Complaint, Supporter
from complaints.workflow import DONE, State, Verb, check_move
from office.sealing import blind_index
from office.staff import Staff, local_day


@transaction.atomic
def merge(complaint: Complaint, into: Complaint, *, staff: Staff, at: datetime) -> Complaint:
    """Close this one as the same as another; its reporter's page lives on and shows the other's story.

    Both rows are locked in the order of their keys, so that two people merging crosswise cannot wait for each other.
    """
    first, second = sorted([complaint.pk, into.pk])
    rows = {row.pk: row for row in [lock(Complaint(pk=first)), lock(Complaint(pk=second))]} if first != second else {}
    kept, main = rows.get(complaint.pk), rows.get(into.pk)
    if kept is None or main is None:
        raise NotAllowed("Pilih laporan lain untuk digabungi.")
    check_may(staff, kept, Verb.MERGED)
    check_may(staff, main, Verb.MERGED)
    _check_main(kept, main)
    check_move(kept.state, State.DUPLICATE)
    kept.duplicate_of, kept.published_at = main, None
    Complaint.objects.filter(duplicate_of=kept).update(duplicate_of=main)
    Complaint.objects.filter(pk=main.pk).update(supporter_count=F("supporter_count") + 1 + kept.supporter_count)
    if kept.agency:
        kept.stays.filter(left_at=None).update(left_at=at)
    words = Words(public=f"Digabung dengan laporan {main.number}")
    moved = move(kept, State.DUPLICATE, Verb.MERGED, by=staff.user, at=at, words=words, into=main.number)
    tell_reporter(moved, "merged", at=at, title="laporan digabung")
    return moved


def _check_main(complaint: Complaint, main: Complaint) -> None:
    if State(main.state) in DONE - {State.CLOSED}:
        raise NotAllowed("Laporan tujuan sudah ditutup atau sudah digabung. Pilih laporan yang masih berjalan.")
    if main.is_sensitive != complaint.is_sensitive:
        raise NotAllowed("Laporan tentang kantor ini tidak digabung dengan laporan lain.")


@transaction.atomic
def support(complaint: Complaint, *, token: str, at: datetime) -> bool:
    """ "Saya juga": count one more person, once per token; nobody is named. Says whether it counted."""
    kept = lock(complaint)
    if kept.published_at is None or not kept.is_open:
        return False
    _row, new = Supporter.objects.get_or_create(
        complaint=kept,
        token_index=blind_index(f"supporter:{kept.pk}", token),
        defaults={"day": local_day(kept.office, at)},
    )
    if new:
        Complaint.objects.filter(pk=kept.pk).update(supporter_count=F("supporter_count") + 1)
    return new
