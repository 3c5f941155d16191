"""The letter's verbs: draft, paraf, return, begin and finish signing, give up, revoke, replace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from office import codes
from office.actions.audit import record
from office.actions.files import store
from office.models import FileKind, Office, Post
from office.names import masked_name
from office.roles import Role
from office.sealing import blind_index
from office.staff import Staff, local_day
from services.access import NotAllowed, check_may_endorse, check_may_move, check_may_sign
from services.actions.delivery_steps import call_off
from services.actions.moving import lock, move, reset_due
from services.actions.notices import tell
from services.actions.registering import take_number
from services.models import Endorsement, EntryState, Letter, Submission
from services.queries.composing import compose, signer_for
from services.workflow import IllegalMove, LetterState, State, check_letter_move, check_move


class ContentChanged(Exception):
    """What would be signed is not what was read: read it again."""


class NoSigner(Exception):
    """Nobody in this office may sign today."""


@dataclass(frozen=True)
class Signed:
    """What came back from the signer, to be frozen."""

    content: bytes
    sha256: str
    method: str
    certificate: str


@transaction.atomic
def draft_letter(submission: Submission, *, staff: Staff, at: datetime, signer: Post | None = None) -> Letter:
    """Compose the letter and pass it on for paraf, or straight to the signer when the service asks for none."""
    kept = lock(submission)
    check_may_move(staff, kept, State.DRAFTED)
    if kept.state != State.COMPLETE:  # the table's loop on "drafted" belongs to the chain of parafs
        raise IllegalMove(kept.state, State.DRAFTED)
    if kept.version.template is None:
        raise NotAllowed("Layanan ini tidak menghasilkan surat dari kantor ini.")
    letter = _compose(kept, _signer(kept.office, signer, at), at=at)
    kept.endorsed_steps = 0
    kept.officer = kept.officer or staff.user
    move(kept, State.DRAFTED, by=staff.user, at=at)
    if not kept.version.endorsers:
        move(kept, State.ENDORSED, by=staff.user, at=at)
    return letter


def _signer(office: Office, chosen: Post | None, at: datetime) -> Post:
    day = local_day(office, at)
    signer = chosen or signer_for(office, on=day)
    if signer is None or not signer.signs or not signer.holds_on(day) or signer.office_id != office.pk:
        raise NoSigner(office.name)
    return signer


def _compose(submission: Submission, signer: Post, *, at: datetime) -> Letter:
    content = compose(submission, signer)
    return Letter.objects.create(
        office=submission.office, submission=submission, signer=signer, content=content.as_plain(), content_hash=content.content_hash(),
        kind=submission.version.product_name, holder_masked=masked_name(_holder(submission)), created_at=at,
        replaces=Letter.objects.filter(submission=submission, state=LetterState.REVOKED, replaced_by=None).order_by("-revoked_at").first(),
    )  # fmt: skip


def _holder(submission: Submission) -> str:
    return str(submission.data["fields"].get("nama") or submission.applicant_name)


def live_letter(submission: Submission) -> Letter:
    """The letter that is being made or holds now, locked."""
    live = Letter.objects.select_for_update(of=("self",)).select_related("signer__user", "signer__office")
    return live.get(submission=submission, state__in=[LetterState.DRAFT, LetterState.SIGNING, LetterState.ISSUED])


@transaction.atomic
def endorse(submission: Submission, *, staff: Staff, content_hash: str, at: datetime) -> Submission:
    """Put the paraf whose turn it is under the content that was read."""
    kept = lock(submission)
    if kept.state != State.DRAFTED:
        raise IllegalMove(kept.state, State.ENDORSED)
    roles = kept.version.endorser_roles
    check_may_endorse(staff, kept, roles[kept.endorsed_steps])
    letter = live_letter(kept)
    _check_content(letter, content_hash)
    Endorsement.objects.create(
        letter=letter, step=kept.endorsed_steps, user=staff.user, title=staff.title, content_hash=content_hash, at=at
    )
    kept.endorsed_steps += 1
    target = State.ENDORSED if kept.endorsed_steps == len(roles) else State.DRAFTED
    return move(kept, target, by=staff.user, at=at, public_note=f"Paraf {staff.title}")


def _check_content(letter: Letter, content_hash: str) -> None:
    if letter.content_hash != content_hash:
        raise ContentChanged(letter.pk)


@transaction.atomic
def return_letter(submission: Submission, *, reason: str, staff: Staff, at: datetime) -> Submission:
    """Endorser or signer sends the letter back to be rewritten; what was written is void, nothing is lost."""
    kept = lock(submission)
    if State(kept.state) not in {State.DRAFTED, State.ENDORSED}:
        raise IllegalMove(kept.state, State.COMPLETE)
    may = staff.has(Role.SECTION_HEAD, Role.SECRETARY) or staff.signing_posts
    if staff.office.pk != kept.office_id or not may:
        raise NotAllowed("Hanya pemberi paraf atau penanda tangan yang dapat mengembalikan surat.")
    letter = live_letter(kept)
    _check_not_numbered(letter)
    _set_letter(letter, LetterState.VOID)
    return move(kept, State.COMPLETE, by=staff.user, at=at, note=reason)


def _check_not_numbered(letter: Letter) -> None:
    if letter.state != LetterState.DRAFT:
        raise IllegalMove(letter.state, LetterState.VOID)


def _set_letter(letter: Letter, state: LetterState, **facts: object) -> Letter:
    check_letter_move(letter.state, state)
    letter.state = state
    for name, value in facts.items():
        setattr(letter, name, value)
    letter.save()
    return letter


@transaction.atomic
def begin_signing(letter: Letter, *, content_hash: str, staff: Staff, at: datetime) -> Letter:
    """Give the letter its number and code and hold it for signing; a letter already held keeps both.

    Raises ContentChanged when it is not what the signer read, NotAllowed, IllegalMove. Short: nothing is rendered here.
    """
    submission = lock(letter.submission)
    kept = live_letter(submission)
    _check_content(kept, content_hash)
    check_may_sign(staff, kept)
    if kept.state == LetterState.SIGNING:
        return kept
    check_move(submission.state, State.ISSUED)
    entry = take_number(kept, submission.version.archive_code, by=staff.user, at=at)
    code = codes.new_code()
    _set_letter(
        kept, LetterState.SIGNING, entry=entry, code=code, code_index=blind_index("letter", code), signing_since=at
    )
    record("letter.numbered", kept.audit_key, office=kept.office, actor=staff.user, at=at, number=entry.number)
    return kept


@transaction.atomic
def finish_signing(letter: Letter, signed: Signed, *, staff: Staff, at: datetime) -> Letter:
    """Freeze the signed bytes, stop the clock and tell the resident. The second of two signers changes nothing."""
    submission = lock(letter.submission)
    kept = live_letter(submission)
    if kept.pk != letter.pk or kept.state == LetterState.ISSUED:
        return kept
    assert kept.entry  # noqa: S101 - the constraint of the state "signing" says so
    assert kept.signer  # noqa: S101 - likewise
    file = store(
        signed.content,
        office=kept.office,
        kind=FileKind.LETTER,
        name=f"{kept.entry.number.replace('/', '-')}.pdf",
        content_type="application/pdf",
        at=at,
    )
    days = submission.version.validity_days
    _set_letter(
        kept, LetterState.ISSUED, file=file, sha256=signed.sha256, method=signed.method, certificate=signed.certificate, issued_at=at,
        signed_by=f"{kept.signer.user.name}, {kept.signer.title}", valid_until=kept.entry.dated + timedelta(days=days) if days else None,
    )  # fmt: skip
    move(submission, State.ISSUED, by=staff.user, at=at, sha256=signed.sha256, number=kept.entry.number)
    tell(submission, "issued", at=at, title="surat selesai", step=str(kept.pk), letter_number=kept.entry.number)
    return kept


@transaction.atomic
def give_up(letter: Letter, *, reason: str, staff: Staff, at: datetime) -> Letter:
    """Void a numbered letter that cannot be signed; its number stays in the register with the reason."""
    submission = lock(letter.submission)
    kept = live_letter(submission)
    check_may_sign(staff, kept)
    if kept.state != LetterState.SIGNING or kept.entry is None:
        raise IllegalMove(kept.state, LetterState.VOID)
    type(kept.entry).objects.filter(pk=kept.entry.pk).update(state=EntryState.VOID, reason=reason)
    _set_letter(kept, LetterState.VOID)
    move(submission, State.COMPLETE, by=staff.user, at=at, note=reason)
    return kept


@transaction.atomic
def revoke(letter: Letter, *, reason: str, staff: Staff, at: datetime, replace: bool = False) -> Letter:
    """Take an issued letter back; everyone who checks it reads the reason. With `replace`, a new one is drafted.

    Only a signer of the office may. The reason must name nobody.
    """
    submission = lock(letter.submission)
    kept = Letter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    if not staff.signing_posts or staff.office.pk != kept.office_id:
        raise NotAllowed("Hanya penanda tangan yang dapat mencabut surat.")
    _set_letter(kept, LetterState.REVOKED, revoked_at=at, revoked_by=staff.user, revoke_reason=reason)
    record("letter.revoked", kept.audit_key, office=kept.office, actor=staff.user, at=at, reason=reason)
    tell(submission, "revoked", at=at, title="surat dicabut", step=str(kept.pk), reason=reason)
    if replace:
        _reopen(submission, staff=staff, at=at)
    else:
        call_off(submission, by=staff.user, at=at, note="Surat dicabut")
    return kept


def _reopen(submission: Submission, *, staff: Staff, at: datetime) -> None:
    """A replacement starts again from a complete file, on a fresh promise."""
    submission.completed_at, submission.finished_at, submission.closed_at = at, None, None
    submission.overdue_since, submission.served_minutes = None, None
    reset_due(submission, at=at)
    move(submission, State.COMPLETE, by=staff.user, at=at, public_note="Surat pengganti sedang dibuat")
