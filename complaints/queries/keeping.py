"""What the pages of complaint settings show: agencies with their people, topics in two levels, limits step by step."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from complaints.models import Agency, AgencyOfficer, Category, DeadlineRule
from complaints.workflow import Step
from office.models import Office, Post, User
from office.roles import Role
from office.staff import local_day


def agencies(office: Office) -> QuerySet[Agency]:
    """All of them, those in use first, each with `seats`: how many people answer for it."""
    seats = Count("officers", filter=Q(officers__ended_at=None))
    return Agency.objects.filter(office=office).annotate(seats=seats).order_by("-is_active", "name")


def officers(agency: Agency, *, at: datetime) -> list[AgencyOfficer]:
    """Who sits there now, heads first, each with `may_enter`: whether their post still runs. Two queries."""
    rows = AgencyOfficer.objects.filter(agency=agency, ended_at=None).select_related("user")
    found = list(rows.order_by("-is_head", "user__name"))
    held = Post.objects.filter(office=agency.office_id, role=Role.AGENCY, user__in=[row.user_id for row in found])
    day = local_day(agency.office, at)
    inside = {post.user_id for post in held if post.holds_on(day)}
    for row in found:
        row.may_enter = row.user_id in inside and row.user.is_active  # type: ignore[attr-defined]  # read by the template
    return found


def seatable(agency: Agency) -> QuerySet[User]:
    """Everyone who serves or served in the office and does not sit at this agency."""
    sitting = AgencyOfficer.objects.filter(agency=agency, ended_at=None).values("user")
    known = Post.objects.filter(office=agency.office_id).values("user")
    return User.objects.filter(pk__in=known, is_active=True).exclude(pk__in=sitting).order_by("name")


def categories(office: Office) -> QuerySet[Category]:
    """The first level in order, with the finer ones; two queries."""
    finer = Category.objects.select_related("agency").order_by("position", "name")
    rows = Category.objects.filter(office=office, parent=None).select_related("agency")
    return rows.prefetch_related(Prefetch("children", queryset=finer)).order_by("position", "name")


def limits(office: Office) -> list[DeadlineRule]:
    """In the order of the steps, the one for all classes first; one query."""
    order = list(Step)
    rows = DeadlineRule.objects.filter(office=office)
    return sorted(rows, key=lambda rule: (order.index(Step(rule.step)), rule.complaint_class))
