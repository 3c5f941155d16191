"""Receiving papers on a page: all at once without JavaScript, one by one with it, in the same words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from office.clients import client_address
from office.uploads.refusals import LARGEST_UPLOAD, UploadRefused, amount_text
from services.actions import drafts, intake
from services.forms.fields import Questions
from services.forms.papers import field_name, missing_words, papers_form
from services.models import Document, Draft, Requirement, Submission


def receive_all(
    request: HttpRequest, draft: Draft | Submission, papers: Iterable[Requirement], *, at: datetime
) -> dict[int, str]:
    """Take every file of the page; says by requirement what was refused."""
    errors: dict[int, str] = {}
    for paper in papers:
        file = request.FILES.get(field_name(paper))
        if isinstance(file, UploadedFile):
            try:
                receive_one(request, draft, paper, file, at=at)
            except drafts.NotReceived as refusal:
                errors[paper.pk] = str(refusal)
    return errors


def receive_one(
    request: HttpRequest, owner: Draft | Submission, paper: Requirement, file: UploadedFile, *, at: datetime
) -> Document:
    """Clean, keep and attach one file; raises NotReceived. Members of staff at the counter have no daily limit."""
    client = "" if isinstance(owner, Draft) and owner.by_id else client_address(request)
    if (file.size or 0) > LARGEST_UPLOAD:  # before reading it into memory
        raise drafts.NotReceived(
            UploadRefused("too_big", label=paper.name, amount=amount_text("too_big", file.size or 0)).message
        )
    stored = drafts.receive(
        owner, paper, file.read(), name=file.name or "", declared=file.content_type or "", client=client, at=at
    )
    if isinstance(owner, Draft):
        return intake.attach(owner, paper, stored, at=at)
    return intake.send_again(owner, paper, stored, at=at)


def answer_one(
    request: HttpRequest, owner: Draft | Submission, papers: Iterable[Requirement], *, at: datetime
) -> JsonResponse:
    """What upload.js expects: {"name", "size"} or {"error"}."""
    wanted = {field_name(paper): paper for paper in papers}
    paper = wanted.get(request.POST.get("field", ""))
    file = request.FILES.get(request.POST.get("field", ""))
    if paper is None or not isinstance(file, UploadedFile):
        return JsonResponse({"error": "Berkas ini tidak diminta lagi. Muat ulang halaman"}, status=422)
    try:
        document = receive_one(request, owner, paper, file, at=at)
    except drafts.NotReceived as refusal:
        return JsonResponse({"error": str(refusal)}, status=503 if refusal.later else 422)
    assert document.file is not None  # noqa: S101 - receive_one always attaches a file
    return JsonResponse({"name": document.file.original_name, "size": document.file.size})


def with_missing(missing: Iterable[Requirement], errors: Mapping[int, str]) -> dict[int, str]:
    """Errors of refused files first, then "Unggah foto …" for what is still missing."""
    return {paper.pk: missing_words(paper) for paper in missing} | dict(errors)


def form_for(
    office: str,
    papers: Collection[Requirement],
    sent: Mapping[int, Document],
    errors: Mapping[int, str],
    urls: Mapping[int, str],
) -> Questions:
    """The upload form with what was sent, links to examples, and its errors."""
    examples = {paper.pk: reverse("services:example", args=[office, paper.pk]) for paper in papers if paper.example_id}
    form = papers_form(papers, sent, urls=urls, examples=examples)
    for paper in papers:
        if paper.pk in errors:
            form.add_error(field_name(paper), errors[paper.pk])
    return form


def draft_urls(draft: Draft, sent: Mapping[int, Document]) -> dict[int, str]:
    """Where one's own files open again."""
    return {
        key: reverse("services:draft_paper", args=[draft.office.slug, draft.token, document.pk])  # type: ignore[attr-defined]
        for key, document in sent.items()
        if document.file_id
    }
