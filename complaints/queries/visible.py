"""Which complaints a member of staff sees: one answer for lists, pages, counts, searches, files, exports, feeds and the API."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from complaints.access import may_read_office
from complaints.models import Agency, AgencyOfficer, Complaint, ComplaintEvent, Stay
from office.roles import Role
from office.staff import Staff


def agencies_of(staff: Staff) -> list[UUID]:
    """The agencies this person answers for in this office now: a post of Role.AGENCY and a place there; one query."""
    if not staff.has(Role.AGENCY):
        return []
    places = AgencyOfficer.objects.filter(user=staff.user, agency__office=staff.office, ended_at=None)
    return list(places.values_list("agency", flat=True))


def visible_to(staff: Staff, *, agencies: list[UUID] | None = None) -> QuerySet[Complaint]:
    """The kecamatan's complaint staff see all of their office; an agency's officer what is or was theirs; nobody else any.

    A complaint about the office itself is hidden from it: only the agency it lies at sees it, or the head while it lies nowhere.
    """
    mine = agencies_of(staff) if agencies is None else agencies
    ours = Complaint.objects.filter(office=staff.office)
    if not staff.posts:
        return ours.none()
    theirs = Q(agency__in=mine) | Q(pk__in=Stay.objects.filter(agency__in=mine).values("complaint"))
    if not may_read_office(staff):
        return ours.filter(theirs) if mine else ours.none()
    everyones = Q(is_sensitive=False)
    if staff.has(Role.HEAD):
        everyones |= Q(is_sensitive=True, agency=None)
    return ours.filter(everyones | theirs) if mine else ours.filter(everyones)


def inbox_of(agencies: list[UUID]) -> QuerySet[Complaint]:
    """What lies at these agencies and is open, soonest limit first (index `complaint_inbox`)."""
    return Complaint.objects.filter(agency__in=agencies, is_open=True).order_by("step_due", "id")


def lies_with(complaint: Complaint, agencies: list[UUID]) -> bool:
    """Whether it lies at one of these agencies now: only then may they act, and read what is new."""
    return complaint.agency_id in agencies


def seen_until(complaint: Complaint, agencies: list[UUID]) -> datetime | None:
    """A former agency reads the story up to the moment it left; None means all of it (quality/ABUSE.md 52)."""
    if lies_with(complaint, agencies):
        return None
    last = complaint.stays.filter(agency__in=agencies).order_by("-came_at").first()
    return last.left_at if last else complaint.received_at


def story_for(staff: Staff, complaint: Complaint, agencies: list[UUID]) -> QuerySet[ComplaintEvent]:
    """The events this person may read, in order."""
    events = complaint.events.select_related("actor", "agency")
    until = None if may_read_office(staff) else seen_until(complaint, agencies)
    return events.filter(at__lte=until) if until else events


def sees_reporter(staff: Staff, complaint: Complaint, agencies: list[UUID]) -> bool:
    """Without opening anything: only an open reporter's name, by the office and the agency that has it now."""
    return complaint.identity == "open" and (may_read_office(staff) or lies_with(complaint, agencies))


def active_agencies(staff: Staff) -> QuerySet[Agency]:
    """The agencies of this office that take complaints."""
    return Agency.objects.filter(office=staff.office, is_active=True)
