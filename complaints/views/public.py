"""Complaints that everybody may read: the list, its sheet, one page with its story and pictures."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.forms.public import WishForm
from complaints.map_drawing import Spot, drawing
from complaints.masking import masked
from complaints.models import Complaint
from complaints.places import rw_words
from complaints.queries import public, public_map
from complaints.time_left import time_left
from complaints.views.public_story import board, story_steps
from complaints.workflow import State
from office.guards import everyone, open_to
from office.hours import ServiceHours
from office.models import Office
from office.queries.hours import hours_of
from office.sheets import csv_response
from office.views.files import private_file_response
from office.views.kept import same_for_all
from services.queries.queue import Cursor
from services.views.asking import local

HEADER = (
    "Nomor", "Judul", "Isi", "Kategori", "Desa/kelurahan", "RW", "Keadaan", "Dinas", "Diterima", "Diteruskan", "Batas langkah ini",
    "Lewat batas", "Dijawab", "Ditutup", "Dibuka lagi (kali)", "Salah alamat (kali)", "Warga terdampak lain",
)  # fmt: skip
TAGS = {
    State.ANSWERED: "primary", State.CLOSED: "success", State.WAITING: "warning", State.IN_PROGRESS: "primary", State.FORWARDED: "primary",
}  # fmt: skip


def place_of(request: HttpRequest) -> Office:
    office: Office = request.office  # type: ignore[attr-defined]
    return office


@open_to(everyone)
@require_safe
@same_for_all
def show_list(request: HttpRequest, office: str) -> HttpResponse:
    """Newest first, filtered by category, place and state."""
    place, at = place_of(request), timezone.now()
    form = WishForm(request.GET, office=place)
    found, after = public.page(place, form.wish(), at=at, after=Cursor.read(request.GET.get("sesudah", "")))
    hours = hours_of(place, at=at)
    asked = form.asked()
    context = {
        "rows": [_row(row, place, hours, at) for row in found], "form": form, "asked": asked, "query": urlencode(asked),
        "next_url": f"?{urlencode({**asked, 'sesudah': str(after)})}" if after else "", "page_title": "Laporan warga",
    }  # fmt: skip
    return render(request, "complaints/public/list.html", context)


def _row(row: dict[str, Any], office: Office, hours: ServiceHours, at: datetime) -> dict[str, Any]:
    late = public.is_late(row["state"], row["step_due"], at)
    left = time_left(row["step_due"], at, hours, work_days=row["agency__work_days"] or "") if late else None
    return {
        "number": row["number"], "title": masked(row["title"]), "word": public.word_of(row["state"]), "tag": TAGS.get(row["state"], ""),
        "late": left.text if left else "", "place": place_words(row), "category": row["category__name"], "agency": row["agency__name"],
        "supporters": row["supporter_count"], "day": local(office, row["received_at"]),
    }  # fmt: skip


def place_words(row: dict[str, Any]) -> str:
    """Desa Kemlagi, RW 03; whichever is known."""
    village = f"{row['village__kind'].title()} {row['village__name']}" if row["village__name"] else ""
    return ", ".join(part for part in (village, rw_words(row["rw"])) if part)


@open_to(everyone)
@require_safe
def sheet(request: HttpRequest, office: str) -> HttpResponse:
    """The same rows for a spreadsheet, the newest five thousand; nothing in it names a reporter."""
    place, at = place_of(request), timezone.now()
    rows = public.sheet(place, WishForm(request.GET, office=place).wish(), at=at)
    return csv_response(f"laporan-warga-{place.slug}", HEADER, (_line(row, place, at) for row in rows))


def _line(row: dict[str, Any], office: Office, at: datetime) -> list[object]:
    def day(moment: datetime | None) -> str:
        return f"{local(office, moment):%Y-%m-%d}" if moment else ""

    village = place_words({**row, "rw": ""})
    late = "ya" if public.is_late(row["state"], row["step_due"], at) else "tidak"
    return [
        row["number"], masked(row["title"]), masked(row["public_text"]), row["category__name"], village, row["rw"], public.word_of(row["state"]),
        row["agency__name"] or "", day(row["received_at"]), day(row["forwarded_at"]), day(row["step_due"]), late, day(row["answered_at"]),
        day(row["closed_at"]), row["times_reopened"], row["times_bounced"], row["supporter_count"],
    ]  # fmt: skip


@open_to(everyone)
@require_safe
@same_for_all
def show(request: HttpRequest, office: str, number: str) -> HttpResponse:
    """One complaint as everybody may read it; of the reporter nothing but how much is kept from whom."""
    place, at = place_of(request), timezone.now()
    complaint = shown_or_404(place, number)
    hours = hours_of(place, at=at)
    spots = public_map.spots_near(complaint)
    context = {
        "complaint": complaint, "title": masked(complaint.title), "text": masked(complaint.public_text), "landmark": masked(complaint.landmark), "rw": rw_words(complaint.rw),
        "steps": story_steps(complaint, hours=hours, at=at), "board": board(complaint, hours=hours, at=at),
        "photos": complaint.photos.all(), "map": drawing(spots, plain=True), **_point(spots),
        "tag": TAGS.get(State(complaint.state), ""), "page_title": masked(complaint.title),
    }  # fmt: skip
    return render(request, "complaints/public/page.html", context)


def _point(spots: list[Spot]) -> dict[str, str]:
    """With a dot, as addresses want it; a number in a template would get a decimal comma."""
    return {"lat": f"{spots[0].latitude:.3f}", "lon": f"{spots[0].longitude:.3f}"} if spots else {}


def shown_or_404(office: Office, number: str) -> Complaint:
    """What is not published does not exist here."""
    complaint = public.shown(office, number)
    if complaint is None:
        raise Http404
    return complaint


@open_to(everyone)
@require_safe
def photo(request: HttpRequest, office: str, number: str, pk: UUID) -> HttpResponseBase:
    """A picture that was released; `?kecil` gives the small one."""
    found = public.photo(place_of(request), number, pk)
    if found is None:
        raise Http404
    name = f"{number}-{found.position}.{'pdf' if found.file.content_type == 'application/pdf' else 'jpg'}"
    response = private_file_response(found.file, filename=name, inline=True, thumbnail="kecil" in request.GET)
    response.headers["Cache-Control"] = "private, max-age=300"
    return response
