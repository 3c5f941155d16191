"""A kecamatan with its kelurahan: each office's figures in the same stretch of time, and all of them pooled."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet, Sum

from office.models import Office, OfficeKind
from surveys.models import Period, Tally, TallyScore
from surveys.queries.results import ENOUGH, Share, covered
from surveys.scoring import Policy, UnsurSum, pooled


@dataclass(frozen=True)
class Region:
    """`offices` one by one, `whole` pooled by respondents."""

    offices: list[Share]
    whole: Share


def region_of(office: Office, period: Period) -> Region | None:
    """The kecamatan and those of its kelurahan that surveyed within the period; None where there is none. Two queries."""
    if office.kind != OfficeKind.KECAMATAN:
        return None
    within = Tally.objects.filter(
        period__office__in=Office.objects.filter(parent=office, is_active=True),
        period__family=period.family,
        period__instrument=period.instrument_id,
        period__starts_on__gte=period.starts_on,
        period__ends_on__lte=period.ends_on,
    ).exclude(period__state="draft") | Tally.objects.filter(period=period)
    people = {
        (row[0], row[1]): row[2]
        for row in within.values_list("period__office_id", "period__office__name")
        .annotate(total=Sum("respondents"))
        .order_by("period__office__name")
    }
    if len(people) < 2:
        return None
    return _region(period, people, _sums(within))


def _sums(within: QuerySet[Tally]) -> dict[int, list[UnsurSum]]:
    rows = (
        TallyScore.objects.filter(tally__in=within)
        .values_list("tally__period__office_id", "unsur")
        .annotate(filled=Sum("n"), points=Sum("total"))
        .order_by("tally__period__office_id")
    )
    return {
        office_id: [UnsurSum(key, n, total) for _office, key, n, total in group]
        for office_id, group in groupby(rows, key=lambda row: row[0])
    }


def _region(period: Period, people: dict[tuple[int, str], int], sums: dict[int, list[UnsurSum]]) -> Region:
    instrument, policy = period.instrument.defined, Policy(period.policy)
    shares = [
        Share(name, total, instrument.score(sums.get(pk, []), policy), subject_id=pk)
        for (pk, name), total in people.items()
    ]
    total = sum(people.values())
    result = instrument.score(pooled(sums.values()), policy) if total >= ENOUGH else None
    return Region(covered(shares, ENOUGH), Share("Gabungan semua responden", total, result))
