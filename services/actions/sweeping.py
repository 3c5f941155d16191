"""The sweep: officers are warned, missed promises are claimed and told, letters go home unasked where an office dares."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, QuerySet

from office.actions.audit import record_each
from office.hours import NoServiceDay
from office.models import Office, User
from office.wording import clock, date_time
from services.actions.deliveries import plan_automatic
from services.actions.notices import tell_about, tell_each
from services.models import Submission
from services.queries.clock import due_for_automatic_delivery, newly_overdue, to_warn
from services.queries.colleagues import reviewers, section_heads

logger = logging.getLogger(__name__)
BATCH = 200
"""Rows claimed in one transaction: short enough that nobody waits for it, also on a database with one writer."""

Due = Callable[[], QuerySet[Submission]]


def warn_officers(*, at: datetime) -> int:
    """Tell whoever serves a file that three quarters of its time are used; says how many files were claimed.

    The officer, or every reviewer when nobody took it. What is late already is claimed and not told: the Kasi hears of it.
    """
    return _until_nothing_is_left(lambda: to_warn(at=at), lambda: _warn(at=at))


def claim_overdue(*, at: datetime) -> int:
    """Note each missed promise once, tell the resident and the Kasi; says how many this call claimed.

    Safe to run twice, late, or on many machines at once: rows that another sweep holds are passed over.
    """
    return _until_nothing_is_left(lambda: newly_overdue(at=at), lambda: _claim(at=at))


def plan_deliveries(*, at: datetime) -> int:
    """In offices that dare, bring home what is late by their number of service minutes; says how many were planned."""
    daring = Office.objects.filter(is_active=True, deliver_after__isnull=False)
    return sum(_plan_for(office, at) for office in daring)


def _until_nothing_is_left(due: Due, claim: Callable[[], int]) -> int:
    """Ask without a lock first: most sweeps find nothing, and a writer's lock is not taken for that."""
    claimed = 0
    while due().exists() and (more := claim()):
        claimed += more
    return claimed


@transaction.atomic
def _warn(*, at: datetime) -> int:
    rows = _held(to_warn(at=at).order_by("warn_at"))
    to_warn(at=at).filter(pk__in=[row.pk for row in rows]).update(warned_at=at)
    told = [row for row in rows if row.due_at and row.due_at > at]
    for office, files in _by_office(told):
        everybody = reviewers(office, at=at)
        for person in everybody:
            own = [row for row in files if _is_for(row, person, everybody)]
            tell_about(own, [person], "nearly_due", at=at, title="batas waktu mendekat")
    return len(rows)


def _is_for(submission: Submission, person: User, everybody: Iterable[User]) -> bool:
    """Its own officer's, as long as that one still serves here; nobody's is everybody's."""
    return submission.officer in {person, None} or submission.officer not in everybody


@transaction.atomic
def _claim(*, at: datetime) -> int:
    rows = _held(newly_overdue(at=at).order_by("due_at"))
    newly_overdue(at=at).filter(pk__in=[row.pk for row in rows]).update(overdue_since=F("due_at"))
    for office, files in _by_office(rows):
        acts = [(row.audit_key, {"due_at": row.due_at.isoformat() if row.due_at else ""}) for row in files]
        record_each("submission.overdue", acts, office=office, actor=None, at=at)
        tell_each(
            [(row, {"due": _moment(row, at)}) for row in files], "overdue", at=at, title="lewat batas waktu",
            step=lambda row: f"{row.due_at:%y%m%d%H%M}",
        )  # fmt: skip
        tell_about(files, section_heads(office, at=at), "late", at=at, title="permohonan lewat batas waktu")
    return len(rows)


def _held(due: QuerySet[Submission]) -> list[Submission]:
    """The first rows, locked to the end of the transaction; what somebody else works on waits for the next sweep."""
    free = due.select_for_update(of=("self",), skip_locked=True)
    return list(free.select_related("office", "version", "officer")[:BATCH])


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
    return sum(plan_automatic(submission, at=at) is not None for submission in late)
