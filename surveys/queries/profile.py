"""Who answered: sex, age, education, occupation, of the answers that count; grouped by the database in one query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count

from surveys.models import AgeGroup, Answer, Education, Occupation, Period, Sex
from surveys.scoring import half_up

REFUSED = "Tidak menjawab"
_TRAITS = (
    ("sex", "Jenis kelamin", Sex.choices),
    ("age_group", "Umur", AgeGroup.choices),
    ("education", "Pendidikan terakhir", Education.choices),
    ("occupation", "Pekerjaan", Occupation.choices),
)


@dataclass(frozen=True)
class Share:
    """How many gave this answer about themselves, and their percentage of all, to one decimal."""

    label: str
    count: int
    percent: Decimal


@dataclass(frozen=True)
class Trait:
    """One question of the profile with its answers; whoever refused stands in the last row."""

    key: str
    label: str
    rows: tuple[Share, ...]


def profile_of(period: Period) -> list[Trait]:
    """One query; excluded answers are left out, as they are from the index."""
    columns = [key for key, _label, _choices in _TRAITS]
    groups = (
        Answer.objects.filter(period=period).exclude(exclusion__is_excluded=True).order_by()
        .values_list(*columns).annotate(count=Count("pk"))
    )  # fmt: skip
    counts: list[Counter[str]] = [Counter() for _ in columns]
    for *values, count in groups:
        for counter, value in zip(counts, values, strict=True):
            counter[value] += count
    return [
        Trait(key, label, _shares(counter, choices))
        for (key, label, choices), counter in zip(_TRAITS, counts, strict=True)
    ]


def _shares(counter: Counter[str], choices: Sequence[tuple[str, str]]) -> tuple[Share, ...]:
    total = sum(counter.values())
    rows = [(label, counter[value]) for value, label in choices]
    if refused := counter[""]:
        rows.append((REFUSED, refused))
    return tuple(Share(label, count, percent_of(count, total)) for label, count in rows)


def percent_of(count: int, total: int) -> Decimal:
    """To one decimal; 0 of nothing is 0."""
    return half_up(Fraction(count * 100, total), 1) if total else Decimal("0.0")
