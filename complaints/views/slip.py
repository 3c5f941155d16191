"""The reporter's slip to keep, right after sending: whoever holds the link of the sending, and nobody else."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from complaints.actions import intake
from office.guards import everyone, open_to


@open_to(everyone)
@require_safe
def sent_slip(request: HttpRequest, office: str, token: str) -> HttpResponse:
    """A PDF; of an anonymous report for a day, as the page beside it."""
    from complaints.documents.slip import complaint_slip  # noqa: PLC0415 - WeasyPrint is slow to load

    request.is_personal = True  # type: ignore[attr-defined]
    receipt = intake.sent_with(request.office, token)  # type: ignore[attr-defined]
    if receipt is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="bukti-{receipt.complaint.number}.pdf"'}
    return HttpResponse(complaint_slip(receipt), content_type="application/pdf", headers=headers)
