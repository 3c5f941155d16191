"""QR codes: two foreign readers find in them what was put in, on paper and on a photographed screen."""

import xml.etree.ElementTree as ET
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from services.documents import printing
from services.documents.qr import matrix, qr_png, qr_svg

from .cameras import photo_of_a_screen, rasterised, zbar, zxing

ADDRESS = "https://kemlagi.mojokertokab.go.id/d/12"
LONG = "https://layanan.kota-contoh.go.id/cek/K7QM2X9DPA4TC"


def on_paper(svg, width):
    page = f"<html><style>@page{{size:110mm 110mm;margin:10mm}} .qr{{width:{width}mm;height:{width}mm}}</style>{svg}</html>"
    return printing.to_pdf(page, styles=())


@pytest.mark.parametrize("dpi", [150, 300])
@pytest.mark.parametrize("text", [ADDRESS, LONG])
@pytest.mark.parametrize("level, width", [("Q", 82), ("M", 25), ("Q", 22)])
def test_a_printed_code_is_read_at_fax_and_at_print_resolution(text, level, width, dpi):
    page = rasterised(on_paper(qr_svg(text, level=level), width), dpi)

    assert zbar(page) == [text]
    assert zxing(page) == [text]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_photo_of_a_screen_is_read(seed):
    screen = Image.new("RGB", (620, 620), "white")
    screen.paste(Image.open(png(ADDRESS, 11)), (90, 90))

    photo = photo_of_a_screen(screen, seed=seed)

    assert zxing(photo) == [ADDRESS]
    assert zbar(photo) == [ADDRESS]


def png(text, box):
    return BytesIO(qr_png(text, box))


def test_the_picture_holds_black_and_white_only_and_its_quiet_zone():
    picture = Image.open(png(ADDRESS, 4))

    assert picture.mode == "1"
    assert picture.size == ((33 + 8) * 4, (33 + 8) * 4)
    assert zbar(picture) == zxing(picture) == [ADDRESS]
    assert picture.crop((0, 0, picture.width, 16)).getextrema() == (255, 255)


def test_the_address_of_a_poster_needs_33_modules():
    assert len(matrix(ADDRESS, "Q")) == 33


def test_the_drawing_is_one_white_and_one_black_path_with_a_name():
    drawing = ET.fromstring(qr_svg(ADDRESS))
    space = "{http://www.w3.org/2000/svg}"

    assert drawing.get("viewBox") == "0 0 41 41"
    assert drawing.get("role") == "img"
    assert drawing.find(f"{space}title").text == f"Kode QR menuju {ADDRESS}"
    assert [path.get("fill") for path in drawing.findall(f"{space}path")] == ["#fff", "#000"]


def test_what_stands_in_a_title_stays_text():
    drawing = ET.fromstring(qr_svg(ADDRESS, title='Cek "surat" <b>&'))

    assert drawing.get("aria-label") == 'Cek "surat" <b>&'


def test_the_path_draws_exactly_the_dark_modules():
    dark = matrix(ADDRESS, "M")
    drawn = {
        (x, y)
        for start, y, length in strokes(qr_svg(ADDRESS, level="M", quiet=0))
        for x in range(start, start + length)
    }

    assert drawn == {(x, y) for y, row in enumerate(dark) for x, is_dark in enumerate(row) if is_dark}


def strokes(svg):
    path = svg.split('fill="#000" d="')[1].split('"')[0]
    for stroke in path.removeprefix("M").split("zM"):
        corner, rest = stroke.split("h", 1)
        x, y = corner.split()
        yield int(x), int(y), int(rest.split("v")[0])


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), min_size=1, max_size=90))
def test_any_address_survives_the_fixed_mask(text):
    assert zxing(Image.open(png(text, 4))) == [text]
