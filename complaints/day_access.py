"""Who plans an office day, who works at it and who only reads: predicates and the words of a refusal, no effects."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from office.roles import Role
from services.access import NotAllowed

if TYPE_CHECKING:
    from complaints.models import DayItem, RwDay
    from office.staff import Staff

PLANNERS = frozenset({Role.COMPLAINTS, Role.SECTION_HEAD, Role.ADMIN})
READERS = PLANNERS | {Role.HEAD, Role.SECRETARY, Role.AUDITOR, Role.PUBLIC_RELATIONS}


def is_planner(staff: Staff) -> bool:
    return staff.has(*PLANNERS)


def reads_all_days(staff: Staff) -> bool:
    """Sees every day of the office; others see the days they are on duty at, or where their agency comes."""
    return staff.has(*READERS)


def check_plans(staff: Staff, office_id: int) -> None:
    """Raise NotAllowed unless this person plans the days of that office."""
    if staff.office.pk != office_id:
        raise NotAllowed("Jadwal ini milik kantor lain.")
    if not is_planner(staff):
        raise NotAllowed("Hanya petugas pengaduan, Kasi, dan admin kantor yang mengatur jadwal.")


def check_at_hall(staff: Staff, day: RwDay, *, is_officer: bool) -> None:
    """Raise NotAllowed unless this person works at the hall: on duty there, or a planner of the office."""
    if staff.office.pk != day.office_id:
        raise NotAllowed("Jadwal ini milik kantor lain.")
    if not (is_planner(staff) or is_officer):
        raise NotAllowed("Anda tidak bertugas pada hari ini.")


def check_answers(staff: Staff, item: DayItem, *, is_officer: bool, agencies: Collection[object]) -> None:
    """Raise NotAllowed unless the item lies with this person's agency, or the person works at the hall for the office."""
    if staff.office.pk != item.day.office_id:
        raise NotAllowed("Catatan ini milik kantor lain.")
    if not (is_planner(staff) or is_officer or (item.agency_id and item.agency_id in agencies)):
        raise NotAllowed("Catatan ini bukan untuk dinas Anda.")
