"""Letting everybody see the pictures of an answer, once a person of the kecamatan has looked at them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from complaints.access import NotAllowed
from complaints.actions.publishing import show_proof
from complaints.models import ComplaintPhoto
from complaints.queries.visible import visible_to
from office.guards import complaint_handler, open_to
from services.views.asking import staff_of


@open_to(complaint_handler)
@require_POST
def release(request: HttpRequest, office: str, number: str, pk: UUID) -> HttpResponseBase:
    """Show one on the public page, or hide it again."""
    staff, wanted = staff_of(request), request.POST.get("tampil") == "1"
    complaint = get_object_or_404(visible_to(staff), number=number)
    photo = get_object_or_404(
        ComplaintPhoto.objects.select_related("complaint"), pk=pk, complaint=complaint, answer__isnull=False
    )
    try:
        show_proof(photo, is_public=wanted, staff=staff, at=timezone.now())
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, "Bukti ini sekarang tampil untuk umum." if wanted else "Bukti ini tidak lagi tampil untuk umum."
        )
    return redirect("complaints:case", office, number)
