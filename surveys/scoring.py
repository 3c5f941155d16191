"""The arithmetic of a satisfaction survey: sums of scores in, index and class out; pure, exact, rounded once.

PermenPANRB 14/2017: NRR = sum / filled answers, weight = 1/k, index = sum(NRR x weight) x 25 (shared DOMAIN 1.3).
Everything is a fraction until the very end, so that no figure depends on the order or the size of the survey.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

HUNDREDTHS = 2
THOUSANDTHS = 3


class Policy(StrEnum):
    """How a weight of 1/k is written: exactly, or cut to three decimals as in old sheets (0,111 for nine unsur)."""

    EXACT = "exact"
    W0111 = "w0111"

    @property
    def label(self) -> str:
        return _POLICIES[self]


_POLICIES = {Policy.EXACT: "bobot tepat 1/k", Policy.W0111: "bobot dibulatkan tiga desimal (0,111 untuk 9 unsur)"}


class Pooling(StrEnum):
    """How a unit's index is made of its services: all answers together, or the mean of the services' indexes."""

    RESPONDENTS = "respondents"
    SERVICES = "services"

    @property
    def label(self) -> str:
        return "gabungan semua responden" if self is Pooling.RESPONDENTS else "rata-rata nilai layanan"


@dataclass(frozen=True)
class Band:
    """A class of the table; it begins at `at_least` (inclusive), judged on the index after rounding."""

    letter: str
    label: str
    at_least: Decimal


@dataclass(frozen=True)
class UnsurSum:
    """What was answered about one unsur: how many filled answers, and their sum."""

    key: str
    n: int
    total: int


@dataclass(frozen=True)
class UnsurScore:
    """One unsur's figures; `nrr` and `weighted` to three decimals, `index` (25-100) to two; `exact` is the raw NRR."""

    key: str
    n: int
    total: int
    exact: Fraction | None
    weight: Fraction
    top: int
    band: Band | None

    @property
    def nrr(self) -> Decimal | None:
        return None if self.exact is None else half_up(self.exact, THOUSANDTHS)

    @property
    def weighted(self) -> Decimal | None:
        return None if self.exact is None else half_up(self.exact * self.weight, THOUSANDTHS)

    @property
    def index(self) -> Decimal | None:
        return None if self.exact is None else half_up(self.exact_index)

    @property
    def exact_index(self) -> Fraction:
        return (self.exact or Fraction(0)) * Fraction(100, self.top)


@dataclass(frozen=True)
class Result:
    """A scored survey. `index` is None when nobody answered anything; `missing` names unsur without one answer.

    An unsur without an answer takes no part: the weight is 1 over the number of unsur that have some.
    """

    exact: Fraction | None
    band: Band | None
    unsur: tuple[UnsurScore, ...]
    policy: Policy
    pooling: Pooling = Pooling.RESPONDENTS

    @property
    def index(self) -> Decimal | None:
        return None if self.exact is None else half_up(self.exact)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(row.key for row in self.unsur if row.exact is None)

    @property
    def answered(self) -> tuple[UnsurScore, ...]:
        return tuple(row for row in self.unsur if row.exact is not None)

    def of(self, key: str) -> UnsurScore:
        return next(row for row in self.unsur if row.key == key)

    def ranked(self) -> list[UnsurScore]:
        """From the lowest to the highest; equals keep the instrument's order."""
        return sorted(self.answered, key=lambda row: row.exact or Fraction(0))


@dataclass(frozen=True)
class Change:
    """From one index to another, both taken before rounding: in points and in percent of the first."""

    points: Decimal
    percent: Decimal


def half_up(value: Fraction, places: int = HUNDREDTHS) -> Decimal:
    """Round once, half away from zero, exactly: 83.625 becomes 83.63 (evidenced by the Kemlagi table, DOMAIN 1.4)."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return (Decimal(-whole if value < 0 else whole).scaleb(-places)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def weight_of(count: int, policy: Policy) -> Fraction:
    """1/k, or 1/k in three decimals."""
    exact = Fraction(1, count)
    return exact if policy is Policy.EXACT else Fraction(half_up(exact, THOUSANDTHS))


def band_of(index: Decimal, bands: Sequence[Band]) -> Band:
    """The class of a rounded index; whatever lies under the table belongs to its lowest class."""
    ranked = sorted(bands, key=lambda band: band.at_least, reverse=True)
    return next((band for band in ranked if index >= band.at_least), ranked[-1])


def score(sums: Iterable[UnsurSum], *, bands: Sequence[Band], top: int = 4, policy: Policy = Policy.EXACT) -> Result:
    """Score sums of answers on a scale 1..`top`."""
    rows = list(sums)
    return _result([(row, Fraction(row.total, row.n) if row.n else None) for row in rows], bands, top, policy)


def score_printed(
    values: Mapping[str, Decimal], *, bands: Sequence[Band], top: int = 4, policy: Policy = Policy.EXACT
) -> Result:
    """Score a printed table of NRR (1..`top`) per unsur; the rows' rounding is the printer's, not ours."""
    return _result([(UnsurSum(key, 0, 0), Fraction(value)) for key, value in values.items()], bands, top, policy)


def _result(
    rows: Sequence[tuple[UnsurSum, Fraction | None]], bands: Sequence[Band], top: int, policy: Policy
) -> Result:
    means = [mean for _row, mean in rows if mean is not None]
    weight = weight_of(len(means) or len(rows) or 1, policy)
    step = Fraction(100, top)
    exact = sum(means, Fraction(0)) * weight * step if means else None
    unsur = tuple(
        UnsurScore(row.key, row.n, row.total, mean, weight, top, _band(mean, step, bands)) for row, mean in rows
    )
    return Result(exact, None if exact is None else band_of(half_up(exact), bands), unsur, policy)


def _band(mean: Fraction | None, step: Fraction, bands: Sequence[Band]) -> Band | None:
    return None if mean is None else band_of(half_up(mean * step), bands)


def pooled(parts: Iterable[Iterable[UnsurSum]]) -> list[UnsurSum]:
    """The sums of several services or offices together, unsur by unsur, in the order first met."""
    sums: dict[str, tuple[int, int]] = {}
    for part in parts:
        for row in part:
            n, total = sums.get(row.key, (0, 0))
            sums[row.key] = (n + row.n, total + row.total)
    return [UnsurSum(key, n, total) for key, (n, total) in sums.items()]


def mean_of(results: Iterable[Result], *, whole: Result, bands: Sequence[Band]) -> Result:
    """The unit's index as the plain mean of its services' exact indexes; per unsur the pooled figures of `whole`."""
    indexes = [result.exact for result in results if result.exact is not None]
    if not indexes:
        return whole
    exact = sum(indexes, Fraction(0)) / len(indexes)
    return Result(exact, band_of(half_up(exact), bands), whole.unsur, whole.policy, Pooling.SERVICES)


def change(before: Fraction | None, after: Fraction | None) -> Change | None:
    """How an exact index moved; None where one side has no answers."""
    if before is None or after is None or not before:
        return None
    return Change(half_up(after - before), half_up((after - before) / before * 100))
