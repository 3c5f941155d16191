"""What the clock finds by itself: each read has its partial index and asks by state, never by "in the last day"."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from complaints.models import Complaint, ComplaintDraft
from complaints.queries.clock import settings_of
from office.models import Office


def alarmed(*, at: datetime) -> QuerySet[Complaint]:
    """Open, not paused, and the next reminder is due (index `complaint_alarm`)."""
    return Complaint.objects.filter(is_open=True, alarm_at__isnull=False, alarm_at__lt=at, paused_at=None).order_by(
        "alarm_at"
    )


def silent(*, at: datetime) -> QuerySet[Complaint]:
    """Answered or asked about, and the reporter's days are over (index `complaint_waits`)."""
    return Complaint.objects.filter(state__in=["answered", "waiting"], step_due__lt=at).order_by("step_due")


def to_note(*, at: datetime) -> QuerySet[Complaint]:
    """Anonymous acts of hours that are over, without their audit line yet; in no telling order (index `complaint_to_note`)."""
    return Complaint.objects.filter(identity="anonymous", noted_at=None, received_at__lt=at).order_by("id")


def expired_drafts(*, at: datetime) -> QuerySet[ComplaintDraft]:
    """Drafts nobody went on with."""
    return ComplaintDraft.objects.filter(expires_at__lte=at)


def forgettable(office: Office, *, at: datetime) -> QuerySet[Complaint]:
    """Ended long enough ago, and still with a name; one that was merged waits for the report it was merged into."""
    until = at - timedelta(days=settings_of(office).identity_days)
    ended = Complaint.objects.filter(office=office, is_open=False, closed_at__lte=until, reporter__isnull=False)
    return ended.exclude(duplicate_of__is_open=True).order_by("closed_at")


def with_limits(office: Office) -> QuerySet[Complaint]:
    """Everything open in an office, with what its limits are read from; one that waits for its reporter has its own days."""
    rows = Complaint.objects.filter(office=office, is_open=True, paused_at=None)
    return rows.select_related("office", "agency").order_by("id")
