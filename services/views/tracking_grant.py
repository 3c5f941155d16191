"""Who has proven in this browser that a submission is theirs: for half an hour, in the session."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest

from services.models import Submission

HOLDS = timedelta(minutes=30)
_KEY = "submissions"


def grant(request: HttpRequest, submission: Submission, *, at: datetime) -> None:
    """Let this browser see one submission; the session gets a new id, as at a log-in."""
    kept = {key: until for key, until in request.session.get(_KEY, {}).items() if until > at.timestamp()}
    request.session.cycle_key()
    request.session[_KEY] = {**kept, str(submission.pk): (at + HOLDS).timestamp()}


def is_granted(request: HttpRequest, submission: Submission, *, at: datetime) -> bool:
    until = request.session.get(_KEY, {}).get(str(submission.pk), 0)
    return bool(until > at.timestamp())


def withdraw_grant(request: HttpRequest) -> None:
    """Forget every submission that was opened here, for shared phones and computers."""
    request.session.pop(_KEY, None)
