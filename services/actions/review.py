"""The officer's verbs: take a file, mark papers, return it, declare it complete, correct data, reject, hand over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from office.actions.audit import record
from office.actions.limits import take as take_token
from office.sealing import blind_index
from office.staff import Staff
from services.access import NotAllowed, check_may_move, check_not_own
from services.actions import intake
from services.actions.deliveries import plan_wished
from services.actions.moving import lock, move, pause_clock, start_clock
from services.actions.notices import tell, tell_colleagues
from services.models import Correction, Document, DocumentState, Event, Product, Requirement, SearchTerm, Submission
from services.queries.clock import promise_told
from services.queries.signing_desk import REMINDER, whose_turn
from services.workflow import REVIEWERS, IllegalMove, State, check_move

REMIND_EVERY = 60 * 60


@dataclass(frozen=True)
class Flaw:
    """One paper that must be sent again, and why."""

    requirement_key: str
    reason: str


@transaction.atomic
def take(submission: Submission, *, staff: Staff, at: datetime) -> Submission:
    """Make the file one's own; somebody who is on leave loses it to whoever takes it over, on record."""
    kept = lock(submission)
    _check_reviewer(staff, kept)
    check_not_own(staff.user, kept)
    before = kept.officer.name if kept.officer else ""
    Submission.objects.filter(pk=kept.pk).update(officer=staff.user)
    record("submission.taken", kept.audit_key, office=kept.office, actor=staff.user, at=at, before=before)
    kept.officer = staff.user
    return kept


def _check_reviewer(staff: Staff, submission: Submission) -> None:
    if staff.office.pk != submission.office_id:
        raise NotAllowed("Permohonan ini milik kantor lain.")
    if not staff.has(*REVIEWERS):
        raise NotAllowed("Jabatan Anda tidak berwenang untuk langkah ini.")


def look(submission: Submission, *, staff: Staff, at: datetime) -> None:
    """Leave word that this person has the file open, so that a second officer sees it."""
    Submission.objects.filter(pk=submission.pk).update(viewer=staff.user, viewed_at=at)


@transaction.atomic
def mark(document: Document, state: DocumentState, *, staff: Staff, at: datetime, reason: str = "") -> None:
    """Say of one paper whether it will do."""
    kept = lock(document.submission)  # type: ignore[arg-type]  # papers of drafts have no reviewers
    check_may_move(staff, kept, State.COMPLETE)
    if State(kept.state) not in {State.SUBMITTED, State.COMPLETE}:
        raise IllegalMove(kept.state, "mark")
    Document.objects.filter(pk=document.pk, replaced_at=None).update(
        state=state, reason=reason, checked_by=staff.user, checked_at=at
    )


@transaction.atomic
def note_seen(submission: Submission, requirement: Requirement, *, staff: Staff, at: datetime) -> None:
    """Say of something that is shown and not sent (an original, presence) that it was seen."""
    kept = lock(submission)
    check_may_move(staff, kept, State.COMPLETE)
    if State(kept.state) not in {State.SUBMITTED, State.COMPLETE}:
        raise IllegalMove(kept.state, "mark")
    seen = intake.attach(kept, requirement, None, at=at, seen_original=True)
    Document.objects.filter(pk=seen.pk).update(state=DocumentState.ACCEPTED, checked_by=staff.user, checked_at=at)


@transaction.atomic
def return_for_fixes(
    submission: Submission, flaws: list[Flaw], *, staff: Staff, at: datetime, message: str = ""
) -> Submission:
    """Send the file back with a reason per requirement; the clock stands still until the resident answers."""
    kept = lock(submission)
    check_may_move(staff, kept, State.RETURNED)
    check_move(kept.state, State.RETURNED)  # before the clock is touched: a second tap finds the file returned already
    if not flaws:
        raise NotAllowed("Tandai paling sedikit satu berkas yang perlu diperbaiki.")
    papers = [f"{_ask_again(kept, flaw, staff=staff, at=at)}: {flaw.reason}" for flaw in flaws]
    kept.times_returned += 1
    kept.officer = kept.officer or staff.user
    pause_clock(kept, reason="Menunggu berkas dari pemohon", by=staff.user, at=at)
    note = "; ".join([*papers, message] if message else papers)
    move(
        kept,
        State.RETURNED,
        by=staff.user,
        at=at,
        public_note=note[:500],
        papers=[flaw.requirement_key for flaw in flaws],
    )
    tell(kept, "returned", at=at, title="berkas perlu diperbaiki", step=str(kept.times_returned), papers=papers)
    return kept


def _ask_again(submission: Submission, flaw: Flaw, *, staff: Staff, at: datetime) -> str:
    """Refuse the paper; says its name."""
    requirement = submission.version.requirements.get(key=flaw.requirement_key)
    facts: dict[str, Any] = {
        "state": DocumentState.REFUSED,
        "reason": flaw.reason[:240],
        "checked_by": staff.user,
        "checked_at": at,
    }
    current = Document.objects.filter(submission=submission, requirement=requirement, replaced_at=None)
    if not current.update(**facts):
        Document.objects.create(submission=submission, requirement=requirement, created_at=at, **facts)
    return requirement.name


@transaction.atomic
def declare_complete(submission: Submission, *, staff: Staff, at: datetime) -> Submission:
    """Berkas lengkap: the SOP clock starts and the resident is told until when."""
    kept = lock(submission)
    check_may_move(staff, kept, State.COMPLETE)
    if kept.state != State.SUBMITTED:
        raise IllegalMove(kept.state, State.COMPLETE)
    kept.officer = kept.officer or staff.user
    current = Document.objects.filter(submission=kept, replaced_at=None)
    if current.filter(state=DocumentState.REFUSED).exists():
        raise NotAllowed("Masih ada berkas yang ditandai perlu diganti. Kembalikan ke pemohon, atau tandai sesuai.")
    current.filter(state=DocumentState.PENDING).update(
        state=DocumentState.ACCEPTED, checked_by=staff.user, checked_at=at
    )
    start_clock(kept, at=at)
    move(kept, State.COMPLETE, by=staff.user, at=at)
    promise = promise_told(kept, at=at)
    tell(kept, "complete", at=at, title="berkas lengkap", step=str(kept.times_returned), promise=promise)
    plan_wished(kept, by=staff.user, at=at)
    return kept


@transaction.atomic
def correct(submission: Submission, changes: dict[str, Any], *, staff: Staff, at: datetime) -> list[Correction]:
    """Put data right before the letter is drafted; the old values stay on record, sealed."""
    kept = lock(submission)
    check_may_move(staff, kept, State.COMPLETE)
    if State(kept.state) not in {State.SUBMITTED, State.COMPLETE}:
        raise IllegalMove(kept.state, "correct")
    fields = dict(kept.data["fields"])
    changed = {key: value for key, value in changes.items() if fields.get(key) != value}
    corrections = [
        Correction.objects.create(
            submission=kept, field=key, old=_text(fields.get(key)), new=_text(value), by=staff.user, at=at
        )
        for key, value in changed.items()
    ]
    if corrections:
        kept.data = {**kept.data, "fields": {**fields, **changed}}
        _follow(kept, changed)
        record(
            "submission.corrected", kept.audit_key, office=kept.office, actor=staff.user, at=at, fields=sorted(changed)
        )
    return corrections


def _follow(submission: Submission, changed: dict[str, Any]) -> None:
    """Where the letter is about the applicant, the name and NIK by which the file is found follow the correction."""
    if not submission.is_on_behalf and "nik" in changed:
        submission.nik, submission.nik_index = changed["nik"], blind_index("nik", changed["nik"])
    if not submission.is_on_behalf and changed.get("nama"):
        submission.applicant_name = changed["nama"]
        SearchTerm.objects.filter(submission=submission).delete()
        intake.index_terms(submission)
    submission.save(update_fields=["data", "nik", "nik_index", "applicant_name"])


def _text(value: Any) -> str:
    return "" if value is None else str(value)


@transaction.atomic
def reject(submission: Submission, *, reason: str, staff: Staff, at: datetime) -> Submission:
    """Say no, with a reason the resident reads and what they may do about it."""
    kept = lock(submission)
    check_may_move(staff, kept, State.REJECTED)
    move(kept, State.REJECTED, by=staff.user, at=at, public_note=reason)
    tell(kept, "rejected", at=at, title="permohonan ditolak", reason=reason)
    return kept


@transaction.atomic
def forward(submission: Submission, *, staff: Staff, at: datetime, note: str = "") -> Submission:
    """Pass a file on to Disdukcapil, for services whose product is theirs."""
    kept = lock(submission)
    check_may_move(staff, kept, State.FORWARDED)
    if kept.version.product != Product.FORWARDED:
        raise NotAllowed("Layanan ini menghasilkan surat; buat suratnya.")
    move(kept, State.FORWARDED, by=staff.user, at=at, public_note=note)
    tell(kept, "forwarded", at=at, title="berkas diteruskan", next_office=kept.version.next_office)
    return kept


@transaction.atomic
def note_ready(submission: Submission, *, staff: Staff, at: datetime, note: str = "") -> Submission:
    """The product came back and lies at the counter."""
    kept = lock(submission)
    check_may_move(staff, kept, State.READY)
    move(kept, State.READY, by=staff.user, at=at, public_note=note)
    tell(kept, "ready_at_counter", at=at, title="siap diambil")
    return kept


@transaction.atomic
def hand_over(
    submission: Submission, *, at: datetime, how: str, staff: Staff | None = None, note: str = ""
) -> Submission:
    """The resident has it: downloaded on the page (no staff), picked up, or sent. A second time changes nothing.

    `how` is read by the resident; who came for it stands in `note`, which stays in the office.
    """
    kept = lock(submission)
    if kept.state == State.HANDED_OVER:
        return kept
    if staff:
        check_may_move(staff, kept, State.HANDED_OVER)
    return move(kept, State.HANDED_OVER, by=staff.user if staff else None, at=at, public_note=how, note=note)


@transaction.atomic
def withdraw_at_counter(submission: Submission, *, reason: str, staff: Staff, at: datetime) -> Submission:
    """Take the request back at the applicant's word, given at the counter."""
    kept = lock(submission)
    check_may_move(staff, kept, State.WITHDRAWN)
    return intake.withdraw(kept, reason=reason, at=at, by=staff.user)


@transaction.atomic
def remind(submission: Submission, *, staff: Staff, at: datetime) -> list[str]:
    """Tell whoever has the next paraf or the signature that somebody waits, once an hour; says their names."""
    kept = lock(submission)
    _check_reviewer(staff, kept)
    people = whose_turn(kept, at=at)
    if not people:
        raise NotAllowed("Tidak ada yang dapat diingatkan: permohonan ini tidak menunggu paraf atau tanda tangan.")
    if not take_token("remind", str(kept.pk), at=at, burst=1, per_seconds=REMIND_EVERY):
        raise NotAllowed("Pengingat sudah dikirim kurang dari satu jam lalu.")
    names = [person.name for person in people]
    remark(kept, text=f"{REMINDER} {', '.join(names)}", staff=staff, at=at)
    tell_colleagues(kept, people, "reminder", at=at, title="surat menunggu Anda")
    return names


@transaction.atomic
def remark(submission: Submission, *, text: str, staff: Staff, at: datetime) -> Event:
    """An internal note beside the file; it never leaves the office."""
    return Event.objects.create(
        submission=submission,
        at=at,
        source=submission.state,
        target=submission.state,
        actor=staff.user,
        note=text[:500],
    )


@transaction.atomic
def lapse(submission: Submission, *, at: datetime) -> bool:
    """Close a returned file that nobody answered; says whether this call did it."""
    kept = lock(submission)
    if kept.state != State.RETURNED:
        return False
    move(kept, State.LAPSED, by=None, at=at, public_note=f"Tidak ada jawaban dalam {kept.office.lapse_days} hari")
    tell(kept, "lapsed", at=at, title="permohonan gugur")
    return True
