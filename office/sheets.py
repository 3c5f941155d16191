"""Tables for a spreadsheet, as CSV or XLSX: they open right in an Indonesian Excel and no cell runs as a formula."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from django.http import HttpResponse

BOM = "\ufeff"  # without it Excel reads UTF-8 as Latin-1
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A download named `name`.csv."""
    return HttpResponse(
        as_csv(header, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Columns are parted by semicolons, as the Indonesian decimal comma wants."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_cell(title) for title in header])
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return (BOM + out.getvalue()).encode()


def as_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """One sheet; text is stored as text, so that nothing in it is calculated."""
    from openpyxl import Workbook  # noqa: PLC0415 - only where somebody downloads a sheet
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - belongs to the line above

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    for row in (header, *rows):
        cells = [
            WriteOnlyCell(sheet, value=_UNPRINTABLE.sub("", value) if isinstance(value, str) else value)
            for value in map(safe_cell, row)
        ]
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def safe_cell(value: object) -> object:
    """Numbers stay numbers; text that a spreadsheet would compute gets an apostrophe (quality/ABUSE.md 64)."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = str(value)
    # Full-width signs fold to the plain ones, and some spreadsheets skip blanks before the sign.
    first = unicodedata.normalize("NFKC", text).lstrip(" \u00a0")[:1]
    return f"'{text}" if first in _STARTS_A_FORMULA and first else text
