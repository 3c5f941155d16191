"""What an office issued: the list, and taking a letter back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from office.guards import open_to, signer
from office.wording import plain_date
from services.actions import letters
from services.forms.desk import ReasonForm
from services.forms.signing import REVOKE_REASONS
from services.models import Letter
from services.queries import signing_desk
from services.queries.queue import Cursor
from services.views.asking import REFUSALS, local, office_of, posted, refusal_text, staff_of, with_page
from services.workflow import LetterState


@open_to(signer)
@require_safe
def issued(request: HttpRequest, office: str) -> HttpResponse:
    """What this office issued, newest first, with what was revoked."""
    words = request.GET.get("q", "").strip()[:80]
    before = Cursor.read(request.GET.get("sesudah", ""))
    found = signing_desk.issued_letters(office_of(request), before=before.at if before else None, words=words, most=21)
    next_url = (
        f"?sesudah={Cursor(found[19].issued_at, found[19].pk)}".replace("+", "%2B")
        if len(found) > 20 and found[19].issued_at
        else ""
    )
    rows = [
        {"letter": row, "when": plain_date(local(row.office, row.issued_at).date()) if row.issued_at else ""}
        for row in found[:20]
    ]
    return render(
        request,
        "services/signing/issued.html",
        with_page(request, "Surat terbit", rows=rows, words=words, next_url=next_url),
    )


@open_to(signer)
def revoke(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Take an issued letter back; whoever checks it reads the reason, so it names nobody."""
    letter = get_object_or_404(
        Letter.objects.select_related("submission", "entry", "office"),
        pk=pk,
        office=office_of(request),
        issued_at__isnull=False,
    )
    form, at = ReasonForm(posted(request), reasons=REVOKE_REASONS), timezone.now()
    if letter.state == LetterState.REVOKED:
        messages.info(request, "Surat ini sudah dicabut.")
        return redirect("services:issued", office)
    if request.method == "POST" and form.is_valid():
        try:
            letters.revoke(
                letter, reason=form.reason, staff=staff_of(request), at=at, replace="replace" in request.POST
            )
        except REFUSALS as error:
            messages.error(request, refusal_text(letter.submission, error, at=at))
        else:
            messages.success(
                request,
                f"Surat {letter.entry.number if letter.entry else ''} dicabut. Siapa pun yang mengeceknya membaca alasannya.",
            )
        return redirect("services:issued", office)
    return render(
        request,
        "services/signing/revoke.html",
        with_page(request, "Cabut surat", form=form, letter=letter),
        status=422 if form.is_bound else 200,
    )
