"""The papers of a round: one page of orders, a receipt for every letter, nothing that is not asked for."""

import subprocess
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.documents.round_papers import round_pdf
from services.round_content import RoundContent, RoundStop
from services.sheet_content import OfficeHead

STOP = RoundStop(
    group="Desa Mojodadi, RW 001", name="Siti Rohmah", address="Dusun Mojodadi 4, RT 002 RW 001, Desa Mojodadi",
    landmark="rumah cat hijau samping musala", phone="0812 0000 1234", number="KML-2611-00482", service="Surat tidak mampu",
    letter="400.9.2/482/416-310/2026", bring="Cetakan surat, tanda terima",
)  # fmt: skip
ROUND = RoundContent(
    head=OfficeHead(office="Kecamatan Kemlagi", lines=("Pemerintah Kabupaten Mojokerto",), address="Jalan Raya Kemlagi 1", place="Kemlagi"),
    order="800.1.11.1/17/416-310/2026", courier="Dwi Hartanto", courier_title="Petugas loket", courier_nip="",
    given_by="Retno Astuti, S.E.", given_by_title="Kasi Pelayanan", given_by_nip="198001012005012001",
    left_at=datetime(2026, 11, 23, 12, 50, tzinfo=ZoneInfo("Asia/Jakarta")), arrives_by=datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Jakarta")),
    zone="WIB", stops=(STOP, replace(STOP, name="Tumini", letter="", landmark="")),
)  # fmt: skip


@pytest.fixture(scope="module")
def pages() -> list[str]:
    said = subprocess.run(["pdftotext", "-layout", "-", "-"], input=round_pdf(ROUND), capture_output=True, check=True)
    return said.stdout.decode().split("\f")[:-1]


def test_the_order_names_number_courier_giver_and_every_door(pages):
    order = pages[0]

    for words in ("Nomor 800.1.11.1/17/416-310/2026", "Dwi Hartanto", "Retno Astuti", "Siti Rohmah", "Tumini", "12.50 WIB", "15.00 WIB", "gratis"):  # fmt: skip
        assert words in order
    assert "NIP 198001012005012001" in order


def test_each_letter_has_its_receipt_to_sign(pages):
    slips = "".join(pages[1:])

    assert len(pages) == 2
    assert slips.count("Tanda terima surat") == 2
    assert slips.count("Yang menerima") == 2
    assert "nomor 400.9.2/482/416-310/2026" in slips
