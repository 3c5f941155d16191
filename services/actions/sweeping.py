"""The sweep: officers are warned, missed promises are claimed and told, letters go home unasked where an office dares."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import InterfaceError, OperationalError
from django.db.models import F

from office.actions.audit import record_each
from office.hours import NoServiceDay
from office.models import Office, User
from office.wording import clock, date_time
from services.actions.claiming import BATCH, claim_all
from services.actions.deliveries import plan_automatic
from services.actions.notices import tell_about, tell_each
from services.models import Submission
from services.queries.clock import due_for_automatic_delivery, newly_overdue, to_warn
from services.queries.colleagues import reviewers, section_heads

logger = logging.getLogger(__name__)


def warn_officers(*, at: datetime) -> int:
    """Tell whoever serves a file that three quarters of its time are used; says how many files were claimed.

    The officer, or every reviewer when nobody took it. What is late already is claimed and not told: the Kasi hears of it.
    """
    return claim_all(lambda: to_warn(at=at).order_by("warn_at"), lambda rows: _warn(rows, at=at))


def claim_overdue(*, at: datetime) -> int:
    """Note each missed promise once, tell the resident and the Kasi; says how many this call claimed.

    Safe to run twice, late, or on many machines at once: rows that another sweep holds are passed over.
    """
    return claim_all(lambda: newly_overdue(at=at).order_by("due_at"), lambda rows: _claim(rows, at=at))


def plan_deliveries(*, at: datetime) -> int:
    """In offices that dare, bring home what is late by their number of service minutes; says how many were planned."""
    daring = Office.objects.filter(is_active=True, deliver_after__isnull=False)
    return sum(_plan_for(office, at) for office in daring)


def _warn(rows: list[Submission], *, at: datetime) -> None:
    to_warn(at=at).filter(pk__in=[row.pk for row in rows]).update(warned_at=at)
    told = [row for row in rows if row.due_at and row.due_at > at]
    for office, files in _by_office(told):
        everybody = reviewers(office, at=at)
        for person in everybody:
            own = [row for row in files if _is_for(row, person, everybody)]
            tell_about(own, [person], "nearly_due", at=at, title="batas waktu mendekat")


def _is_for(submission: Submission, person: User, everybody: Iterable[User]) -> bool:
    """Its own officer's, as long as that one still serves here; nobody's is everybody's."""
    return submission.officer in {person, None} or submission.officer not in everybody


def _claim(rows: list[Submission], *, at: datetime) -> None:
    newly_overdue(at=at).filter(pk__in=[row.pk for row in rows]).update(overdue_since=F("due_at"))
    for office, files in _by_office(rows):
        acts = [(row.audit_key, {"due_at": row.due_at.isoformat() if row.due_at else ""}) for row in files]
        record_each("submission.overdue", acts, office=office, actor=None, at=at)
        tell_each(
            [(row, {"due": _moment(row, at)}) for row in files], "overdue", at=at, title="lewat batas waktu",
            step=lambda row: f"{row.due_at:%y%m%d%H%M}",
        )  # fmt: skip
        tell_about(files, section_heads(office, at=at), "late", at=at, title="permohonan lewat batas waktu")


def _by_office(rows: Iterable[Submission]) -> list[tuple[Office, list[Submission]]]:
    """In the order of the offices, so that two sweeps take the heads of their audit chains one after the other."""
    ordered = sorted(rows, key=lambda row: row.office_id)
    groups = [list(group) for _key, group in groupby(ordered, key=lambda row: row.office_id)]
    return [(group[0].office, group) for group in groups]


def _moment(submission: Submission, at: datetime) -> str:
    """10.05 today; with its date after a longer outage."""
    zone = ZoneInfo(submission.office.time_zone)
    due = (submission.due_at or at).astimezone(zone)
    return clock(due) if due.date() == at.astimezone(zone).date() else date_time(due)


def _plan_for(office: Office, at: datetime) -> int:
    try:
        late = list(due_for_automatic_delivery(office, at=at).select_related("office", "version")[:BATCH])
    except NoServiceDay:
        logger.warning("no service day in office %s: nothing is brought home unasked", office.code)
        return 0
    return sum(_is_planned(submission, at=at) for submission in late)


def _is_planned(submission: Submission, *, at: datetime) -> bool:
    try:
        return plan_automatic(submission, at=at) is not None
    except (OperationalError, InterfaceError):
        raise
    except Exception:  # whatever one row breaks, the others are brought home
        logger.exception(
            "no delivery could be planned for submission %s; the next sweep tries again", submission.number
        )
        return False
