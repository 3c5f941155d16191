"""The courier's day and the Kasi's overview: the round, its start and its papers, all deliveries of the office."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from office.guards import case_reader, open_to, reviewer, section_head
from office.models import Office
from office.staff import Staff
from office.wording import clock, date_time
from services.access import NotAllowed
from services.actions import rounds
from services.documents.round_papers import round_pdf
from services.forms.deliveries import ProofForm, RoundForm, ticked
from services.models import HomeDelivery
from services.queries import deliveries as reading
from services.queries.capped import shown
from services.queries.deliveries import Stop
from services.queries.queue import Cursor
from services.queries.round_content import content_of_round
from services.views.asking import local, office_of, staff_of, with_page
from services.workflow import DeliveryState, IllegalMove

TAGS = {
    DeliveryState.WAITING: "", DeliveryState.READY: "primary", DeliveryState.ON_THE_WAY: "primary", DeliveryState.DELIVERED: "success",
    DeliveryState.FAILED: "warning", DeliveryState.PICK_UP: "warning", DeliveryState.DISPUTED: "danger", DeliveryState.CANCELLED: "",
}  # fmt: skip


@open_to(reviewer)
@require_safe
def day_round(request: HttpRequest, office: str) -> HttpResponse:
    """What this person brings today, by village and RW; the whole office's with `?lihat=semua`."""
    return round_page(request, RoundForm(initial={"numbered": True}))


def round_page(request: HttpRequest, form: RoundForm, status: int = 200) -> HttpResponse:
    staff, at = staff_of(request), timezone.now()
    whole = request.GET.get("lihat") == "semua"
    stops = reading.stops_of(staff, whole_office=whole)
    out = [stop for stop in stops if stop.delivery.state == DeliveryState.ON_THE_WAY]
    context = {
        "out": grouped([_door(stop, at, with_form=True) for stop in out]),
        "waiting": grouped([_door(stop, at) for stop in stops if stop not in out]),
        "to_settle": _to_settle(staff), "form": form, "whole": whole, "way": reading.last_round_of(staff), "me": staff.user.pk,
    }  # fmt: skip
    return render(
        request, "services/deliveries/round.html", with_page(request, "Antar surat", **context), status=status
    )


def _to_settle(staff: Staff) -> dict[str, str]:
    """What waits for the Kasi's word: disputes, and tasks that nobody carries."""
    if not section_head(staff):
        return {}
    counts = reading.counts(staff.office)
    return {key: shown(counts[key]) for key in ("disangkal", "tanpa-petugas") if counts[key]}


def _door(stop: Stop, at: datetime, *, with_form: bool = False) -> dict[str, Any]:
    """One stop with its words, and with the form of its proof once it is on the way."""
    row = stop.delivery
    form = ProofForm(auto_id=f"id_{row.pk.hex}_%s") if with_form else None
    return {"group": place_name(stop), "form": form, **line_of(row, at)}


def place_name(stop: Stop) -> str:
    parts = [stop.village or "Alamat belum jelas", f"RW {stop.rw}" if stop.rw else ""]
    return ", ".join(part for part in parts if part)


def line_of(row: HomeDelivery, at: datetime) -> dict[str, Any]:
    """A delivery as its pages show it."""
    submission = row.submission
    near = ", ".join(part for part in (f"RT {row.rt}" if row.rt else "", f"RW {row.rw}" if row.rw else "") if part)
    return {
        "row": row, "name": submission.applicant_name, "number": submission.number, "service": submission.version.short_name,
        "near": near, "tag": TAGS[DeliveryState(row.state)], "courier": row.courier.name if row.courier else "",
        "created": date_time(local(submission.office, row.created_at)), "vulnerable": submission.get_vulnerability_display() if submission.vulnerability else "",
    }  # fmt: skip


def grouped(doors: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for door in doors:
        groups.setdefault(door["group"], []).append(door)
    return list(groups.items())


@open_to(reviewer)
@require_POST
def start(request: HttpRequest, office: str) -> HttpResponseBase:
    """Leave with the letters that are ticked."""
    form, staff, now = RoundForm(request.POST), staff_of(request), timezone.now()
    if not form.is_valid():
        return round_page(request, form, status=422)
    keys = ticked(request.POST)
    facts = {"arrives_by": form.arrives(local(staff.office, now)), "numbered": form.cleaned_data["numbered"]}
    try:
        way = rounds.start_round(keys, staff=staff, at=now, **facts)
    except IllegalMove:
        messages.error(
            request, "Pilih paling sedikit satu surat yang siap diantar. Mungkin petugas lain sudah membawanya."
        )
    except NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        _say_started(request, way.deliveries.count(), len(set(keys)))
    return redirect("services:deliveries", office)


def _say_started(request: HttpRequest, taken: int, asked: int) -> None:
    messages.success(
        request, f"{taken} surat tercatat Anda bawa. Biarkan halaman ini terbuka: bukti bisa diisi tanpa sinyal."
    )
    if asked > taken:
        messages.warning(request, f"{asked - taken} surat tidak ikut: sudah dibawa petugas lain atau diambil di loket.")


@open_to(reviewer)
@require_safe
def papers(request: HttpRequest, office: str, pk: UUID) -> HttpResponseBase:
    """Surat tugas and tanda terima of one round, as PDF."""
    way = reading.round_in(office_of(request), pk)
    if way is None:
        raise Http404
    content = round_pdf(content_of_round(way))
    name = f"surat-tugas-{local(way.office, way.left_at):%Y%m%d-%H%M}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name) or "inline", "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@open_to(case_reader)
@require_safe
def overview(request: HttpRequest, office: str) -> HttpResponse:
    """All deliveries of the office by state, newest first."""
    place, at = office_of(request), timezone.now()
    chip = request.GET.get("lihat", "")
    chip = chip if chip in reading.CHIPS else ""
    found, after = reading.page(place, chip, after=Cursor.read(request.GET.get("sesudah", "")))
    context = {
        "rows": [line_of(row, at) for row in found], "chips": _chips(place, chip),
        "next_url": f"?lihat={chip}&sesudah={after}".replace("+", "%2B") if after else "",
    }  # fmt: skip
    return render(request, "services/deliveries/overview.html", with_page(request, "Semua pengantaran", **context))


def _chips(place: Office, chosen: str) -> list[dict[str, Any]]:
    counts = reading.counts(place)
    return [
        {"label": label, "url": f"?lihat={key}" if key else "?", "current": key == chosen, "count": shown(counts[key or "open"]) if (key or "open") in counts else ""}
        for key, (label, _asked) in reading.CHIPS.items()
    ]  # fmt: skip


def moment_text(place: Office, at: datetime, now: datetime) -> str:
    """10.20 today, with its date on other days."""
    there = local(place, at)
    return clock(there) if there.date() == local(place, now).date() else date_time(there)
