"""The letters that offices issue stay what they are when they are signed: PDF/A-3a, PDF/UA-1, and genuine."""

import shutil
import subprocess

import page
import pytest

from services.documents.letter import render_pdf
from tests.services.documents.letter_samples import letter

from .conftest import NINE, PASSPHRASE

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")


@pytest.fixture(scope="module")
def pen(signer, budi):
    return signer.unlock(budi, passphrase=PASSPHRASE)


@pytest.mark.parametrize("code", ["KEL-SKTM", "KEC-SOSIAL", "KEC-RAMAI"])
def test_a_signed_letter_keeps_its_standards_and_is_valid(signer, pen, code):
    pdf = render_pdf(letter(code))

    signed = pen.sign(pdf, reason="Penerbitan surat", location="Kemlagi", at=NINE).content

    assert signed.startswith(pdf)
    assert signer.verify(signed).valid
    for profile in ("3a", "ua1"):
        report = page.validate_pdf_bytes(signed, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")
def test_a_foreign_tool_agrees(tmp_path, pen):
    file = tmp_path / "surat.pdf"
    file.write_bytes(
        pen.sign(render_pdf(letter("KEL-SKTM")), reason="Penerbitan surat", location="Kemlagi", at=NINE).content
    )

    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout

    assert "Signature is Valid" in said
    assert "Total document signed" in said
