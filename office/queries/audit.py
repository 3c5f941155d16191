"""Reading the audit chain: newest first, a page at a time, by what happened to what, by whom, when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from office.models import AuditEntry, Office

PAGE = 50


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty means everything."""

    subject: str = ""
    verb: str = ""
    actor: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Page:
    entries: list[AuditEntry]
    next_before: int | None


def page_of(office: Office, wanted: Wanted, *, before: int | None = None) -> Page:
    """The next entries below a number: new acts never push a reader's page."""
    rows = matching(office, wanted)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    found = list(rows.order_by("-seq")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].seq if len(found) > PAGE else None)


def matching(office: Office, wanted: Wanted) -> QuerySet[AuditEntry]:
    zone, rows = ZoneInfo(office.time_zone), AuditEntry.objects.filter(office=office)
    if wanted.subject:
        rows = rows.filter(subject__icontains=wanted.subject)
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.actor:
        rows = rows.filter(actor_name__icontains=wanted.actor)
    if wanted.since:
        rows = rows.filter(at__gte=datetime.combine(wanted.since, time(), zone))
    if wanted.until:
        rows = rows.filter(at__lt=datetime.combine(wanted.until + timedelta(days=1), time(), zone))
    return rows


def length_of(office: Office) -> int:
    """How many acts the chain holds."""
    return AuditEntry.objects.filter(office=office).count()
