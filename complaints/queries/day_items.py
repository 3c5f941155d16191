"""What lies on the table at the hall: entries this person sees, queue numbers, the follow-up list per agency."""

from __future__ import annotations

from django.db.models import F, QuerySet

from complaints.day_access import reads_all_days
from complaints.day_states import ItemKind, ItemState
from complaints.models import DayItem, DayOfficer, DayVisitor, RwDay
from complaints.queries.visible import agencies_of
from office.staff import Staff

SHOWN_VISITORS = 12


def items_for(staff: Staff, day: RwDay) -> QuerySet[DayItem]:
    """Officers on duty and readers see all; an agency's officer what is for that agency, and nothing else."""
    items = DayItem.objects.filter(day=day).select_related(
        "agency", "visitor", "complaint", "recorded_by", "day__office"
    )
    if reads_all_days(staff) or DayOfficer.objects.filter(day=day, user=staff.user).exists():
        return items
    return items.filter(agency__in=agencies_of(staff))


def open_first(items: QuerySet[DayItem]) -> list[DayItem]:
    """What waits for an answer stands on top, then the newest."""
    return sorted(items.order_by("-number"), key=lambda item: item.state != ItemState.OPEN)


def last_visitors(day: RwDay) -> list[DayVisitor]:
    """Who was not served yet, in order; a screenful."""
    return list(DayVisitor.objects.filter(day=day, served_at=None).order_by("number")[:SHOWN_VISITORS])


def follow_up(staff: Staff, day: RwDay) -> list[DayItem]:
    """What is left to do, by agency and date: unanswered and promised (letters go their own way)."""
    left = items_for(staff, day).filter(state__in=[ItemState.OPEN, ItemState.PROMISED]).exclude(kind=ItemKind.LETTER)
    return list(left.order_by(F("agency__name").asc(nulls_last=True), F("due_on").asc(nulls_last=True), "number"))


def names_in(day: RwDay) -> list[str]:
    """Visitors who agreed to be named."""
    return [visitor.name for visitor in DayVisitor.objects.filter(day=day, consents=True)]
