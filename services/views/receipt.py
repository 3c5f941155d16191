"""What a resident leaves with: the receipt page and the slip, as PDF for a printer and as a picture for the gallery."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from office.codes import format_code
from office.guards import everyone, open_to
from office.models import TimeZone
from office.phone import display
from services.documents.slip import NextStep, SlipContent, slip_pdf
from services.documents.slip_picture import slip_png
from services.models import Document, Draft, Submission
from services.queries.drafts import draft_by
from services.queries.next_steps import next_steps
from services.views.draft_pages import zone_of

View = Callable[..., HttpResponseBase]


def with_receipt(view: View) -> View:
    """Hand the view its sent draft; only the link itself shows code and PIN, and only while it lives."""

    @wraps(view)
    def found(request: HttpRequest, office: str, token: str, **kwargs: Any) -> HttpResponseBase:
        request.is_personal = True  # type: ignore[attr-defined]
        draft = draft_by(token, request.office, at=timezone.now())  # type: ignore[attr-defined]
        if draft is None or draft.submission is None:
            return render(
                request,
                "services/apply/gone.html",
                {"page_title": "Bukti sudah tidak ada di sini", "noindex": True, "was_receipt": True},
                status=410,
            )
        draft.token = token  # type: ignore[attr-defined]
        return view(request, draft, draft.submission, **kwargs)

    return found


@open_to(everyone)
@require_safe
@with_receipt
def receipt(request: HttpRequest, draft: Draft, submission: Submission) -> HttpResponse:
    """Number, code and PIN, and what happens next with real times."""
    return render(
        request,
        "services/apply/receipt.html",
        receipt_context(draft, submission) | {"page_title": "Permohonan terkirim", "noindex": True},
    )


def receipt_context(draft: Draft, submission: Submission) -> dict[str, Any]:
    """What the page of the wizard and the one of the counter both show."""
    return {
        "submission": submission, "code": format_code(submission.code), "pin": draft.data["pin"], "steps": next_steps(submission),
        "token": draft.token, "until": draft.expires_at.astimezone(zone_of(draft.office)), "version": submission.version,  # type: ignore[attr-defined]
    }  # fmt: skip


@open_to(everyone)
@require_safe
@with_receipt
def slip(request: HttpRequest, draft: Draft, submission: Submission) -> HttpResponse:
    """The slip for a printer; `?kertas=80` for a counter's roll."""
    paper = "80mm" if request.GET.get("kertas") == "80" else "A6"
    return _file(slip_pdf(slip_of(draft, submission), paper), "application/pdf", f"bukti-{submission.number}.pdf")  # type: ignore[arg-type]


@open_to(everyone)
@require_safe
@with_receipt
def slip_picture(request: HttpRequest, draft: Draft, submission: Submission) -> HttpResponse:
    """The same slip as a picture."""
    return _file(slip_png(slip_of(draft, submission)), "image/png", f"bukti-{submission.number}.png")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": content_disposition_header(True, name) or "attachment"},
    )


def slip_of(draft: Draft, submission: Submission) -> SlipContent:
    """The slip's plain values. Its QR opens the tracking page; the code stands beside it, never in an address."""
    office = submission.office
    address = f"{settings.PUBLIC_URL}{reverse('services:tracked', args=[office.slug, submission.number])}"
    entry = f"{settings.PUBLIC_URL}{reverse('services:track', args=[office.slug])}"
    papers = Document.objects.filter(submission=submission, replaced_at=None).select_related("requirement")
    return SlipContent(
        office=office.name, region=office.region_name, service=submission.version.name, number=submission.number,
        code=submission.code, pin=draft.data["pin"], address=address, printed_address=entry.split("://", 1)[-1],
        received_at=submission.received_at.astimezone(zone_of(office)), zone=TimeZone(office.time_zone).label,
        steps=tuple(NextStep(what=step.what, detail=step.detail) for step in next_steps(submission)),
        papers=tuple(paper.requirement.name for paper in papers),
        contact=f"WhatsApp {display(office.whatsapp)}" if office.whatsapp else f"Telepon {office.phone}" if office.phone else "",
    )  # fmt: skip
