"""The card of the home page, named in settings.HOME_CARDS."""

from __future__ import annotations

from datetime import datetime

from office.models import Office
from services.views.home_cards import Card
from surveys.queries.index_page import class_words, scale_of
from surveys.queries.results import ENOUGH, figures_of, shown_periods


def index_card(office: Office, at: datetime) -> Card | None:
    """The index of the running period, or of the last one; nothing before the first survey."""
    periods = shown_periods(office)
    period = next((period for period in periods if period.is_open), periods[0] if periods else None)
    if period is None:
        return None
    figures = figures_of(period)
    facts = {"figures": figures, "enough": ENOUGH}
    if figures.is_enough:
        facts |= {"scale": scale_of(figures), "class_words": class_words(figures.result.band)}
    return Card("surveys/public/card.html", facts)
