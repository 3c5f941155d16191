"""Ids → verbs: background work of the complaints app."""

from complaints.tasks.digests import send_morning_mail
from complaints.tasks.rw_reminders import remind_of_rw_days

__all__ = ["remind_of_rw_days", "send_morning_mail"]
