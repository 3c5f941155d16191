"""Sheets of answers, one row per respondent: each row read into scores, or refused with a reason and its number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from office.tables import LOOKED_AT, BadTable, Row
from surveys.headings import Columns, Reader, folded
from surveys.instruments import Definition
from surveys.scoring import UnsurSum

_WHOLE = re.compile(r"^\+?0*(\d{1,9})(?:[.,]0*)?$")
_NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")
_BLANKS = {"", "-", "–", "—", "na", "n/a", "#n/a", "null", "none", "nan", "kosong"}
_RECAP = re.compile(
    r"^(jumlah|total|sub ?total|rata rata|rerata|nrr|nilai rata|nilai unsur|nilai per unsur|bobot|ikm|indeks|mutu|σ|n r r)\b"
)
MOST_REASONS = 1000


@dataclass(frozen=True)
class Read:
    """One row: its number in the file, its scores (None is blank), its other cells by heading; or why it is refused."""

    row: int
    scores: dict[str, int | None] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass
class Counted:
    """A file scored without keeping its rows."""

    accepted: int = 0
    refused: int = 0
    reasons: list[tuple[int, str]] = field(default_factory=list)
    n: dict[str, int] = field(default_factory=dict)
    total: dict[str, int] = field(default_factory=dict)

    def sums(self, instrument: Definition) -> list[UnsurSum]:
        return [UnsurSum(key, self.n.get(key, 0), self.total.get(key, 0)) for key in instrument.keys]


class AnswerSheet:
    """A table of answers. Raises BadTable when no unsur column can be found."""

    def __init__(
        self, rows: Iterator[Row], instrument: Definition, *, order: Sequence[str] = (), words: bool = False
    ) -> None:
        self.instrument, self.reader, self.reads_words = instrument, Reader(instrument, order), words
        head = list(islice(rows, LOOKED_AT))
        found = self.reader.columns(head) or _headerless(self.reader, head)
        if found is None:
            raise BadTable(_no_unsur(head, instrument))
        self.columns: Columns = found
        self._rows = chain(head, rows)
        self._options = {
            unsur.key: {folded(text): score for score, text in enumerate(unsur.options, 1)}
            for unsur in instrument.unsur
        }

    def __iter__(self) -> Iterator[Read]:
        for number, row in enumerate(self._rows, 1):
            if number - 1 <= self.columns.header_row or not row or row == [""]:
                continue
            yield self._read(number, row)

    def count(self) -> Counted:
        """Read to the end and add up; memory does not grow with the file."""
        counted = Counted()
        for read in self:
            if read.reason:
                counted.refused += 1
                if len(counted.reasons) < MOST_REASONS:
                    counted.reasons.append((read.row, read.reason))
                continue
            counted.accepted += 1
            for key, value in read.scores.items():
                if value is not None:
                    counted.n[key] = counted.n.get(key, 0) + 1
                    counted.total[key] = counted.total.get(key, 0) + value
        return counted

    def _read(self, number: int, row: Row) -> Read:
        if any(cell.strip() for cell in row[self.columns.width :]):
            return Read(number, reason=f"Ada {len(row)} kolom, kepala tabel hanya {self.columns.width}")
        others = {name: row[at].strip() for name, at in self.columns.others.items() if at < len(row)}
        if recap := next((text for text in others.values() if _RECAP.match(folded(text))), ""):
            return Read(number, reason=f"Baris rekap ({recap[:40]}), bukan jawaban")
        scores, faults = self._scores(row)
        if faults:
            return Read(number, reason="; ".join(faults))
        if not any(scores.values()):
            return Read(number, reason="Semua unsur kosong")
        return Read(number, scores, others)

    def _scores(self, row: Row) -> tuple[dict[str, int | None], list[str]]:
        scores: dict[str, int | None] = {}
        faults: list[str] = []
        for key, at in self.columns.at.items():
            text = unicodedata.normalize("NFKC", row[at]).strip() if at < len(row) else ""
            value, fault = self._score(key, text)
            scores[key] = value
            if fault:
                faults.append(f"{self.columns.names[key]}: {fault}")
        return scores, faults

    def _score(self, key: str, text: str) -> tuple[int | None, str]:
        if text.casefold() in _BLANKS:
            return None, ""
        if (whole := _WHOLE.match(text)) and 1 <= int(whole[1]) <= self.instrument.top:
            return int(whole[1]), ""
        if self.reads_words and (score := self._options[key].get(folded(text))):
            return score, ""
        scale = f"1 sampai {self.instrument.top}"
        if _NUMBER.match(text):
            said = "di luar" if whole or not _between(text, self.instrument.top) else "bukan bilangan bulat"
            return None, f"nilai {text[:20]} {said} {scale}" if said == "di luar" else f"nilai {text[:20]} {said}"
        return None, f'"{text[:30]}" bukan angka {scale}'


def _between(text: str, top: int) -> bool:
    return 1 <= float(text.replace(",", ".")) <= top


def _headerless(reader: Reader, head: list[Row]) -> Columns | None:
    first = next((row for row in head if any(cell.strip() for cell in row)), [])
    return reader.without_header(first)


def _no_unsur(head: list[Row], instrument: Definition) -> str:
    seen = next((row for row in head if any(cell.strip() for cell in row)), [])
    if not seen:
        return "Berkas ini kosong"
    titles = ", ".join(cell.strip()[:30] for cell in seen[:12])
    wanted = ", ".join(instrument.keys)
    return f"Tidak ada kolom unsur. Kolom yang ada: {titles}. Beri judul kolom U1 sampai U{len(instrument.keys)}, atau {wanted}"
