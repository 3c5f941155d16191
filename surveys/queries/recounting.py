"""The counters told anew from the rows: what they must be, to the digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast, NullIf, Substr

from surveys.models import Answer, Period, Tally, TallyScore

Place = tuple[int, bool]
FLAGGED = Q(is_burst=True) | Q(is_straight=True) | Q(is_own_network=True)


@dataclass(frozen=True)
class Reckoning:
    """What one tally must show: respondents, excluded, flagged, and (n, sum) per unsur."""

    respondents: int
    excluded: int
    flagged: int
    scores: tuple[tuple[str, int, int], ...]


def recounted(period: Period) -> dict[Place, Reckoning]:
    """From the answers alone, excluded ones taken off; one pass over the period's rows."""
    keys = period.instrument.defined.keys
    rows = Answer.objects.filter(period=period)
    every, gone = _sums(rows, keys), _sums(rows.filter(exclusion__is_excluded=True), keys)
    return {place: _less(row, gone.get(place), keys) for place, row in every.items()}


def _sums(rows: QuerySet[Answer], keys: tuple[str, ...]) -> dict[Place, dict[str, Any]]:
    figures: dict[str, Any] = {"respondents": Count("pk"), "flagged": Count("pk", filter=FLAGGED)}
    for at, _key in enumerate(keys):
        mark = NullIf(Substr(F("scores"), at + 1, 1), Value("-"))
        figures[f"n{at}"] = Count(mark)
        figures[f"total{at}"] = Sum(Cast(mark, IntegerField()))
    grouped: Any = rows.order_by().values("subject_id", "is_verified").annotate(**figures)
    return {(row["subject_id"], row["is_verified"]): row for row in grouped}


def _less(row: dict[str, Any], gone: dict[str, Any] | None, keys: tuple[str, ...]) -> Reckoning:
    def left(name: str) -> int:
        return int(row[name] or 0) - int((gone or {}).get(name) or 0)

    scores = tuple((key, left(f"n{at}"), left(f"total{at}")) for at, key in enumerate(keys))
    return Reckoning(left("respondents"), int((gone or {}).get("respondents") or 0), left("flagged"), scores)


def counted(period: Period) -> dict[Place, Reckoning]:
    """What the counters say."""
    scores: dict[int, dict[str, tuple[int, int]]] = {}
    for row in TallyScore.objects.filter(tally__period=period):
        scores.setdefault(row.tally_id, {})[row.unsur] = (row.n, row.total)
    keys = period.instrument.defined.keys
    return {
        (tally.subject_id, tally.is_verified): Reckoning(
            tally.respondents,
            tally.excluded,
            tally.flagged,
            tuple((key, *scores.get(tally.pk, {}).get(key, (0, 0))) for key in keys),
        )
        for tally in Tally.objects.filter(period=period)
    }


def differences(period: Period) -> Iterator[str]:
    """Every counter that a recount does not reproduce, as sentences; a tally at nothing may be missing."""
    said, true = counted(period), recounted(period)
    nothing = Reckoning(0, 0, 0, tuple((key, 0, 0) for key in period.instrument.defined.keys))
    for place in sorted(said.keys() | true.keys()):
        if said.get(place, nothing) != true.get(place, nothing):
            yield (
                f"periode {period.pk} ({period}), yang dinilai {place[0]}, {'terverifikasi' if place[1] else 'lainnya'}: "
                f"penghitung {said.get(place)}, hitungan ulang {true.get(place)}"
            )
