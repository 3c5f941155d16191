"""What ended and has no invitation yet, and which invitations nobody followed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from complaints.models import Complaint
from office.models import Office
from services.models import Submission
from services.workflow import State
from surveys.models import Invitation, SurveySettings
from surveys.workflow import PeriodState

LATEST = timedelta(days=7)
"""Later than a week after its end nobody remembers how it was."""


def uninvited_offices() -> list[Office]:
    """Offices with a survey that runs."""
    return list(
        Office.objects.filter(
            is_active=True, survey_periods__state=PeriodState.OPEN, survey_periods__family="skm"
        ).distinct()
    )


def finished_submissions(office: Office, *, at: datetime, most: int) -> list[Submission]:
    """Handed over within the last week, without an invitation."""
    rows = Submission.objects.filter(
        office=office, state=State.HANDED_OVER, closed_at__gt=at - LATEST, closed_at__lte=at, wiped_at=None
    )
    return list(rows.exclude(_invited()).select_related("service").order_by("closed_at")[:most])


def closed_complaints(office: Office, *, at: datetime, most: int) -> list[Complaint]:
    """Closed within the last week by an open reporter, without an invitation."""
    rows = Complaint.objects.filter(
        office=office, state="closed", is_open=False, identity="open", closed_at__gt=at - LATEST, closed_at__lte=at
    )
    return list(rows.exclude(_invited()).order_by("closed_at")[:most])


def _invited() -> Exists:
    return Exists(Invitation.objects.filter(ref=OuterRef("pk")))


def to_remind(*, at: datetime, most: int) -> list[Invitation]:
    """Unused links that are old enough for a reminder, and still live."""
    rows = Invitation.objects.filter(
        reminded_at=None, declined_at=None, ticket__isnull=False, ticket__is_spent=False, ticket__expires_at__gt=at
    )
    waits = dict(SurveySettings.objects.values_list("office", "remind_after_days"))
    usual = SurveySettings._meta.get_field("remind_after_days").default
    due = rows.filter(invited_at__lt=at - timedelta(days=min([usual, *waits.values()])))
    found = due.select_related("office", "ticket", "subject").order_by("invited_at")[:most]
    return [row for row in found if row.invited_at < at - timedelta(days=waits.get(row.office_id, usual))]
