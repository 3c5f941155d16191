"""What Open311 clients read: jurisdictions, categories as services, and what the public may know of a complaint."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from complaints.models import ApiKey, Category, Complaint, ComplaintPhoto
from office.models import Office
from office.sealing import blind_index

MOST = 1000
"""GeoReport v2: "limited to the first 1000 requests" …"""
WINDOW = timedelta(days=90)
"""… and to a span of 90 days."""


@dataclass(frozen=True)
class Asked:
    """The filter of a list; empty means no condition."""

    numbers: Collection[str] = ()
    services: Collection[str] = ()
    starts: datetime | None = None
    ends: datetime | None = None
    is_open: bool | None = None
    page: int = 1
    page_size: int = field(default=MOST)


def jurisdictions() -> list[Office]:
    """The offices that take complaints."""
    return list(Office.objects.filter(is_active=True, complaint_settings__isnull=False).order_by("slug"))


def jurisdiction(wanted: str) -> Office | None:
    """By the office's address or host name; without a name only where one office takes complaints."""
    takes = Office.objects.filter(is_active=True, complaint_settings__isnull=False).select_related("complaint_settings")
    if wanted:
        return takes.filter(Q(slug=wanted) | Q(host=wanted) & ~Q(host="")).first()
    found = list(takes[:2])
    return found[0] if len(found) == 1 else None


def offered(office: Office) -> QuerySet[Category]:
    """Categories a report can be sent under: the second level, and first ones without any below.

    What concerns the office's own staff goes to the Inspektorat by the web form, never through a third program.
    """
    live = Category.objects.filter(office=office, is_active=True, is_sensitive=False)
    parents = Category.objects.filter(office=office, is_active=True, parent__isnull=False).values("parent")
    return live.exclude(pk__in=parents).select_related("parent").order_by("parent__position", "position", "name")


def asked_for(office: Office, asked: Asked, *, at: datetime) -> list[Complaint]:
    """Published complaints, newest first; named numbers are looked up whether published or not."""
    rows = Complaint.objects.filter(office=office, is_sensitive=False)
    if asked.numbers:
        return _with_facts(rows.filter(number__in=list(asked.numbers)[:MOST]))
    starts, ends = _span(asked, at)
    rows = rows.filter(published_at__isnull=False, received_at__gte=starts, received_at__lte=ends)
    if asked.services:
        rows = rows.filter(category__key__in=asked.services)
    if asked.is_open is not None:
        rows = rows.filter(is_open=asked.is_open)
    first = (asked.page - 1) * asked.page_size
    return _with_facts(rows.order_by("-received_at", "-id")[first : first + asked.page_size])


def one(number: str, office: Office | None) -> Complaint | None:
    """By its number, in one jurisdiction or in any."""
    rows = Complaint.objects.filter(number=number, is_sensitive=False)
    return next(iter(_with_facts(rows.filter(office=office) if office else rows)), None)


def key_of(office: Office, text: str) -> ApiKey | None:
    """The live key that somebody sent, if it is this office's."""
    index = blind_index("api-key", text[:100])
    return ApiKey.objects.filter(office=office, key_index=index, revoked_at=None).first()


def _span(asked: Asked, at: datetime) -> tuple[datetime, datetime]:
    if asked.starts and not asked.ends:
        return asked.starts, min(asked.starts + WINDOW, max(at, asked.starts))
    ends = asked.ends or at
    return max(asked.starts or ends - WINDOW, ends - WINDOW), ends


def _with_facts(rows: QuerySet[Complaint]) -> list[Complaint]:
    shown = ComplaintPhoto.objects.filter(is_public=True).order_by("position")
    return list(
        rows.select_related("office", "category", "agency", "village", "duplicate_of").prefetch_related(
            Prefetch("photos", shown, to_attr="shown_photos")
        )
    )
