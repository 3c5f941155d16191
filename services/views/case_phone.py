"""Putting a resident's phone number right, on proof."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from office.guards import open_to, reviewer
from office.phone import last4
from services.actions.phones import Proof, change_phone
from services.forms.phones import PhoneForm
from services.views.asking import REFUSALS, find_case, posted, refusal_text, staff_of, with_page


@open_to(reviewer)
def change(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """The new number and the proof; a refusal stands on the page with all that was typed."""
    submission, at = find_case(request, number), timezone.now()
    form = PhoneForm(posted(request))
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        proof = Proof(asked["proof"])
        try:
            change_phone(submission, asked["phone"], proof=proof, pin=asked["pin"], staff=staff_of(request), at=at)
        except REFUSALS as error:
            form.add_error(None, refusal_text(submission, error, at=at))
        else:
            wait = (
                ""
                if proof == Proof.PIN
                else " 4 angka terakhirnya baru membuka permohonan setelah 24 jam; PIN tetap berlaku."
            )
            messages.success(request, f"Nomor WhatsApp diganti. Nomor lama diberi tahu.{wait}")
            return redirect("services:case", office, number)
    context = {"form": form, "submission": submission, "tail": last4(submission.phone)}
    page = with_page(request, "Ganti nomor WhatsApp", **context)
    return render(request, "services/desk/phone.html", page, status=422 if form.is_bound else 200)
