"""Complaints as rows of an SP4N-LAPOR export; names stay masked, what concerns the office itself stays here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from complaints.models import Answer, Complaint
from complaints.queries.visible import visible_to
from complaints.sp4n import write_day
from complaints.workflow import KIND_WORDS, Identity, Kind
from office.models import Office
from office.names import masked_name
from office.staff import Staff

MOST = 20_000
CHUNK = 500
PRIVACY = {Identity.OPEN: "", Identity.SECRET: "Rahasia", Identity.ANONYMOUS: "Anonim"}


def exported(staff: Staff, *, first: date, last: date) -> Iterator[list[object]]:
    """The rows of complaints received from one day to another, oldest first, as `sp4n.COLUMNS` and our number."""
    office = staff.office
    zone = ZoneInfo(office.time_zone)
    start = datetime.combine(first, time(0), zone)
    end = datetime.combine(last + timedelta(days=1), time(0), zone)
    rows = visible_to(staff).filter(is_sensitive=False, received_at__gte=start, received_at__lt=end)
    for complaint in _with_facts(rows).iterator(chunk_size=CHUNK):
        yield _row(complaint, office, zone)


def known(office: Office, tracking_ids: list[str]) -> dict[str, str]:
    """Our number by SP4N's, of those that are here already."""
    rows = Complaint.objects.filter(office=office, sp4n_id__in=tracking_ids)
    return dict(rows.values_list("sp4n_id", "number"))


def _with_facts(rows: QuerySet[Complaint]) -> QuerySet[Complaint]:
    answers = Prefetch("answers", Answer.objects.order_by("-at"), to_attr="latest_answers")
    facts = rows.select_related("category", "agency", "village", "reporter", "rating").prefetch_related(answers)
    return facts.order_by("received_at", "id")[:MOST]


def _row(complaint: Complaint, office: Office, zone: ZoneInfo) -> list[object]:
    came = complaint.received_at.astimezone(zone)
    answers = getattr(complaint, "latest_answers", [])
    rating = getattr(complaint, "rating", None)
    return [
        complaint.sp4n_id, write_day(came.date()), f"{came:%H:%M}", _reporter(complaint), KIND_WORDS[Kind(complaint.kind)],
        complaint.category.name, complaint.title, complaint.text, answers[0].text if answers else "",
        PRIVACY[Identity(complaint.identity)], complaint.get_source_display(), office.region_name,
        complaint.agency.name if complaint.agency else "", complaint.state_label, complaint.reason, office.area.province,
        office.region_name, office.area.name, complaint.village.name if complaint.village else "",
        rating.score if rating else "", complaint.number,
    ]  # fmt: skip


def _reporter(complaint: Complaint) -> str:
    who = getattr(complaint, "reporter", None)
    return masked_name(who.name) if who and complaint.identity == Identity.OPEN else ""
