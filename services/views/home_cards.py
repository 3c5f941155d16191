"""The cards of the home page: each app above gives its own, named in `settings.HOME_CARDS`; none gives an empty one.

A card is a function `(office, at) -> Card | None` by its dotted name, for services may not import the apps above.
None leaves the card out. Its template gets `card` (the facts) and `office`, and draws an `<article class="card">`
that is the same for every visitor: the page is kept for all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from office.models import Office
from services.queries.public_promises import DAYS, share_of


@dataclass(frozen=True, slots=True)
class Card:
    """A card's template and what it shows."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def cards_of(office: Office, *, at: datetime) -> list[Card]:
    """The cards of an office, in the settings' order."""
    found = (import_string(name)(office, at) for name in settings.HOME_CARDS)
    return [card for card in found if card is not None]


def promise_card(office: Office, at: datetime) -> Card | None:
    """How often the promise of time was kept; nothing while there are too few files to say."""
    share = share_of(office, "", at=at)
    return Card("services/public/promise_card.html", {"share": share, "days": DAYS}) if share.is_enough else None
