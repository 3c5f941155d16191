"""Every shipped letter, printed: its words, its standards, its looks."""

import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from PIL import Image

from services.documents.letter import missing_fields, render_pdf, shipped_templates

from .golden import FOLDER, text_of
from .letter_samples import CHECKED, letter

CODES = sorted(shipped_templates())


@cache
def printed(code: str) -> bytes:
    return render_pdf(letter(code))


def test_every_service_that_ends_in_a_letter_has_a_golden_text():
    assert sorted(path.stem for path in FOLDER.glob("*.txt")) == CODES
    assert len(CODES) == 32


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_letter_says_what_it_always_said(code: str):
    assert text_of(printed(code)) == (FOLDER / f"{code}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_letter_with_all_answers_lacks_nothing_and_fits_one_page(code: str):
    assert missing_fields(letter(code)) == []
    with pikepdf.open(BytesIO(printed(code))) as pdf:
        assert len(pdf.pages) == 1


@pytest.mark.parametrize("profile", ["3a", "ua1"])
@pytest.mark.parametrize("code", CODES)
def test_a_shipped_letter_is_archivable_and_readable_aloud(code: str, profile: str):
    report = page.validate_pdf_bytes(printed(code), profile=profile)

    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_qpdf_finds_no_fault(tmp_path: Path):
    for code in CODES:
        path = tmp_path / f"{code}.pdf"
        path.write_bytes(printed(code))
        checked = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
        assert (checked.returncode, checked.stderr) == (0, ""), code


@pytest.mark.parametrize("resolution", [150, 300])
def test_the_qr_is_read_by_two_foreign_readers(resolution: int, tmp_path: Path):
    picture = _rasterised(printed("KEC-SOSIAL"), resolution, tmp_path)

    zbar = subprocess.run(["zbarimg", "--quiet", "--raw", picture], capture_output=True, text=True, check=True).stdout
    import zxingcpp

    with Image.open(picture) as image:
        zxing = [code.text for code in zxingcpp.read_barcodes(image)]

    assert zbar.split() == [CHECKED.url]
    assert zxing == [CHECKED.url]


def test_margins_stay_white_and_the_double_rule_runs_under_the_letterhead(tmp_path: Path):
    with Image.open(_rasterised(printed("KEC-SOSIAL"), 72, tmp_path)) as picture:
        grey = picture.convert("L")
    width, height = grey.size
    rules = [y for y in range(height // 3) if all(grey.getpixel((x, y)) < 140 for x in range(75, width - 62, 9))]

    assert grey.crop((0, 0, 65, height)).getextrema()[0] == 255
    assert grey.crop((width - 52, 0, width, height)).getextrema()[0] == 255
    assert rules
    assert 90 < rules[0] < 140


def _rasterised(pdf: bytes, resolution: int, folder: Path) -> Path:
    target = folder / "page"
    subprocess.run(["pdftoppm", "-r", str(resolution), "-png", "-singlefile", "-", target], input=pdf, check=True)
    return target.with_suffix(".png")
