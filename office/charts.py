"""Where the parts of a chart stand, so that a template can draw it as SVG without arithmetic, script or style attributes.

How to use: make a drawing in a query or view and hand it to its part; each part draws the SVG (role="img", named by
its title and description) and folds the same numbers as a table below it (`bare=True` leaves it out where the page itself
has that table beside the drawing).

    chart = bars("unsur", "Nilai 9 unsur", [Value("Persyaratan", 86.1, "86,10 · B", code="U1")], low=25, bands=BANDS)
    {% include "parts/chart_bars.html" with chart=chart %}        horizontal bars, one below the other, over bands
    {% include "parts/chart_columns.html" with chart=chart %}     upright columns, for months
    {% include "parts/chart_line.html" with chart=chart %}        a line, for a trend, over bands

Widths are percent of the drawing (it fits every screen), heights are CSS pixels. Every place is text that is ready to be
printed: a number would be written with a decimal comma. `name` must be unique on the page; `what` heads the table's
first column and `measure` its second. A value of None is drawn as a gap and read "tidak ada data".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

NOTHING = "tidak ada data"
ROW, BAR, HEAD, FOOT = 64, 24, 22, 4
INSIDE = 34.0
"""From this many percent a bar is long enough to carry its own number on a phone."""
COLUMNS, PLOT, TOP = 190, 130, 26
LINE_HEIGHT, LINE_TOP, LINE_BOTTOM = 150, 20.0, 120.0
EDGE = 4.0
MOST_LABELS = 8
LONGEST_LABEL = 34


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that is measured: its label, the number, how that is written, and a code set before the label."""

    label: str
    value: float | None
    text: str
    code: str = ""
    note: str = ""
    marked: bool = False
    """Drawn in the second colour; `note` says why, for those who see no colours."""
    short: str = ""
    """What is drawn under a column or point where the label is too long; the table has the label."""


@dataclass(frozen=True, slots=True)
class Band:
    """A class of the scale: its letter (a, b, c or d in the style sheet) and where it begins and ends."""

    letter: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Stripe:
    """A band as drawn: percent from the left (bars) or pixels from the top (line)."""

    letter: str
    start: str
    size: str
    middle: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A value as drawn. x, y, size and label_* are ready for attributes; `empty` values have no shape."""

    value: Value
    label: str
    x: str
    y: str
    size: str
    label_x: str
    label_y: str
    text_y: str
    inside: bool = False
    labelled: bool = True

    @property
    def empty(self) -> bool:
        return self.value.value is None

    @property
    def text(self) -> str:
        return NOTHING if self.empty else self.value.text


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the line between two neighbours."""

    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, its words, and the values again for the table."""

    name: str
    title: str
    what: str
    measure: str
    height: int
    marks: tuple[Mark, ...]
    stripes: tuple[Stripe, ...] = ()
    segments: tuple[Segment, ...] = ()
    width: str = ""
    """Of one column, in percent."""

    @property
    def description(self) -> str:
        """Everything the drawing shows, as one sentence."""
        return "; ".join(f"{mark.value.label} {mark.text}" for mark in self.marks) + "."

    @property
    def floor(self) -> int:
        """Where the bands of a bar chart end."""
        return self.height - FOOT - HEAD


def bars(
    name: str, title: str, values: Sequence[Value], *, low: float = 0, high: float = 100,
    bands: Sequence[Band] = (), what: str = "Nama", measure: str = "Nilai",
) -> Chart:  # fmt: skip
    """Horizontal bars from `low` to `high`; values outside are drawn to the edge."""
    head = HEAD if bands else 0
    return Chart(
        name, title, what, measure, height=head + ROW * len(values) + FOOT,
        marks=tuple(_bar(value, head + ROW * row, low, high) for row, value in enumerate(values)),
        stripes=tuple(_stripe(band, low, high) for band in bands),
    )  # fmt: skip


def _bar(value: Value, top: int, low: float, high: float) -> Mark:
    width = _share(value.value, low, high)
    return Mark(
        value, _short(value.label), x="0", y=str(top + 30), size=_percent(width), inside=width >= INSIDE,
        label_x=_percent(width), label_y=str(top + 22), text_y=str(top + 47),
    )  # fmt: skip


def _stripe(band: Band, low: float, high: float) -> Stripe:
    start, end = _share(band.low, low, high), _share(band.high, low, high)
    return Stripe(band.letter, _percent(start), _percent(end - start), _percent((start + end) / 2))


def columns(
    name: str, title: str, values: Sequence[Value], *, high: float | None = None, what: str = "Bulan", measure: str = "Nilai",
) -> Chart:  # fmt: skip
    """Upright columns from zero to `high`, or to the highest value; of many columns only some carry their label."""
    top = high or max((value.value or 0 for value in values), default=0) or 1
    step, every = 100 / max(len(values), 1), ceil(len(values) / MOST_LABELS)
    marks = (_column(value, place, step, top, place % every == 0) for place, value in enumerate(values))
    return Chart(name, title, what, measure, height=COLUMNS, marks=tuple(marks), width=_percent(step * 0.6))


def _column(value: Value, place: int, step: float, high: float, labelled: bool) -> Mark:
    size = PLOT * _share(value.value, 0, high) / 100
    top = TOP + PLOT - size
    return Mark(
        value, value.short or _short(value.label), x=_percent(step * (place + 0.2)), y=_pixels(top), size=_pixels(size),
        label_x=_percent(step * (place + 0.5)), label_y=str(TOP + PLOT + 22), text_y=_pixels(top - 8), labelled=labelled,
    )  # fmt: skip


def line(
    name: str, title: str, values: Sequence[Value], *, low: float = 0, high: float = 100,
    bands: Sequence[Band] = (), what: str = "Masa", measure: str = "Nilai",
) -> Chart:  # fmt: skip
    """A line from left to right; a value of None parts it. The first and the last value are written beside it."""
    step = (100 - 2 * EDGE) / max(len(values) - 1, 1)
    every = ceil(len(values) / MOST_LABELS)
    drawn = [_point(value, EDGE + step * place, low, high) for place, value in enumerate(values)]
    marks = tuple(
        Mark(value, value.short or _short(value.label), _percent(x), _pixels(y), "4", _percent(x), str(LINE_HEIGHT - 8),
             _pixels(y - 14 if y > LINE_TOP + 14 else y + 24), labelled=place % every == 0 or place == len(drawn) - 1)
        for place, (value, (x, y)) in enumerate(zip(values, drawn, strict=True))
    )  # fmt: skip
    return Chart(
        name, title, what, measure, height=LINE_HEIGHT, marks=marks,
        stripes=tuple(_layer(band, low, high) for band in bands if band.high > low and band.low < high),
        segments=tuple(_between(marks)),
    )  # fmt: skip


def _point(value: Value, x: float, low: float, high: float) -> tuple[float, float]:
    return x, LINE_BOTTOM - (LINE_BOTTOM - LINE_TOP) * _share(value.value, low, high) / 100


def _layer(band: Band, low: float, high: float) -> Stripe:
    scale = (LINE_BOTTOM - LINE_TOP) / 100
    bottom, top = _share(band.low, low, high) * scale, _share(band.high, low, high) * scale
    return Stripe(band.letter, _pixels(LINE_BOTTOM - top), _pixels(top - bottom), _pixels(LINE_BOTTOM - top + 18))


def _between(marks: Sequence[Mark]) -> list[Segment]:
    return [Segment(a.x, a.y, b.x, b.y) for a, b in pairwise(marks) if not (a.empty or b.empty)]


def _share(value: float | None, low: float, high: float) -> float:
    """How far along the scale, in percent, never outside of it."""
    if value is None or high <= low:
        return 0.0
    return min(100.0, max(0.0, 100 * (value - low) / (high - low)))


def _short(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1].rstrip()}…"


def _percent(share: float) -> str:
    return f"{share:.2f}%"


def _pixels(size: float) -> str:
    return f"{size:.1f}"
