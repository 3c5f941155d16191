"""A period's figures, made of counters only: the index, its unsur, its services; their cost does not grow with answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any

from office.models import Office
from surveys.instruments import Definition, Unsur
from surveys.models import Period, TallyScore, Wording
from surveys.sampling import margin
from surveys.scoring import Policy, Pooling, Result, UnsurSum, mean_of, pooled

ENOUGH = 30
"""Below so many answers no figure is shown (design 9.9)."""
SMALL_CELL = 5


@dataclass(frozen=True)
class Part:
    """One tally: what it is about, verified or not, and its sums."""

    subject_id: int
    label: str
    kind: str
    service: str
    is_verified: bool
    respondents: int
    excluded: int
    flagged: int
    changed_at: datetime
    sums: tuple[UnsurSum, ...]


@dataclass(frozen=True)
class Share:
    """A labelled part of the answers, with its figures if there are enough of them to show any."""

    label: str
    respondents: int
    result: Result | None
    slug: str = ""
    subject_id: int = 0

    @property
    def is_enough(self) -> bool:
        return self.result is not None and self.result.index is not None


@dataclass(frozen=True)
class Figures:
    """A period, or one service in it, scored."""

    period: Period
    parts: tuple[Part, ...]
    names: tuple[Unsur, ...] = ()

    @cached_property
    def instrument(self) -> Definition:
        return self.period.instrument.defined

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The keys as this office numbers them, U1 first."""
        return tuple(self.period.order) or self.instrument.keys

    @property
    def policy(self) -> Policy:
        return Policy(self.period.policy)

    @cached_property
    def respondents(self) -> int:
        return sum(part.respondents for part in self.parts)

    @property
    def excluded(self) -> int:
        return sum(part.excluded for part in self.parts)

    @property
    def flagged(self) -> int:
        return sum(part.flagged for part in self.parts)

    @property
    def changed_at(self) -> datetime | None:
        return max((part.changed_at for part in self.parts), default=None)

    @property
    def is_enough(self) -> bool:
        return self.respondents >= ENOUGH

    @cached_property
    def result(self) -> Result:
        """Pooled by respondents, or the mean of the services where the period says so."""
        whole = self._pooled(self.parts)
        if Pooling(self.period.pooling) is Pooling.RESPONDENTS:
            return whole
        return self.mean_of_services

    @cached_property
    def pooled(self) -> Result:
        return self._pooled(self.parts)

    @cached_property
    def mean_of_services(self) -> Result:
        each = [self._pooled(parts) for _key, parts in self._grouped(lambda part: part.subject_id)]
        return mean_of(each, whole=self.pooled, bands=self.instrument.bands)

    @property
    def margin(self) -> Decimal | None:
        """The error in percent while the target is not reached; None otherwise."""
        target, users = self.period.target, self.period.users
        return margin(self.respondents, users) if target and users and self.respondents < target else None

    def score_of(self, parts: Iterable[Part]) -> Result:
        return self._pooled(parts)

    def only(self, service: str) -> Figures:
        """The same period, one service."""
        return Figures(self.period, tuple(part for part in self.parts if part.service == service), self.names)

    def services(self, least: int = ENOUGH) -> list[Share]:
        """Every subject with its figures, most answers first; too few answers show none, nor can they be subtracted."""
        shares = [
            Share(parts[0].label, sum(part.respondents for part in parts), self._pooled(parts), parts[0].service, key)
            for key, parts in self._grouped(lambda part: part.subject_id)
        ]
        return sorted(covered(shares, least), key=lambda share: (-share.respondents, share.label))

    def kinds(self) -> list[Share]:
        """Verified and walk-in answers apart."""
        return [
            self._kind("Lewat tautan sekali pakai (terverifikasi)", is_verified=True),
            self._kind("Lewat QR, kios, atau kertas", is_verified=False),
        ]

    def _kind(self, label: str, *, is_verified: bool) -> Share:
        parts = [part for part in self.parts if part.is_verified == is_verified]
        respondents = sum(part.respondents for part in parts)
        return Share(label, respondents, self._pooled(parts) if respondents >= ENOUGH else None)

    def _pooled(self, parts: Iterable[Part]) -> Result:
        return self.instrument.score(pooled(part.sums for part in parts), self.policy)

    def _grouped(self, key: Callable[[Part], Any]) -> list[tuple[Any, list[Part]]]:
        return [(value, list(rows)) for value, rows in groupby(sorted(self.parts, key=key), key)]


def covered(shares: Sequence[Share], least: int) -> list[Share]:
    """Without figures where there are fewer than `least` answers; if those left out are fewer than five together,
    the next smallest goes too, so that a subtraction from the whole tells nothing about them."""
    ranked = sorted(shares, key=lambda share: share.respondents)
    hidden = [share for share in ranked if share.respondents < least]
    if 0 < sum(share.respondents for share in hidden) < SMALL_CELL and len(hidden) < len(ranked):
        hidden.append(ranked[len(hidden)])
    gone = {share.subject_id for share in hidden}
    return [
        Share(share.label, share.respondents, None, share.slug, share.subject_id) if share.subject_id in gone else share
        for share in shares
    ]


def figures_of(period: Period) -> Figures:
    """One query."""
    return Figures(period, tuple(_parts(TallyScore.objects.filter(tally__period=period))))


_COLUMNS = (
    "tally_id", "tally__subject_id", "tally__subject__label", "tally__subject__kind", "tally__subject__service__slug",
    "tally__is_verified", "tally__respondents", "tally__excluded", "tally__flagged", "tally__changed_at",
    "unsur", "n", "total",
)  # fmt: skip


def _parts(scores: Any) -> Iterable[Part]:
    rows = scores.values_list(*_COLUMNS).order_by("tally_id", "pk")
    for _tally, group in groupby(rows, key=lambda row: row[0]):
        members = list(group)
        _id, subject, label, kind, service, is_verified, respondents, excluded, flagged, changed_at = members[0][:10]
        sums = tuple(UnsurSum(*row[10:]) for row in members)
        yield Part(subject, label, kind, service or "", is_verified, respondents, excluded, flagged, changed_at, sums)


def shown_periods(office: Office, family: str = "skm") -> list[Period]:
    """Periods that the public may see, newest first."""
    rows = Period.objects.filter(office=office, family=family).exclude(state="draft").select_related("instrument")
    return list(rows.order_by("-starts_on", "-pk"))


def running(office: Office, family: str = "skm") -> Period | None:
    """The period that takes answers now."""
    return (
        Period.objects.filter(office=office, family=family, state="open").select_related("office", "instrument").first()
    )


def worded(period: Period) -> list[Unsur]:
    """The questions in the period's order and the office's words."""
    words = {row.key: row for row in Wording.objects.filter(office=period.office_id, instrument=period.instrument_id)}
    base = period.instrument.defined
    order = period.order or base.keys
    return [words[key].over(base.of(key)) if key in words else base.of(key) for key in order]
