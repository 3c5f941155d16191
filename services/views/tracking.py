"""Following a request: nothing personal before the proof, then its story, what is missing, and the letter."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from office.clients import client_address
from office.guards import everyone, open_to
from office.views.files import private_file_response
from office.wording import rupiah
from services.actions import intake, review
from services.actions import tracking as tries
from services.forms.fields import Questions
from services.forms.tracking import NEUTRAL, TOO_MANY, LookupForm, WithdrawForm
from services.models import Delivery, Document, DocumentState, Submission
from services.queries import tracking
from services.views import draft_papers
from services.views.delivery_shown import delivery_shown, with_delivery
from services.views.draft_pages import zone_of
from services.views.objection_shown import objection_shown
from services.views.tracking_grant import grant, is_granted, withdraw_grant
from services.workflow import CLOCK_RUNS, IllegalMove, State

View = Callable[..., HttpResponseBase]
MAY_WITHDRAW = frozenset({State.SUBMITTED, State.RETURNED, State.COMPLETE})
_TAGS = {
    State.RETURNED: "warning", State.ISSUED: "success", State.READY: "success", State.HANDED_OVER: "success",
    State.REJECTED: "danger", State.WITHDRAWN: "", State.LAPSED: "",
}  # fmt: skip
_LABELS = {
    State.SUBMITTED: "Diperiksa", State.RETURNED: "Menunggu berkas Anda", State.COMPLETE: "Diproses", State.DRAFTED: "Menunggu paraf",
    State.ENDORSED: "Menunggu tanda tangan", State.ISSUED: "Surat terbit", State.FORWARDED: "Diteruskan", State.READY: "Siap diambil",
    State.HANDED_OVER: "Selesai", State.REJECTED: "Ditolak", State.WITHDRAWN: "Ditarik", State.LAPSED: "Gugur",
}  # fmt: skip


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest, office: str) -> HttpResponseBase:
    """The way in: number or code, and a proof. The code never stands in an address."""
    if request.method != "POST":
        return _entry(request, LookupForm())
    form = LookupForm(request.POST)
    if not form.is_valid():
        return _entry(request, form)
    now = timezone.now()
    try:
        facts = {"reference": form.cleaned_data["number"], "proof": form.cleaned_data["proof"]}
        submission = tries.open_with(request.office, **facts, client=client_address(request), at=now)  # type: ignore[attr-defined]
    except tries.TooManyTries:
        form.add_error(None, TOO_MANY)
        return _entry(request, form, status=429)
    if submission is None:
        form.add_error(None, NEUTRAL)
        return _entry(request, form)
    grant(request, submission, at=now)
    return redirect("services:tracked", office, submission.number)


def _entry(request: HttpRequest, form: LookupForm, status: int = 200) -> HttpResponse:
    request.is_personal = True  # type: ignore[attr-defined]
    return render(
        request,
        "services/tracking/entry.html",
        {"form": form, "page_title": "Lacak permohonan", "noindex": True},
        status=status,
    )


@open_to(everyone)
@require_safe
def short_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """The link of a message: to the request's entry, where the proof is still asked for."""
    link, number = tracking.by_short_link(token)
    if link is None or not number:
        raise Http404
    if link.expires_at <= timezone.now():
        context = {"office": link.office, "number": number, "page_title": "Tautan sudah tidak berlaku", "noindex": True}
        return render(request, "services/tracking/expired.html", context, status=410)
    return redirect("services:tracked", link.office.slug, number)


@open_to(everyone)
@require_POST
def leave(request: HttpRequest, office: str) -> HttpResponse:
    """Close what was opened here, for shared phones and computers."""
    withdraw_grant(request)
    messages.success(request, "Permohonan ditutup di perangkat ini.")
    answer = redirect("services:track", office)
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def with_own(view: View) -> View:
    """Hand the view the submission this browser has proven; otherwise show the way in, the same for every number."""

    @wraps(view)
    def found(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
        request.is_personal = True  # type: ignore[attr-defined]
        if tracking.number_in(number) != number:
            raise Http404
        submission = tracking.by_number(request.office, number)  # type: ignore[attr-defined]
        if submission is None or not is_granted(request, submission, at=timezone.now()):
            return _entry(request, LookupForm(initial={"number": number}))
        return view(request, submission)

    return found


@open_to(everyone)
@require_safe
@with_own
def tracked(request: HttpRequest, submission: Submission) -> HttpResponse:
    """Where it stands, what comes next and by when, what is missing, the letter, who looked."""
    return _page(request, submission, timezone.now())


def _page(
    request: HttpRequest, submission: Submission, now: datetime, errors: dict[int, str] | None = None
) -> HttpResponse:
    zone, clock = zone_of(submission.office), tracking.clock_of(submission, at=now)
    letter, revoked = tracking.letters_of(submission)
    brought = delivery_shown(submission, now=now)
    state = State(submission.state)
    steps = with_delivery(tracking.story(submission, at=now), submission, brought["delivery"])
    context = {
        "submission": submission, "version": submission.version, "steps": steps, "clock": clock, **brought,
        "state_label": "Lewat batas waktu" if clock and clock.is_late else _LABELS[state], "tag": "danger" if clock and clock.is_late else _TAGS.get(state, "primary"),
        "is_checking": state is State.SUBMITTED, "current": next((step for step in steps if step.state == "current"), None),
        "letter": letter, "revoked": revoked, "rejection": steps[-1].reply if state is State.REJECTED else "", "state": state.value,
        "lapse_on": _lapses(submission, now), "can_withdraw": state in MAY_WITHDRAW, "facts": _facts(submission), "is_late": bool(clock and clock.is_late),
        "inbox": [(message.created_at.astimezone(zone), _without_link(message.body)) for message in tracking.messages_to(submission)],
        "looks": [(look.at.astimezone(zone), look.user.name, look.purpose) for look in tracking.looks_at(submission)],
        "now": now.astimezone(zone), "due": submission.due_at.astimezone(zone) if submission.due_at else None,
        "promise": tracking.promise_text(submission).split(" sejak")[0], "runs": state in CLOCK_RUNS, "page_title": f"Lacak permohonan {submission.number}", "noindex": True,
    }  # fmt: skip
    context |= brought["delivery_label"] | objection_shown(submission, at=now)
    return render(request, "services/tracking/page.html", context | _fixing(submission, errors or {}))


def _without_link(body: str) -> str:
    """A message as read on the page its link leads to."""
    return re.sub(r"[^.]*https?://\S+\s*$", "", body).strip() or body


def _lapses(submission: Submission, now: datetime) -> datetime | None:
    """Until when a returned file waits."""
    if submission.state != State.RETURNED or submission.paused_at is None:
        return None
    return (submission.paused_at + timedelta(days=submission.office.lapse_days)).astimezone(zone_of(submission.office))


def _facts(submission: Submission) -> list[dict[str, str]]:
    labels = {entry["key"]: entry["label"] for entry in submission.version.purposes}
    rows = [
        {"label": "Keperluan", "value": labels.get(submission.purpose, "")},
        {"label": "Cara menerima", "value": Delivery(submission.delivery).label},
        {"label": "Batas waktu", "value": tracking.promise_text(submission)},
        {"label": "Biaya", "value": rupiah(submission.version.fee)},
    ]
    return [row for row in rows if row["value"]]


def _fixing(submission: Submission, errors: dict[int, str]) -> dict[str, Any]:
    """The upload form of a returned file: only what was asked for, each with its reason."""
    asked = tracking.asked_papers(submission)
    if not asked:
        return {"asked": []}
    form = _fix_form(submission, [document for document in asked if tracking.can_be_sent(document)], errors)
    places = {"office": submission.office.slug, "number": submission.number}
    return {
        "asked": asked, "form": form, "forms": [form], "in_person": [document for document in asked if not tracking.can_be_sent(document)],
        "upload_url": reverse("services:track_upload", kwargs=places), "fix_url": reverse("services:track_fix", kwargs=places),
    }  # fmt: skip


def _fix_form(submission: Submission, asked: list[Document], errors: dict[int, str]) -> Questions:
    sent = {document.requirement_id: document for document in asked if document.state == DocumentState.PENDING}
    form = draft_papers.form_for(submission.office.slug, [document.requirement for document in asked], sent, errors, {})
    for field, document in zip(form.fields.values(), asked, strict=True):
        field.required = True
        field.help_text = document.reason or field.help_text
    return form


@open_to(everyone)
@require_POST
@with_own
def upload(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """One asked paper at a time, for pages with JavaScript."""
    asked = [document.requirement for document in tracking.asked_papers(submission) if tracking.can_be_sent(document)]
    return draft_papers.answer_one(request, submission, asked, at=timezone.now())


@open_to(everyone)
@require_POST
@with_own
def fix(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """Take the asked papers and hand them in when all are there."""
    now = timezone.now()
    asked = [document.requirement for document in tracking.asked_papers(submission) if tracking.can_be_sent(document)]
    try:
        errors = draft_papers.receive_all(request, submission, asked, at=now)
        errors = draft_papers.with_missing(
            [document.requirement for document in intake.papers_asked(submission)], errors
        )
        if errors:
            return _page(request, submission, now, errors)
        intake.resubmit(submission, at=now)
        messages.success(request, "Berkas perbaikan terkirim. Petugas memeriksanya lagi.")
    except intake.MissingPapers as missing:
        messages.error(request, f"Masih kurang: {', '.join(missing.args[0])}.")
    except IllegalMove:
        messages.warning(request, "Berkas ini sudah tidak menunggu perbaikan.")
    return redirect("services:tracked", submission.office.slug, submission.number)


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_own
def withdraw(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """Take the request back, after asking once more."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    back = redirect("services:tracked", submission.office.slug, submission.number)
    if State(submission.state) not in MAY_WITHDRAW:
        messages.warning(request, "Permohonan ini sudah tidak bisa ditarik di sini. Hubungi petugas loket.")
        return back
    if request.method == "POST" and form.is_valid():
        try:
            intake.withdraw(submission, reason=form.cleaned_data["reason"] or "Ditarik pemohon", at=timezone.now())
            messages.success(request, "Permohonan sudah ditarik.")
        except IllegalMove:
            messages.warning(request, "Keadaan permohonan baru saja berubah. Periksa lagi di halaman ini.")
        return back
    return render(
        request,
        "services/tracking/withdraw.html",
        {"submission": submission, "form": form, "page_title": "Tarik permohonan", "noindex": True},
    )


@open_to(everyone)
@require_http_methods(["GET", "HEAD", "POST"])
@with_own
def letter_download(request: HttpRequest, submission: Submission) -> HttpResponseBase:
    """The signed bytes, untouched. A POST notes the hand-over and leads here; a GET changes nothing."""
    letter, _revoked = tracking.letters_of(submission)
    if letter is None or letter.file is None or letter.entry is None:
        messages.warning(request, "Surat belum terbit, atau sudah dicabut.")
        return redirect("services:tracked", submission.office.slug, submission.number)
    if request.method == "POST":
        if submission.delivery == Delivery.PDF and submission.state == State.ISSUED:
            _note_download(submission)
        return redirect("services:letter_download", submission.office.slug, submission.number)
    return private_file_response(letter.file, filename=f"surat-{submission.number}.pdf")


def _note_download(submission: Submission) -> None:
    try:
        review.hand_over(submission, at=timezone.now(), how="Diunduh pemohon")
    except IllegalMove:  # revoked in the same moment: the next page says so
        return
