"""The agency's verbs: start, ask the reporter, take the reply, answer with proof, settle a matter on the spot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from complaints.access import NotAllowed, check_may
from complaints.actions.moving import Words, lock, moment, move, pause, resume
from complaints.actions.notices import day_text, tell_agency, tell_office, tell_reporter
from complaints.models import Answer, Complaint, ComplaintNote, ComplaintPhoto, PhotoKind
from complaints.queries.visible import agencies_of
from complaints.workflow import IN_AGENCY, IN_OFFICE, IllegalMove, Kind, Outcome, State, Verb, check_move
from office.models import StoredFile, User
from office.staff import Staff


@dataclass(frozen=True)
class Reply:
    """An answer as written; `reason` says what was not done and why."""

    text: str
    outcome: Outcome
    reason: str = ""


@dataclass(frozen=True)
class Proof:
    """A stored file that shows it."""

    file: StoredFile
    kind: PhotoKind = PhotoKind.AFTER


@transaction.atomic
def start(complaint: Complaint, *, staff: Staff, at: datetime, note: str = "") -> Complaint:
    """The first follow-up: somebody works on it, and it is theirs. `note` is read by everybody."""
    kept = _held_by(complaint, Verb.STARTED, staff)
    check_move(kept.state, State.IN_PROGRESS)
    kept.officer = kept.officer or staff.user
    return move(kept, State.IN_PROGRESS, Verb.STARTED, by=staff.user, at=at, words=Words(public=note))


def _held_by(complaint: Complaint, verb: Verb, staff: Staff) -> Complaint:
    kept = lock(complaint)
    check_may(staff, kept, verb, agencies=agencies_of(staff))
    return kept


@transaction.atomic
def assign(complaint: Complaint, officer: User | None, *, staff: Staff, at: datetime) -> Complaint:
    """Give it to a person of the agency that has it; raises NotAllowed for anybody else."""
    kept = _held_by(complaint, Verb.STARTED, staff)
    if State(kept.state) not in IN_AGENCY | {State.WAITING}:
        raise NotAllowed("Laporan ini tidak sedang dikerjakan dinas.")
    if officer and not kept.agency.officers.filter(user=officer, ended_at=None).exists():  # type: ignore[union-attr]  # in an agency
        raise NotAllowed("Orang itu bukan petugas dinas ini.")
    kept.officer = officer
    kept.save(update_fields=["officer"])
    return kept


@transaction.atomic
def remark(complaint: Complaint, *, text: str, staff: Staff, at: datetime) -> ComplaintNote:
    """An internal note; it stays in the house that wrote it. Raises NotAllowed for those it does not lie with."""
    kept = _held_by(complaint, Verb.STARTED, staff)
    mine = agencies_of(staff)
    house = kept.agency if kept.agency_id in mine else None
    return ComplaintNote.objects.create(complaint=kept, agency=house, by=staff.user, at=at, text=text[:2000])


@transaction.atomic
def ask_reporter(complaint: Complaint, *, question: str, staff: Staff, at: datetime) -> Complaint:
    """Ask for what is missing; the clock stands still until the reporter answers, 30 days at most."""
    kept = _held_by(complaint, Verb.ASKED, staff)
    if not question.strip():
        raise NotAllowed("Tulis pertanyaannya.")
    check_move(kept.state, State.WAITING)
    pause(kept, at=at)
    moved = move(kept, State.WAITING, Verb.ASKED, by=staff.user, at=at, words=Words(reporter=question[:2000]))
    due = day_text(moved, moved.step_due)
    tell_reporter(moved, "asked", at=at, title="perlu keterangan Anda", step=str(moved.events.count()), due=due)
    return moved


@transaction.atomic
def reporter_replies(complaint: Complaint, *, text: str, at: datetime) -> Complaint:
    """The reporter answered; the clock runs on where it stood. Raises IllegalMove when nothing was asked (any more)."""
    kept = lock(complaint)
    if State(kept.state) != State.WAITING:
        check_move(kept.state, State.WAITING)
        raise NotAllowed("Tidak ada pertanyaan yang menunggu jawaban Anda.")
    if not text.strip():
        raise NotAllowed("Tulis jawaban Anda.")
    then = max(moment(kept, at), kept.paused_at or at)
    target = resume(kept, at=then)
    moved = move(kept, target, Verb.REPLIED, by=None, at=then, words=Words(reporter=text[:2000]), is_reporter=True)
    if not kept.is_anonymous:
        _tell_who_asked(moved, at=at)
    return moved


def _tell_who_asked(complaint: Complaint, *, at: datetime) -> None:
    title = "pelapor menjawab"
    if State(complaint.state) in IN_OFFICE:
        tell_office(complaint, "office_replied", at=at, title=title)
    else:
        tell_agency(complaint, "agency_replied", at=at, title=title)


@transaction.atomic
def answer(
    complaint: Complaint, reply: Reply, *, staff: Staff, at: datetime,
    proofs: Iterable[Proof] = (), on_the_spot: bool = False,
) -> Answer:  # fmt: skip
    """Answer once per round, with what was done; a complaint that is "done" needs proof unless it was settled before the reporter's eyes.

    Raises IllegalMove when somebody was faster, NotAllowed when the answer says too little.
    """
    kept = _held_by(complaint, Verb.ANSWERED, staff)
    check_move(kept.state, State.ANSWERED)
    shown, agency = list(proofs), kept.agency
    if agency is None:
        raise IllegalMove(kept.state, State.ANSWERED)
    _check_reply(kept, reply, has_proof=bool(shown) or on_the_spot)
    row = Answer.objects.create(
        complaint=kept, agency=agency, by=staff.user, at=at, text=reply.text, outcome=reply.outcome,
        reason=reply.reason, round=kept.times_reopened,
    )  # fmt: skip
    for position, proof in enumerate(shown):
        ComplaintPhoto.objects.create(complaint=kept, answer=row, file=proof.file, kind=proof.kind, position=position)
    kept.answered_at, kept.officer = at, kept.officer or staff.user
    moved = move(kept, State.ANSWERED, Verb.ANSWERED, by=staff.user, at=at, outcome=str(reply.outcome))
    if not on_the_spot:
        due = day_text(moved, moved.step_due)
        tell_reporter(moved, "answered", at=at, title="laporan dijawab", step=str(row.round), due=due)
    return row


def _check_reply(complaint: Complaint, reply: Reply, *, has_proof: bool) -> None:
    if not reply.text.strip():
        raise NotAllowed("Tulis jawaban untuk pelapor.")
    if reply.outcome != Outcome.DONE and not reply.reason.strip():
        raise NotAllowed("Tulis apa yang belum atau tidak dapat dikerjakan, dan mengapa.")
    if reply.outcome == Outcome.DONE and complaint.kind == Kind.COMPLAINT and not has_proof:
        raise NotAllowed("Lampirkan foto sesudah dikerjakan, atau dokumen yang menunjukkannya.")
