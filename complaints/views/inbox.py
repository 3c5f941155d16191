"""The inbox of an agency's officer: the list, and beside it one complaint."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from complaints.queries import inbox
from complaints.queries.visible import agencies_of
from complaints.time_left import NONE, TimeLeft, time_left
from complaints.views.public import place_words
from complaints.workflow import CLOCK_RUNS, PUBLIC_WORDS, State
from office.guards import agency_officer, open_to
from office.hours import ServiceHours
from office.queries.hours import hours_of
from office.staff import Staff
from services.queries.capped import shown
from services.queries.queue import Cursor
from services.views.asking import local, staff_of, with_page

EMPTY = {
    "": ("Tidak ada laporan yang perlu dijawab", "Laporan baru muncul di sini begitu diteruskan kecamatan."),
    inbox.DONE: ("Belum ada laporan selesai", "Laporan yang disetujui pelapor, atau yang lama tidak ditanggapi, pindah ke sini."),
    inbox.ELSEWHERE: ("Belum ada laporan yang dialihkan", "Laporan yang bukan wewenang dinas Anda tercatat di sini."),
}  # fmt: skip


@open_to(agency_officer)
@require_safe
def show_list(request: HttpRequest, office: str) -> HttpResponse:
    """What is due first on top."""
    staff, at = staff_of(request), timezone.now()
    agencies = agencies_of(staff)
    return render(
        request,
        "complaints/agency/inbox.html",
        with_page(request, "Kotak masuk", **list_context(request, staff, agencies, at)),
    )


def list_context(
    request: HttpRequest, staff: Staff, agencies: list[UUID], at: datetime, current: object = None
) -> dict[str, Any]:
    """The left half of the page: tabs with their figures, twenty rows, and where the next ones are."""
    asked = request.GET.get("lihat", "")
    tab = asked if asked in inbox.tabs(staff, at) else ""
    found, after = inbox.page(staff, agencies, tab, at=at, after=Cursor.read(request.GET.get("sesudah", "")))
    counts, hours = inbox.counts(staff, agencies, at=at), hours_of(staff.office, at=at)
    query = f"?{urlencode({'lihat': tab})}" if tab else ""
    title, text = EMPTY.get(tab, ("Tidak ada laporan", "Pilih tab lain untuk melihat laporan lain."))
    return {
        "at": local(staff.office, at), "tab": tab, "tab_query": query, "empty_title": title, "empty_text": text,
        "tabs": [_tab(key, label, tab, counts) for key, (label, _condition) in inbox.tabs(staff, at).items()],
        "rows": [_row(row, staff, hours, at, len(agencies) > 1) | {"current": row["pk"] == current} for row in found],
        "next_url": f"?{urlencode({**({'lihat': tab} if tab else {}), 'sesudah': str(after)})}" if after else "",
        "agencies": inbox.agencies_named(agencies),
    }  # fmt: skip


def _tab(key: str, label: str, current: str, counts: dict[str, int]) -> dict[str, Any]:
    count = counts.get(f"tab_{key}")
    return {
        "label": label,
        "url": f"?{urlencode({'lihat': key})}" if key else "?",
        "count": "" if count is None else shown(count),
        "current": key == current,
    }


def _row(row: dict[str, Any], staff: Staff, hours: ServiceHours, at: datetime, names_agency: bool) -> dict[str, Any]:
    place = place_words(row)
    about = [
        place or row["category__name"],
        f"{row['supporter_count']} warga terdampak" if row["supporter_count"] else "",
    ]
    if names_agency and row["agency__short_name"]:
        about.append(row["agency__short_name"])
    if row["officer_id"]:
        about.append("Tugas Anda" if row["officer_id"] == staff.user.pk else row["officer__name"])
    return {
        "number": row["number"], "short": row["number"].rsplit("-", 1)[-1], "title": row["title"], "left": left_of(row, hours, at),
        "about": " · ".join(part for part in about if part), "reopened": row["times_reopened"], "bounced": row["times_bounced"],
        "word": PUBLIC_WORDS[State(row["state"])],
    }  # fmt: skip


def left_of(row: dict[str, Any], hours: ServiceHours, at: datetime) -> TimeLeft | None:
    """The badge; none where nothing of ours runs any more."""
    if row["state"] == State.WAITING:
        return time_left(None, at, hours, paused=True)
    if State(row["state"]) not in CLOCK_RUNS:
        return None
    return time_left(row["step_due"], at, hours, work_days=row["agency__work_days"] or "") if row["step_due"] else NONE
