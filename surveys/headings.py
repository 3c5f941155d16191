"""Which column, or which row, of somebody's table is about which unsur; pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from office.tables import BadTable, Row
from surveys.instruments import Definition

ENOUGH_HINTS = 3
_NUMBERED = re.compile(r"^(?:u|unsur|q|p|pertanyaan|soal) ?0*([1-9]\d?)\b(?: (.*))?$")
_NUMBER_LAST = re.compile(r"^(.+) u ?0*[1-9]\d?$")
_SMALL = {"dan", "and", "atau", "serta", "nilai", "skor", "unsur", "pelayanan", "layanan"}
# Headings of a form's other columns, which share a word with an unsur: when it was filled in, free words, running numbers.
_OTHER = re.compile(
    r"\b(pengisian|survei|survey|nomor|no|id|kritik|alasan|komentar|tanggal|tgl|jam|keterangan|catatan|timestamp|mulai|responden)\b"
)


@dataclass(frozen=True)
class Columns:
    """Where the unsur stand: column by key, the heading as written, and the columns nobody asked for."""

    at: dict[str, int]
    names: dict[str, str]
    others: dict[str, int]
    header_row: int
    width: int
    is_guessed: bool = False


def folded(text: str) -> str:
    """Lower-case letters and digits with single blanks, whatever marks and widths were used."""
    plain = unicodedata.normalize("NFKD", text.replace("\ufeff", "")).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


class Reader:
    """Finds unsur by number or name; numbers count along `order`, names do not depend on any."""

    def __init__(self, instrument: Definition, order: Sequence[str] = ()) -> None:
        self.instrument = instrument
        self.order = tuple(order) or instrument.keys
        self._names = {
            self._core(name): unsur.key
            for unsur in instrument.unsur
            for name in (*unsur.aliases, unsur.short, unsur.name, unsur.key.replace("_", " "))
        }

    def unsur_named(self, text: str) -> str | None:
        """The key that a name stands for without doubt; a name beats the number before it."""
        plain = folded(text)
        numbered = _NUMBERED.match(plain)
        if numbered and numbered[2] and (key := self._names.get(self._core(numbered[2]))):
            return key
        bare = _NUMBER_LAST.match(plain)
        if key := self._names.get(self._core(bare[1] if bare else plain)):
            return key
        if numbered and 1 <= int(numbered[1]) <= len(self.order):
            rest = numbered[2] or ""
            return self._hinted(rest) or self.order[int(numbered[1]) - 1]
        return None

    def unsur_hinted(self, text: str) -> str | None:
        """The key that one word of a longer heading gives away, if only one does."""
        plain = folded(text)
        return None if _OTHER.search(plain) else self._hinted(plain)

    def _hinted(self, plain: str) -> str | None:
        words = set(plain.split())
        found = {unsur.key for unsur in self.instrument.unsur if words & set(unsur.words)}
        return found.pop() if len(found) == 1 else None

    @staticmethod
    def _core(text: str) -> str:
        words = folded(text).split()
        return " ".join([word for word in words if word not in _SMALL] or words)

    def rate(self, rows: list[Row]) -> int:
        """How much of a table these rows show: unsur named in one row or down the first columns."""
        across = max((len(self.keys_in(row)) for row in rows), default=0)
        down = sum(len(row) > 1 and any(self.unsur_named(cell) for cell in row[:2]) for row in rows)
        return max(across, down)

    def keys_in(self, row: Row) -> set[str]:
        """The unsur of a header: by name, or three at least by a word of long questions."""
        named = {key for cell in row if (key := self.unsur_named(cell))}
        hinted = named | {key for cell in row if (key := self.unsur_hinted(cell))}
        return hinted if len(hinted) >= ENOUGH_HINTS else named

    def columns(self, rows: Sequence[Row]) -> Columns | None:
        """The header among the first rows, or None. Raises BadTable where two columns claim one unsur."""
        best = max(range(len(rows)), key=lambda at: (len(self.keys_in(rows[at])), -at), default=0)
        if not rows or not self.keys_in(rows[best]):
            return None
        return self._columns_in(rows[best], best)

    def _columns_in(self, header: Row, place: int) -> Columns:
        at: dict[str, int] = {}
        for number, cell in enumerate(header):
            key = self.unsur_named(cell)
            if key in at:
                raise BadTable(f"Kolom {at[key] + 1} dan {number + 1} sama-sama untuk unsur {key}. Hapus salah satu")
            if key:
                at[key] = number
        for number, cell in enumerate(header):
            hinted = None if number in at.values() else self.unsur_hinted(cell)
            if hinted and hinted not in at:
                at[hinted] = number
        taken = set(at.values())
        others = {folded(cell): number for number, cell in enumerate(header) if number not in taken and folded(cell)}
        width = max((number + 1 for number, cell in enumerate(header) if cell.strip()), default=0)
        return Columns(at, {key: header[number].strip() for key, number in at.items()}, others, place, width)

    def without_header(self, row: Row) -> Columns | None:
        """A table that begins with answers at once: as many columns as there are unsur, in their order."""
        cells = [cell.strip() for cell in row]
        allowed = {str(value) for value in range(1, self.instrument.top + 1)} | {""}
        if len(cells) != len(self.order) or not set(cells) <= allowed or not any(cells):
            return None
        at = {key: number for number, key in enumerate(self.order)}
        return Columns(at, {key: f"kolom {number + 1}" for key, number in at.items()}, {}, -1, len(cells), True)
