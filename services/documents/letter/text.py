"""The text of a template: `{field}`, `{field|format}` and `**bold**`, read by a parser of its own that can reach nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# str.format and template engines follow dots and brackets into objects; this grammar has neither.
_SLOT = re.compile(r"\{([a-z][a-z0-9_]{0,59})(?:\|([a-z_]{1,30}))?\}")
_TOKEN = re.compile(r"(\*\*|\{[^{}]*\}|[{}])")


class TextProblem(ValueError):
    """The text cannot be read; the message tells an office editor what to change."""


@dataclass(frozen=True, slots=True)
class Literal:
    text: str
    bold: bool


@dataclass(frozen=True, slots=True)
class Slot:
    field: str
    format: str
    bold: bool


Piece = Literal | Slot


def parse(text: str) -> tuple[Piece, ...]:
    """The pieces in reading order; raises TextProblem at the first thing that is not text, a field or bold."""
    pieces: list[Piece] = []
    bold = False
    for part in filter(None, _TOKEN.split(text)):
        if part == "**":
            bold = not bold
        else:
            pieces.append(_piece(part, bold))
    if bold:
        raise TextProblem("Tanda ** untuk huruf tebal belum ditutup")
    return tuple(pieces)


def slots(text: str) -> Iterator[Slot]:
    return (piece for piece in parse(text) if isinstance(piece, Slot))


def _piece(part: str, bold: bool) -> Piece:
    if part in "{}":
        raise TextProblem("Kurung kurawal tidak berpasangan. Tulis isian seperti {nama}")
    if not part.startswith("{"):
        return Literal(part, bold)
    found = _SLOT.fullmatch(part)
    if not found:
        raise TextProblem(f"Isian {part} tidak dikenal. Tulis seperti {{nama}} atau {{nama|kapital}}")
    return Slot(found[1], found[2] or "", bold)
