"""What the public index page says and draws, made of a period's figures; no arithmetic is left for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor

from office import charts
from office.charts import Chart, Value
from office.wording import SHORT_MONTHS, decimal_id, roman, thousands
from surveys.instruments import Definition, shipped
from surveys.queries.results import Figures
from surveys.queries.trend import Point
from surveys.scoring import Band, Change, Result, UnsurScore, change


@dataclass(frozen=True)
class Line:
    """A row of the table beside the chart."""

    code: str
    name: str
    index: str
    letter: str
    n: str
    nrr: str
    before: str


@dataclass(frozen=True)
class ClassRow:
    """A class as the legend names it."""

    letter: str
    text: str


def bands_of(instrument: Definition) -> list[charts.Band]:
    """Where each class begins and ends on the scale."""
    limits = [float(band.at_least) for band in instrument.bands] + [100.0]
    limits[0] = float(instrument.lowest_index)
    return [
        charts.Band(band.letter.lower(), low, high)
        for band, low, high in zip(instrument.bands, limits, limits[1:], strict=False)
    ]


def legend_of(instrument: Definition) -> list[ClassRow]:
    """D Tidak baik, 25–64,99: the classes from the lowest."""
    lows = [instrument.lowest_index, *(band.at_least for band in instrument.bands[1:])]
    highs = [low - Decimal("0.01") for low in lows[1:]] + [Decimal(100)]
    return [
        ClassRow(band.letter.lower(), f"{band.letter} {band.label}, {_short(low)}–{_short(high)}")
        for band, low, high in zip(instrument.bands, lows, highs, strict=True)
    ]


def _short(number: Decimal) -> str:
    return decimal_id(number).removesuffix(",00")


def scale_of(figures: Figures) -> Chart:
    """The scale from 25 with its classes, and one mark where the index stands."""
    instrument = figures.instrument
    mark = Value("Nilai", float(figures.result.index or instrument.lowest_index), "")
    return charts.bars("skala", "Skala mutu", [mark], low=float(instrument.lowest_index), bands=bands_of(instrument))


def unsur_chart(figures: Figures) -> Chart:
    """A bar for each unsur in the office's order; the lowest is marked and says so."""
    result, low = figures.result, _lowest(figures.result)
    values = [_unsur_value(figures, row, row.key in low) for row in in_order(figures)]
    title = f"Nilai {len(result.unsur)} unsur pelayanan"
    return charts.bars(
        "unsur", title, values, low=float(figures.instrument.lowest_index), bands=bands_of(figures.instrument),
        what="Unsur", measure="Nilai",
    )  # fmt: skip


def _unsur_value(figures: Figures, row: UnsurScore, is_lowest: bool) -> Value:
    code = f"U{figures.order.index(row.key) + 1}"
    name = figures.instrument.of(row.key).short
    if row.index is None or row.band is None:
        return Value(name, None, "", code=code)
    text = f"{decimal_id(row.index)} · {row.band.letter}"
    return Value(name, float(row.index), text, code=code, note="terendah" if is_lowest else "", marked=is_lowest)


def in_order(figures: Figures) -> list[UnsurScore]:
    return [figures.result.of(key) for key in figures.order]


def _lowest(result: Result) -> set[str]:
    """The lowest unsur; several when they are equal, none when all are."""
    ranked = result.ranked()
    low = {row.key for row in ranked if row.exact == ranked[0].exact}
    return low if len(low) < len(ranked) else set()


def lowest_names(figures: Figures) -> str:
    """The lowest unsur in words, for a sentence."""
    low = _lowest(figures.result)
    names = [figures.instrument.of(key).short for key in figures.order if key in low]
    return " dan ".join(name[:1].lower() + name[1:] for name in names)


def table_of(figures: Figures, before: Point | None) -> list[Line]:
    """Every unsur with the period before beside it."""
    return [_line(figures, row, before) for row in in_order(figures)]


def _line(figures: Figures, row: UnsurScore, before: Point | None) -> Line:
    then = next((old for old in before.result.unsur if old.key == row.key), None) if before and before.result else None
    return Line(
        code=f"U{figures.order.index(row.key) + 1}",
        name=figures.instrument.of(row.key).short,
        index=_said(row.index),
        letter=row.band.letter if row.band else "–",
        n=thousands(row.n),
        nrr=_said(row.nrr, 3),
        before=_said(then.index if then else None),
    )


def _said(number: Decimal | None, places: int = 2) -> str:
    return "–" if number is None else decimal_id(number, places)


def before(points: Sequence[Point], figures: Figures) -> Point | None:
    """The last point of the trend before this period that has a figure."""
    earlier = [point for point in points if point.exact is not None and point.starts_on < figures.period.starts_on]
    return earlier[-1] if earlier else None


def change_words(now: Result, then: Point | None) -> str:
    """Naik 0,79 dari Triwulan III 2026 (0,92 %); taken before rounding."""
    moved = change(then.exact if then else None, now.exact)
    return f"{_direction(moved)} dari {then.title}" if moved and then else "Nilai dari waktu ke waktu"


def _direction(moved: Change) -> str:
    if not moved.points:
        return "Tetap"
    word = "Naik" if moved.points > 0 else "Turun"
    return f"{word} {decimal_id(abs(moved.points))} ({decimal_id(abs(moved.percent))}%)"


def trend_chart(points: Sequence[Point], instrument: Definition) -> Chart:
    """A line over the classes it passes through."""
    values = [_point_value(point) for point in points]
    known = [value.value for value in values if value.value is not None]
    low = max(float(instrument.lowest_index), floor(min(known, default=25) - 4))
    high = min(100.0, ceil(max(known, default=100) + 3))
    bands = [band for band in bands_of(instrument) if band.high > low and band.low < high]
    return charts.line("tren", "Nilai dari waktu ke waktu", values, low=low, high=high, bands=bands, what="Periode")


def _point_value(point: Point) -> Value:
    said = "" if point.index is None else decimal_id(point.index)
    note = "dari cetakan" if point.is_printed else "berjalan" if point.is_running else ""
    return Value(
        point.title, None if point.index is None else float(point.index), said, note=note,
        short=short_title(point.starts_on, point.ends_on),
    )  # fmt: skip


def short_title(start: date, end: date) -> str:
    """2023, S1 24, IV 26, Okt 26: as long as the period is."""
    days = (end - start).days
    if days > 300:
        return str(end.year)
    if days > 150:
        return f"S{1 if end.month <= 6 else 2} {end:%y}"
    if days > 70:
        return f"{roman((end.month + 2) // 3)} {end:%y}"
    return f"{SHORT_MONTHS[end.month - 1]} {end:%y}"


def skm() -> Definition:
    """The scale of a trend that has only printed results."""
    return shipped()


def class_words(band: Band | None) -> str:
    return f"{band.letter} · {band.label}" if band else ""
