"""The receipt for papers that are passed on: what was handed in, by whom, to whom, and when to come back."""

import subprocess
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf

from services.documents.receipt import receipt_pdf
from services.sheet_content import OfficeHead
from services.slip_content import HandedIn, ReceiptContent

from .cameras import rasterised, zxing

HEAD = OfficeHead(
    office="Kecamatan Kemlagi",
    lines=("Pemerintah Kabupaten Mojokerto",),
    address="Jalan Raya Kemlagi 1",
    contact="(0321) 000-000",
    place="Kemlagi",
)


def receipt(**changes):
    content = {
        "head": HEAD,
        "number": "KML-2611-00483",
        "service": "Pengantar perubahan Kartu Keluarga",
        "holder": "Wati Sulastri",
        "papers": (HandedIn(name="Kartu Keluarga lama", form="Asli"), HandedIn(name="Akta kelahiran", count=2)),
        "forwarded_to": "Disdukcapil Kabupaten Mojokerto",
        "ready": "Perkiraan Jumat 27 November 2026.",
        "code": "K7QM2X9DPA4TC",
        "address": "https://kemlagi.go.id/l#K7QM2X9DPA4TC",
        "printed_address": "kemlagi.go.id/lacak",
        "received_at": datetime(2026, 11, 22, 16, 40, tzinfo=ZoneInfo("Asia/Jakarta")),
        "zone": "WIB",
        "received_by": "Sari Wulandari",
        "received_by_title": "Petugas loket",
    }
    return receipt_pdf(ReceiptContent(**(content | changes)))


def text_of(pdf):
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def test_it_tells_what_was_handed_in_and_where_it_goes():
    text = text_of(receipt())

    for part in (
        "Tanda terima berkas",
        "Pengantar perubahan Kartu Keluarga",
        "KML-2611-00483",
        "Disdukcapil Kabupaten Mojokerto",
        "Perkiraan Jumat 27 November 2026.",
        "1 Kartu Keluarga lama Asli 1",
        "2 Akta kelahiran Salinan 2",
        "K7QM-2X9D-PA4TC",
        "Kemlagi, 22 November 2026",
        "Sari Wulandari",
        "meneruskan berkas Anda",
    ):
        assert part in text


def test_it_is_one_a5_sheet_with_a_code_that_is_read():
    pdf = receipt()

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        assert [round(float(side)) for side in opened.pages[0].mediabox[2:]] == [420, 595]
    assert zxing(rasterised(pdf, 150)) == ["https://kemlagi.go.id/l#K7QM2X9DPA4TC"]


def test_many_papers_flow_on_and_the_signatures_stay_together():
    papers = tuple(HandedIn(name=f"Berkas {n}") for n in range(40))

    pdf = receipt(papers=papers)

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) > 1
    assert "Berkas 39" in text_of(pdf)
    assert "Yang menerima" in text_of(pdf)
