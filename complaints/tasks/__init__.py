"""Ids → verbs: background work of the complaints app."""

from complaints.tasks.digests import send_morning_mail

__all__ = ["send_morning_mail"]
