"""Papers of an office day: the invitation, the poster, the minutes, and what was promised, for the RW's notice board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from complaints.day_states import ItemKind, ItemState
from complaints.masking import masked
from complaints.models import Agency, DayItem, RwDay
from complaints.queries.calendars import address_of
from complaints.queries.rw_public import Standing
from office.models import Area, AreaKind, Office
from office.wording import DAYS, clock, long_date, number_words, plain_date
from services.documents.office_head import head_values
from services.documents.printing import page_of, to_pdf
from services.documents.qr import qr_svg
from services.models import RegisterEntry
from services.queries.composing import signatory_of, signer_for
from services.queries.posters import base_address
from services.queries.standards import head_of
from services.sheet_content import OfficeHead

A4 = "@page { size: A4; margin: 15mm 18mm 18mm 20mm }"
PAGED = A4 + '@page { @bottom-right { content: "Halaman " counter(page) " dari " counter(pages); font-size: 8pt } }'
STYLES = ("base.css", "sheet.css", "rw.css")
MOST_ON_BOARD = 9
"""Rows that fit one page in letters one can read standing before it."""


@dataclass(frozen=True, kw_only=True)
class Invited:
    """To whom a letter goes, under which number; an agency is asked for its services."""

    to: str
    entry: RegisterEntry
    services: str = ""


def invitation_sheet(day: RwDay, invited: Invited) -> bytes:
    """One A4 letter for the camat's hand: number, date and addressee are printed, the signature is not."""
    signer = signer_for(day.office, on=invited.entry.dated)
    values = {
        "day": _facts(day), "invited": invited, "number": invited.entry.number, "signatory": signatory_of(signer) if signer else None,
        "place_date": f"{day.office.place_of_issue}, {plain_date(invited.entry.dated)}",
    }  # fmt: skip
    return _printed("rw_invitation.html", values, head_of(day.office), A4)


def poster_sheet(day: RwDay, *, paper: str = "A4") -> bytes:
    """For walls and WhatsApp groups: when, where, what for, what to bring."""
    rows = [
        {"services": row.services or "Konsultasi", "bring": row.bring, "agency": row.agency.short_name}
        for row in day.agencies.all()
    ]
    address = address_of(day)
    values = {
        "day": _facts(day),
        "rows": rows,
        "qr": qr_svg(address, level="Q"),
        "printed_address": address.split("://")[-1],
    }
    scale = {"A3": 1.414}.get(paper, 1.0)
    rules = f"@page {{ size: {paper if paper == 'A3' else 'A4'}; margin: 0 }} html {{ font-size: {scale:.3f}mm }}"
    return _printed("rw_poster.html", values, head_of(day.office), rules, styles=("base.css", "rw_poster.css"))


def minutes_sheet(day: RwDay, items: Sequence[DayItem], *, names: Sequence[str], numbers: int) -> bytes:
    """The berita acara: everything recorded, answered and promised, with room for the signatures of those present.

    NIK, phone and plate numbers in what was said are masked; `names` are of visitors who agreed.
    """
    values = {
        "day": _facts(day), "opening": _opening(day), "rows": [_minute(item) for item in items], "counts": _counts(items), "names": names,
        "numbers": numbers, "attendance": day.attendance, "note": day.minutes_note, "witnesses": _witnesses(day),
        "guests": [row.agency.name for row in day.agencies.all()], "officers": [duty.user.name for duty in day.officers.all()],
        "is_draft": day.closed_at is None,
    }  # fmt: skip
    return _printed("rw_minutes.html", values, head_of(day.office), PAGED)


def promises_sheet(office: Office, rw: Area, standing: Standing, following: RwDay | None, *, today: date) -> bytes:
    """One A4 page. What does not fit is on the page the QR leads to."""
    place = f"{rw.full_name} {rw.parent.name}" if rw.parent else rw.full_name
    address = base_address(office) + reverse("complaints:rw_promises", args=[office.slug, rw.code.lower()])
    values = {
        "place": place, "standing": standing, "rows": standing.rows[:MOST_ON_BOARD], "more": max(0, len(standing.rows) - MOST_ON_BOARD),
        "following": _facts(following) if following else None, "today": plain_date(today), "qr": qr_svg(address, level="M"),
        "printed_address": address.split("://")[-1],
    }  # fmt: skip
    return _printed("rw_promises.html", values, head_of(office), A4)


def _printed(
    template: str, values: Mapping[str, object], head: OfficeHead, rules: str, styles: Iterable[str] = STYLES
) -> bytes:  # fmt: skip
    page = page_of(template, {**values, **head_values(head)})
    return to_pdf(page, styles=styles, rules=rules, images=head.images)


def _facts(day: RwDay) -> dict[str, object]:
    return {
        "place": day.place_name, "village": day.village_name, "weekday": DAYS[day.date.weekday()], "date": plain_date(day.date),
        "long_date": long_date(day.date), "hours": f"{day.opens:%H.%M}–{day.closes:%H.%M}", "hall": day.hall, "address": day.address,
        "directions": day.directions, "topics": day.topics, "forum": f"{day.forum_at:%H.%M}" if day.forum_at else "",
        "moved_from": plain_date(day.moved_from) if day.moved_from else "", "phone": day.office.phone, "copy_to": _village_head(day),
    }  # fmt: skip


def _village_head(day: RwDay) -> str:
    village = day.rw.parent
    if village is None or village.pk == day.office.area_id:
        return ""
    return f"Lurah {village.name}" if village.kind == AreaKind.KELURAHAN else f"Kepala Desa {village.name}"


def _opening(day: RwDay) -> str:
    """Pada hari ini, Rabu tanggal dua puluh lima bulan November tahun dua ribu dua puluh enam …"""
    month = plain_date(day.date).split(" ")[1]
    opened, closed = _hour(day.opened_at, day), _hour(day.closed_at, day)
    hours = f"pukul {opened} sampai {closed}" if opened and closed else f"mulai pukul {opened or f'{day.opens:%H.%M}'}"
    return (
        f"Pada hari ini, {DAYS[day.date.weekday()]} tanggal {number_words(day.date.day)} bulan {month} tahun {number_words(day.date.year)}, "
        f"{hours}, bertempat di {day.hall}, {day.place_name}, telah dilaksanakan kantor di RW oleh {day.office.name} bersama instansi berikut."
    )


def _hour(at: datetime | None, day: RwDay) -> str:
    return clock(at.astimezone(ZoneInfo(day.office.time_zone))) if at else ""


def _minute(item: DayItem) -> dict[str, object]:
    answer = item.answer or {ItemState.DONE: "Selesai di tempat", ItemState.OPEN: "–"}.get(ItemState(item.state), "")
    return {
        "number": item.number, "kind": ItemKind(item.kind).label, "text": masked(item.text), "place": item.place, "agency": item.agency.short_name if item.agency else "–",
        "answer": answer, "state": ItemState(item.state).label, "due": plain_date(item.due_on) if item.state == ItemState.PROMISED and item.due_on else "",
        "report": item.complaint.number if item.complaint else "",
    }  # fmt: skip


def _counts(items: Sequence[DayItem]) -> list[tuple[str, int]]:
    kinds = [(kind.label, sum(item.kind == kind for item in items)) for kind in ItemKind]
    states = [
        (state.label, sum(item.state == state for item in items)) for state in ItemState if state != ItemState.KEPT
    ]
    return [*kinds, *states]


def _witnesses(day: RwDay) -> list[dict[str, str]]:
    """ "Nama, jabatan" a line; without any, the signer, the head of the RW and each agency get an empty line."""
    lines = [line.strip() for line in day.witnesses.splitlines() if line.strip()]
    if not lines:
        lines = [f", {day.office.head_title} {day.office.short_name}", f", Ketua {day.rw.full_name}"]
        lines += [f", {row.agency.short_name}" for row in day.agencies.all()]
    pairs = [line.split(",", 1) for line in lines]
    return [{"name": pair[0].strip(), "title": pair[1].strip() if len(pair) > 1 else ""} for pair in pairs]


def agency_title(agency: Agency) -> str:
    """How a letter names its addressee."""
    return f"Kepala {agency.name}"
