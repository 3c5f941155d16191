"""Reading an SP4N-LAPOR export: names of columns, days and privacy as its files have them."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from complaints.sp4n import BadLine, NoTable, read, read_day, write_day
from complaints.workflow import Identity, Kind

WIB = ZoneInfo("Asia/Jakarta")
HEADER = ["Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk", "Nama Pelapor", "Klasifikasi Laporan", "Kategori",
          "Judul Laporan", "Isi Laporan Awal", "Tipe Laporan (Anonim/Rahasia)", "Kelurahan", "Status Laporan"]  # fmt: skip


def row(**facts):
    told = dict(
        zip(
            HEADER,
            [
                "5049672",
                "6 Jan 2026",
                "13:05",
                "Siti",
                "Aspirasi",
                "Jalan",
                "Judul",
                "Jalan rusak",
                "",
                "Mojodadi",
                "Terverifikasi",
            ],
            strict=True,
        )
    )
    return [{**told, **facts}[name] for name in HEADER]


def test_the_table_is_found_below_its_preamble():
    lines = list(read([["Laporan Pengaduan"], ["Instansi", "Kecamatan"], [], HEADER, row(), ["", ""]], WIB))

    assert len(lines) == 1
    line = lines[0]
    assert (line.number, line.tracking_id, line.at.isoformat()) == (5, "5049672", "2026-01-06T13:05:00+07:00")
    assert (line.kind, line.identity, line.village) == (Kind.ASPIRATION, Identity.OPEN, "Mojodadi")
    assert not line.is_ended


@pytest.mark.parametrize("told, identity", [("Anonim", Identity.ANONYMOUS), ("Rahasia", Identity.SECRET), ("Anonim/Rahasia", Identity.ANONYMOUS), ("-", Identity.OPEN)])  # fmt: skip
def test_privacy_is_what_the_reporter_chose_there(told, identity):
    (line,) = read([HEADER, row(**{"Tipe Laporan (Anonim/Rahasia)": told})], WIB)

    assert line.identity == identity


@pytest.mark.parametrize("facts, word", [
    ({"Tracking ID": "abc"}, "Tracking ID"), ({"Tanggal Laporan Masuk": "kemarin"}, "Tanggal"), ({"Isi Laporan Awal": ""}, "Isi Laporan"),
])  # fmt: skip
def test_a_row_that_cannot_be_taken_says_why(facts, word):
    (line,) = read([HEADER, row(**facts)], WIB)

    assert isinstance(line, BadLine)
    assert (line.number, word in line.why) == (2, True)


def test_a_file_without_the_columns_is_no_export():
    with pytest.raises(NoTable):
        list(read([["Nama", "Alamat"], ["Siti", "Mojodadi"]], WIB))


@pytest.mark.parametrize("text, day", [
    ("6 Jan 2026", date(2026, 1, 6)), ("6 Agustus 2026", date(2026, 8, 6)), ("6 Aug 2026", date(2026, 8, 6)), ("06/01/2026", date(2026, 1, 6)),
    ("2026-01-06T00:00:00", date(2026, 1, 6)), ("31 Feb 2026", None), ("", None), ("6 Xyz 2026", None),
])  # fmt: skip
def test_days_are_read_as_people_write_them(text, day):
    assert read_day(text) == day


def test_a_day_written_is_read_again():
    assert read_day(write_day(date(2026, 10, 3))) == date(2026, 10, 3)
