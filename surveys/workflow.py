"""The states of a survey period and of an exclusion, and the moves between them; no queries."""

from __future__ import annotations

from enum import StrEnum

from services.workflow import IllegalMove


class PeriodState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


LABELS = {PeriodState.DRAFT: "Disiapkan", PeriodState.OPEN: "Berjalan", PeriodState.CLOSED: "Ditutup"}
MOVES = {
    PeriodState.DRAFT: {PeriodState.OPEN},
    PeriodState.OPEN: {PeriodState.CLOSED},
    PeriodState.CLOSED: {PeriodState.OPEN},  # closed by mistake: reopened with a reason, and audited
}


def check_move(source: PeriodState, target: PeriodState) -> None:
    """Raise IllegalMove when the table knows no such move."""
    if target not in MOVES[source]:
        raise IllegalMove(source, target)
