"""One complaint in the inbox, its pictures, and what an officer does with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from complaints.access import NotAllowed
from complaints.actions import answering, handing_over
from complaints.actions.agency_desk import keep_proof
from complaints.forms.agency_desk import ASK, BOUNCE, DONE, START, AnswerForm, AssignForm, NoteForm
from complaints.map_drawing import Spot, drawing
from complaints.models import Complaint, PhotoKind, PreparedAnswer
from complaints.places import rw_words
from complaints.queries import agency_case, inbox
from complaints.queries.visible import agencies_of
from complaints.time_left import time_left
from complaints.views.inbox import list_context
from complaints.views.public_story import CLOSED_WORDS, TITLED, title_of
from complaints.workflow import (
    CLOCK_RUNS,
    IDENTITY_WORDS,
    IN_AGENCY,
    OUTCOME_WORDS,
    Identity,
    IllegalMove,
    Outcome,
    State,
    Verb,
)
from office.guards import agency_officer, open_to
from office.queries.hours import hours_of
from office.staff import Staff
from office.views.files import private_file_response
from office.wording import clock, long_date
from services.views.asking import local, posted, staff_of, with_page

SAID = {
    START: "Tercatat sedang dikerjakan. Warga membaca kabar Anda.", ASK: "Pertanyaan terkirim. Waktu berhenti sampai pelapor menjawab.",
    BOUNCE: "Laporan dialihkan. Terima kasih sudah menyebut dinasnya.", "": "Jawaban terkirim. Pelapor diminta menilai hasilnya.",
}  # fmt: skip
_PHOTO_WORDS = {
    PhotoKind.REPORT: "Foto dari pelapor",
    PhotoKind.BEFORE: "Sebelum",
    PhotoKind.AFTER: "Sesudah",
    PhotoKind.DOCUMENT: "Dokumen",
}


def find(request: HttpRequest, number: str) -> tuple[Complaint, list[UUID]]:
    """A complaint that is or was this officer's, or 404: nobody learns what another agency has."""
    staff = staff_of(request)
    agencies = agencies_of(staff)
    complaint = agency_case.found(staff, number, agencies)
    if complaint is None:
        raise Http404
    return complaint, agencies


@open_to(agency_officer)
@require_safe
def show(request: HttpRequest, office: str, number: str) -> HttpResponse:
    """The complaint beside the list; on a phone it stands alone."""
    complaint, agencies = find(request, number)
    return case_page(request, complaint, agencies)


def case_page(
    request: HttpRequest, complaint: Complaint, agencies: list[UUID], *, form: AnswerForm | None = None, note_form: NoteForm | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    """The page with its forms; `form` or `note_form` is one that was refused."""
    staff, at = staff_of(request), timezone.now()
    seen = agency_case.case_of(staff, complaint, agencies)
    context = list_context(request, staff, agencies, at, current=complaint.pk) | _facts(seen, at)
    if seen.is_here and complaint.agency:
        context |= _tools(request, complaint, form, note_form)
    forms: list[Form] = [item for item in (form, note_form) if item is not None]
    context |= {"forms": forms, "page_has_errors": any(item.errors for item in forms)}
    page = with_page(request, f"{complaint.number}, kotak masuk", **context)
    return render(request, "complaints/agency/case.html", page, status=status)


def _facts(seen: agency_case.AgencyCase, at: datetime) -> dict[str, Any]:
    complaint, office = seen.complaint, seen.complaint.office
    hours = hours_of(office, at=at)
    spot = _spot(complaint)
    return {
        "seen": seen, "complaint": complaint, "rw": rw_words(complaint.rw), "left": _left(seen, at), "steps": [_step(event, complaint) for event in seen.events],
        "answers": [_answer(answer, complaint) for answer in seen.answers], "photos": seen.photos, "identity": IDENTITY_WORDS[Identity(complaint.identity)],
        "map": drawing([spot], plain=True) if spot else None, "lat": f"{spot.latitude:.4f}" if spot else "", "lon": f"{spot.longitude:.4f}" if spot else "",
        "due": long_date(complaint.due_at.astimezone(hours.tz)) if complaint.due_at and seen.is_here else "",
        "until": local(office, seen.until) if seen.until else None, "ending": CLOSED_WORDS.get(complaint.closed_how, ""),
        "notes": [{"text": note.text, "by": note.by.name, "when": local(office, note.at)} for note in seen.notes],
    }  # fmt: skip


def _spot(complaint: Complaint) -> Spot | None:
    """Where it is, as exactly as the reporter said: whoever repairs it has to find it."""
    if complaint.latitude is None or complaint.longitude is None:
        return None
    return Spot(float(complaint.latitude), float(complaint.longitude), 1)


def _left(seen: agency_case.AgencyCase, at: datetime) -> Any:
    complaint = seen.complaint
    if not seen.is_here or complaint.agency is None:
        return None
    if complaint.state == State.WAITING:
        return time_left(None, at, hours_of(complaint.office, at=at), paused=True)
    if State(complaint.state) not in CLOCK_RUNS:
        return None
    return time_left(complaint.step_due, at, hours_of(complaint.office, at=at), work_days=complaint.agency.work_days)


def _step(event: Any, complaint: Complaint) -> dict[str, Any]:
    """What was said to the reporter, and what the reporter said, belongs to whoever works on it."""
    moment = local(complaint.office, event.at)
    by_reporter = Verb(event.verb) in {Verb.RECEIVED, Verb.REPLIED, Verb.REOPENED, Verb.CONFIRMED}
    who = "" if by_reporter or event.actor is None else f" · {event.actor.name}"
    when = long_date(moment) if by_reporter and complaint.is_anonymous else f"{long_date(moment)}, {clock(moment)}"
    return {
        "title": title_of(event),
        "time": f"{when}{who}",
        "state": "done",
        "late": event.verb == Verb.OVERDUE,
        "text": "" if event.verb in TITLED else event.public_note,
        "reply": event.reporter_note,
    }


def _answer(answer: Any, complaint: Complaint) -> dict[str, Any]:
    return {
        "text": answer.text, "outcome": OUTCOME_WORDS[Outcome(answer.outcome)], "is_done": answer.outcome == Outcome.DONE, "reason": answer.reason,
        "by": answer.by.name, "agency": answer.agency.name, "when": local(complaint.office, answer.at),
        "proofs": [{"photo": proof, "words": _PHOTO_WORDS[PhotoKind(proof.kind)]} for proof in answer.proofs.all()],
    }  # fmt: skip


def _tools(
    request: HttpRequest, complaint: Complaint, form: AnswerForm | None, note_form: NoteForm | None
) -> dict[str, Any]:
    """What may be done with it now; every list behind the forms is the agency's own."""
    assert complaint.agency is not None  # noqa: S101 - asked by the caller
    agency, open_here = complaint.agency, State(complaint.state) in IN_AGENCY
    people = inbox.colleagues(agency)
    assign = (
        AssignForm(people=people, initial={"officer": complaint.officer_id})
        if open_here or complaint.state == State.WAITING
        else None
    )
    prepared = inbox.prepared([agency.pk]) if open_here else []
    answer = form or (
        AnswerForm(complaint=complaint, others=inbox.others(agency), initial=_begun(request, complaint, prepared))
        if open_here
        else None
    )
    return {
        "assign_form": assign, "note_form": note_form or NoteForm(), "answer_form": answer if open_here else None,
        "prepared": prepared,
    }  # fmt: skip


def _begun(request: HttpRequest, complaint: Complaint, prepared: list[PreparedAnswer]) -> dict[str, str]:
    """What stands in the form before anything is typed: the likely status, and a prepared text when one was asked for."""
    text = next((row.text for row in prepared if str(row.pk) == request.GET.get("pakai")), "")
    return {"way": DONE if text or complaint.state != State.FORWARDED else START, "text": text}


@open_to(agency_officer)
@require_POST
def answer(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Start, answer with proof, ask the reporter, or name the right agency."""
    complaint, agencies = find(request, number)
    if complaint.agency is None or complaint.agency_id not in agencies:
        messages.error(request, "Laporan ini tidak lagi berada di dinas Anda.")
        return redirect("complaints:inbox_case", office, number)
    form = AnswerForm(request.POST, request.FILES, complaint=complaint, others=inbox.others(complaint.agency))
    if not form.is_valid():
        return case_page(request, complaint, agencies, form=form, status=422)
    try:
        _do(complaint, form, staff_of(request), timezone.now())
    except IllegalMove:
        messages.error(request, "Belum tersimpan, karena laporan ini sudah berubah. Periksa lagi keadaannya di bawah.")
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return case_page(request, complaint, agencies, form=form, status=422)
    else:
        messages.success(request, SAID.get(form.cleaned_data["way"], SAID[""]))
    return redirect("complaints:inbox_case", office, number)


@transaction.atomic
def _do(complaint: Complaint, form: AnswerForm, staff: Staff, at: datetime) -> None:
    said = form.cleaned_data
    match said["way"]:
        case "start":
            answering.start(complaint, staff=staff, at=at, note=said["text"])
        case "ask":
            answering.ask_reporter(complaint, question=said["question"], staff=staff, at=at)
        case "bounce":
            handing_over.bounce(complaint, to=said["to"], reason=said["why"], staff=staff, at=at)
        case outcome:
            proofs = [
                answering.Proof(keep_proof(clean, office=complaint.office, at=at), kind)
                for clean, kind in form.files_kept
            ]
            reply = answering.Reply(said["text"], Outcome(outcome), "" if outcome == Outcome.DONE else said["reason"])
            answering.answer(complaint, reply, staff=staff, at=at, proofs=proofs)


@open_to(agency_officer)
@require_POST
def assign(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Give it to a colleague, or to nobody in particular."""
    complaint, _agencies = find(request, number)
    form = AssignForm(posted(request), people=inbox.colleagues(complaint.agency) if complaint.agency else [])
    if not form.is_valid():
        messages.error(request, "Pilih petugas dari daftar dinas Anda.")
        return redirect("complaints:inbox_case", office, number)
    person = form.cleaned_data["officer"]
    try:
        answering.assign(complaint, person, staff=staff_of(request), at=timezone.now())
    except (IllegalMove, NotAllowed) as refusal:
        messages.error(request, str(refusal) if isinstance(refusal, NotAllowed) else "Laporan ini sudah berubah.")
    else:
        messages.success(
            request,
            f"Laporan ini sekarang tugas {person.name}."
            if person
            else "Laporan ini belum ditugaskan kepada siapa pun.",
        )
    return redirect("complaints:inbox_case", office, number)


@open_to(agency_officer)
@require_POST
def note(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Write a remark for colleagues of the same agency."""
    complaint, agencies = find(request, number)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return case_page(request, complaint, agencies, note_form=form, status=422)
    try:
        answering.remark(complaint, text=form.cleaned_data["note"], staff=staff_of(request), at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Catatan tersimpan. Hanya petugas dinas Anda yang membacanya.")
    return redirect("complaints:inbox_case", office, number)


@open_to(agency_officer)
@require_safe
def photo(request: HttpRequest, office: str, number: str, pk: UUID) -> HttpResponseBase:
    """A picture or paper that existed while the complaint was theirs; `?kecil` gives the small one."""
    complaint, agencies = find(request, number)
    found = agency_case.photo_of(complaint, pk, agencies)
    if found is None:
        raise Http404
    ending = "pdf" if found.file.content_type == "application/pdf" else "jpg"
    return private_file_response(
        found.file,
        filename=f"{number}-{found.kind}-{found.position}.{ending}",
        inline=True,
        thumbnail="kecil" in request.GET,
    )
