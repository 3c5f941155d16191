"""The columns, dates and words of an SP4N-LAPOR export, read and written; pure.

The columns are those of exports that public code of regional offices reads; no official description was found, so a
file is recognised by its names, wherever its table begins, and unknown columns are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from complaints.workflow import Identity, Kind

TRACKING_ID, DAY, CLOCK = "Tracking ID", "Tanggal Laporan Masuk", "Waktu Laporan Masuk"
REPORTER, CLASS, CATEGORY, TITLE = "Nama Pelapor", "Klasifikasi Laporan", "Kategori", "Judul Laporan"
TEXT, LAST_TEXT, PRIVACY, SOURCE = (
    "Isi Laporan Awal",
    "Isi Laporan Akhir",
    "Tipe Laporan (Anonim/Rahasia)",
    "Sumber Laporan",
)
PARENT, AGENCY, STATE, WHY = "Instansi Induk", "Instansi Terdisposisi", "Status Laporan", "Alasan Tunda/Arsip"
PROVINCE, REGENCY, DISTRICT, VILLAGE = "Provinsi", "Kota/Kabupaten", "Kecamatan", "Kelurahan"
COLUMNS = (
    TRACKING_ID, DAY, CLOCK, REPORTER, CLASS, CATEGORY, TITLE, TEXT, LAST_TEXT, PRIVACY, SOURCE, PARENT, AGENCY, STATE, WHY,
    PROVINCE, REGENCY, DISTRICT, VILLAGE, "Rating",
)  # fmt: skip
OURS = "Nomor Portal"
NEEDED = (TRACKING_ID, DAY, TEXT)
MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_ENGLISH = {"may": 5, "aug": 8, "oct": 10, "dec": 12, "ags": 8, "agt": 8}
_MONTHS = {name: number for number, name in enumerate(MONTHS, 1)} | _ENGLISH
KINDS = {"pengaduan": Kind.COMPLAINT, "aspirasi": Kind.ASPIRATION, "permintaan informasi": Kind.INFORMATION}
ENDED = ("ditutup", "diarsip")


class NoTable(ValueError):
    """No row of the file names the columns that are needed; the message says which."""


@dataclass(frozen=True)
class Line:
    """One report of an export; `number` is the row of the sheet, for messages."""

    number: int
    tracking_id: str
    at: datetime
    text: str
    title: str
    kind: Kind
    category: str
    identity: Identity
    reporter: str
    village: str
    state: str

    @property
    def is_ended(self) -> bool:
        return any(word in self.state.lower() for word in ENDED)


@dataclass(frozen=True)
class BadLine:
    """A row that cannot be taken, and what is wrong with it."""

    number: int
    why: str


def read(rows: Iterable[Sequence[object]], zone: ZoneInfo) -> Iterator[Line | BadLine]:
    """The reports below the row of column names; what stands above it (title, office, date) is passed over.

    Raises NoTable.
    """
    names: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        cells = [_plain(cell) for cell in row]
        if not names:
            names = _columns(cells)
        elif any(cells):
            yield _line(number, {name: cells[place] for name, place in names.items() if place < len(cells)}, zone)
    if not names:
        raise NoTable(f"Tidak ada baris dengan kolom {', '.join(NEEDED)}")


def _columns(cells: list[str]) -> dict[str, int]:
    known = {_folded(name): name for name in (*COLUMNS, OURS)} | {_folded("Tipe Laporan"): PRIVACY}
    found = {known[_folded(cell)]: place for place, cell in enumerate(cells) if _folded(cell) in known}
    return found if all(name in found for name in NEEDED) else {}


def _line(number: int, told: Mapping[str, str], zone: ZoneInfo) -> Line | BadLine:
    tracking_id = told[TRACKING_ID].removesuffix(".0")
    if not re.fullmatch(r"\d{1,20}", tracking_id):
        return BadLine(number, f"{TRACKING_ID} harus angka, tertulis “{tracking_id[:30]}”")
    day = read_day(told[DAY])
    if day is None:
        return BadLine(number, f"{DAY} tidak terbaca: “{told[DAY][:30]}”. Tulis seperti 3 Jan 2026")
    if len(told[TEXT]) < 3:
        return BadLine(number, f"{TEXT} kosong")
    privacy = told.get(PRIVACY, "").lower()
    return Line(
        number, tracking_id, datetime.combine(day, _clock(told.get(CLOCK, "")), zone), told[TEXT], told.get(TITLE, "")[:120],
        KINDS.get(told.get(CLASS, "").lower(), Kind.COMPLAINT), told.get(CATEGORY, ""),
        Identity.ANONYMOUS if "anonim" in privacy else Identity.SECRET if "rahasia" in privacy else Identity.OPEN,
        told.get(REPORTER, ""), told.get(VILLAGE, ""), told.get(STATE, ""),
    )  # fmt: skip


def read_day(text: str) -> date | None:
    """3 Jan 2026, 03/01/2026 (day first) or 2026-01-03; None for anything else."""
    named = re.match(r"(\d{1,2})\s+([A-Za-z]{3})[A-Za-z]*\.?\s+(\d{4})", text)
    slashed = re.match(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", text)
    dashed = re.match(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    try:
        if named:
            return date(int(named[3]), _MONTHS[named[2].lower()], int(named[1]))
        if slashed:
            return date(int(slashed[3]), int(slashed[2]), int(slashed[1]))
        return date(int(dashed[1]), int(dashed[2]), int(dashed[3])) if dashed else None
    except (ValueError, KeyError):
        return None


def write_day(day: date) -> str:
    """3 Jan 2026, as the export writes it."""
    return f"{day.day} {MONTHS[day.month - 1].title()} {day.year}"


def _clock(text: str) -> time:
    found = re.match(r"(\d{1,2})[:.](\d{2})", text)
    return time(int(found[1]) % 24, int(found[2]) % 60) if found else time(0)


def _plain(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell).strip().removeprefix("'")


def _folded(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())
