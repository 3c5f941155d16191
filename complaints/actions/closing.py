"""How a complaint ends, and begins again: the reporter agrees, stays silent, objects, or settles it face to face; the rating."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from complaints.access import NotAllowed, check_may
from complaints.actions.answering import Reply, answer
from complaints.actions.forwarding import Findings, forward, verify
from complaints.actions.moving import SILENT, Words, lock, moment, move
from complaints.actions.notices import tell_agency, tell_reporter
from complaints.models import Agency, ClosedHow, Complaint, ReporterRating
from complaints.queries.clock import settings_of
from complaints.workflow import IllegalMove, Kind, State, Verb, check_move
from office.models import User
from office.staff import Staff

SHORTEST_NOTE = 10


@transaction.atomic
def confirm(complaint: Complaint, *, at: datetime) -> Complaint:
    """The reporter agrees with the answer. Raises IllegalMove when it is not answered (any more)."""
    kept = lock(complaint)
    return _close(kept, ClosedHow.CONFIRMED, Verb.CONFIRMED, at=moment(kept, at), by=None, is_reporter=True)


@transaction.atomic
def confirm_for_reporter(complaint: Complaint, *, note: str, staff: Staff, at: datetime) -> Complaint:
    """The reporter said at the counter or on the telephone that it is solved; complaint staff write that down, and who said so.

    The reporter reads it and may object as ever. Raises IllegalMove when it is not answered (any more), NotAllowed for
    others, without a note, and for an anonymous reporter, whom nobody can know at a counter.
    """
    kept = lock(complaint)
    check_may(staff, kept, Verb.CONFIRMED)
    if kept.is_anonymous:
        raise NotAllowed("Pelapor tanpa nama menyatakan selesai sendiri dengan kode buktinya.")
    if len(note.strip()) < SHORTEST_NOTE:
        raise NotAllowed(f"Tulis siapa yang menyatakan selesai dan lewat apa, paling sedikit {SHORTEST_NOTE} huruf.")
    words = Words(reporter=f"Dicatat petugas atas kabar pelapor: {note.strip()[:2000]}")
    closed = _close(kept, ClosedHow.CONFIRMED, Verb.CONFIRMED, at=at, by=staff.user, words=words, for_reporter=True)
    tell_reporter(closed, "closed", at=at, title="laporan selesai", step=str(closed.times_reopened))
    return closed


def _close(
    complaint: Complaint, how: ClosedHow, verb: Verb, *, at: datetime, by: User | None, is_reporter: bool = False,
    words: Words = SILENT, **facts: Any,
) -> Complaint:  # fmt: skip
    check_move(complaint.state, State.CLOSED)
    complaint.closed_how = how
    return move(complaint, State.CLOSED, verb, by=by, at=at, is_reporter=is_reporter, words=words, **facts)


@transaction.atomic
def close_silent(complaint: Complaint, *, at: datetime) -> bool:
    """Close what was answered when the days for an objection are over; says whether this call did it. Safe to repeat."""
    kept = lock(complaint)
    if State(kept.state) != State.ANSWERED or kept.step_due is None or kept.step_due >= at:
        return False
    _close(kept, ClosedHow.SILENT, Verb.CLOSED_SILENT, at=at, by=None)
    tell_reporter(kept, "closed", at=at, title="laporan selesai", step=str(kept.times_reopened))
    return True


@transaction.atomic
def lapse(complaint: Complaint, *, at: datetime) -> bool:
    """The reporter never said what was missing: it counts as withdrawn (UU 25/2009 art. 44). Safe to repeat."""
    kept = lock(complaint)
    if State(kept.state) != State.WAITING or kept.step_due is None or kept.step_due >= at:
        return False
    kept.pauses.filter(ends_at=None).update(ends_at=at)
    kept.paused_at, kept.returns_to = None, ""
    kept.reason = "Keterangan yang diminta belum diterima sampai batas waktunya."
    move(kept, State.ARCHIVED, Verb.WITHDRAWN, by=None, at=at, words=Words(public=kept.reason))
    tell_reporter(kept, "lapsed", at=at, title="laporan ditutup")
    return True


@transaction.atomic
def reopen(complaint: Complaint, *, reason: str, at: datetime) -> Complaint:
    """Not solved, says the reporter: the same agency answers again, with new limits. At most so many times.

    Raises IllegalMove, or NotAllowed without a reason or beyond the last time.
    """
    kept = lock(complaint)
    if State(kept.state) not in {State.ANSWERED, State.CLOSED}:
        raise IllegalMove(kept.state, State.FORWARDED)
    if len(reason.strip()) < 5:
        raise NotAllowed("Tulis apa yang belum selesai.")
    if not may_reopen(kept):
        raise NotAllowed(
            "Laporan ini sudah dibuka lagi sebanyak yang diperbolehkan. Buat laporan baru bila masalahnya masih ada."
        )
    then = moment(kept, at)
    kept.times_reopened += 1
    kept.closed_at, kept.closed_how, kept.forwarded_at = None, "", then
    ReporterRating.objects.filter(complaint=kept).delete()
    moved = move(
        kept, State.FORWARDED, Verb.REOPENED, by=None, at=then, words=Words(reporter=reason[:2000]), is_reporter=True
    )
    if not kept.is_anonymous:
        tell_agency(moved, "agency_reopened", at=at, title="laporan dibuka lagi")
    return moved


def may_reopen(complaint: Complaint) -> bool:
    """Whether a time is left; a closed one can be reopened for as long as its page stands."""
    return complaint.times_reopened < settings_of(complaint.office).reopens_most


@transaction.atomic
def rate(complaint: Complaint, *, solved: bool, score: int, at: datetime, reason: str = "") -> ReporterRating:
    """The reporter's word on the outcome, 1 to 4; a second one replaces the first. Raises IllegalMove before it is closed."""
    kept = lock(complaint)
    if State(kept.state) != State.CLOSED:
        raise IllegalMove(kept.state, "rate")
    rating = ReporterRating.objects.filter(complaint=kept).first() or ReporterRating(complaint=kept)
    rating.solved, rating.score, rating.reason, rating.at = solved, score, reason[:1000], moment(kept, at)
    rating.save()
    return rating


@transaction.atomic
def settle_on_the_spot(
    complaint: Complaint, reply: Reply, *, staff: Staff, at: datetime, agency: Agency | None = None
) -> Complaint:
    """Done before the reporter's eyes, at the counter or in the RW hall: verified, forwarded, answered and closed at once."""
    kept = lock(complaint)
    if State(kept.state) == State.RECEIVED:
        findings = Findings(kept.category, Kind(kept.kind), kept.needs_investigation)
        kept = verify(kept, findings, staff=staff, at=at)
    if State(kept.state) == State.VERIFIED:
        forward(kept, staff=staff, at=at, agency=agency)
    answer(kept, reply, staff=staff, at=at, on_the_spot=True)
    return _close(lock(kept), ClosedHow.ON_THE_SPOT, Verb.CONFIRMED, at=at, by=staff.user)
