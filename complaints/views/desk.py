"""The kecamatan's desk of complaints: the list, one complaint, and the verbs on it."""

from __future__ import annotations

from collections.abc import Callable
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

from complaints.access import NotAllowed, is_handler
from complaints.actions import answering, closing, forwarding, identity, merging, publishing
from complaints.actions.publishing import proposal
from complaints.forms import desk as forms
from complaints.models import Complaint, ComplaintIdentity, ComplaintPhoto
from complaints.queries import desk
from complaints.queries.visible import agencies_of, sees_reporter, story_for
from complaints.routing import NoRoute
from complaints.time_left import time_left
from complaints.views.desk_tools import make_form, tools_of
from complaints.workflow import (
    CLOCK_RUNS,
    DESK_WORDS,
    IDENTITY_WORDS,
    IN_OFFICE,
    KIND_WORDS,
    OUTCOME_WORDS,
    Identity,
    IllegalMove,
    Kind,
    Outcome,
    State,
)
from office.actions.files import note_view
from office.guards import complaint_desk, complaint_handler, open_to
from office.queries.hours import hours_of
from office.staff import Staff
from office.views.files import private_file_response
from office.wording import clock, long_date
from services.queries.capped import shown
from services.queries.queue import Cursor
from services.views.asking import local, staff_of, with_page

CHANGED = "Belum tersimpan, karena laporan ini sudah berubah. Periksa lagi keadaannya di bawah."
NO_LIST = "Daftar aturan penerusan belum lengkap. Pilih dinasnya sendiri."


@open_to(complaint_desk)
@require_safe
def show_list(request: HttpRequest, office: str) -> HttpResponse:
    """What is due first on top; words search all of them, `?lihat=selesai` shows what is over."""
    staff, at = staff_of(request), timezone.now()
    agencies, asked = agencies_of(staff), request.GET.get("lihat", "")[:20]
    words, after = request.GET.get("q", "").strip()[:80], Cursor.read(request.GET.get("sesudah", ""))
    if words:
        rows, after = desk.search(staff, agencies, words), None
    elif asked == "selesai":
        rows, after = desk.finished(staff, agencies, after=after)
    else:
        rows, after = desk.page(staff, agencies, asked, at=at, after=after)
    hours = hours_of(staff.office, at=at)
    context = {
        "rows": [_row(row, staff, hours, at) for row in rows], "chips": _chips(staff, agencies, asked, at), "words": words,
        "next_url": f"?lihat={asked}&sesudah={after}" if after else "", "may_enter": is_handler(staff),
    }  # fmt: skip
    return render(request, "complaints/desk/list.html", with_page(request, "Pengaduan", **context))


def _chips(staff: Staff, agencies: list[UUID], asked: str, at: datetime) -> list[dict[str, Any]]:
    counts = desk.counts(staff, agencies, at)
    found = [
        {"label": label, "count": shown(counts[key or "semua"]), "url": f"?lihat={key}", "current": key == asked}
        for key, (label, _condition) in desk.chips(at).items()
    ]
    return [*found, {"label": "Selesai", "count": "", "url": "?lihat=selesai", "current": asked == "selesai"}]


def _row(row: dict[str, Any], staff: Staff, hours: Any, at: datetime) -> dict[str, Any]:
    state = State(row["state"])
    runs = state in CLOCK_RUNS
    days = "" if state in IN_OFFICE else row["agency__work_days"] or ""
    place = ", ".join(filter(None, [row["village__name"] or "", f"RW {row['rw']}" if row["rw"] else ""]))
    return {
        **row, "word": DESK_WORDS[state], "kind_word": KIND_WORDS[Kind(row["kind"])], "place": place, "who": IDENTITY_WORDS[Identity(row["identity"])],
        "left": time_left(row["step_due"], at, hours, work_days=days, paused=state == State.WAITING) if runs or state == State.WAITING else None,
        "category": row["category__name"], "agency": row["agency__short_name"], "day": local(staff.office, row["received_at"]),
    }  # fmt: skip


def find(request: HttpRequest, number: str) -> Complaint:
    """A complaint this person sees, or 404."""
    staff = staff_of(request)
    complaint = desk.found(staff, number, agencies_of(staff))
    if complaint is None:
        raise Http404
    return complaint


@open_to(complaint_desk)
@require_safe
def case(request: HttpRequest, office: str, number: str) -> HttpResponse:
    """One complaint with everything the desk may do to it now."""
    return _page(request, find(request, number))


def _page(
    request: HttpRequest, complaint: Complaint, *, refused: tuple[str, Form] | None = None, who: ComplaintIdentity | None = None, status: int = 200
) -> HttpResponse:  # fmt: skip
    staff, at = staff_of(request), timezone.now()
    agencies, state = agencies_of(staff), State(complaint.state)
    tools = tools_of(complaint, staff)
    if refused:
        tools[refused[0]] = refused[1]
    who = who or (
        ComplaintIdentity.objects.filter(complaint=complaint).first()
        if sees_reporter(staff, complaint, agencies)
        else None
    )
    hours = hours_of(complaint.office, at=at)
    days = complaint.agency.work_days if complaint.agency and state not in IN_OFFICE else ""
    context = {
        "complaint": complaint, "state": state.value, "tools": tools, "who": who, "identity_word": IDENTITY_WORDS[Identity(complaint.identity)],
        "left": time_left(complaint.step_due, at, hours, work_days=days, paused=state == State.WAITING) if state in CLOCK_RUNS | {State.WAITING} else None,
        "due": long_date(local(complaint.office, complaint.due_at)) if complaint.due_at else "", "hints": proposal(complaint)[1],
        "steps": [_step(event, complaint) for event in story_for(staff, complaint, agencies)], "notes": complaint.notes.filter(agency=None).select_related("by"),
        "answers": [{"row": row, "outcome": OUTCOME_WORDS[Outcome(row.outcome)]} for row in complaint.answers.select_related("agency", "by").prefetch_related("proofs__file")],
        "photos": complaint.photos.filter(answer=None).select_related("file"), "openings": complaint.openings.select_related("user"),
        "duplicates": complaint.duplicates.all(), "stays": complaint.stays.select_related("agency", "bounced_to"),
        "forms": [refused[1]] if refused else [], "page_has_errors": bool(refused),
    }  # fmt: skip
    page = with_page(request, f"{complaint.number}, pengaduan", **context)
    return render(request, "complaints/desk/case.html", page, status=status)


def _step(event: Any, complaint: Complaint) -> dict[str, Any]:
    moment = local(complaint.office, event.at)
    by = f" · {event.actor.name}" if event.actor else ""
    return {
        "title": event.label, "time": f"{long_date(moment)}, {clock(moment)}{by}", "state": "done", "late": event.verb == "overdue",
        "text": " ".join(filter(None, [event.public_note, event.note])), "reply": event.reporter_note,
    }  # fmt: skip


@open_to(complaint_handler)
@require_POST
def act(request: HttpRequest, office: str, number: str, verb: str) -> HttpResponseBase:
    """Do one thing to a complaint and say how it went, on its page."""
    if verb not in ACTS:
        raise Http404
    complaint = find(request, number)
    form = make_form(verb, complaint, request.POST)
    if not form.is_valid():
        return _page(request, complaint, refused=(verb, form), status=422)
    try:
        done = ACTS[verb](complaint, form, request, timezone.now())
    except IllegalMove:
        messages.error(request, CHANGED)
    except NoRoute:
        messages.error(request, NO_LIST)
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _page(request, complaint, refused=(verb, form), status=422)
    else:
        messages.success(request, done)
    return redirect("complaints:case", office, number)


Act = Callable[[Complaint, Any, HttpRequest, datetime], str]


@transaction.atomic
def _verify(complaint: Complaint, form: forms.FindingsForm, request: HttpRequest, at: datetime) -> str:
    staff = staff_of(request)
    kept = forwarding.verify(complaint, form.findings(), staff=staff, at=at)
    if "teruskan" not in request.POST:
        return "Laporan diperiksa. Sekarang teruskan ke dinasnya."
    sent = forwarding.forward(kept, staff=staff, at=at, agency=form.cleaned_data["agency"])
    return f"Diteruskan ke {sent.agency.name if sent.agency else ''}."


def _forward(complaint: Complaint, form: forms.AgencyForm, request: HttpRequest, at: datetime) -> str:
    sent = forwarding.forward(complaint, staff=staff_of(request), at=at, agency=form.cleaned_data["agency"])
    return f"Diteruskan ke {sent.agency.name if sent.agency else ''}."


def _ask(complaint: Complaint, form: Any, request: HttpRequest, at: datetime) -> str:
    answering.ask_reporter(complaint, question=form.cleaned_data["words"], staff=staff_of(request), at=at)
    return "Pertanyaan terkirim. Waktu berhenti sampai pelapor menjawab."


def _reject(complaint: Complaint, form: Any, request: HttpRequest, at: datetime) -> str:
    forwarding.reject(complaint, reason=form.cleaned_data["words"], staff=staff_of(request), at=at)
    return "Tercatat bukan wewenang. Pelapor membaca alasannya."


def _archive(complaint: Complaint, form: Any, request: HttpRequest, at: datetime) -> str:
    forwarding.archive(complaint, reason=form.cleaned_data["words"], staff=staff_of(request), at=at)
    return "Laporan diarsipkan. Pelapor membaca alasannya."


def _merge(complaint: Complaint, form: Any, request: HttpRequest, at: datetime) -> str:
    staff = staff_of(request)
    main = desk.found(staff, form.cleaned_data["number"].upper(), agencies_of(staff))
    if main is None:
        raise NotAllowed("Tidak ada laporan dengan nomor itu")
    merging.merge(complaint, main, staff=staff, at=at)
    return f"Digabung dengan {main.number}. Halaman pelapor tetap terbuka."


def _publish(complaint: Complaint, form: Any, request: HttpRequest, at: datetime) -> str:
    said = form.cleaned_data
    photos = [photo.pk for photo in said.get("photos", [])]
    publishing.publish(complaint, title=said["title"], text=said["text"], photos=photos, staff=staff_of(request), at=at)
    return "Laporan ditampilkan untuk umum."


def _hide(complaint: Complaint, form: Any, request: HttpRequest, at: datetime) -> str:
    publishing.unpublish(complaint, reason=form.cleaned_data["words"], staff=staff_of(request), at=at)
    return "Laporan tidak lagi ditampilkan."


def _note(complaint: Complaint, form: Any, request: HttpRequest, at: datetime) -> str:
    answering.remark(complaint, text=form.cleaned_data["words"], staff=staff_of(request), at=at)
    return "Catatan tersimpan."


def _confirm(complaint: Complaint, form: Any, request: HttpRequest, at: datetime) -> str:
    closing.confirm_for_reporter(complaint, note=form.cleaned_data["words"], staff=staff_of(request), at=at)
    return "Laporan selesai atas kata pelapor. Pelapor masih dapat membukanya lagi."


ACTS: dict[str, Act] = {
    "periksa": _verify, "teruskan": _forward, "tanya": _ask, "tolak": _reject, "arsipkan": _archive, "gabung": _merge,
    "tampilkan": _publish, "sembunyikan": _hide, "catatan": _note, "selesai": _confirm,
}  # fmt: skip


@open_to(complaint_handler)
@require_POST
def open_identity(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Show a secret reporter's name on this one page, once the reason is on record."""
    complaint = find(request, number)
    form = make_form("identitas", complaint, request.POST)
    if not form.is_valid():
        return _page(request, complaint, refused=("identitas", form), status=422)
    try:
        who = identity.open_identity(
            complaint, reason=form.cleaned_data["words"], staff=staff_of(request), at=timezone.now()
        )
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
        return _page(request, complaint, refused=("identitas", form), status=422)
    return _page(request, complaint, who=who)


@open_to(complaint_desk)
@require_safe
def photo(request: HttpRequest, office: str, number: str, pk: UUID) -> HttpResponseBase:
    """A picture of a complaint; that somebody looked is written down."""
    complaint = find(request, number)
    found = ComplaintPhoto.objects.filter(complaint=complaint, pk=pk).select_related("file").first()
    if found is None:
        raise Http404
    if "kecil" not in request.GET:
        note_view(found.file, user=staff_of(request).user, at=timezone.now(), purpose=complaint.number)
    ending = "pdf" if found.file.content_type == "application/pdf" else "jpg"
    return private_file_response(
        found.file, filename=f"{number}-{found.position}.{ending}", inline=True, thumbnail="kecil" in request.GET
    )
