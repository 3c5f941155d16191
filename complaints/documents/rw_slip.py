"""The slip of a queue number for the printer at the hall: number, QR, code, PIN; no name, whoever finds it learns nothing."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.urls import reverse

from complaints.models import DayVisitor
from office.codes import format_code
from office.wording import long_date
from services.documents.slip import SlipPaper, slip_pdf
from services.queries.posters import base_address
from services.slip_content import NextStep, SlipContent

ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def visitor_slip(visitor: DayVisitor, paper: SlipPaper = "A6") -> bytes:
    """The same slip as a request's, with what a queue number needs."""
    day = visitor.day
    page = base_address(day.office) + reverse("complaints:rw_slip", args=[day.office.slug])
    steps = (
        NextStep(what="Tunggu dipanggil", detail=f"{day.hall}, {long_date(day.date)}, mulai {day.opens:%H.%M}."),
        NextStep(what="Sampaikan", detail="Petugas mencatat, dinas menjawab atau berjanji dengan tanggal."),
        NextStep(what="Baca jawabannya", detail="Pindai gambar ini kapan saja, lalu isi PIN."),
    )
    return slip_pdf(
        SlipContent(
            office=day.office.name, region=day.office.region_name, service=f"Nomor antrean {visitor.number}", number=str(visitor.number),
            code=visitor.code, pin=visitor.pin, address=f"{page}?kode={format_code(visitor.code)}", printed_address=page.split("://")[-1],
            received_at=visitor.taken_at.astimezone(ZoneInfo(day.office.time_zone)), zone=ZONES.get(day.office.time_zone, ""), steps=steps,
            title=f"Kantor di {day.place_name}", contact=day.office.phone,
        ),
        paper,
    )  # fmt: skip
