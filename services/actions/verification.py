"""Noting look-ups, so that abuse shows in the counts; nothing about the visitor is kept."""

from __future__ import annotations

from datetime import datetime

from office.actions.limits import has_left, take
from services.models import Check, Letter

MISSES = {"burst": 10, "per_seconds": 600}
LOOKS = {"burst": 60, "per_seconds": 600}


def note(letter: Letter | None, *, how: str, outcome: str, at: datetime) -> None:
    """Log one look-up."""
    Check.objects.create(letter=letter, how=how, outcome=outcome, at=at)


def may_look(client: str, *, at: datetime) -> bool:
    """Whether this client may look another letter up: 60 in ten minutes, of which 10 may miss."""
    return has_left("verify-miss", client, at=at, **MISSES) and take("verify", client, at=at, **LOOKS)


def note_miss(client: str, *, at: datetime) -> None:
    take("verify-miss", client, at=at, **MISSES)
