"""Ids → verbs: background work of the services app, and the joining of verbs with bytes that views share."""

from services.tasks.clockwork import follow_calendars, recompute, sweep
from services.tasks.deliveries import hand_over_left_deliveries
from services.tasks.housekeeping import lapse_unanswered, retire_documents, wipe_expired_drafts
from services.tasks.objections import escalate

__all__ = [
    "escalate",
    "follow_calendars",
    "hand_over_left_deliveries",
    "lapse_unanswered",
    "recompute",
    "retire_documents",
    "sweep",
    "wipe_expired_drafts",
]  # fmt: skip
