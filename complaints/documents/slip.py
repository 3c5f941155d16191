"""The slip of a report for whoever sent it: number, receipt code, PIN and what happens next; no name, no word of the report."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.urls import reverse

from complaints.actions.intake import Receipt
from complaints.documents.rw_slip import ZONES
from complaints.models import Complaint
from complaints.receipts import format_receipt
from office.wording import clock, long_date
from services.documents.printing import page_of, to_pdf
from services.documents.qr import qr_svg
from services.documents.slip import STYLES
from services.queries.posters import base_address
from services.slip_content import NextStep

A6 = "@page { size: A6; margin: 7mm 8mm }"


def complaint_slip(receipt: Receipt) -> bytes:
    """A6, black only. Of an anonymous report there is no PIN, and the slip tells the day, not the hour."""
    complaint, office = receipt.complaint, receipt.complaint.office
    page = base_address(office) + reverse("complaints:reporter_entry", args=[office.slug])
    # no key stands in an address: the number opens nothing by itself, and an anonymous reporter needs the code anyway
    address = f"{page}?nomor={complaint.number}" if receipt.pin else page
    values = {
        "office": office.name, "region": office.region_name, "contact": office.phone, "number": complaint.number, "code": format_receipt(receipt.code),
        "pin": f"{receipt.pin[:3]} {receipt.pin[3:]}" if receipt.pin else "", "qr": qr_svg(address, level="M"), "page": page.split("://")[-1],
        "received": _received(complaint), "steps": _steps(complaint),
    }  # fmt: skip
    return to_pdf(page_of("complaint_slip.html", values), styles=STYLES, rules=A6)


def _received(complaint: Complaint) -> str:
    here = complaint.received_at.astimezone(ZoneInfo(complaint.office.time_zone))
    if complaint.is_anonymous:
        return f"Diterima {long_date(here)}"
    return f"Diterima {long_date(here)}, {clock(here)} {ZONES.get(complaint.office.time_zone, '')}".rstrip()


def _steps(complaint: Complaint) -> tuple[NextStep, ...]:
    """As they stood when it was sent: the office looks, the agency answers, the reporter judges."""
    return (
        NextStep(what="Diperiksa petugas", detail=_first(complaint)),
        NextStep(what="Dinas menjawab", detail="Batas waktunya tertulis di halaman laporan Anda."),
        NextStep(what="Anda menilai", detail="Setujui jawabannya, atau buka lagi bila belum selesai."),
    )


def _first(complaint: Complaint) -> str:
    if complaint.is_sensitive and complaint.agency:
        return f"Laporan Anda langsung diterima {complaint.agency.name}."
    if complaint.state == "received" and complaint.step_due:
        return f"Diteruskan ke dinas paling lambat {long_date(complaint.step_due.astimezone(ZoneInfo(complaint.office.time_zone)))}."
    return "Petugas membaca laporan Anda dan meneruskannya ke dinas yang berwenang."
