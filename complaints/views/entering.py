"""Entering a report at the counter, for somebody who came or telephoned; the slip is printed from the next page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from complaints.actions import intake
from complaints.forms.intake import ReportForm
from complaints.models import ComplaintSource
from complaints.queries import reporting
from complaints.receipts import format_receipt
from office.codes import new_token
from office.guards import complaint_taker, open_to
from services.views.asking import posted, staff_of, with_page


@open_to(complaint_taker)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, office: str) -> HttpResponse:
    """The same questions as on the web; the key in the page makes a second tap harmless."""
    staff = staff_of(request)
    form = ReportForm(
        posted(request), topics=reporting.topics_of(staff.office), villages=reporting.villages_of(staff.office),
        initial={"identity": "open"},
    )  # fmt: skip
    del form.fields["photos"]
    key = request.POST.get("kunci", "")[:64] or new_token()
    if request.method == "POST" and form.is_valid():
        receipt = intake.receive(
            staff.office,
            form.report(),
            key=f"loket:{key}",
            source=ComplaintSource.COUNTER,
            at=timezone.now(),
            by=staff.user,
        )
        context = {"complaint": receipt.complaint, "code": format_receipt(receipt.code), "pin": receipt.pin}
        return render(request, "complaints/desk/entered.html", with_page(request, "Laporan tercatat", **context))
    context = {"form": form, "topics": form.topics, "key": key}
    return render(
        request,
        "complaints/desk/enter.html",
        with_page(request, "Catat laporan", **context),
        status=422 if form.is_bound else 200,
    )
