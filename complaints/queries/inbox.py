"""The inbox of an agency's officer: what lies with the agency, what is done, what went elsewhere; counted and cut by key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from complaints.models import Agency, Complaint, PreparedAnswer, Stay
from complaints.queries.visible import agencies_of, inbox_of, visible_to
from complaints.workflow import CLOCK_RUNS, IN_AGENCY, State
from office.models import User
from office.staff import Staff
from services.queries.capped import capped_counts
from services.queries.queue import Cursor

PAGE = 20
NEAR = timedelta(days=2)
DONE, ELSEWHERE = "selesai", "dialihkan"
ROW = (
    "pk", "number", "title", "state", "rw", "landmark", "village__kind", "village__name", "supporter_count", "step_due", "paused_at",
    "officer_id", "officer__name", "agency_id", "agency__short_name", "agency__work_days", "times_reopened", "times_bounced", "closed_at",
    "category__name",
)  # fmt: skip


def tabs(staff: Staff, at: datetime) -> dict[str, tuple[str, Q | None]]:
    """The filters above the list: key → label and condition; None where nothing is counted."""
    return {
        "": ("Perlu dijawab", Q(state=State.FORWARDED)),
        "dikerjakan": ("Dikerjakan", Q(state=State.IN_PROGRESS)),
        "batas": ("Segera atau lewat", Q(state__in=sorted(CLOCK_RUNS), step_due__lt=at + NEAR)),
        "saya": ("Tugas saya", Q(officer=staff.user)),
        "pelapor": ("Menunggu pelapor", Q(state=State.WAITING)),
        "dijawab": ("Dijawab", Q(state=State.ANSWERED)),
        DONE: ("Selesai", None),
        ELSEWHERE: ("Dialihkan", None),
    }


def counts(staff: Staff, agencies: list[UUID], *, at: datetime) -> dict[str, int]:
    """The figures of the tabs in one query, each to a hundred at most."""
    rows = inbox_of(agencies)
    return capped_counts(
        staff.office,
        {f"tab_{key}": rows.filter(condition) for key, (_label, condition) in tabs(staff, at).items() if condition},
    )


def page(
    staff: Staff, agencies: list[UUID], tab: str, *, at: datetime, after: Cursor | None = None
) -> tuple[list[dict[str, Any]], Cursor | None]:
    """Twenty rows of a tab and where the next page begins; one query. An unknown tab is the first one."""
    if tab == DONE:
        return _cut(_later(_done(agencies), after, "closed_at", newest=True), "closed_at")
    if tab == ELSEWHERE:
        return _cut(_later(_elsewhere(staff, agencies), after, "left", newest=True), "left")
    _label, condition = tabs(staff, at).get(tab) or tabs(staff, at)[""]
    rows = inbox_of(agencies).filter(condition or Q())
    return _cut(_later(rows, after, "step_due", newest=False), "step_due")


def _done(agencies: list[UUID]) -> QuerySet[Complaint]:
    return Complaint.objects.filter(agency__in=agencies, is_open=False, closed_at__isnull=False)


def _elsewhere(staff: Staff, agencies: list[UUID]) -> QuerySet[Complaint]:
    """What these agencies had and gave away, by when they last gave it away."""
    gone = Stay.objects.filter(agency__in=agencies, left_at__isnull=False)
    last = gone.filter(complaint=OuterRef("pk")).order_by("-left_at").values("left_at")[:1]
    rows = visible_to(staff, agencies=agencies).filter(pk__in=gone.values("complaint")).exclude(agency__in=agencies)
    return rows.annotate(left=Subquery(last))


def _later(rows: QuerySet[Complaint], after: Cursor | None, column: str, *, newest: bool) -> QuerySet[Complaint]:
    """The rows behind a place, in order; the first condition is a range of the index."""
    if after:
        far, near = ("lte", "lt") if newest else ("gte", "gt")
        rows = rows.filter(**{f"{column}__{far}": after.at}).filter(
            Q(**{f"{column}__{near}": after.at}) | Q(**{f"pk__{near}": after.pk})
        )
    sign = "-" if newest else ""
    return rows.order_by(f"{sign}{column}", f"{sign}pk")


def _cut(rows: QuerySet[Complaint], column: str) -> tuple[list[dict[str, Any]], Cursor | None]:
    names = (*ROW, "left") if column == "left" else ROW
    found = list(rows.values(*names)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return found[:PAGE], Cursor(last[column], last["pk"]) if last and last[column] else None


def waiting(staff: Staff) -> QuerySet[Complaint]:
    """What the badge beside the menu counts: an answer or a first step is owed."""
    return inbox_of(agencies_of(staff)).filter(state__in=sorted(IN_AGENCY))


def agencies_named(keys: Sequence[UUID]) -> list[Agency]:
    """The agencies a person answers for."""
    return list(Agency.objects.filter(pk__in=keys))


def colleagues(agency: Agency) -> list[User]:
    """Who may be given a complaint of this agency."""
    return list(
        User.objects.filter(agency_places__agency=agency, agency_places__ended_at=None, is_active=True).order_by("name")
    )


def others(agency: Agency) -> list[Agency]:
    """Who else could be in charge: the active agencies of the office, each with its duties."""
    return list(Agency.objects.filter(office=agency.office_id, is_active=True).exclude(pk=agency.pk))


def prepared(agencies: Sequence[UUID]) -> list[PreparedAnswer]:
    """The texts these agencies keep ready."""
    return list(PreparedAnswer.objects.filter(agency__in=agencies).select_related("agency"))
