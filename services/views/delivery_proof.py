"""Taking a proof in: from the form of a page, or from a phone that kept it until there was signal."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from office.guards import open_to, reviewer
from office.wording import date_time
from services.access import NotAllowed
from services.actions import proofs
from services.actions.tracking import TooManyTries
from services.forms.deliveries import ProofForm
from services.models import DeliveryProof, HomeDelivery, ProofMethod
from services.queries.deliveries import proof_with
from services.views.asking import local, staff_of
from services.views.delivery_task import find_delivery, task_page, who_was_faster

WRONG_PIN = "PIN atau kode tidak cocok. Periksa lagi, atau pilih foto penyerahan"
TOO_MANY = "Terlalu banyak PIN yang salah. Coba lagi 10 menit lagi, atau pilih foto penyerahan"


@open_to(reviewer)
@require_POST
def prove(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Keep the proof. A phone asks with X-Requested-With: fetch and gets {"said", "accepted"} or {"error"} with 422."""
    found, now = find_delivery(request, pk), timezone.now()
    form = ProofForm(request.POST, request.FILES)
    by_phone = request.headers.get("X-Requested-With") == "fetch"
    row = _taken(request, found, form, now)
    if row is None:
        return (
            JsonResponse({"error": form.said}, status=422)
            if by_phone
            else task_page(request, found, proof=form, status=422)
        )
    said = _said(found, row)
    if by_phone:
        return JsonResponse({"said": said, "accepted": row.accepted})
    (messages.success if row.accepted else messages.warning)(request, said)
    return redirect("services:deliveries", office)


def _taken(request: HttpRequest, delivery: HomeDelivery, form: ProofForm, now: datetime) -> DeliveryProof | None:
    """The kept proof, also the one that came before under the same key; None with the reason in the form."""
    if not form.is_valid():
        return proof_with(form.cleaned_data.get("key"), delivery)  # sent twice, its picture is gone from the page
    try:
        _check_pin(delivery, form, now)
        return proofs.prove(delivery, form.proof(at=now), staff=staff_of(request), at=now) if form.is_valid() else None
    except NotAllowed as refusal:
        form.add_error(None, str(refusal))
    return None


def _check_pin(delivery: HomeDelivery, form: ProofForm, now: datetime) -> None:
    kept = form.cleaned_data
    if kept["method"] != ProofMethod.PIN or proof_with(kept["key"], delivery):
        return
    try:
        if not proofs.check_pin(delivery, kept["pin"], at=now):
            form.add_error("pin", WRONG_PIN)
    except TooManyTries:
        form.add_error("pin", TOO_MANY)


def _said(delivery: HomeDelivery, row: DeliveryProof) -> str:
    number = delivery.submission.number
    if row.accepted:
        return f"Surat {number} tercatat sudah diterima. Permohonan selesai."
    first = delivery.proofs.filter(accepted=True).select_related("by").order_by("received_at").first()
    if first and delivery.proofs.filter(accepted=True, received_at__lte=row.received_at).exists():
        when = date_time(local(delivery.office, first.taken_at))
        return f"Surat {number} sudah diserahkan {first.by.name}, {when}. Bukti Anda tetap kami simpan."
    return f"Surat {number} tidak tercatat diantar. {who_was_faster(delivery)} Bukti Anda tetap kami simpan."
