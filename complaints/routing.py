"""Where a report goes: ordered rules, the first that fits wins, the last one takes everything. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from office.names import search_terms


class NoRoute(LookupError):
    """No rule fits and there is no last rule: the list of this office is not finished."""


@dataclass(frozen=True)
class Facts:
    """What the rules look at."""

    category: UUID | None = None
    parent: UUID | None = None
    village: int | None = None
    text: str = ""
    kind: str = ""
    source: str = ""


@dataclass(frozen=True)
class Line:
    """One rule; empty conditions ask nothing. `serves` is None where the agency serves everywhere."""

    id: UUID
    position: int
    agency: UUID
    category: UUID | None = None
    area: int | None = None
    keywords: tuple[str, ...] = ()
    kind: str = ""
    source: str = ""
    group: str = ""
    is_default: bool = False
    serves: frozenset[int] | None = None
    words: str = field(default="", compare=False)


def first_match(lines: Iterable[Line], facts: Facts) -> Line:
    """The rule that decides. Raises NoRoute when the list has no last rule."""
    ordered = sorted(lines, key=lambda line: (line.is_default, line.position))
    for line in ordered:
        if line.is_default or fits(line, facts):
            return line
    raise NoRoute


def fits(line: Line, facts: Facts) -> bool:
    """Every condition that is set holds, and the agency serves the place."""
    return (
        (line.category is None or line.category in {facts.category, facts.parent} - {None})
        and (line.area is None or line.area == facts.village)
        and line.kind in {"", facts.kind}
        and line.source in {"", facts.source}
        and (line.serves is None or facts.village is None or facts.village in line.serves)
        and (not line.keywords or any(_says(facts.text, word) for word in line.keywords))
    )


def keywords_of(text: str) -> tuple[str, ...]:
    """The keywords of a rule as typed, with commas between them."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _says(text: str, keyword: str) -> bool:
    """Whole words only, whatever case and accents: "got" is not in "gotong royong"."""
    wanted = search_terms(keyword)
    return bool(wanted) and wanted <= search_terms_of(text)


def search_terms_of(text: str) -> set[str]:
    """The words of a long text; names are folded in the same way but cut after a thousand letters."""
    pieces = (text[start : start + 900] for start in range(0, len(text), 900))
    return set().union(*(search_terms(piece) for piece in pieces)) if text else set()
