"""Foreign tables as rows of text: CSV in any usual encoding and separator, or XLSX; streamed, so size does not matter."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import BinaryIO

Row = list[str]
SEPARATORS = (";", "\t", ",", "|")
LOOKED_AT = 20
_CHUNK = 1 << 20
_LARGEST_CELL = 1 << 17
_LARGEST_UNPACKED = 400 << 20
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class BadTable(ValueError):
    """The file is no table that could be read; the message says what to do."""


def rows_of(file: BinaryIO, rating: Callable[[list[Row]], int]) -> Iterator[Row]:
    """Every row of the file, blank ones too, so that numbers match those a spreadsheet shows. Raises BadTable.

    `rating` says how well the first rows make sense; the separator with the best rating is taken.
    """
    start = file.read(4096)
    file.seek(0)
    if start.startswith(b"PK\x03\x04"):
        return _xlsx_rows(file)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadTable("Berkas .xls lama belum bisa dibaca. Simpan sebagai .xlsx atau .csv, lalu coba lagi")
    return _csv_rows(file, _encoding(file, start), rating)


def path_rows(path: Path, rating: Callable[[list[Row]], int]) -> Iterator[Row]:
    """The rows of a file on disk. Raises BadTable."""
    try:
        with path.open("rb") as file:
            yield from rows_of(file, rating)
    except OSError as error:
        raise BadTable(f"Berkas {path} tidak bisa dibuka: {error.strerror}") from error


def _encoding(file: BinaryIO, start: bytes) -> str:
    """UTF-8 if every byte fits, UTF-16 by its mark or its zero bytes, Windows-1252 otherwise."""
    for mark, name in _BOMS:
        if start.startswith(mark):
            return name
    if b"\x00" in start:
        return "utf-16-le" if start[1:2] == b"\x00" else "utf-16-be"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8"


def _csv_rows(file: BinaryIO, encoding: str, rating: Callable[[list[Row]], int]) -> Iterator[Row]:
    text = io.TextIOWrapper(file, encoding=encoding, errors="replace", newline="")
    try:
        head = list(islice(_lines(text), LOOKED_AT))
        hint = head[0].strip().lower() if head else ""
        said = hint[4:5] if hint.startswith("sep=") else ""
        separator = said or max(SEPARATORS, key=lambda mark: _fit(head, mark, rating))
        csv.field_size_limit(_LARGEST_CELL)
        reader = csv.reader(_all_lines(head, text), delimiter=separator)
        for number, row in enumerate(reader):
            yield [] if said and not number else row
    except csv.Error as error:
        raise BadTable(f"Tabel tidak bisa dibaca: {error}") from error
    finally:
        text.detach()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Lines with their endings; a lone carriage return ends one too, as old Macs wrote it."""
    while line := text.readline(_LARGEST_CELL * 2):
        yield line


def _all_lines(head: list[str], text: io.TextIOWrapper) -> Iterator[str]:
    yield from head
    yield from _lines(text)


def _fit(head: list[str], separator: str, rating: Callable[[list[Row]], int]) -> tuple[int, int]:
    try:
        rows = list(csv.reader(head, delimiter=separator))
    except csv.Error:
        return (-1, 0)
    return (rating(rows), max((len(row) for row in rows), default=0))


def _xlsx_rows(file: BinaryIO) -> Iterator[Row]:
    """The rows of the first sheet, as text. Raises BadTable."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only where somebody brings a workbook
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - belongs to the line above

    try:
        with zipfile.ZipFile(file) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > _LARGEST_UNPACKED:
                raise BadTable("Berkas Excel terlalu besar setelah dibuka. Simpan sebagai CSV")
        file.seek(0)
        book = load_workbook(file, read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield _trimmed(_cell_text(value) for value in row)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError, ValueError) as error:
        if isinstance(error, BadTable):
            raise
        raise BadTable("Berkas Excel rusak atau bukan .xlsx. Buka di Excel, simpan ulang, lalu coba lagi") from error


def _cell_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _trimmed(cells: Iterable[str]) -> Row:
    """Without the empty cells at the end, which a sheet keeps for its formats."""
    row = list(cells)
    while row and not row[-1].strip():
        row.pop()
    return row
