"""The slip: all a resident needs to find the request again, on one small sheet, a roll or in the gallery."""

import subprocess
from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from PIL import Image

from services.documents.slip import slip_pdf
from services.documents.slip_picture import slip_png
from services.slip_content import NextStep, SlipContent

from .cameras import rasterised, zbar, zxing

ADDRESS = "https://kemlagi.mojokertokab.go.id/l#K7QM2X9DPA4TC"
SMALL = 60_000
MILLIMETRE = 72 / 25.4


def slip(**changes):
    content = {
        "office": "Kecamatan Kemlagi",
        "region": "Kabupaten Mojokerto",
        "service": "Surat Keterangan Tidak Mampu (SKTM)",
        "number": "KML-2611-00482",
        "code": "K7QM2X9DPA4TC",
        "pin": "048213",
        "address": ADDRESS,
        "printed_address": "kemlagi.mojokertokab.go.id/lacak",
        "received_at": datetime(2026, 11, 22, 16, 40, tzinfo=ZoneInfo("Asia/Jakarta")),
        "zone": "WIB",
        "steps": (
            NextStep(what="Petugas memeriksa berkas", detail="Paling lambat Senin 23 November pukul 09.00."),
            NextStep(what="Surat diproses, paling lama 60 menit", detail="Dihitung sejak berkas lengkap."),
        ),
        "papers": ("Surat pengantar RT/RW", "KTP-el pemohon", "Kartu Keluarga"),
        "contact": "Jalan Raya Kemlagi 1 · (0321) 000-000",
    }
    return SlipContent(**(content | changes))


def text_of(pdf):
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


@pytest.mark.parametrize("paper", ["A6", "80mm"])
def test_it_holds_everything_needed_to_come_back(paper):
    text = text_of(slip_pdf(slip(), paper))

    for part in (
        "Kecamatan Kemlagi",
        "Bukti permohonan",
        "Surat Keterangan Tidak Mampu (SKTM)",
        "KML-2611-00482",
        "K7QM-2X9D-PA4TC",
        "048 213",
        "kemlagi.mojokertokab.go.id/lacak",
        "Petugas memeriksa berkas. Paling lambat Senin 23 November pukul 09.00.",
        "Berkas yang kami terima",
        "KTP-el pemohon",
        "Diterima Minggu 22 November 2026, 16.40 WIB",
        "(0321) 000-000",
    ):
        assert part in text


@pytest.mark.parametrize("paper", ["A6", "80mm"])
@pytest.mark.parametrize("dpi", [150, 203])
def test_its_code_is_read_from_a_cheap_printer(paper, dpi):
    """203 dots per inch, black or nothing: what a thermal head can do."""
    page = rasterised(slip_pdf(slip(), paper), dpi).convert("1", dither=Image.Dither.NONE)

    assert zbar(page) == zxing(page) == [ADDRESS]


@pytest.mark.parametrize("paper", ["A6", "80mm"])
def test_it_prints_in_black_on_white_without_grounds(paper):
    page = rasterised(slip_pdf(slip(), paper), 100)

    assert all(red == green == blue for _, (red, green, blue) in page.getcolors(1 << 20))
    assert page.convert("L").point(lambda light: light < 128 and 255).histogram()[255] < page.width * page.height / 4


@pytest.mark.parametrize("paper", ["A6", "80mm"])
def test_it_is_one_page_and_small(paper):
    pdf = slip_pdf(slip(), paper)

    with pikepdf.open(BytesIO(pdf)) as opened:
        assert len(opened.pages) == 1
    assert len(pdf) < SMALL


def test_the_roll_is_as_long_as_what_stands_on_it():
    short, long = (roll_height(slip(papers=papers)) for papers in ((), tuple(f"Berkas {n}" for n in range(30))))

    assert 90 < short < 200
    assert long > short + 100


def roll_height(content):
    with pikepdf.open(BytesIO(slip_pdf(content, "80mm"))) as opened:
        assert len(opened.pages) == 1
        assert round(float(opened.pages[0].mediabox[2]) / MILLIMETRE) == 80
        return float(opened.pages[0].mediabox[3]) / MILLIMETRE


def test_many_papers_flow_to_a_second_sheet_and_none_is_lost():
    papers = tuple(f"Berkas pendukung nomor {n} yang namanya agak panjang" for n in range(40))

    text = text_of(slip_pdf(slip(papers=papers), "A6"))

    assert all(f"nomor {n} " in text for n in range(40))


def test_papers_still_asked_for_are_called_so():
    text = text_of(slip_pdf(slip(papers_title="Berkas yang masih diminta", papers=("Foto rumah",))))

    assert "Berkas yang masih diminta Foto rumah" in text


@pytest.mark.parametrize("name", ["<img src=file:///etc/passwd>", "Surat A &amp; B & C", "{{ slip.pin }}"])
def test_text_stays_text(name):
    assert name in text_of(slip_pdf(slip(service=name)))


def test_the_picture_for_the_gallery_is_small_and_its_code_is_read():
    made = slip_png(slip())

    picture = Image.open(BytesIO(made))
    assert len(made) < SMALL
    assert picture.width == 720
    assert zbar(picture) == zxing(picture) == [ADDRESS]


def test_a_messenger_may_shrink_the_picture_by_half():
    picture = Image.open(BytesIO(slip_png(slip()))).convert("RGB")
    sent = BytesIO()
    picture.resize((picture.width // 2, picture.height // 2)).save(sent, "JPEG", quality=50)

    assert zxing(Image.open(sent)) == [ADDRESS]


def test_the_picture_grows_with_its_text_and_cuts_what_is_too_wide():
    short = Image.open(BytesIO(slip_png(slip(papers=()))))
    long = Image.open(BytesIO(slip_png(slip(papers=("x" * 200, "Kartu Keluarga")))))

    assert long.height > short.height + 4 * 30
    right_edge = long.convert("L").crop((720 - 40, 0, 720, long.height))
    assert right_edge.getextrema()[0] > 200
