"""The kecamatan's desk: what is open in the order of its limit, filtered, searched by words, cut into pages by key."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from complaints.models import Complaint, ComplaintTerm
from complaints.queries.visible import visible_to
from complaints.workflow import CLOCK_RUNS, IN_AGENCY, State
from office.names import search_terms
from office.staff import Staff
from services.queries.capped import capped_counts
from services.queries.queue import Cursor

PAGE = 20
MOST_FOUND = 60
ROW = (
    "pk", "number", "title", "state", "kind", "identity", "rw", "step_due", "overdue_since", "received_at", "is_held", "held_reason", "published_at",
    "times_bounced", "times_reopened", "escalated_at", "supporter_count", "category__name", "village__name", "agency__short_name", "agency__work_days",
)  # fmt: skip


def chips(at: datetime) -> dict[str, tuple[str, Q]]:
    """The filters above the list: key → label and condition."""
    return {
        "": ("Semua", Q()),
        "periksa": ("Perlu diperiksa", Q(state=State.RECEIVED)),
        "teruskan": ("Perlu diteruskan", Q(state=State.VERIFIED)),
        "ditahan": ("Ditahan", Q(is_held=True)),
        "lewat": ("Lewat batas", Q(step_due__lt=at, state__in=sorted(CLOCK_RUNS))),
        "camat": ("Di meja camat", Q(escalated_at__isnull=False)),
        "dinas": ("Di dinas", Q(state__in=sorted(IN_AGENCY))),
        "menunggu": ("Menunggu pelapor", Q(state__in=["waiting", "answered"])),
    }


def open_in(staff: Staff, agencies: list[UUID]) -> QuerySet[Complaint]:
    """What this person sees and is not finished (index `complaint_queue`)."""
    return visible_to(staff, agencies=agencies).filter(is_open=True)


def counts(staff: Staff, agencies: list[UUID], at: datetime) -> dict[str, int]:
    """The figures of the chips in one query, each counted to 100 at most."""
    rows = open_in(staff, agencies)
    return capped_counts(
        staff.office, {key or "semua": rows.filter(wanted) for key, (_label, wanted) in chips(at).items()}
    )


def page(
    staff: Staff, agencies: list[UUID], chip: str, *, at: datetime, after: Cursor | None = None
) -> tuple[list[dict[str, Any]], Cursor | None]:
    """Twenty rows, the soonest limit first, and where the next page begins; one query."""
    rows = open_in(staff, agencies).filter(chips(at).get(chip, chips(at)[""])[1])
    if after:
        rows = rows.filter(step_due__gte=after.at).filter(Q(step_due__gt=after.at) | Q(pk__gt=after.pk))
    found = list(rows.order_by("step_due", "pk").values(*ROW)[: PAGE + 1])
    more = len(found) > PAGE and found[PAGE - 1]["step_due"]
    return found[:PAGE], Cursor(found[PAGE - 1]["step_due"], found[PAGE - 1]["pk"]) if more else None


def finished(
    staff: Staff, agencies: list[UUID], *, after: Cursor | None = None
) -> tuple[list[dict[str, Any]], Cursor | None]:
    """What is closed, refused or merged, newest report first."""
    rows = visible_to(staff, agencies=agencies).filter(is_open=False)
    if after:
        rows = rows.filter(received_at__lte=after.at).filter(Q(received_at__lt=after.at) | Q(pk__lt=after.pk))
    found = list(rows.order_by("-received_at", "-pk").values(*ROW)[: PAGE + 1])
    more = len(found) > PAGE
    return found[:PAGE], Cursor(found[PAGE - 1]["received_at"], found[PAGE - 1]["pk"]) if more else None


def search(staff: Staff, agencies: list[UUID], words: str) -> list[dict[str, Any]]:
    """The newest rows that hold every word (each by its beginning), or the number's last part."""
    rows = visible_to(staff, agencies=agencies)
    for word in sorted(search_terms(words), key=len, reverse=True)[:4]:
        hits = ComplaintTerm.objects.filter(office=staff.office, term__startswith=word[:24])
        rows = rows.filter(pk__in=hits.values("complaint"))
    return list(rows.order_by("-received_at", "-pk").values(*ROW)[:MOST_FOUND])


def found(staff: Staff, number: str, agencies: list[UUID]) -> Complaint | None:
    """One complaint of theirs, with what its page says."""
    rows = visible_to(staff, agencies=agencies).select_related(
        "office", "agency", "category__parent", "village", "duplicate_of", "officer", "rule"
    )
    return rows.filter(number=number).first()


def waits(staff: Staff) -> QuerySet[Complaint]:
    """What the desk has to do: the figure beside the menu."""
    return visible_to(staff, agencies=[]).filter(is_open=True, state__in=["received", "verified"])
