"""What staff look at says who looked and when, everywhere on the page, and stays readable."""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import numpy as np
import pikepdf
import pytest
from PIL import Image

from services.documents.printing import to_pdf
from services.documents.qr import qr_png, qr_svg
from services.documents.watermark import CannotMark, mark_text, marked_image, marked_pdf

from .cameras import rasterised, zxing

NINE = datetime(2026, 11, 23, 9, 5, tzinfo=ZoneInfo("Asia/Jakarta"))
TEXT = mark_text("Sari Wulandari", NINE, "WIB")


def photo(colour=(200, 205, 210), size=(900, 600), kind="JPEG", **options):
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **options)
    return out.getvalue()


def pixels(content):
    return np.asarray(Image.open(BytesIO(content)).convert("L"), int)


def marked_cells(before, after, cells=5):
    """How many cells of a grid over the picture were touched."""
    changed = abs(before - after) > 12
    rows = np.array_split(changed, cells)
    return sum(bool(cell.any()) for row in rows for cell in np.array_split(row, cells, axis=1))


def test_the_mark_says_copy_who_and_when():
    assert TEXT == "SALINAN – Sari Wulandari – 23 Nov 2026 09.05 WIB"


def test_a_long_or_broken_name_is_kept_to_one_short_line():
    assert mark_text("A\nB" + "c" * 100, NINE, "WIB") == f"SALINAN – A B{'c' * 57} – 23 Nov 2026 09.05 WIB"


@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (120, 90, 60)])
@pytest.mark.parametrize("size", [(900, 600), (600, 900), (1600, 400), (300, 200)])
def test_it_shows_all_over_a_dark_and_a_light_photo(colour, size):
    before = photo(colour, size)

    after = marked_image(before, TEXT)

    assert Image.open(BytesIO(after)).size == size
    assert marked_cells(pixels(before), pixels(after)) >= 20


def test_another_officer_leaves_another_mark():
    joko = mark_text("Joko Susilo", NINE, "WIB")

    assert marked_image(photo(), TEXT) != marked_image(photo(), joko)
    assert marked_image(photo(), TEXT) == marked_image(photo(), TEXT)


def test_what_stands_below_stays_readable():
    assert zxing(Image.open(BytesIO(marked_image(qr_png("https://k.go.id/d/1", 12), TEXT)))) == ["https://k.go.id/d/1"]


@pytest.mark.parametrize("kind, shown", [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "PNG")])
def test_pictures_keep_a_form_every_browser_shows(kind, shown):
    assert Image.open(BytesIO(marked_image(photo(kind=kind), TEXT))).format == shown


def test_hidden_facts_about_the_photo_are_not_passed_on():
    exif = Image.Exif()
    exif[0x010E] = "rumah di belakang balai desa"

    assert b"balai desa" not in marked_image(photo(exif=exif), TEXT)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"GIF89a" + bytes(40), photo()[:300], b"<svg/>"])
def test_what_is_no_picture_is_not_shown(content):
    with pytest.raises(CannotMark):
        marked_image(content, TEXT)


def paper(pages=2, rules="@page { size: A5 }"):
    leaf = "<p style='break-after: page'>Kartu Keluarga</p>"
    return to_pdf(leaf * (pages - 1) + leaf.replace("break-after: page", ""), styles=(), rules=rules)


def test_every_page_of_a_pdf_is_marked():
    before = paper(pages=3)

    after = marked_pdf(before, TEXT)

    for page in (1, 2, 3):
        plain, shown = (np.asarray(rasterised(pdf, 60, page).convert("L"), int) for pdf in (before, after))
        assert marked_cells(plain, shown) >= 20


def changed_page(change):
    """A paper whose first page was changed in some way that scanners and other programs produce."""
    out = BytesIO()
    with pikepdf.open(BytesIO(paper(pages=1))) as pdf:
        change(pdf.pages[0])
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.obj.__setitem__("/Rotate", 90),
        lambda page: page.obj.__setitem__("/CropBox", pikepdf.Array([60, 100, 360, 500])),
        lambda page: page.obj.__setitem__("/MediaBox", pikepdf.Array([-100, -50, 320, 545])),
        lambda page: page.contents_add(b" q 0.1 0 0 0.1 900 900 cm"),
        lambda page: page.obj.__delitem__("/Resources"),
    ],
    ids=["turned", "cropped", "shifted", "left scaled", "without resources"],
)
def test_odd_pages_are_marked_too(change):
    before = changed_page(change)

    plain, shown = (np.asarray(rasterised(pdf, 60).convert("L"), int) for pdf in (before, marked_pdf(before, TEXT)))

    assert plain.shape == shown.shape
    assert marked_cells(plain, shown) >= 20


def test_a_code_on_a_marked_page_is_still_read():
    page = f"<style>.qr {{ width: 60mm }}</style>{qr_svg('https://k.go.id/d/1')}"

    assert zxing(rasterised(marked_pdf(to_pdf(page, styles=()), TEXT), 120)) == ["https://k.go.id/d/1"]


def locked():
    out = BytesIO()
    with pikepdf.open(BytesIO(paper(pages=1))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff", b"%PDF-1.7 nothing", locked()], ids=["empty", "jpeg", "cut", "locked"]
)
def test_a_pdf_that_cannot_be_opened_is_not_shown(content):
    with pytest.raises(CannotMark):
        marked_pdf(content, TEXT)
