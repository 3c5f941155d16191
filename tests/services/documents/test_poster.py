"""Posters: found by any phone, the address readable by eye, a batch for every hall of the kecamatan."""

import subprocess
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest

from services.documents.poster import PosterContent, poster_zip, render_posters

from .cameras import photo_of_a_screen, rasterised, zbar, zxing

ADDRESS = "https://kemlagi.mojokertokab.go.id/d/12"
EMBLEM = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="#0a0"/></svg>'


def poster(**changes):
    content = {
        "office": "Kecamatan Kemlagi",
        "region": "Kabupaten Mojokerto",
        "place": "Balai Desa Mojodadi",
        "code": "KML-QR-12",
        "address": ADDRESS,
        "printed_on": date(2026, 11, 23),
        "phone": "(0321) 000-000",
    }
    return PosterContent(**(content | changes))


def text_of(pdf):
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


@pytest.mark.parametrize("paper, size", [("A3", (842, 1191)), ("A4", (595, 842)), ("A5", (420, 595))])
def test_a_poster_fills_one_sheet_and_its_code_is_read_at_150_dpi(paper, size):
    pdf = render_posters([poster()], paper)

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
        assert tuple(round(float(side)) for side in opened.pages[0].mediabox[2:]) == size
    page = rasterised(pdf, 150)
    assert zbar(page) == zxing(page) == [ADDRESS]


def test_it_is_read_at_print_resolution():
    page = rasterised(render_posters([poster()]), 300)

    assert zbar(page) == zxing(page) == [ADDRESS]


def test_it_is_read_from_a_photo_of_a_screen():
    photo = photo_of_a_screen(rasterised(render_posters([poster()]), 110))

    assert zxing(photo) == [ADDRESS]
    assert zbar(photo) == [ADDRESS]


@pytest.mark.parametrize("theme", ["nila", "wilis"])
def test_it_is_read_from_a_black_and_white_print(theme):
    page = rasterised(render_posters([poster(theme=theme)]), 150).convert("1")

    assert zxing(page) == [ADDRESS]


def test_it_tells_what_the_design_says():
    text = text_of(render_posters([poster()]))

    for sentence in (
        "Mau urus surat?",
        "Cek syaratnya di sini.",
        "Kecamatan Kemlagi",
        "Kabupaten Mojokerto",
        "kemlagi.mojokertokab.go.id/d/12",
        "Semua gratis.",
        "Jangan membayar siapa pun.",
        "Lewat batas waktu?",
        "Surat kami antar ke rumah.",
        "Tanya perangkat desa, atau telepon (0321) 000-000.",
        "Balai Desa Mojodadi · KML-QR-12 · cetakan November 2026",
    ):
        assert sentence in text


def test_a_poster_of_one_service_names_it():
    text = text_of(render_posters([poster(service="Surat Keterangan Tidak Mampu (SKTM)")]))

    assert "Surat Keterangan Tidak Mampu (SKTM)" in text
    assert "Mau urus surat?" not in text
    assert "Gratis." in text


def test_what_costs_something_is_not_called_free():
    text = text_of(render_posters([poster(service="Legalisasi", fee="Rp10.000")]))

    assert "Biaya Rp10.000." in text
    assert "ratis" not in text


def test_no_delivery_is_promised_where_there_is_none():
    text = text_of(render_posters([poster(delivers_late_letters=False)]))

    assert "antar ke rumah" not in text


def test_without_a_telephone_none_is_named():
    assert "Tanya petugas kelurahan." in text_of(render_posters([poster(phone="", helper="petugas kelurahan")]))


@pytest.mark.parametrize(
    "address",
    ["https://p.id/d/1", "https://pelayanan-terpadu.kecamatan-bekasi-utara.bekasikota.go.id/d/123456"],
)
def test_the_address_stands_on_one_line_however_long(address):
    assert address.removeprefix("https://") in text_of(render_posters([poster(address=address)]))


def test_text_stays_text():
    assert "Balai <b>Desa</b> & Co" in text_of(render_posters([poster(place="Balai <b>Desa</b> & Co")]))


def test_an_emblem_takes_the_place_of_the_mark():
    shown = rasterised(render_posters([poster(emblem=EMBLEM)]), 40)

    greens = [colour for _, colour in shown.getcolors(1 << 20) if colour[1] > 130 > 60 > max(colour[0], colour[2])]
    assert greens


def test_a_batch_holds_a_page_for_each_hall_in_its_order():
    halls = [
        poster(code=f"KML-QR-{n}", address=f"https://k.go.id/d/{n}", place=f"Balai Desa {n}") for n in range(1, 24)
    ]

    pdf = render_posters(halls, "A5")

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 23
    assert [zxing(rasterised(pdf, 100, page)) for page in (1, 11, 23)] == [
        [f"https://k.go.id/d/{n}"] for n in (1, 11, 23)
    ]


def test_the_archive_holds_a_pdf_for_each_hall_named_after_it():
    halls = [
        poster(),
        poster(code="KML-QR-13", place="Balai Desa Betro", address="https://k.go.id/d/13", service="SKTM"),
    ]

    archive = ZipFile(BytesIO(poster_zip(halls, "A5")))

    assert archive.namelist() == ["KML-QR-12-balai-desa-mojodadi-A5.pdf", "KML-QR-13-balai-desa-betro-sktm-A5.pdf"]
    assert zxing(rasterised(archive.read("KML-QR-13-balai-desa-betro-sktm-A5.pdf"), 100)) == ["https://k.go.id/d/13"]


def test_a_poster_speaks_to_a_screen_reader():
    with pikepdf.open(BytesIO(render_posters([poster()]))) as opened:
        assert str(opened.Root.Lang) == "id"
        assert bool(opened.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in opened.Root
