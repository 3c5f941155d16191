"""Moving the counters with answers, in the answers' own transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, IntegerField, Value, When

from surveys.models import Answer, Period, Tally, TallyScore

Place = tuple[int, bool]
"""Subject and whether verified: one tally within a period."""


@dataclass
class Delta:
    """By how much one tally moves."""

    respondents: int = 0
    excluded: int = 0
    flagged: int = 0
    n: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    total: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def count(self, scores: Mapping[str, int | None], by: int) -> None:
        """One answer more (`by` 1) or less (-1)."""
        self.respondents += by
        for key, value in scores.items():
            if value is not None:
                self.n[key] += by
                self.total[key] += by * value


def place_of(answer: Answer) -> Place:
    return (answer.subject_id, answer.is_verified)


def deltas_of(answers: Iterable[Answer], keys: tuple[str, ...], *, by: int = 1) -> dict[Place, Delta]:
    """What these answers change, tally by tally; `keys` are the instrument's unsur in the definition's order."""
    deltas: dict[Place, Delta] = defaultdict(Delta)
    for answer in answers:
        delta = deltas[place_of(answer)]
        marks = zip(keys, answer.scores, strict=True)
        delta.count({key: int(mark) for key, mark in marks if mark != "-"}, by)
        delta.flagged += by * answer.is_flagged
    return deltas


def move_counters(period: Period, deltas: Mapping[Place, Delta], *, at: datetime) -> None:
    """Add to the counters. The tally row is touched first and in order: who comes next waits there, nobody deadlocks."""
    with transaction.atomic():
        for place in sorted(deltas):
            _move(_tally(period, place, at), deltas[place], at)


def _tally(period: Period, place: Place, at: datetime) -> Tally:
    """The tally with a counter for every unsur; whoever makes it makes them too, before anybody else can see it."""
    subject_id, is_verified = place
    tally, made = Tally.objects.get_or_create(
        period=period, subject_id=subject_id, is_verified=is_verified, defaults={"changed_at": at}
    )
    if made:
        keys = period.instrument.defined.keys
        TallyScore.objects.bulk_create(TallyScore(tally=tally, unsur=key) for key in keys)
    return tally


def _move(tally: Tally, delta: Delta, at: datetime) -> None:
    Tally.objects.filter(pk=tally.pk).update(
        respondents=F("respondents") + delta.respondents,
        excluded=F("excluded") + delta.excluded,
        flagged=F("flagged") + delta.flagged,
        changed_at=at,
    )
    touched = sorted(key for key, n in delta.n.items() if n or delta.total[key])
    if touched:
        TallyScore.objects.filter(tally=tally, unsur__in=touched).update(
            n=F("n") + _by_unsur(delta.n, touched), total=F("total") + _by_unsur(delta.total, touched)
        )


def _by_unsur(amounts: Mapping[str, int], touched: list[str]) -> Case:
    return Case(*(When(unsur=key, then=Value(amounts[key])) for key in touched), output_field=IntegerField())
