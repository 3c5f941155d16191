"""What an officer decides about a submission: marks on papers, complete, back, no, onwards, handed over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from office.guards import case_reader, endorser, open_to, reviewer, signer
from office.staff import Staff
from services.actions import letters, review
from services.forms.desk import REJECT_REASONS, WITHDRAW_REASONS, Marks, NoteForm, PapersForm, ReasonForm
from services.forms.signing import RETURN_REASONS
from services.models import DocumentState, Submission
from services.queries.cases import Paper, papers_of
from services.views.asking import REFUSALS, find_case, posted, say_refused, staff_of, with_page
from services.views.case import case_page


@open_to(reviewer)
@require_POST
def check(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Keep the marks; then, if asked, send the file back or declare it complete."""
    submission, at = find_case(request, number), timezone.now()
    form = PapersForm(request.POST, papers=papers_of(submission))
    if not form.is_valid():
        return case_page(request, submission, form=form, status=422)
    try:
        said = _decide(submission, form, staff_of(request), at)
    except REFUSALS as error:
        say_refused(request, submission, error, at=at)
    else:
        messages.success(request, said)
    return redirect("services:case", office, number)


@transaction.atomic
def _decide(submission: Submission, form: PapersForm, staff: Staff, at: datetime) -> str:
    do = form.cleaned_data["do"]
    if do == PapersForm.RETURN:
        _keep(submission, Marks(form.marks.accepted, []), staff, at)
        review.return_for_fixes(submission, form.marks.flaws, staff=staff, at=at, message=form.words)
        return "Berkas dikembalikan ke warga. Waktu dijeda sampai berkas dikirim ulang."
    _keep(submission, form.marks, staff, at)
    if do == PapersForm.COMPLETE:
        review.declare_complete(submission, staff=staff, at=at)
        return "Berkas lengkap. Batas waktu layanan mulai berjalan."
    return "Tanda pada berkas tersimpan."


def _keep(submission: Submission, marks: Marks, staff: Staff, at: datetime) -> None:
    """Write the marks that are new; who looked first stays the one who looked."""
    for paper in marks.accepted:
        _accept(submission, paper, staff, at)
    for paper, reason in marks.refused:
        if paper.document and (paper.document.state, paper.document.reason) != (DocumentState.REFUSED, reason):
            review.mark(paper.document, DocumentState.REFUSED, staff=staff, at=at, reason=reason)


def _accept(submission: Submission, paper: Paper, staff: Staff, at: datetime) -> None:
    """What was never sent can only have been shown."""
    document = paper.document
    if document is None or not (document.file or document.seen_original):
        review.note_seen(submission, paper.requirement, staff=staff, at=at)
    elif document.state != DocumentState.ACCEPTED:
        review.mark(document, DocumentState.ACCEPTED, staff=staff, at=at)


def _step(
    request: HttpRequest, number: str, act: Callable[[Submission, datetime], object], done: str
) -> HttpResponseBase:
    """Do one thing to a submission and say how it went, on its page."""
    submission, at = find_case(request, number), timezone.now()
    try:
        act(submission, at)
    except REFUSALS as error:
        say_refused(request, submission, error, at=at)
    else:
        messages.success(request, done)
    return redirect("services:case", submission.office.slug, number)


def _reasoned(
    request: HttpRequest,
    number: str,
    act: Callable[[Submission, str, datetime], object],
    *,
    reasons: tuple[str, ...],
    words: dict[str, str],
) -> HttpResponseBase:
    """A page that asks for the reason and then does it."""
    submission = find_case(request, number)
    form = ReasonForm(posted(request), reasons=reasons)
    if request.method == "POST" and form.is_valid():
        return _step(request, number, lambda found, at: act(found, form.reason, at), words["done"])
    context: dict[str, Any] = {"form": form, "submission": submission, "words": words}
    return render(
        request,
        "services/desk/reason.html",
        with_page(request, words["title"], **context),
        status=422 if form.is_bound else 200,
    )


@open_to(case_reader)
def reject(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Say no; the roles that may are in the state table."""
    words = {
        "title": "Tolak permohonan", "button": "Tolak permohonan", "done": "Permohonan ditolak. Warga menerima alasannya.", "kind": "danger",
        "lead": "Warga membaca alasan ini. Setelah ditolak, permohonan tidak bisa dibuka lagi.",
    }  # fmt: skip
    return _reasoned(
        request,
        number,
        lambda row, why, at: review.reject(row, reason=why, staff=staff_of(request), at=at),
        reasons=REJECT_REASONS,
        words=words,
    )


@open_to(reviewer)
def withdraw(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """At the resident's word, given at the counter."""
    words = {
        "title": "Tarik permohonan", "button": "Tarik permohonan", "done": "Permohonan ditarik atas permintaan pemohon.", "kind": "danger",
        "lead": "Hanya atas permintaan pemohon yang datang sendiri. Alasannya tercatat.",
    }  # fmt: skip
    return _reasoned(
        request,
        number,
        lambda row, why, at: review.withdraw_at_counter(row, reason=why, staff=staff_of(request), at=at),
        reasons=WITHDRAW_REASONS,
        words=words,
    )


@open_to(endorser, signer)
def pull_back(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Take back a letter that waits for its signature, to be written again."""
    words = {
        "title": "Tarik kembali surat", "button": "Kembalikan untuk diperbaiki", "done": "Surat dikembalikan untuk diperbaiki.", "kind": "danger",
        "lead": "Konsep surat ini batal. Petugas membuat surat baru, waktu layanan tetap berjalan.",
    }  # fmt: skip
    return _reasoned(
        request,
        number,
        lambda row, why, at: letters.return_letter(row, reason=why, staff=staff_of(request), at=at),
        reasons=RETURN_REASONS,
        words=words,
    )


@open_to(reviewer)
@require_POST
def forward(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    form = NoteForm(request.POST, required=False)
    note = form.words if form.is_valid() else ""
    return _step(
        request,
        number,
        lambda row, at: review.forward(row, staff=staff_of(request), at=at, note=note),
        "Berkas diteruskan. Warga diberi tahu.",
    )


@open_to(reviewer)
@require_POST
def ready(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    form = NoteForm(request.POST, required=False)
    note = form.words if form.is_valid() else ""
    return _step(
        request,
        number,
        lambda row, at: review.note_ready(row, staff=staff_of(request), at=at, note=note),
        "Tercatat siap diambil. Warga diberi tahu.",
    )


@open_to(reviewer)
@require_POST
def hand_over(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Picked up at the counter; the receiver's name stays in the office."""
    form, _found = NoteForm(request.POST), find_case(request, number)
    if not form.is_valid():
        messages.error(request, "Isi nama penerima, lalu catat lagi penyerahannya.")
        return redirect("services:case", office, number)
    receiver = f"Diterima oleh {form.words}"
    return _step(
        request, number,
        lambda row, at: review.hand_over(row, at=at, how="Diambil di loket", note=receiver, staff=staff_of(request)), "Penyerahan tercatat. Permohonan selesai.",
    )  # fmt: skip


@open_to(reviewer, endorser, signer)
@require_POST
def remark(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    form, _found = NoteForm(request.POST), find_case(request, number)
    if not form.is_valid():
        messages.error(request, "Isi catatan internal, paling panjang 300 huruf.")
        return redirect("services:case", office, number)
    return _step(
        request,
        number,
        lambda row, at: review.remark(row, text=form.words, staff=staff_of(request), at=at),
        "Catatan internal tersimpan.",
    )
