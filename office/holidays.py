"""National holidays and cuti bersama as the government lists them, before an office adds its own exceptions."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from typing import NamedTuple

ESTIMATE = "(perkiraan)"


class Kind(StrEnum):
    HOLIDAY = "holiday"
    COLLECTIVE_LEAVE = "collective_leave"


class Closure(NamedTuple):
    name: str
    kind: Kind


def national_closures(years: Iterable[int]) -> dict[date, Closure]:
    """Every closed date of these years; where a holiday and leave meet, the holiday gives the name."""
    return {day: closure for year in sorted(set(years)) for day, closure in _closures_of(year)}


def is_announced(year: int) -> bool:
    """Whether the joint decree is in: cuti bersama is set and no date is still an estimate."""
    closures = [closure for _, closure in _closures_of(year)]
    has_leave = any(closure.kind is Kind.COLLECTIVE_LEAVE for closure in closures)
    return has_leave and not any(ESTIMATE in closure.name for closure in closures)


@cache
def _closures_of(year: int) -> tuple[tuple[date, Closure], ...]:
    leave = _dates(year, "government", Kind.COLLECTIVE_LEAVE)
    return tuple(sorted((leave | _dates(year, "public", Kind.HOLIDAY)).items()))


def _dates(year: int, category: str, kind: Kind) -> dict[date, Closure]:
    from holidays import country_holidays  # noqa: PLC0415 — 0.1 s and 15 MB, wanted only where hours are computed

    found = country_holidays("ID", years=year, categories=(category,), language="id")
    return {day: Closure(name.replace("; ", " dan "), kind) for day, name in found.items()}
