"""The page of one submission: data beside papers, what may be done now, its story and its messages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.guards import auditor, case_reader, endorser, objection_reader, open_to, reviewer, section_head, signer
from office.models import Channel, Message, MessageState
from office.phone import mask
from office.staff import Staff
from office.wording import clock, date_time, plain_date, rupiah, thousands
from services.access import is_own_or_household
from services.actions import review
from services.catalogue_fields import FIELDS, FieldSpec, field_key, field_specs
from services.forms.desk import PapersForm
from services.models import Correction, Document, DocumentState, Event, Letter, Submission
from services.queries import cases, signing_desk
from services.queries.cases import Paper
from services.queries.deliveries import delivery_of
from services.views.asking import find_case, local, staff_of, with_page
from services.views.case_clock import clock_panel, deadline
from services.views.objection_shown import objection_shown
from services.workflow import CLOSED, LABELS, LetterState, State

CHECKABLE = frozenset({State.SUBMITTED, State.COMPLETE})


@open_to(case_reader)
@require_safe
def case(request: HttpRequest, office: str, number: str) -> HttpResponse:
    """Everything about one submission. Opening it leaves word for a second officer."""
    submission = find_case(request, number)
    return case_page(request, submission)


def case_page(
    request: HttpRequest, submission: Submission, *, form: PapersForm | None = None, status: int = 200
) -> HttpResponse:
    """The page, also with the errors of the form on papers."""
    at, staff = timezone.now(), staff_of(request)
    other = cases.other_viewer(submission, staff, at=at)
    seen = submission.viewed_at
    if submission.is_open and reviewer(staff):
        review.look(submission, staff=staff, at=at)
    papers = cases.papers_of(submission)
    moves = cases.open_moves(staff, submission)
    checks = (
        reviewer(staff) and State(submission.state) in CHECKABLE and not is_own_or_household(staff.user, submission)
    )
    context = {
        "submission": submission, "at": local(submission.office, at), "other": other, "other_at": local(submission.office, seen) if seen else None,
        "form": form or (PapersForm(papers=papers) if checks else None), "papers": papers, "checks": checks,
        "opened": _opened(request, papers, checks=checks and submission.state == State.SUBMITTED),
        "moves": {move.value for move in moves}, "is_own": is_own_or_household(staff.user, submission), "reviews": reviewer(staff),
        **_delivery(submission, staff), "may_remark": reviewer(staff) or endorser(staff) or signer(staff), "can_pull_back": _can_pull_back(request, submission),
        **facts_of(submission, at), **objection_shown(submission, at=at), "reads_objections": objection_reader(staff), **_story(submission, staff), **_letters(submission), **clock_panel(submission, staff, at),
        "doubles": [_double(row) for row in cases.doubles_of(submission)], "page_has_errors": bool(form and form.errors),
    }  # fmt: skip
    return render(
        request,
        "services/desk/case.html",
        with_page(request, f"{submission.number} {submission.applicant_name}", **context),
        status=status,
    )


def _delivery(submission: Submission, staff: Staff) -> dict[str, Any]:
    """The way home: the task, or its offer; LAYAR RAMAH offers it to whoever need not come."""
    delivery = delivery_of(submission)
    closed = State(submission.state) in CLOSED and delivery is None
    return {"delivery": delivery, "offers_delivery": reviewer(staff) and not closed}


def _opened(request: HttpRequest, papers: list[Paper], *, checks: bool) -> Document | None:
    """The paper shown beside the data: the one asked for, or the first that still has to be checked."""
    documents = [
        paper.document
        for paper in papers
        if paper.document and paper.document.file and not paper.document.file.wiped_at
    ]
    asked = request.GET.get("berkas", "")
    chosen = next((document for document in documents if str(document.pk) == asked), None)
    first = next((document for document in documents if document.state == DocumentState.PENDING), None)
    return chosen or (first if checks else None)


def _can_pull_back(request: HttpRequest, submission: Submission) -> bool:
    """Whoever puts a paraf may take back a letter that waits for a signature, for instance when its signer has left."""
    return endorser(staff_of(request)) and submission.state == State.ENDORSED


def facts_of(submission: Submission, at: datetime) -> dict[str, Any]:
    """The data of the request, row by row, each with what it was before it was corrected."""
    old = old_values(submission)
    specs = specs_of(submission)
    fields = submission.data.get("fields", {})
    known = [
        _fact(spec, fields.get(spec.key), old)
        for spec in specs
        if spec.kind != "people" and (fields.get(spec.key) or spec.is_asked)
    ]
    people = [_people(spec, fields.get(spec.key) or []) for spec in specs if spec.kind == "people"]
    return {
        "applicant": _applicant(submission), "facts": known, "people": people,
        "warnings": submission.data.get("warnings", []), "deadline": deadline(submission, at),
    }  # fmt: skip


def specs_of(submission: Submission) -> list[FieldSpec]:
    """The questions of the service's version, then whatever else was answered."""
    kind = submission.service.type
    asked = [name for name in submission.version.fields if isinstance(name, str) and field_key(name) in FIELDS]
    answered = [key for key in submission.data.get("fields", {}) if key in FIELDS]
    return field_specs([*asked, *answered], service=kind.code if kind else "")


def old_values(submission: Submission) -> dict[str, list[str]]:
    """For each corrected field the earlier values, oldest first, with who changed it and when."""
    found: dict[str, list[str]] = {}
    for row in Correction.objects.filter(submission=submission).select_related("by"):
        said = f"{_old_text(row)} (diubah {row.by.name}, {date_time(local(submission.office, row.at))})"
        found.setdefault(row.field, []).append(said)
    return found


def _old_text(row: Correction) -> str:
    spec = FIELDS.get(row.field)
    return value_text(spec, row.old) if spec and spec.kind == "date" else row.old or "kosong"


def _fact(spec: FieldSpec, value: Any, old: dict[str, list[str]]) -> dict[str, Any]:
    return {
        "label": spec.label,
        "value": value_text(spec, value),
        "old": old.get(spec.key, []),
        "staff": spec.group == "petugas",
    }


def value_text(spec: FieldSpec, value: Any) -> str:
    """A kept value as people read it."""
    if value in (None, "", []):
        return ""
    if spec.kind == "date":
        return plain_date(date.fromisoformat(str(value)))
    if spec.kind == "money" and str(value).isdigit():
        return rupiah(int(value))
    if spec.kind == "integer" and not spec.plain and str(value).isdigit():
        return f"{thousands(int(value))} {spec.suffix}".strip()
    return f"{spec.prefix} {value} {spec.suffix}".strip()


def _people(spec: FieldSpec, people: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [[value_text(sub, person.get(sub.key)) for sub in spec.subfields] for person in people]
    return {"label": spec.label, "columns": [sub.label for sub in spec.subfields], "rows": rows}


def _applicant(submission: Submission) -> list[dict[str, Any]]:
    rows = [
        ("Pemohon", submission.applicant_name, False),
        ("NIK pemohon", submission.nik, True),
        ("Nomor KK", submission.data.get("kk", ""), True),
        ("WhatsApp", submission.phone, True),
        ("Surel", submission.email, False),
        ("Desa/kelurahan", submission.village.full_name if submission.village else "", False),
        ("Diwakilkan", submission.data.get("relation") or "Ya" if submission.is_on_behalf else "", False),
        ("Keperluan", purpose_label(submission), False),
        ("Cara menerima", submission.get_delivery_display(), False),
        ("Kelompok rentan", submission.get_vulnerability_display() if submission.vulnerability else "", False),
        ("Masuk lewat", _source(submission), False),
    ]
    return [{"label": label, "value": value, "code": code} for label, value, code in rows if value]


def purpose_label(submission: Submission) -> str:
    known = {purpose["key"]: purpose["label"] for purpose in submission.version.purposes}
    return str(known.get(submission.purpose, submission.purpose))


def _source(submission: Submission) -> str:
    said = submission.get_source_display()
    return f"{said}, dari QR {submission.poster.hall}" if submission.poster else said


def _story(submission: Submission, staff: Any) -> dict[str, Any]:
    events = cases.story_of(submission)
    shown = {
        "events": [_step(event, submission) for event in reversed(events)],
        "messages_sent": [message_line(row, submission) for row in cases.messages_of(submission)],
    }
    if section_head(staff) or auditor(staff):
        shown["looks"] = [
            {
                "who": look.user.name,
                "when": date_time(local(submission.office, look.at)),
                "what": look.file.original_name,
            }
            for look in cases.looks_at(submission)
        ]
        shown["acts"] = [
            {"who": entry.actor_name, "when": date_time(local(submission.office, entry.at)), "what": entry.verb}
            for entry in cases.audit_of(submission)
        ]
    return shown


def _step(event: Event, submission: Submission) -> dict[str, Any]:
    remark = event.source == event.target and bool(event.note)
    who = event.actor.name if event.actor else "Pemohon atau sistem"
    return {
        "title": "Catatan internal" if remark else event.label,
        "time": f"{date_time(local(submission.office, event.at))}, {who}",
        "public": event.public_note, "note": event.note, "remark": remark,
    }  # fmt: skip


def message_line(row: Message, submission: Submission | None = None) -> dict[str, Any]:
    """A message as staff see it: where it went, what became of it, and the link for one that a person sends."""
    waits = row.state == MessageState.TO_DO
    sent = row.sent_at or row.created_at
    return {
        "pk": row.pk, "title": row.title, "body": row.body, "channel": row.get_channel_display(), "state": row.state,
        "state_label": row.get_state_display(), "when": date_time(local(row.office, sent)), "waits": waits,
        "to": mask(row.recipient) if row.channel == Channel.WA_LINK else row.recipient,
        "by": row.sent_by.name if row.sent_by else "", "error": row.error,
        "wa_url": f"https://wa.me/{row.recipient}?text={quote(row.body)}" if waits and row.channel == Channel.WA_LINK else "",
        "subject": row.subject_key.removeprefix("submission:") if row.subject_key.startswith("submission:") else "",
    }  # fmt: skip


def _letters(submission: Submission) -> dict[str, Any]:
    live = signing_desk.live_letter_of(submission)
    gone = Letter.objects.filter(
        submission=submission, state__in=[LetterState.REVOKED, LetterState.VOID], entry__isnull=False
    ).select_related("entry")
    return {
        "letter": live,
        "letter_words": _letter_words(live) if live else "",
        "old_letters": list(gone.defer("content")),
    }


def _letter_words(letter: Letter) -> str:
    if letter.state == LetterState.ISSUED and letter.issued_at and letter.entry:
        moment = local(letter.office, letter.issued_at)
        return f"Nomor {letter.entry.number}, ditandatangani {letter.signed_by} pada {plain_date(moment.date())} pukul {clock(moment)}"
    if letter.state == LetterState.SIGNING and letter.entry:
        return f"Sudah bernomor {letter.entry.number}, tanda tangan belum selesai"
    signer = letter.signer.user.name if letter.signer else ""
    return f"Konsep untuk {signer}"


def _double(row: Submission) -> dict[str, Any]:
    return {
        "url": reverse("services:case", args=[row.office.slug, row.number]),
        "number": row.number,
        "state": LABELS[State(row.state)],
        "when": plain_date(local(row.office, row.received_at).date()),
    }
