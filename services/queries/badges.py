"""How much waits for this person: the small figures beside the menu."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import QuerySet

from office import guards
from office.models import Message, MessageState, Post
from office.roles import Role
from office.staff import Staff
from services.models import Objection, ObjectionLevel
from services.queries.capped import capped_counts, prepared_counts, shown
from services.queries.deliveries import waits_for
from services.queries.objections import open_in as open_objections
from services.queries.prepared import Prepared
from services.queries.queue import AT, SOMEBODY, is_late, open_in
from services.queries.signing_desk import to_endorse, to_sign


def badges(staff: Staff, at: datetime) -> dict[str, str]:
    """For the menu entries queue (late files), endorse, sign, deliver and messages: "3", "99+", or nothing at 0. One query."""
    if staff.signing_posts:
        counts = capped_counts(staff.office, _wanted(staff, at))
    else:
        read = _read_for(staff.roles)
        counts = read.rows(office=staff.office.pk, me=staff.user.pk, at=at)[0] if read else {}
    return {name: shown(count) for name, count in counts.items() if count}


@cache
def _read_for(roles: frozenset[Role]) -> Prepared | None:
    """The same for everybody with these roles who signs nothing; every page of the desk asks it."""
    holder = Staff(user=SOMEBODY.user, office=SOMEBODY.office, posts=tuple(Post(role=role) for role in sorted(roles)))
    wanted = _wanted(holder, AT)
    return prepared_counts(SOMEBODY.office, wanted) if wanted else None


def _wanted(staff: Staff, at: datetime) -> dict[str, QuerySet[Any]]:
    wanted: dict[str, QuerySet[Any]] = {}
    if guards.case_reader(staff):
        wanted["queue"] = open_in(staff.office).filter(is_late(at))
    if guards.endorser(staff):
        wanted["endorse"] = to_endorse(staff)
    if staff.signing_posts:
        wanted["sign"] = to_sign(staff)
    if guards.objection_reader(staff):
        wanted["to_decide"] = _objections(staff)
    if guards.reviewer(staff):
        wanted["deliver"] = waits_for(staff)
        wanted["messages"] = Message.objects.filter(office=staff.office, state=MessageState.TO_DO)
    return wanted


def _objections(staff: Staff) -> QuerySet[Objection]:
    """The Kasi's; the head's are the appeals; the secretary's those that were handed up."""
    if staff.has(Role.SECTION_HEAD):
        return open_objections(staff.office).filter(level=ObjectionLevel.SECTION_HEAD)
    if staff.has(Role.SECRETARY):
        return open_objections(staff.office).filter(escalated_at__isnull=False)
    return open_objections(staff.office).filter(level=ObjectionLevel.HEAD)
