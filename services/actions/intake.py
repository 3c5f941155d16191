"""Taking a request in: draft, papers, the one submission that comes of it, and what the resident sends later."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from office import codes, names
from office.actions import files
from office.actions.audit import record
from office.actions.counters import next_number
from office.models import Area, FileKind, Office, StoredFile, User
from office.sealing import blind_index
from services.actions.moving import lock, move, resume_clock
from services.actions.notices import tell
from services.application import Application
from services.models import (
    Document,
    DocumentState,
    Draft,
    Event,
    Poster,
    Requirement,
    RequirementKind,
    SearchTerm,
    ServiceVersion,
    Source,
    Submission,
)
from services.queries.clock import check_by, queue_place
from services.queries.drafts import ON_BEHALF
from services.workflow import IllegalMove, State, check_move

DRAFT_LIVES = timedelta(hours=24)


@dataclass(frozen=True)
class Receipt:
    """What a resident leaves with; code and PIN stand nowhere in the clear but here and on the slip."""

    submission: Submission
    code: str
    pin: str


def start_draft(
    version: ServiceVersion,
    *,
    at: datetime,
    source: Source = Source.WEB,
    poster: Poster | None = None,
    by: User | None = None,
    token: str = "",
) -> tuple[Draft, str]:
    """Open a draft; the token in its link is the only key to it. A page that made its token beforehand gets one draft for it."""
    token = token or codes.new_token()
    draft, _new = Draft.objects.get_or_create(
        token_index=blind_index("draft", token),
        defaults={
            "office": version.service.office, "version": version, "poster": poster, "source": source, "by": by,
            "saved_at": at, "expires_at": at + DRAFT_LIVES,
        },
    )  # fmt: skip
    return draft, token


@transaction.atomic
def save_draft(draft: Draft, changes: dict[str, Any], *, at: datetime) -> Draft:
    """Keep what was typed on one page, and the link alive for another day; raises IllegalMove once the draft was sent."""
    kept = _open_draft(draft)
    kept.data = {**kept.data, **changes}
    kept.saved_at, kept.expires_at = at, at + DRAFT_LIVES
    kept.save()
    return kept


def _open_draft(draft: Draft) -> Draft:
    kept = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if kept.submission_id:
        raise IllegalMove("sent", "draft")
    return kept


def proof_of_behalf(version: ServiceVersion) -> Requirement:
    """The paper that lets somebody apply for another: the version's own, or the usual one where it names none."""
    facts: dict[str, Any] = {
        "name": "Surat kuasa atau bukti hubungan keluarga", "kind": RequirementKind.COPY, "position": 200,
        "note": "Misalnya surat kuasa yang ditandatangani, atau KK yang memuat Anda berdua", "only_for": ON_BEHALF,
    }  # fmt: skip
    own = version.requirements.filter(only_for=ON_BEHALF).first()
    return own or Requirement.objects.get_or_create(version=version, key="kuasa", defaults=facts)[0]


@transaction.atomic
def attach(
    owner: Draft | Submission,
    requirement: Requirement,
    file: StoredFile | None,
    *,
    at: datetime,
    seen_original: bool = False,
) -> Document:
    """Put a paper beside its requirement; an earlier one is kept as replaced (a draft's is wiped).

    Raises IllegalMove for a draft that was sent in the meantime.
    """
    if isinstance(owner, Draft):
        _open_draft(owner)
    place = {"draft": owner} if isinstance(owner, Draft) else {"submission": owner}
    for old in Document.objects.select_for_update().filter(requirement=requirement, replaced_at=None, **place):
        Document.objects.filter(pk=old.pk).update(replaced_at=at)
        if isinstance(owner, Draft) and old.file:
            files.wipe(old.file, at=at)
    return Document.objects.create(
        requirement=requirement, file=file, created_at=at, seen_original=seen_original, **place
    )


@transaction.atomic
def submit(draft: Draft, application: Application, *, at: datetime, asked: Collection[int] | None = None) -> Receipt:
    """Make the one submission of a draft. Sending it again (double tap, bad network) gives the same receipt.

    With `asked` (requirements), papers that the last answers no longer ask for are wiped instead of sent.
    """
    kept = (
        Draft.objects.select_for_update(of=("self",))
        .select_related("office", "version__service", "poster")
        .get(pk=draft.pk)
    )
    if kept.submission:
        return Receipt(kept.submission, kept.submission.code, kept.data["pin"])
    if asked is not None:
        _drop_papers(kept, asked, at=at)
    receipt = _open(kept, application, at=at)
    Document.objects.filter(draft=kept, replaced_at=None).update(submission=receipt.submission)
    kept.submission, kept.data = receipt.submission, {"pin": receipt.pin}
    kept.save()
    return receipt


def _drop_papers(draft: Draft, asked: Collection[int], *, at: datetime) -> None:
    for document in Document.objects.filter(draft=draft).exclude(requirement__in=asked).select_related("file"):
        if document.file:
            files.wipe(document.file, at=at)
        document.delete()


def _open(draft: Draft, application: Application, *, at: datetime) -> Receipt:
    code, pin = codes.new_code(), codes.new_pin()
    submission = _row(draft, application, at=at)
    submission.code, submission.code_index = code, blind_index("code", code)
    submission.pin_index = pin_index(submission, pin)
    submission.queue_at = queue_place(submission, check_by(submission, at=at))
    submission.save(force_insert=True)
    index_terms(submission)
    Event.objects.create(submission=submission, at=at, target=State.SUBMITTED, actor=draft.by)
    record(
        "submission.submitted",
        submission.audit_key,
        office=submission.office,
        actor=draft.by,
        at=at,
        source=draft.source,
    )
    tell(submission, "received", at=at, title="permohonan diterima")
    return Receipt(submission, code, pin)


def _row(draft: Draft, application: Application, *, at: datetime) -> Submission:
    office = draft.office
    return Submission(
        office=office, service=draft.version.service, version=draft.version, number=_number(office, at),
        source=draft.source, poster=draft.poster, request_key=draft.token_index, state=State.SUBMITTED,
        village=Area.objects.filter(code=application.village_code).first() if application.village_code else None,
        applicant_name=application.applicant_name, is_on_behalf=application.is_on_behalf, purpose=application.purpose,
        nik=application.nik, nik_index=blind_index("nik", application.nik), kk_index=blind_index("kk", application.kk),
        phone=application.phone, phone_index=blind_index("phone", application.phone),
        phone_tail_index=blind_index("phone-tail", application.phone[-4:]), email=application.email,
        delivery=application.delivery, vulnerability=application.vulnerability, received_at=at,
        officer=draft.by if draft.source == Source.COUNTER else None,
        data={"fields": dict(application.fields), "kk": application.kk, "relation": application.relation, "warnings": list(application.warnings), **({"home": dict(application.home)} if application.home else {})},
    )  # fmt: skip


def _number(office: Office, at: datetime) -> str:
    """KML-2611-00482: office, year and month in the office's zone, running number of that month."""
    period = at.astimezone(ZoneInfo(office.time_zone)).strftime("%y%m")
    return f"{office.code}-{period}-{next_number(office, register='permohonan', period=period):05}"


def pin_index(submission: Submission, pin: str) -> str:
    return blind_index(f"pin:{submission.pk}", pin)


def index_terms(submission: Submission) -> None:
    """Write the words by which the submission is found."""
    terms = names.search_terms(submission.applicant_name) | {submission.number.rsplit("-", 1)[-1]}
    SearchTerm.objects.bulk_create(
        SearchTerm(office_id=submission.office_id, term=term[:24], submission=submission) for term in sorted(terms)
    )


@transaction.atomic
def resubmit(submission: Submission, *, at: datetime, by: User | None = None) -> Submission:
    """The resident sent everything that was asked for; the clock runs on. Raises IllegalMove, or MissingPapers."""
    kept = lock(submission)
    check_move(kept.state, State.SUBMITTED)
    missing = [document.requirement.name for document in papers_asked(kept)]
    if missing:
        raise MissingPapers(missing)
    if kept.completed_at:
        resume_clock(kept, at=at)
    else:
        kept.paused_at = None
        kept.queue_at = queue_place(kept, check_by(kept, at=at))
    return move(kept, State.SUBMITTED, by=by, at=at, public_note="Berkas perbaikan diterima")


class MissingPapers(Exception):
    """Papers that were asked for are still missing; `args[0]` lists their names."""


def papers_asked(submission: Submission) -> QuerySet[Document]:
    """The papers the resident has to send again."""
    return Document.objects.filter(submission=submission, replaced_at=None, state=DocumentState.REFUSED).select_related(
        "requirement"
    )


@transaction.atomic
def send_again(submission: Submission, requirement: Requirement, file: StoredFile, *, at: datetime) -> Document:
    """Put a new paper in the place of one that was refused; raises IllegalMove when this one was not asked for."""
    kept = lock(submission)
    current = Document.objects.filter(submission=kept, requirement=requirement, replaced_at=None).first()
    if kept.state != State.RETURNED or current is None or not _may_replace(kept, current):
        raise IllegalMove(kept.state, "send_again")
    return attach(kept, requirement, file, at=at)


def _may_replace(submission: Submission, current: Document) -> bool:
    """Refused, or sent anew since the file came back and not yet handed in."""
    since = submission.paused_at
    return current.state == DocumentState.REFUSED or (
        since is not None and current.created_at >= since and current.state == DocumentState.PENDING
    )


@transaction.atomic
def withdraw(submission: Submission, *, reason: str, at: datetime, by: User | None = None) -> Submission:
    """The applicant takes the request back, on the page or at the counter."""
    return move(lock(submission), State.WITHDRAWN, by=by, at=at, public_note=reason)


@transaction.atomic
def wipe_draft(draft: Draft, *, at: datetime) -> bool:
    """Delete an expired draft and the papers that went nowhere; a sent one only forgets its PIN."""
    kept = Draft.objects.select_for_update().filter(pk=draft.pk, expires_at__lte=at).first()
    if kept is None:
        return False
    for document in Document.objects.filter(draft=kept, submission=None).select_related("file"):
        if document.file:
            files.wipe(document.file, at=at)
        document.delete()
    kept.documents.update(draft=None)
    kept.delete()
    return True


def keep_upload(office: Office, clean: Any, *, at: datetime) -> StoredFile:
    """Store a sanitised upload (office.uploads.CleanFile) privately."""
    return files.store(
        clean.content, office=office, kind=FileKind.IDENTITY, name=clean.original_name, content_type=clean.content_type, at=at,
        width=clean.width, height=clean.height, pages=clean.pages, thumbnail=clean.thumbnail,
    )  # fmt: skip
