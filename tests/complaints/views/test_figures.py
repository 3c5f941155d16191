"""The page of the figures, its sheet and its paper: one function, one truth."""

import subprocess
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from office.models import Role
from tests.complaints.desk_rows import EARLIER, answered, forwarded, hendra, lina, tirta
from tests.factories import staff

pytestmark = pytest.mark.django_db


def opened(client, who, name="figures", **params):
    client.force_login(who.user)
    return client.get(reverse(f"complaints:{name}", args=["kemlagi"]), params)


def test_page_sheet_and_paper_say_the_same(client):
    answered(forwarded(), hendra(), at=EARLIER)
    forwarded()
    words = "1 ditindaklanjuti ÷ 2 laporan × 100% = 50%"

    page = opened(client, lina())
    book = openpyxl.load_workbook(BytesIO(opened(client, lina(), "figures_xlsx").content))
    paper = opened(client, lina(), "figures_pdf").content

    assert words in page.text
    assert "UPT Pekerjaan Umum Wilayah Utara" in page.text
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert words in cells
    assert 50 in cells
    text = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=paper, check=True, capture_output=True
    ).stdout.decode()
    assert words in " ".join(text.split())
    assert "Rekap penyelesaian pengaduan" in text


def test_before_the_first_complaint_the_page_says_so(client):
    assert "Belum ada laporan dalam masa ini" in opened(client, lina()).text


@pytest.mark.parametrize("role, status", [
    (Role.COMPLAINTS, 200), (Role.SECTION_HEAD, 200), (Role.HEAD, 200), (Role.SECRETARY, 200), (Role.AUDITOR, 200), (Role.AGENCY, 200),
    (Role.COUNTER, 403), (Role.VERIFIER, 403), (Role.PUBLIC_RELATIONS, 403), (Role.ADMIN, 403),
])  # fmt: skip
def test_who_may_read_them(client, role, status):
    who = staff(f"orang-{role}", "Orang Uji", role)

    assert opened(client, who).status_code == status
    assert opened(client, who, "figures_xlsx").status_code == status


def test_an_agency_reads_its_own_only(client):
    forwarded()

    assert "UPT Pekerjaan Umum" in opened(client, hendra()).text
    assert "UPT Pekerjaan Umum" not in opened(client, tirta()).text


def test_months_in_the_wrong_order_are_explained(client):
    answer = opened(client, lina(), dari="2026-05", sampai="2026-03")

    assert "Bulan akhir tidak boleh sebelum bulan awal" in answer.text
    assert opened(client, lina(), "figures_xlsx", dari="2026-05", sampai="2026-03").status_code == 404
