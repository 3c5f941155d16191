"""The letter before it is signed: preview, draft, paraf; and the PDF as staff see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from office.guards import case_reader, endorser, open_to, reviewer, signer
from office.models import Post
from office.staff import local_day
from office.views.files import private_file_response
from office.wording import clock
from services.actions import letters
from services.catalogue_fields import FIELDS
from services.documents.letter import missing_fields, render_html, render_pdf
from services.forms.desk import DraftForm, ReasonForm
from services.forms.signing import RETURN_REASONS
from services.letter_content import LetterContent
from services.models import Letter, Submission
from services.queries import signing_desk
from services.queries.cases import case_of, open_moves, papers_of
from services.queries.composing import compose, posts_that_sign, signer_for
from services.tasks.signing import content_read
from services.views.asking import REFUSALS, find_case, local, office_of, say_refused, staff_of, with_page
from services.views.case import facts_of
from services.views.countdown import countdown_of
from services.workflow import LetterState, State


@open_to(case_reader)
@require_safe
def letter(request: HttpRequest, office: str, number: str) -> HttpResponse:
    """What the letter would say, or says: the same engine that prints it."""
    return _letter_page(request, find_case(request, number))


def _letter_page(request: HttpRequest, submission: Submission, form: DraftForm | None = None) -> HttpResponse:
    live = signing_desk.live_letter_of(submission)
    content: LetterContent | None
    context: dict[str, Any]
    if live:
        content, context = content_read(live), {"letter": live, "parafs": parafs(live)}
    else:
        posts = posts_that_sign(submission.office, on=local_day(submission.office, timezone.now()))
        content, context = _composed(request, submission, posts, form)
    if content is not None:
        context["sheet"] = render_html(content)
    context |= {"submission": submission, "page_has_errors": bool(form and form.errors)}
    return render(
        request,
        "services/desk/letter.html",
        with_page(request, f"Surat {submission.number}", **context),
        status=422 if form else 200,
    )


def _composed(
    request: HttpRequest, submission: Submission, posts: Sequence[Post], form: DraftForm | None
) -> tuple[LetterContent | None, dict[str, Any]]:
    """The letter as it would be made now, with what is still empty and who may sign it."""
    chosen = next((post for post in posts if str(post.pk) == request.GET.get("penanda", "")), None)
    post = chosen or signer_for(submission.office, on=local_day(submission.office, timezone.now()))
    if post is None or submission.version.template is None:
        return None, {"no_signer": post is None, "no_template": submission.version.template is None}
    content = compose(submission, post)
    missing = missing_labels(content)
    may = State.DRAFTED in open_moves(staff_of(request), submission)
    return content, {
        "missing": missing, "post": post, "posts": posts, "may_draft": may,
        "form": (form or DraftForm(posts=posts, missing=missing, initial={"signer": post.pk})) if may else None,
    }  # fmt: skip


def missing_labels(content: LetterContent) -> list[str]:
    return [FIELDS[key].label if key in FIELDS else key for key in missing_fields(content)]


def parafs(letter: Letter) -> list[str]:
    return [f"Paraf {row.title} {clock(local(letter.office, row.at))}" for row in letter.endorsements.all()]


@open_to(reviewer)
@require_POST
def draft(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Make the letter and pass it on for paraf."""
    submission, at = find_case(request, number), timezone.now()
    posts = posts_that_sign(submission.office, on=local_day(submission.office, at))
    post = next((row for row in posts if str(row.pk) == request.POST.get("signer", "")), None)
    chosen = post or signer_for(submission.office, on=local_day(submission.office, at))
    missing = missing_labels(compose(submission, chosen)) if chosen and submission.version.template else []
    form = DraftForm(request.POST, posts=posts, missing=missing)
    if not form.is_valid():
        return _letter_page(request, submission, form)
    try:
        made = letters.draft_letter(submission, staff=staff_of(request), at=at, signer=post)
    except REFUSALS as error:
        say_refused(request, submission, error, at=at)
        return redirect("services:letter", office, number)
    waits = "paraf" if made.submission.version.endorsers else "tanda tangan"
    messages.success(request, f"Surat dibuat dan menunggu {waits}.")
    return redirect("services:case", office, number)


@open_to(case_reader)
@require_safe
def draft_pdf(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """The PDF with KONSEP across it: of the frozen letter, or of what would be made now."""
    submission = find_case(request, number)
    live = signing_desk.live_letter_of(submission)
    if live and live.state == LetterState.ISSUED:
        return redirect("services:letter_pdf", office, live.pk)
    post = signer_for(submission.office, on=local_day(submission.office, timezone.now()))
    if live is None and (post is None or submission.version.template is None):
        raise Http404
    content = content_read(live) if live else compose(submission, post)  # type: ignore[arg-type]  # the line above saw to it
    headers = {"Content-Disposition": f'inline; filename="konsep-{number}.pdf"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(render_pdf(content), content_type="application/pdf", headers=headers)


@open_to(case_reader, signer)
@require_safe
def letter_pdf(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """The signed bytes, untouched; an unsigned letter only as KONSEP."""
    found = get_object_or_404(
        Letter.objects.select_related("file", "office__emblem", "submission", "entry"), pk=pk, office=office_of(request)
    )
    if found.file and found.entry:
        return private_file_response(found.file, filename=f"{found.entry.number.replace('/', '-')}.pdf", inline=True)
    return HttpResponse(
        render_pdf(content_read(found)),
        content_type="application/pdf",
        headers={"Content-Disposition": 'inline; filename="konsep.pdf"'},
    )


@open_to(endorser)
@require_safe
def endorse_desk(request: HttpRequest, office: str) -> HttpResponse:
    """What waits for this person's paraf, most urgent first."""
    at, staff = timezone.now(), staff_of(request)
    countdown = countdown_of(staff.office, at)
    rows = [
        {"row": row, "left": countdown.left(row.due_at, row.warn_at) if row.due_at else None}
        for row in signing_desk.endorse_list(staff)
    ]
    return render(request, "services/signing/endorse_desk.html", with_page(request, "Meja paraf", rows=rows, at=at))


@open_to(endorser)
def endorse(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Read the letter beside its data; put the paraf under exactly this content, or send it back."""
    submission, at = find_case(request, number), timezone.now()
    form = ReasonForm(request.POST if request.POST.get("do") == "kembalikan" else None, reasons=RETURN_REASONS)
    if request.method == "POST" and (request.POST.get("do") == "paraf" or form.is_valid()):
        return _answer(request, submission, form)
    live = signing_desk.live_letter_of(submission)
    if live is None or submission.state != State.DRAFTED:
        messages.info(request, "Surat ini sudah tidak menunggu paraf.")
        return redirect("services:case", office, number)
    content = content_read(live)
    context = {
        "submission": submission, "letter": live, "sheet": render_html(content), "form": form, "parafs": parafs(live), "missing": missing_labels(content),
        "papers": [paper for paper in papers_of(submission) if paper.document], **facts_of(submission, at),
    }  # fmt: skip
    return render(
        request,
        "services/signing/endorse.html",
        with_page(request, f"Paraf {submission.number}", **context),
        status=422 if form.is_bound else 200,
    )


def _answer(request: HttpRequest, submission: Submission, form: ReasonForm) -> HttpResponseBase:
    staff, at = staff_of(request), timezone.now()
    try:
        if form.is_bound:
            letters.return_letter(submission, reason=form.reason, staff=staff, at=at)
            said = f"Surat {submission.applicant_name} dikembalikan untuk diperbaiki."
        else:
            letters.endorse(submission, staff=staff, content_hash=request.POST.get("hash", ""), at=at)
            said = f"Surat {submission.applicant_name} sudah diparaf."
    except REFUSALS as error:
        say_refused(request, case_of(submission.office, submission.number) or submission, error, at=at)
    else:
        messages.success(request, said)
    return redirect("services:endorse_desk", submission.office.slug)
