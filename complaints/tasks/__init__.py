"""Ids → verbs: background work of the complaints app."""

from complaints.tasks.clockwork import follow_limits, recompute_limits
from complaints.tasks.digests import send_morning_mail
from complaints.tasks.rw_reminders import remind_of_rw_days
from complaints.tasks.sweeps import (
    close_the_silent,
    note_anonymous,
    raise_alarms,
    wipe_drafts,
    wipe_identities,
)

__all__ = [
    "close_the_silent", "follow_limits", "note_anonymous", "raise_alarms", "recompute_limits", "remind_of_rw_days", "send_morning_mail", "wipe_drafts",
    "wipe_identities",
]  # fmt: skip
