""" "Saya juga terdampak": a button on a public complaint, for people who leave no name."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from complaints.actions.merging import support
from complaints.views.public import place_of, shown_or_404
from office.actions.limits import take
from office.clients import client_address
from office.codes import new_token
from office.guards import everyone, open_to

COOKIE = "terdampak"
A_YEAR = 365 * 24 * 3600
BURST, PER_SECONDS = 20, 3600
"""From one address; an RW hall shares one."""
HOME_SITES = frozenset({"", "same-origin", "none"})


@csrf_exempt  # the page is one for all and carries no secret; nothing is done in anybody's name, and other sites are refused below
@open_to(everyone)
@require_POST
def join(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """Count this device once. Its cookie holds a random token that says nothing of the person."""
    complaint, at = shown_or_404(place_of(request), number), timezone.now()
    answer = redirect("complaints:public_page", office, number)
    if request.headers.get("Sec-Fetch-Site", "") not in HOME_SITES:
        return answer
    if not complaint.is_open:
        messages.warning(request, "Laporan ini sudah ditutup. Bila masalahnya masih ada, kirim laporan baru.")
        return answer
    if not take("support", client_address(request), at=at, burst=BURST, per_seconds=PER_SECONDS):
        messages.error(request, "Terlalu banyak dari jaringan ini. Coba lagi satu jam lagi.")
        return answer
    token = request.get_signed_cookie(COOKIE, default="") or new_token()
    is_new = support(complaint, token=token, at=at)
    messages.success(
        request, "Suara Anda tercatat tanpa nama. Terima kasih." if is_new else "Suara Anda sudah tercatat sebelumnya."
    )
    answer.set_signed_cookie(
        COOKIE, token, max_age=A_YEAR, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer
