"""Printed results: a table of unsur and value, on 1-4 or on 25-100, with a decimal comma or point."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from office.tables import BadTable, Row
from surveys.headings import Reader, folded
from surveys.instruments import Definition

HUNDRED = 100
_VALUE = re.compile(r"^\+?(\d{1,3})(?:[.,](\d{1,12}))?\s*%?$")
_VALUE_HEADINGS = (
    "value", "nilai", "nik", "index", "indeks", "ikm", "nilai indeks", "nilai index", "nilai konversi", "ikm unsur", "nilai unsur", "nilai ikm", "nrr", "nilai rata rata", "rata rata", "rerata", "skor", "score", "mean",
)  # fmt: skip
_NOT_VALUES = re.compile(
    r"^(no|nomor|n|jumlah.*|total.*|responden|bobot|nrr tertimbang|nrr x bobot|nrrt|mutu|kelas|kinerja)$"
)


@dataclass(frozen=True)
class Printed:
    """Values by unsur as they were printed, and on which scale they must have been."""

    values: dict[str, Decimal]
    scale: str
    column: str
    refused: list[tuple[int, str]] = field(default_factory=list)

    def nrr(self, top: int) -> dict[str, Decimal]:
        """The values on the scale 1..`top`."""
        return self.values if self.scale == "nrr" else {key: value * top / 100 for key, value in self.values.items()}


def number_in(text: str) -> Decimal | None:
    """A number with a decimal comma or point; None for anything else."""
    found = _VALUE.match(unicodedata.normalize("NFKC", text).strip())
    return Decimal(f"{found[1]}.{found[2] or 0}") if found else None


def looks_printed(rows: Sequence[Row], instrument: Definition, order: Sequence[str] = ()) -> bool:
    """Whether unsur stand in a column rather than in the header."""
    reader = Reader(instrument, order)
    across = max((len(reader.keys_in(row)) for row in rows), default=0)
    down = _rows_by_unsur(rows, reader)
    if len(down) == across == 1:
        row = rows[next(iter(down))]
        return any(number_in(cell) is not None for cell in row[1:])
    return len(down) > across


def turned(rows: Sequence[Row], instrument: Definition, order: Sequence[str] = ()) -> list[Row] | None:
    """A printed table that lies on its side, unsur in the header and one row of values, set upright; None otherwise."""
    columns = Reader(instrument, order).columns(rows)
    data = [row for row in rows[columns.header_row + 1 :] if any(cell.strip() for cell in row)] if columns else []
    if columns is None or len(data) != 1:
        return None
    return [[key, data[0][at]] for key, at in columns.at.items() if at < len(data[0])]


def is_index(rows: Sequence[Row], top: int) -> bool:
    """Whether every value is a number on 25-100, which no answer is."""
    values = [number_in(row[1]) for row in rows if row[1].strip()]
    return bool(values) and all(value is not None and value * top >= HUNDRED for value in values)


def printed_in(rows: Sequence[Row], instrument: Definition, *, order: Sequence[str] = (), column: str = "") -> Printed:
    """Read the table. Raises BadTable: no unsur, no value, several columns that could be meant, or mixed scales."""
    reader = Reader(instrument, order)
    rows = _joined(rows, reader)
    found = _rows_by_unsur(rows, reader)
    if not found:
        raise BadTable("Tidak ada unsur yang dikenal. Tulis satu baris per unsur: nama unsur, lalu nilainya")
    first = min(found)
    header = next((row for row in reversed(rows[:first]) if any(cell.strip() for cell in row)), [])
    at, name = _value_column([rows[number] for number in found], found, header, column)
    values, refused = _values(rows, found, at, header)
    refused += [
        (number + 1, f'"{row[0].strip()[:40]}" bukan unsur')
        for number, row in enumerate(rows)
        if number > first and number not in found and row and row[0].strip()
    ]
    scale, outside = _scale(values, instrument.top)
    return Printed(values, scale, name, sorted(refused + outside))


def _joined(rows: Sequence[Row], reader: Reader) -> list[Row]:
    """A name with commas in a table parted by commas is one cell again: "Pengaduan, saran, masukan"."""
    width = next((len(row) for row in rows if any(cell.strip() for cell in row)), 0)
    joined = []
    for row in rows:
        cells = list(row)
        while len(cells) > width > 1 and number_in(cells[1]) is None and reader.unsur_named(cells[0]):
            cells[0:2] = [f"{cells[0]}, {cells[1].strip()}"]
        joined.append(cells)
    return joined


def _rows_by_unsur(rows: Sequence[Row], reader: Reader) -> dict[int, tuple[int, str]]:
    """Row number → (column of the name, key); a running number may stand before the name."""
    found: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(rows):
        names = [
            (at, key)
            for at, cell in enumerate(row[:3])
            if (key := reader.unsur_named(cell) or reader.unsur_hinted(cell))
        ]
        if names and len({key for _at, key in names}) == 1 and len(row) > names[-1][0] + 1:
            found[number] = names[-1]
        elif names and len(row) > names[-1][0] + 1:
            found[number] = names[-1]  # "U8" and "Sarana": the name says more than the number
    return found


def _value_column(rows: Sequence[Row], found: dict[int, tuple[int, str]], header: Row, wanted: str) -> tuple[int, str]:
    start = max(at for at, _key in found.values()) + 1
    titles = {at: folded(header[at]) if at < len(header) else "" for at in range(start, max(map(len, rows)))}
    if wanted:
        return _wanted(titles, wanted), wanted
    numeric = [at for at in titles if any(at < len(row) and number_in(row[at]) is not None for row in rows)]
    useful = [at for at in numeric if not _NOT_VALUES.match(titles[at])]
    named = sorted(
        (at for at in useful if titles[at] in _VALUE_HEADINGS), key=lambda at: _VALUE_HEADINGS.index(titles[at])
    )
    if named:
        return named[0], titles[named[0]]
    if len(useful) > 1 and any(titles[at] for at in useful):
        raise BadTable(
            f"Ada {len(useful)} kolom nilai: {', '.join(filter(None, (titles[at] for at in useful)))}. Pilih dengan --column"
        )
    return (useful[0], titles[useful[0]]) if useful else (start, titles.get(start, ""))


def _wanted(titles: dict[int, str], wanted: str) -> int:
    for at, title in titles.items():
        if title == folded(wanted):
            return at
    raise BadTable(f"Tidak ada kolom {wanted}. Yang ada: {', '.join(filter(None, titles.values()))}")


def _values(
    rows: Sequence[Row], found: dict[int, tuple[int, str]], at: int, header: Row
) -> tuple[dict[str, Decimal], list[tuple[int, str]]]:
    values: dict[str, Decimal] = {}
    refused: list[tuple[int, str]] = []
    for number, (_at, key) in found.items():
        text = _cell(rows[number], at, header)
        value = number_in(text)
        if key in values:
            refused.append((number + 1, f"Unsur {key} sudah ada di atas"))
        elif value is None:
            refused.append(
                (number + 1, f'{key}: "{text.strip()[:30]}" bukan angka' if text.strip() else f"{key}: nilai kosong")
            )
        else:
            values[key] = value
    return values, refused


def _cell(row: Row, at: int, header: Row) -> str:
    """The value; 83,38 in a table parted by commas fell into two cells and is put together again."""
    text = row[at] if at < len(row) else ""
    is_split = bool(header) and len(row) == len(header) + 1 == at + 2
    return f"{text.strip()},{row[at + 1].strip()}" if is_split and row[at + 1].strip().isdecimal() else text


def _scale(values: dict[str, Decimal], top: int) -> tuple[str, list[tuple[int, str]]]:
    """NRR when all lie in 1..top, index when all lie in 100/top..100."""
    if not values:
        raise BadTable("Tidak ada satu nilai pun yang bisa dibaca")
    if all(1 <= value <= top for value in values.values()):
        return "nrr", []
    if all(Decimal(100) / top <= value <= 100 for value in values.values()):
        return "index", []
    wrong = [
        f"{key} {value}"
        for key, value in values.items()
        if not 1 <= value <= top and not Decimal(100) / top <= value <= 100
    ]
    if wrong:
        raise BadTable(f"Nilai di luar 1–{top} dan di luar {100 // top}–100: {', '.join(wrong)}")
    raise BadTable(f"Nilai 1–{top} dan {100 // top}–100 tercampur dalam satu tabel. Samakan dulu")
