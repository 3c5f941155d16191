"""The tanda terima of papers that the office passes on, for the resident to take along."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from office.guards import open_to, reviewer
from services.documents.receipt import receipt_pdf
from services.models import Product
from services.queries.receipt_content import content_of_receipt
from services.views.asking import find_case


@open_to(reviewer)
@require_safe
def receipt(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """One A5 sheet as PDF; services whose letter is ours have none."""
    submission = find_case(request, number)
    if submission.version.product != Product.FORWARDED:
        raise Http404
    name = content_disposition_header(False, f"tanda-terima-{number}.pdf") or "inline"
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(receipt_pdf(content_of_receipt(submission)), content_type="application/pdf", headers=headers)
