"""Papers of an office day: they name what they must, mask what they may not name, and fit their pages."""

from __future__ import annotations

import os
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from complaints.day_states import ItemKind, ItemState
from complaints.documents.rw_sheets import Invited, invitation_sheet, minutes_sheet, poster_sheet, promises_sheet
from complaints.documents.rw_slip import visitor_slip
from complaints.models import DayLetter
from complaints.queries.days import whole_day
from complaints.queries.rw_public import promised_in
from tests.complaints import day_rows as rows
from tests.complaints.test_day_hall import take
from tests.factories import MONDAY_9AM

pytestmark = pytest.mark.django_db
TODAY = MONDAY_9AM.date()


def text_of(content, name):
    """The words of a PDF; keeps it when SHOTS is set."""
    if os.environ.get("SHOTS"):
        Path(os.environ["SHOTS"], f"{name}.pdf").write_bytes(content)
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())


def pages(content):
    return len(pikepdf.open(BytesIO(content)).pages)


@pytest.fixture
def told():
    """A closed day with twelve entries of all kinds."""
    day = rows.running()
    for number in range(10):
        rows.said(
            day, f"Usul nomor {number}: lampu jalan di gang {number} mati sejak bulan lalu", kind=ItemKind.ASPIRATION
        )
    promised = rows.said(day, "Jalan gang 2 rusak, hubungi 0812-3456-7890")
    rows.answered(promised, ItemState.PROMISED, answer="Diaspal setelah hujan", due_on=TODAY + timedelta(days=14))
    rows.answered(rows.said(day, "Minta data penerima bantuan"), ItemState.DONE)
    return rows.closed(day=day)


def test_the_minutes_hold_everything_with_numbers_masked(told):
    items = list(told.items.select_related("agency", "complaint").order_by("number"))

    words = text_of(minutes_sheet(whole_day(told), items, names=["Wati Rahayu"], numbers=0), "berita-acara")

    for part in (
        "BERITA ACARA",
        "Senin tanggal dua puluh tiga bulan November",
        "24 orang",
        "Diaspal setelah hujan",
        "Selesai di tempat",
        "Wati Rahayu",
        "Bambang",
        "Ketua RW 03",
    ):
        assert part in words
    assert "3456" not in words
    assert "KONSEP" not in words


def test_the_notice_board_is_one_page_however_much_was_said(told):
    standing = promised_in(told.office, told.rw, today=TODAY)

    content = promises_sheet(told.office, told.rw, standing, None, today=TODAY)

    assert pages(content) == 1
    words = text_of(content, "papan")
    assert "disampaikan dijawab selesai terlambat" in words
    assert "dan 3 lainnya" in words


def test_invitation_and_poster_fit_one_page_and_name_the_day():
    day = whole_day(rows.announced())
    letter = Invited(to="Ketua RW 03, Desa Mojodadi", entry=DayLetter.objects.get(day=day).entry)

    invitation, poster = invitation_sheet(day, letter), poster_sheet(day)

    assert (pages(invitation), pages(poster)) == (1, 1)
    words = text_of(invitation, "undangan")
    for part in (letter.entry.number, "Yth. Ketua RW 03", "Rabu, 25 November 2026", "08.00–12.00", "BAMBANG BUDIONO"):
        assert part in words
    shown = text_of(poster, "poster")
    for part in ("Rabu 25 November 2026", "Balai RW 03", "Jalan dan jembatan", "Semua gratis"):
        assert part in shown


def test_a_slip_carries_number_code_and_pin_and_no_name():
    visitor = take(rows.running(), name="Wati Rahayu", consents=True).visitor

    words = text_of(visitor_slip(visitor), "slip")

    assert f"{visitor.pin[:3]} {visitor.pin[3:]}" in words
    assert "Nomor antrean 1" in words
    assert "Wati" not in words
