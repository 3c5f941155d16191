"""Looking at the papers of a submission: on a page of their own, as marked bytes, as small pictures; every look is logged."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.actions.files import note_view, read
from office.guards import case_reader, open_to
from office.models import TimeZone
from office.views.files import private_file_response
from office.wording import file_size
from services.documents.turning import turned
from services.documents.watermark import CannotMark, mark_text, marked_image, marked_pdf
from services.models import Document
from services.queries.cases import document_of, papers_of
from services.views.asking import find_case, local, staff_of, with_page

MOST_ZOOM, TURNS = 3, 4
_HEADERS = {
    "X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "X-Frame-Options": "SAMEORIGIN",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'self'",
}  # fmt: skip


def _find(request: HttpRequest, number: str, pk: UUID) -> Document:
    """A paper of that submission of this office, or 404."""
    document = document_of(find_case(request, number), pk)
    if document is None:
        raise Http404
    return document


@open_to(case_reader)
@require_safe
def paper(request: HttpRequest, office: str, number: str, pk: UUID) -> HttpResponse:
    """One paper on the whole screen; turning and zooming are plain links, so they work without JavaScript."""
    document = _find(request, number, pk)
    turn, zoom = _figure(request, "putar", TURNS - 1), _figure(request, "besar", MOST_ZOOM)
    others = [
        row
        for row in papers_of(find_case(request, number))
        if row.document and row.document.file and not row.document.file.wiped_at
    ]
    context = {
        "document": document, "turn": turn, "zoom": zoom, "size": file_size(document.file.size if document.file else 0), "papers": others,
        "turn_url": f"?putar={(turn + 1) % TURNS}&besar={zoom}", "in_url": f"?putar={turn}&besar={min(MOST_ZOOM, zoom + 1)}",
        "out_url": f"?putar={turn}&besar={max(0, zoom - 1)}", "file_url": f"{reverse('services:paper_file', args=[office, number, pk])}?putar={turn}",
        "number": number,
    }  # fmt: skip
    return render(
        request, "services/desk/paper.html", with_page(request, f"{document.requirement.name}, {number}", **context)
    )


def _figure(request: HttpRequest, name: str, most: int) -> int:
    text = request.GET.get(name, "0")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 3 else 0


@open_to(case_reader)
@require_safe
def paper_file(request: HttpRequest, office: str, number: str, pk: UUID) -> HttpResponseBase:
    """The bytes with SALINAN, name and time across them; the look is logged before a byte leaves."""
    document, at = _find(request, number, pk), timezone.now()
    stored, staff = document.file, staff_of(request)
    assert stored is not None  # noqa: S101 - document_of gives only papers with a file
    try:
        content = read(stored)
        text = mark_text(staff.user.name, local(staff.office, at), TimeZone(staff.office.time_zone).label)
        turn = _figure(request, "putar", TURNS - 1)
        marked = (
            marked_image(turned(content, turn) if turn else content, text)
            if stored.is_image
            else marked_pdf(content, text)
        )
    except (FileNotFoundError, CannotMark):
        raise Http404 from None
    note_view(stored, user=staff.user, at=at, purpose=f"Permohonan {number}")
    kind = stored.content_type if stored.content_type in {"image/jpeg", "application/pdf"} else "image/png"
    name = f"salinan-{number}-{document.requirement.key}"
    return HttpResponse(
        marked, content_type=kind, headers={**_HEADERS, "Content-Disposition": f'inline; filename="{name}"'}
    )


@open_to(case_reader)
@require_safe
def paper_thumb(request: HttpRequest, office: str, number: str, pk: UUID) -> HttpResponseBase:
    """A picture of 320 px at most, too small to read a number on; it tells papers apart."""
    stored = _find(request, number, pk).file
    if stored is None or not stored.has_thumbnail:
        raise Http404
    return private_file_response(stored, filename="kecil.jpg", inline=True, thumbnail=True)
