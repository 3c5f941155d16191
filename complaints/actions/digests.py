"""The morning mail to an agency's officers: what is new, what is due, what is late, as figures only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q

from complaints.deadlines import on_work_days
from complaints.models import Agency, Complaint
from complaints.workflow import IN_AGENCY, State
from office.actions.messages import Notice, enqueue_email
from office.models import Office
from office.queries.hours import hours_of

MORNING = 7
NEAR = timedelta(days=2)


def digests_due(*, at: datetime) -> list[Office]:
    """Offices where it is seven in the morning."""
    offices = Office.objects.filter(is_active=True, complaint_settings__isnull=False)
    return [office for office in offices if at.astimezone(ZoneInfo(office.time_zone)).hour == MORNING]


@transaction.atomic
def send_digests(office: Office, *, at: datetime) -> int:
    """Mail every officer whose agency works today and has something to do; once a day, however often this runs. Says how many."""
    day, hours = at.astimezone(ZoneInfo(office.time_zone)).date(), hours_of(office, at=at)
    agencies = Agency.objects.filter(office=office, is_active=True).prefetch_related("officers__user")
    figures = _figures(office, at=at)
    at_work = [row for row in agencies if row.pk in figures and on_work_days(hours, row.work_days).windows_on(day)]
    return sum(_mail(agency, figures[agency.pk], day=f"{day:%y%m%d}", at=at) for agency in at_work)


def _figures(office: Office, *, at: datetime) -> dict[Any, dict[str, int]]:
    """By agency; one read of the open ones."""
    late, near = Q(step_due__lt=at), Q(step_due__gte=at, step_due__lt=at + NEAR)
    rows = Complaint.objects.filter(office=office, is_open=True, state__in=sorted(IN_AGENCY)).order_by()
    counted = rows.values("agency").annotate(
        new=Count("pk", filter=Q(state=State.FORWARDED)), working=Count("pk", filter=Q(state=State.IN_PROGRESS)),
        late=Count("pk", filter=late), near=Count("pk", filter=near),
    )  # fmt: skip
    return {row["agency"]: {name: row[name] for name in ("new", "working", "late", "near")} for row in counted}


def _mail(agency: Agency, figures: dict[str, int], *, day: str, at: datetime) -> int:
    link = f"{settings.PUBLIC_URL}/petugas/{agency.office.slug}/kotak-masuk/"
    people = [place.user for place in agency.officers.all() if place.ended_at is None and place.user.is_active]
    sent = 0
    for person in people:
        notice = Notice(
            event="complaints/agency_digest", effect=f"{agency.pk}:digest:{day}:{person.pk}",
            title=f"{agency.office.name}: laporan warga hari ini"[:120], subject_key=f"agency:{agency.key}",
            context={"agency": agency.name, "link": link, **figures},
        )  # fmt: skip
        sent += enqueue_email(notice, office=agency.office, address=person.email, at=at) is not None
    return sent
