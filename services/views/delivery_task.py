"""One delivery: where to, what happened, the proof; and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from office.actions.files import note_view
from office.guards import case_reader, open_to, reviewer, section_head
from office.views.files import private_file_response
from office.wording import date_time
from services.access import is_own_or_household
from services.actions import deliveries, delivery_answers, rounds
from services.forms.deliveries import AbsentForm, CourierForm, HomeForm, OfferForm, ProofForm, VerdictForm
from services.home_address import HomeAddress
from services.models import DeliveryProof, HomeDelivery
from services.queries import deliveries as reading
from services.queries.signing_desk import live_letter_of
from services.views.asking import REFUSALS, find_case, local, office_of, posted, refusal_text, staff_of, with_page
from services.views.deliveries import line_of
from services.workflow import DELIVERY_LABELS, DeliveryState, IllegalMove, LetterState

PROVABLE = frozenset({DeliveryState.READY, DeliveryState.ON_THE_WAY, DeliveryState.FAILED, DeliveryState.PICK_UP})


def find_delivery(request: HttpRequest, pk: UUID) -> HomeDelivery:
    """The task of this office, or 404."""
    found = reading.delivery_in(office_of(request), pk)
    if found is None:
        raise Http404
    return found


@open_to(case_reader)
@require_safe
def task(request: HttpRequest, office: str, pk: UUID) -> HttpResponse:
    return task_page(request, find_delivery(request, pk))


def task_page(
    request: HttpRequest, delivery: HomeDelivery, *, proof: ProofForm | None = None, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page, also with the errors of one of its forms."""
    at, staff = timezone.now(), staff_of(request)
    state, heads = DeliveryState(delivery.state), section_head(staff)
    may = reviewer(staff) and not is_own_or_household(staff.user, delivery.submission)
    letter = live_letter_of(delivery.submission)
    context = {
        **line_of(delivery, at), "delivery": delivery, "submission": delivery.submission, "state": state.value, "may": may,
        "proof_form": (proof or ProofForm()) if may and state in PROVABLE else None,
        "letter": letter if letter and letter.state == LetterState.ISSUED else None,
        "verdict_form": forms.get("verdict") or (VerdictForm() if heads and state == DeliveryState.DISPUTED else None),
        "courier_form": forms.get("courier") or (_courier_form(request, delivery) if heads and delivery.is_open else None),
        "events": [_event(row, delivery) for row in delivery.events.select_related("actor").order_by("-at", "-pk")],
        "proofs": [_proof(row, delivery) for row in reading.proofs_of(delivery)],
        "forms": [form for form in (proof, *forms.values()) if form],
    }  # fmt: skip
    title = f"Antar {delivery.submission.number}"
    return render(request, "services/deliveries/task.html", with_page(request, title, **context), status=status)


def _courier_form(request: HttpRequest, delivery: HomeDelivery, data: Any = None) -> CourierForm:
    people = reading.couriers_in(delivery.office, at=timezone.now())
    return CourierForm(data, people=people, initial={"courier": str(delivery.courier_id or "")})


def _event(row: Any, delivery: HomeDelivery) -> dict[str, str]:
    who = row.actor.name if row.actor else "Pemohon atau sistem"
    when = date_time(local(delivery.office, row.at))
    return {"title": DELIVERY_LABELS[DeliveryState(row.target)], "time": f"{when}, {who}", "text": row.public_note}


def _proof(row: DeliveryProof, delivery: HomeDelivery) -> dict[str, Any]:
    return {
        "row": row, "taken": date_time(local(delivery.office, row.taken_at)),
        "received": date_time(local(delivery.office, row.received_at)),
        "late": (row.received_at - row.taken_at).total_seconds() > 600, "file": row.file if row.file and not row.file.wiped_at else None,
    }  # fmt: skip


def _do(request: HttpRequest, delivery: HomeDelivery, act: Callable[[datetime], object], done: str) -> HttpResponseBase:
    """Do one thing and say how it went, where the person came from."""
    at = timezone.now()
    try:
        act(at)
    except IllegalMove:
        messages.error(request, f"Belum tersimpan: {who_was_faster(delivery)}")
    except REFUSALS as error:
        messages.error(request, refusal_text(delivery.submission, error, at=at))
    else:
        messages.success(request, done)
    if request.POST.get("ke") == "antar":
        return redirect("services:deliveries", delivery.office.slug)
    return redirect("services:delivery", delivery.office.slug, delivery.pk)


def who_was_faster(delivery: HomeDelivery) -> str:
    """Andi, Senin 23 November 2026 10.20: Sudah diterima."""
    event = delivery.events.select_related("actor").order_by("-at", "-pk").first()
    if event is None:
        return ""
    who = event.actor.name if event.actor else "Pemohon atau sistem"
    return f"{who}, {date_time(local(delivery.office, event.at))}: {DELIVERY_LABELS[DeliveryState(event.target)]}."


@open_to(reviewer)
@require_POST
def absent(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Nobody home."""
    found, form = find_delivery(request, pk), AbsentForm(request.POST)
    return _do(
        request, found, lambda at: rounds.note_absent(found, staff=staff_of(request), at=at, note=form.words),
        "Tercatat tidak bertemu. Pemohon diberi tahu.",
    )  # fmt: skip


@open_to(reviewer)
@require_POST
def bring_back(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Back at the office without an attempt."""
    found = find_delivery(request, pk)
    return _do(
        request,
        found,
        lambda at: rounds.bring_back(found, staff=staff_of(request), at=at),
        "Surat kembali siap diantar.",
    )


@open_to(reviewer)
@require_POST
def at_counter(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """The resident will fetch it."""
    found = find_delivery(request, pk)
    done = "Surat menunggu di loket. Pemohon diberi tahu."
    return _do(request, found, lambda at: rounds.leave_at_counter(found, staff=staff_of(request), at=at), done)


@open_to(section_head)
@require_POST
def decide(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """The Kasi ends a dispute."""
    found, form = find_delivery(request, pk), VerdictForm(request.POST)
    if not form.is_valid():
        return task_page(request, found, status=422, verdict=form)
    kept = form.cleaned_data
    return _do(
        request, found,
        lambda at: delivery_answers.decide(found, kept["verdict"], reason=kept["reason"], staff=staff_of(request), at=at),
        "Keputusan tersimpan. Pemohon diberi tahu.",
    )  # fmt: skip


@open_to(section_head)
@require_POST
def reassign(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Give the task to somebody else who serves here today."""
    found = find_delivery(request, pk)
    form = _courier_form(request, found, request.POST)
    if not form.is_valid():
        return task_page(request, found, status=422, courier=form)
    done = f"Petugas antar sekarang {form.chosen.name}."
    return _do(
        request, found, lambda at: delivery_answers.reassign(found, form.chosen, staff=staff_of(request), at=at), done
    )


@open_to(reviewer)
@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Put the address right."""
    found = find_delivery(request, pk)
    known = {name: getattr(found, name) for name in HomeAddress.__dataclass_fields__}
    form = HomeForm(posted(request), initial=known)
    if request.method == "POST" and form.is_valid():
        return _do(
            request, found, lambda at: deliveries.change_home(found, form.home, at=at, staff=staff_of(request)), "Alamat tersimpan."
        )  # fmt: skip
    context = {"form": form, "delivery": found, "submission": found.submission}
    return render(
        request, "services/deliveries/home.html", with_page(request, "Alamat antar", **context), status=422 if form.is_bound else 200
    )  # fmt: skip


@open_to(reviewer)
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, office: str, number: str) -> HttpResponseBase:
    """From the page of a submission: bring this letter home to somebody who need not come."""
    submission = find_case(request, number)
    planned = reading.delivery_of(submission)
    if planned and planned.state != DeliveryState.CANCELLED:
        return redirect("services:delivery", office, planned.pk)
    known = HomeAddress.of(submission.data, submission.phone).as_plain()
    form = OfferForm(posted(request), known=submission.vulnerability, initial=known)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        try:
            planned = deliveries.plan_for_vulnerable(
                submission,
                by=staff_of(request),
                at=at,
                vulnerability=form.cleaned_data["vulnerability"],
                home=form.home,
            )
        except REFUSALS as error:
            messages.error(request, refusal_text(submission, error, at=at))
            return redirect("services:case", office, number)
        messages.success(request, "Surat ini diantar ke rumah. Pemohon diberi tahu.")
        return redirect("services:delivery", office, planned.pk)
    context = {"form": form, "submission": submission}
    return render(
        request, "services/deliveries/offer.html", with_page(request, "Antar ke rumah", **context), status=422 if form.is_bound else 200
    )  # fmt: skip


@open_to(case_reader)
@require_safe
def proof_file(request: HttpRequest, office: str, pk: UUID, proof: UUID) -> HttpResponseBase:
    """The signature or photo; the look is logged before a byte leaves."""
    found = find_delivery(request, pk)
    row = found.proofs.select_related("file").filter(pk=proof, file__isnull=False).first()
    if row is None or row.file is None or row.file.wiped_at:
        raise Http404
    note_view(
        row.file, user=staff_of(request).user, at=timezone.now(), purpose=f"Bukti antar {found.submission.number}"
    )
    return private_file_response(row.file, filename=f"bukti-{found.submission.number}.jpg", inline=True)
