"""May this member of staff do that with a survey: predicates and the words of a refusal, no effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from office.roles import Role
from services.access import NotAllowed as NotAllowed

if TYPE_CHECKING:
    from office.staff import Staff
    from surveys.models import Exclusion, Period


def survey_keeper(staff: Staff) -> bool:
    """Keeps periods, imports and wording: admin or Kasi."""
    return staff.has(Role.ADMIN, Role.SECTION_HEAD)


def survey_judge(staff: Staff) -> bool:
    """May be the second person of an exclusion."""
    return staff.has(Role.ADMIN, Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD)


def survey_reader(staff: Staff) -> bool:
    """Reads periods and their progress."""
    return survey_judge(staff) or staff.has(Role.AUDITOR, Role.COUNTER, Role.VERIFIER, Role.PUBLIC_RELATIONS)


def survey_enterer(staff: Staff) -> bool:
    """Types paper sheets in."""
    return survey_keeper(staff) or staff.has(Role.COUNTER, Role.VERIFIER)


def check_may_enter(staff: Staff, period: Period) -> None:
    """Raise NotAllowed unless the person may type sheets of the period's office."""
    _check_office(staff, period)
    if not survey_enterer(staff):
        raise NotAllowed("Jabatan Anda tidak mencatat lembar survei.")


def check_may_keep(staff: Staff, period: Period) -> None:
    """Raise NotAllowed unless the person keeps the surveys of the period's office."""
    _check_office(staff, period)
    if not survey_keeper(staff):
        raise NotAllowed("Hanya admin kantor atau Kasi yang mengatur survei.")


def check_may_decide(staff: Staff, period: Period, exclusion: Exclusion) -> None:
    """Raise NotAllowed unless a second person decides."""
    _check_office(staff, period)
    if not survey_judge(staff):
        raise NotAllowed("Jabatan Anda tidak berwenang memutus ini.")
    if exclusion.asked_by_id == staff.user.pk:
        raise NotAllowed("Anda yang mengusulkan. Orang lain yang harus memutus.")


def _check_office(staff: Staff, period: Period) -> None:
    if staff.office.pk != period.office_id:
        raise NotAllowed("Survei ini milik kantor lain.")
