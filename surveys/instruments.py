"""An instrument as data: its unsur, scale, classes and rounding, read from a definition and checked; no tables."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from surveys.scoring import Band, Policy, Result, UnsurSum, score

BLANK = "-"
LOWEST, HIGHEST = 1, 9
SKM = "skm-14-2017"
_DATA = Path(__file__).parent / "data"


class BadInstrument(ValueError):
    """A definition that nothing could be scored by; the message says why."""


class BadScores(ValueError):
    """Scores outside the scale, for an unknown unsur, or none at all; the message says which."""


@dataclass(frozen=True)
class Unsur:
    """One element: semantic key, official name, short name for charts, question, wording of scores 1, 2, 3 …

    `aliases` are other names of a column in somebody's sheet; `words` give it away inside a longer heading.
    """

    key: str
    name: str
    short: str
    question: str
    options: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Definition:
    """`unsur` in the order of the definition; U1…Uk count along it unless a period prints another order."""

    code: str
    version: int
    family: str
    title: str
    regulation: str
    top: int
    policy: Policy
    bands: tuple[Band, ...]
    unsur: tuple[Unsur, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(unsur.key for unsur in self.unsur)

    @property
    def lowest_index(self) -> Decimal:
        """25 on a scale of four."""
        return Decimal(100) / self.top

    def of(self, key: str) -> Unsur:
        return next(unsur for unsur in self.unsur if unsur.key == key)

    def score(self, sums: Sequence[UnsurSum], policy: Policy | None = None) -> Result:
        """Score sums in the definition's order; an unsur that is not among them counts as unanswered."""
        given = {row.key: row for row in sums}
        return score(
            [given.get(key, UnsurSum(key, 0, 0)) for key in self.keys],
            bands=self.bands,
            top=self.top,
            policy=policy or self.policy,
        )

    def pack(self, scores: Mapping[str, int | None]) -> str:
        """Scores by key as one character per unsur in the definition's order, "-" for a blank.

        Raises BadScores: blank is missing and never 0; a value outside 1..top is refused, and so is an empty sheet.
        """
        unknown = set(scores) - set(self.keys)
        if unknown:
            raise BadScores(f"Unsur tidak dikenal: {', '.join(sorted(unknown))}")
        packed = "".join(self._digit(key, scores.get(key)) for key in self.keys)
        if not packed.strip(BLANK):
            raise BadScores("Tidak ada satu pun unsur yang dinilai")
        return packed

    def unpack(self, packed: str) -> dict[str, int | None]:
        return {key: None if mark == BLANK else int(mark) for key, mark in zip(self.keys, packed, strict=True)}

    def _digit(self, key: str, value: int | None) -> str:
        if value is None:
            return BLANK
        if isinstance(value, bool) or not isinstance(value, int) or not LOWEST <= value <= self.top:
            raise BadScores(f"Nilai {key} harus {LOWEST} sampai {self.top}, bukan {value}")
        return str(value)


def defined(data: Mapping[str, Any]) -> Definition:
    """Read a definition. Raises BadInstrument."""
    try:
        found = Definition(
            code=str(data["code"]),
            version=int(data["version"]),
            family=str(data["family"]),
            title=str(data["title"]),
            regulation=str(data["regulation"]),
            top=int(data.get("top", 4)),
            policy=Policy(data.get("policy", "exact")),
            bands=tuple(Band(row["letter"], row["label"], Decimal(row["at_least"])) for row in data["bands"]),
            unsur=tuple(_unsur(row) for row in data["unsur"]),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise BadInstrument(f"Definisi instrumen tidak lengkap: {error}") from error
    _check(found)
    return found


def _unsur(row: Mapping[str, Any]) -> Unsur:
    return Unsur(
        key=row["key"],
        name=row["name"],
        short=row.get("short") or row["name"],
        question=row["question"],
        options=tuple(row["options"]),
        aliases=tuple(row.get("aliases", ())),
        words=tuple(row.get("words", ())),
    )


def _check(found: Definition) -> None:
    if not LOWEST < found.top <= HIGHEST:
        raise BadInstrument(f"Skala harus 1 sampai paling banyak {HIGHEST}")
    if not found.unsur or len(set(found.keys)) != len(found.unsur):
        raise BadInstrument("Setiap unsur perlu kunci sendiri, dan paling sedikit ada satu unsur")
    short = [unsur.key for unsur in found.unsur if len(unsur.options) != found.top]
    if short:
        raise BadInstrument(f"Pilihan jawaban harus {found.top} untuk: {', '.join(short)}")
    limits = [band.at_least for band in found.bands]
    if not limits or limits != sorted(set(limits)):
        raise BadInstrument("Batas kelas harus naik dari yang terendah")


@cache
def shipped(code: str = SKM) -> Definition:
    """A definition that comes with the program. Raises BadInstrument when there is none of that code."""
    return defined(shipped_data(code))


def shipped_data(code: str = SKM) -> dict[str, Any]:
    for path in sorted(_DATA.glob("*.json")):
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if data["code"] == code:
            return data
    raise BadInstrument(f"Tidak ada instrumen {code}. Yang ada: {', '.join(shipped_codes())}")


@cache
def shipped_codes() -> tuple[str, ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8"))["code"] for path in sorted(_DATA.glob("*.json")))
