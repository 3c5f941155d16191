"""Open data of the survey: counters per period, service and unsur, with cells of fewer than five answers left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from office.models import Office
from office.wording import decimal_id
from surveys.models import Period, PrintedResult
from surveys.queries.results import SMALL_CELL, Figures, Share, figures_of
from surveys.queries.trend import printed_result
from surveys.scoring import Result

HEADER = (
    "kantor", "periode", "mulai", "sampai", "asal", "bobot", "layanan", "responden", "unsur", "terisi", "nrr", "nilai", "mutu",
)  # fmt: skip
ALL = "semua layanan"
INDEX = "IKM"
FEW = f"<{SMALL_CELL}"
Row = tuple[object, ...]


def rows_of(office: Office, periods: Iterable[Period], printed: Iterable[PrintedResult] = ()) -> Iterator[Row]:
    """A line per unsur and one for the index, for the office and for every service; printed results after them."""
    for period in periods:
        yield from _period_rows(office, figures_of(period))
    for row in printed:
        head = (office.name, row.title, row.starts_on, row.ends_on, "cetakan", row.policy)
        yield from _result_rows((*head, ALL, row.respondents or ""), printed_result(row), row.instrument.defined.keys)


def _period_rows(office: Office, figures: Figures) -> Iterator[Row]:
    period = figures.period
    head = (office.name, period.title, period.starts_on, period.ends_on, "dihitung", period.policy)
    whole = Share(ALL, figures.respondents, figures.result if figures.respondents >= SMALL_CELL else None)
    for share in [whole, *figures.services(SMALL_CELL)]:
        if share.result is None:
            yield (*head, share.label, FEW if share.respondents < SMALL_CELL else "", "", "", "", "", "")
        else:
            yield from _result_rows((*head, share.label, share.respondents), share.result, figures.order)


def _result_rows(head: Row, result: Result, order: Iterable[str]) -> Iterator[Row]:
    yield (*head, INDEX, "", "", _said(result.index), result.band.letter if result.band else "")
    known = {row.key: row for row in result.unsur}
    for key in order:
        if (row := known.get(key)) is None or row.exact is None:
            continue
        few = 0 < row.n < SMALL_CELL
        letter = row.band.letter if row.band and not few else ""
        yield (
            *head,
            key,
            FEW if few else row.n or "",
            _said(None if few else row.nrr, 3),
            _said(None if few else row.index),
            letter,
        )


def _said(number: Decimal | None, places: int = 2) -> str:
    return "" if number is None else decimal_id(number, places)
