"""The countdown of an office as its pages show it, from hours that are read anew every few seconds at most."""

from __future__ import annotations

from datetime import datetime

from django.core.cache import cache

from office.hours import ServiceHours
from office.models import Office
from office.queries.hours import hours_of
from services.promise_words import Countdown

KEPT_SECONDS = 20
"""For badges only: what is stored and promised is always computed from the rows as they are."""


def countdown_of(office: Office, at: datetime) -> Countdown:
    return Countdown(shown_hours(office, at), at)


def shown_hours(office: Office, at: datetime) -> ServiceHours:
    """The queue is asked for every minute on every desk; three queries less each time."""
    key = f"hours:{office.pk}:{at.year}"
    kept: ServiceHours | None = cache.get(key)
    if kept is None:
        kept = hours_of(office, at=at)
        cache.set(key, kept, KEPT_SECONDS)
    return kept
