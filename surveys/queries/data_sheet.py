"""The data sheet in the customary layout: a row per respondent without identity, then sums, NRR, weighted NRR, index."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from surveys.instruments import BLANK
from surveys.models import Answer
from surveys.queries.results import Figures
from surveys.scoring import UnsurScore

AT_ONCE = 5_000
LARGEST = 1_000_000
"""Rows that one sheet of a spreadsheet holds, with room for its foot."""


def header(figures: Figures) -> list[str]:
    return ["Responden", *(f"U{place}" for place, _key in enumerate(figures.order, start=1))]


def rows(figures: Figures) -> Iterator[list[object]]:
    """Streamed from the table. The order is by a random number: it tells nothing about who came when."""
    keys = figures.instrument.keys
    places = [keys.index(key) for key in figures.order]
    marks = (
        Answer.objects.filter(period=figures.period).exclude(exclusion__is_excluded=True)
        .order_by("pk").values_list("scores", flat=True)
    )  # fmt: skip
    for number, scores in enumerate(marks.iterator(chunk_size=AT_ONCE), start=1):
        yield [number, *(None if scores[place] == BLANK else int(scores[place]) for place in places)]
    yield from foot(figures)


def foot(figures: Figures) -> list[list[object]]:
    """Under the respondents; every figure is the one of the page and of the report."""
    result = figures.pooled
    each = [result.of(key) for key in figures.order]
    band = figures.result.band
    return [
        ["Jumlah nilai", *(row.total for row in each)],
        ["Terisi", *(row.n for row in each)],
        ["NRR", *(_number(row.nrr) for row in each)],
        ["NRR tertimbang", *(_number(row.weighted) for row in each)],
        ["Nilai unsur", *(_number(row.index) for row in each)],
        ["Mutu", *(_letter(row) for row in each)],
        ["IKM", _number(figures.result.index)],
        ["Mutu pelayanan", f"{band.letter} ({band.label})" if band else ""],
        ["Responden", figures.respondents],
        ["Cara menghitung", f"{figures.policy.label}; {figures.result.pooling.label}; dibulatkan satu kali di akhir"],
    ]


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _letter(row: UnsurScore) -> str:
    return row.band.letter if row.band else ""
