"""Ids → verbs: background work of the services app, and the joining of verbs with bytes that views share."""

from services.tasks.clockwork import recompute
from services.tasks.housekeeping import lapse_unanswered, retire_documents, wipe_expired_drafts

__all__ = ["lapse_unanswered", "recompute", "retire_documents", "wipe_expired_drafts"]
