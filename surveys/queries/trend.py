"""How the index went from period to period, computed ones and printed ones side by side but never mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from django.db.models import Sum

from office.models import Office
from surveys.models import Period, PrintedResult, Tally, TallyScore
from surveys.queries.results import ENOUGH, figures_of
from surveys.scoring import Policy, Pooling, Result, UnsurSum, score_printed

LONGEST = 8


@dataclass(frozen=True)
class Point:
    """One period of the trend; `result` is None where too few answered. `is_printed` ones were imported from paper."""

    title: str
    starts_on: date
    ends_on: date
    result: Result | None
    respondents: int | None
    is_printed: bool
    is_running: bool = False
    period_id: int | None = None

    @property
    def index(self) -> Decimal | None:
        return self.result.index if self.result else None

    @property
    def exact(self) -> Fraction | None:
        return self.result.exact if self.result else None


def trend(office: Office, periods: Iterable[Period], family: str = "skm", longest: int = LONGEST) -> list[Point]:
    """Oldest first, the last `longest` ones; three queries."""
    chosen = sorted(periods, key=lambda period: period.starts_on)[-longest:]
    computed = _computed(chosen)
    printed = [printed_point(row) for row in _printed(office, family)]
    return sorted([*computed, *printed], key=lambda point: (point.starts_on, point.is_printed))[-longest:]


def _computed(periods: list[Period]) -> list[Point]:
    people = dict(
        Tally.objects.filter(period__in=periods).values_list("period_id").annotate(total=Sum("respondents")).order_by()
    )
    sums = _sums(periods)
    return [_point(period, people.get(period.pk, 0), sums.get(period.pk, [])) for period in periods]


def _sums(periods: list[Period]) -> dict[int, list[UnsurSum]]:
    rows = (
        TallyScore.objects.filter(tally__period__in=periods)
        .values_list("tally__period_id", "unsur")
        .annotate(filled=Sum("n"), points=Sum("total"))
        .order_by("tally__period_id")
    )
    return {
        period_id: [UnsurSum(key, n, total) for _period, key, n, total in group]
        for period_id, group in groupby(rows, key=lambda row: row[0])
    }


def _point(period: Period, respondents: int, sums: list[UnsurSum]) -> Point:
    result = _scored(period, sums) if respondents >= ENOUGH else None
    return Point(period.title, period.starts_on, period.ends_on, result, respondents, False, period.is_open, period.pk)


def _scored(period: Period, sums: list[UnsurSum]) -> Result:
    if Pooling(period.pooling) is Pooling.SERVICES:
        return figures_of(period).mean_of_services
    return period.instrument.defined.score(sums, Policy(period.policy))


def _printed(office: Office, family: str) -> list[PrintedResult]:
    return list(PrintedResult.objects.filter(office=office, family=family).select_related("instrument"))


def printed_result(row: PrintedResult) -> Result:
    """What the printed values make by our own arithmetic; the printer's rounding stays in it."""
    instrument = row.instrument.defined
    step = Decimal(1) if row.scale == "nrr" else Decimal(instrument.top) / 100
    values = {key: Decimal(row.values[key]) * step for key in instrument.keys if key in row.values}
    return score_printed(values, bands=instrument.bands, top=instrument.top, policy=Policy(row.policy))


def printed_point(row: PrintedResult) -> Point:
    return Point(row.title, row.starts_on, row.ends_on, printed_result(row), row.respondents, True)
