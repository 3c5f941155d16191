"""What the form of a report needs: the topics with where each goes, the desa, the draft, and what was reported nearby."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from complaints.models import Category, Complaint, ComplaintDraft, ComplaintPhoto
from office.models import Area, Office
from office.sealing import blind_index

RECENT = timedelta(days=90)
MOST_NEAR = 3


@dataclass(frozen=True)
class Topic:
    """A first-level category, where it usually goes, and its finer ones."""

    category: Category
    agency: str
    finer: tuple[Category, ...]


def topics_of(office: Office) -> list[Topic]:
    """The list of the form in its order; one query."""
    rows = list(
        Category.objects.filter(office=office, is_active=True).select_related("agency").order_by("position", "name")
    )
    return [
        Topic(
            row,
            row.agency.short_name if row.agency else "",
            tuple(child for child in rows if child.parent_id == row.pk),
        )
        for row in rows
        if row.parent_id is None
    ]


def villages_of(office: Office) -> list[Area]:
    """The desa and kelurahan of a kecamatan; a kelurahan has only itself."""
    found = list(Area.objects.filter(parent=office.area_id, kind__in=["desa", "kelurahan"]).order_by("name"))
    return found or list(Area.objects.filter(pk=office.area_id))


def draft_index(token: str) -> str:
    """Under which a draft is found; the token itself is kept nowhere."""
    return blind_index("complaint-draft", token)


def draft_by(token: str, office: Office, *, at: datetime) -> ComplaintDraft | None:
    """The draft of a link, while it lives."""
    return ComplaintDraft.objects.filter(token_index=draft_index(token), office=office, expires_at__gt=at).first()


def photos_of(draft: ComplaintDraft) -> list[ComplaintPhoto]:
    return list(draft.photos.select_related("file"))


def nearby(office: Office, category: Category, village_code: str, rw: str, *, at: datetime) -> list[Complaint]:
    """Open, published reports on the same topic in the same desa, those of the same RW first (index `complaint_by_place`)."""
    if not village_code:
        return []
    top = category.parent_id or category.pk
    rows = Complaint.objects.filter(
        Q(category=top) | Q(category__parent=top), office=office, village__code=village_code,
        received_at__gte=at - RECENT, published_at__isnull=False, is_open=True,
    ).select_related("category", "agency")  # fmt: skip
    found = list(rows.order_by("-received_at")[:20])
    return sorted(found, key=lambda row: row.rw != rw)[:MOST_NEAR]
