"""The reporter's own page: where it stands, who has it, by when; reply, agree, object, give marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from complaints.access import NotAllowed
from complaints.actions import answering, closing, tracking
from complaints.forms.reporter import NEUTRAL, TOO_MANY, EntryForm, RatingForm, WordsForm
from complaints.models import Answer, Complaint, ComplaintEvent, ReporterRating
from complaints.queries import reporter
from complaints.views.opened import grant, is_granted, withdraw
from complaints.views.public import TAGS
from complaints.views.public_story import OF_THE_REPORTER, board
from complaints.workflow import IDENTITY_WORDS, OUTCOME_WORDS, Identity, IllegalMove, Outcome, State, Verb
from office.clients import client_address
from office.guards import everyone, open_to
from office.queries.hours import hours_of
from office.views.files import private_file_response
from office.wording import clock, long_date
from services.views.asking import local, office_of

View = Callable[..., HttpResponseBase]
CHANGED = "Keadaan laporan baru saja berubah. Periksa lagi di halaman ini."


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, office: str) -> HttpResponseBase:
    """The way in: the receipt code, or number and PIN. No key ever stands in an address."""
    if request.method != "POST":
        return _entry(request, EntryForm(initial={"reference": request.GET.get("nomor", "")[:24]}))
    form = EntryForm(request.POST)
    if not form.is_valid():
        return _entry(request, form, 422)
    said, now = form.cleaned_data, timezone.now()
    try:
        place, client = office_of(request), client_address(request)
        found = tracking.open_with(place, reference=said["reference"], proof=said["proof"], client=client, at=now)
    except tracking.TooManyTries:
        form.add_error(None, TOO_MANY)
        return _entry(request, form, 429)
    if found is None:
        form.add_error(None, NEUTRAL)
        return _entry(request, form, 422)
    answer = redirect("complaints:reporter", office, found.number)
    grant(answer, found, at=now)
    return answer


def _entry(request: HttpRequest, form: EntryForm, status: int = 200) -> HttpResponse:
    request.is_personal = True  # type: ignore[attr-defined]
    return render(
        request,
        "complaints/reporter/entry.html",
        {"form": form, "page_title": "Lacak laporan", "noindex": True},
        status=status,
    )


@open_to(everyone)
@require_POST
def leave(request: HttpRequest, office: str) -> HttpResponse:
    """Close what was opened here, for shared phones."""
    messages.success(request, "Laporan ditutup di perangkat ini.")
    answer = redirect("complaints:reporter_entry", office)
    withdraw(answer)
    return answer


def with_own(view: View) -> View:
    """Hand the view the complaint this browser has opened; otherwise the way in, the same for every number."""

    @wraps(view)
    def found(request: HttpRequest, office: str, number: str, **kwargs: Any) -> HttpResponseBase:
        request.is_personal = True  # type: ignore[attr-defined]
        complaint = reporter.by_number(request.office, number)  # type: ignore[attr-defined]
        if complaint is None or not is_granted(request, complaint):
            return _entry(request, EntryForm(initial={"reference": number[:24]}))
        return view(request, complaint, **kwargs)

    return found


@open_to(everyone)
@require_safe
@with_own
def show(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """The story with its deadline, its agency and its answer."""
    return _page(request, complaint)


def _page(
    request: HttpRequest, complaint: Complaint, *, refused: Form | None = None, status: int = 200
) -> HttpResponse:
    now, main = timezone.now(), reporter.main_of(complaint)
    hours, state = hours_of(complaint.office, at=now), State(complaint.state)
    context = {
        "complaint": complaint, "main": main, "tag": TAGS.get(State(main.state), ""), "steps": _steps(complaint, now), "board": board(main, hours=hours, at=now),
        "identity": IDENTITY_WORDS[Identity(complaint.identity)], "photos": reporter.own_photos(complaint), "state": state.value,
        "question": reporter.question(complaint) if state == State.WAITING else "", "forms": [refused] if refused else [], "form": refused,
        "may_reopen": state in {State.ANSWERED, State.CLOSED} and closing.may_reopen(complaint), "reply_until": _day(complaint, complaint.step_due),
        "rating": ReporterRating.objects.filter(complaint=complaint).first(), "page_title": f"Laporan {complaint.number}", "noindex": True,
        **_forms(refused),
    }  # fmt: skip
    return render(request, "complaints/reporter/page.html", context, status=status)


def _forms(refused: Form | None) -> dict[str, Form]:
    rating = refused if isinstance(refused, RatingForm) else RatingForm(auto_id="rate_%s")
    words = {"reply_form": reply_form(), "reopen_form": reopen_form()}
    if isinstance(refused, WordsForm):
        words[
            "reply_form" if refused.fields["words"].label == reply_form().fields["words"].label else "reopen_form"
        ] = refused
    return {"rating_form": rating, **words}


def reply_form(data: Any = None) -> WordsForm:
    return WordsForm(data, label="Jawaban Anda", missing="Tulis jawaban Anda", auto_id="reply_%s")


def reopen_form(data: Any = None) -> WordsForm:
    return WordsForm(data, label="Apa yang belum selesai?", missing="Tulis apa yang belum selesai", auto_id="reopen_%s")


def _day(complaint: Complaint, moment: datetime | None) -> str:
    return long_date(local(complaint.office, moment)) if moment else ""


def _steps(complaint: Complaint, now: datetime) -> list[dict[str, Any]]:
    answers = iter(reporter.answers_of(complaint))
    steps = [_step(event, complaint, answers) for event in reporter.story(complaint)]
    if reporter.main_of(complaint).is_open and steps:
        steps[-1]["state"] = "current"
        steps.append({"title": "Anda menilai hasilnya", "state": "upcoming"})
    return steps


def _step(event: ComplaintEvent, complaint: Complaint, answers: Iterator[Answer]) -> dict[str, Any]:
    moment, verb = local(complaint.office, event.at), Verb(event.verb)
    hides = complaint.is_anonymous and verb in OF_THE_REPORTER
    own = event.complaint_id == complaint.pk
    answer = next(answers, None) if verb == Verb.ANSWERED else None
    return {
        "title": event.label, "time": long_date(moment) if hides else f"{long_date(moment)}, {clock(moment)}", "state": "done",
        "late": verb == Verb.OVERDUE, "text": event.public_note, "note": event.reporter_note if own else "",
        "answer": answer, "outcome": OUTCOME_WORDS[Outcome(answer.outcome)] if answer else "",
    }  # fmt: skip


@open_to(everyone)
@require_safe
@with_own
def photo(request: HttpRequest, complaint: Complaint, pk: UUID) -> HttpResponseBase:
    """One's own photo, or the proof of an answer."""
    found = reporter.photo(complaint, pk)
    if found is None:
        raise Http404
    ending = "pdf" if found.file.content_type == "application/pdf" else "jpg"
    return private_file_response(
        found.file,
        filename=f"{complaint.number}-{found.position}.{ending}",
        inline=True,
        thumbnail="kecil" in request.GET,
    )


def _say(request: HttpRequest, complaint: Complaint, act: Callable[[], object], done: str) -> HttpResponseBase:
    try:
        act()
    except IllegalMove:
        messages.warning(request, CHANGED)
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("complaints:reporter", complaint.office.slug, complaint.number)


@open_to(everyone)
@require_POST
@with_own
def reply(request: HttpRequest, complaint: Complaint) -> HttpResponseBase:
    """Answer what was asked; the clock runs on."""
    form = reply_form(request.POST)
    if not form.is_valid():
        return _page(request, complaint, refused=form, status=422)
    text = form.cleaned_data["words"]
    return _say(
        request, complaint, lambda: answering.reporter_replies(complaint, text=text, at=timezone.now()),
        "Jawaban Anda terkirim. Laporan dilanjutkan.",
    )  # fmt: skip


@open_to(everyone)
@require_POST
@with_own
def confirm(request: HttpRequest, complaint: Complaint) -> HttpResponseBase:
    """Agree with the answer."""
    return _say(
        request, complaint, lambda: closing.confirm(complaint, at=timezone.now()), "Terima kasih. Laporan ini selesai."
    )


@open_to(everyone)
@require_POST
@with_own
def reopen(request: HttpRequest, complaint: Complaint) -> HttpResponseBase:
    """Not solved, with a reason."""
    form = reopen_form(request.POST)
    if not form.is_valid():
        return _page(request, complaint, refused=form, status=422)
    reason = form.cleaned_data["words"]
    return _say(
        request, complaint, lambda: closing.reopen(complaint, reason=reason, at=timezone.now()),
        "Laporan dibuka lagi. Dinas yang sama membaca alasan Anda.",
    )  # fmt: skip


@open_to(everyone)
@require_POST
@with_own
def rate(request: HttpRequest, complaint: Complaint) -> HttpResponseBase:
    """Give marks once it is closed."""
    form = RatingForm(request.POST, auto_id="rate_%s")
    if not form.is_valid():
        return _page(request, complaint, refused=form, status=422)
    said = form.cleaned_data
    return _say(
        request, complaint,
        lambda: closing.rate(complaint, solved=said["solved"] == "ya", score=int(said["score"]), reason=said["reason"], at=timezone.now()),
        "Penilaian Anda tersimpan. Terima kasih.",
    )  # fmt: skip
