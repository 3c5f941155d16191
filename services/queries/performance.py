"""How fast an office is, from what its submissions' moves stored."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Avg

from office.models import Office
from services.models import Submission
from services.queries.capped import MOST


def average_minutes(office: Office, *, since: datetime) -> int | None:
    """Mean service minutes of what was finished since a moment; None when nothing was."""
    finished = Submission.objects.filter(office=office, finished_at__gte=since, served_minutes__isnull=False)
    mean = finished.aggregate(mean=Avg("served_minutes"))["mean"]
    return None if mean is None else round(mean)


def waiting(office: Office) -> int:
    """Open files, counted to a hundred at most."""
    return Submission.objects.filter(office=office, is_open=True, paused_at=None)[: MOST + 1].count()
