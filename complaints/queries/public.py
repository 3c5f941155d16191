"""What everybody may read of the complaints that a person of the office published: the list, one page, its story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from complaints.models import Answer, Category, Complaint, ComplaintEvent, ComplaintPhoto
from complaints.places import rw_spellings
from complaints.workflow import CLOCK_RUNS, DONE, HIDDEN_VERBS, PUBLIC_WORDS, State
from office.models import Area, Office
from services.queries.queue import Cursor

PAGE = 20
MOST_CSV = 5_000
STATES: dict[str, tuple[str, frozenset[State]]] = {
    "diterima": ("Diterima", frozenset({State.RECEIVED, State.VERIFIED})),
    "diteruskan": ("Diteruskan", frozenset({State.FORWARDED})),
    "dikerjakan": ("Dikerjakan", frozenset({State.IN_PROGRESS})),
    "menunggu": ("Menunggu pelapor", frozenset({State.WAITING})),
    "dijawab": ("Dijawab", frozenset({State.ANSWERED})),
    "selesai": ("Selesai", frozenset({State.CLOSED})),
    "lainnya": ("Bukan wewenang, diarsipkan, digabung", frozenset(DONE - {State.CLOSED})),
}
LATE = "lewat"
"""Not a state: open and past the limit of its step."""
ROW = (
    "pk", "number", "title", "state", "rw", "supporter_count", "published_at", "received_at", "step_due", "due_at", "closed_at",
    "village__kind", "village__name", "category__name", "agency__name", "agency__work_days",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What a visitor wants to see; empty means everything. `category` is a key, `village` Kemendagri's code."""

    category: str = ""
    village: str = ""
    rw: str = ""
    state: str = ""


def published(office: Office) -> QuerySet[Complaint]:
    """What was allowed by its reporter and shown by the office; written as the partial indexes have it."""
    return Complaint.objects.filter(office=office, published_at__isnull=False)


def wished(office: Office, wish: Wish, *, at: datetime) -> QuerySet[Complaint]:
    """The published rows that fit a wish; a group of categories stands for all below it."""
    rows = published(office)
    if wish.category:
        topics = Category.objects.filter(Q(key=wish.category) | Q(parent__key=wish.category), office=office)
        rows = rows.filter(category__in=topics.values("pk"))
    if wish.village:
        rows = rows.filter(village__code=wish.village)
    if wish.rw:
        rows = rows.filter(rw__in=rw_spellings(wish.rw))
    if wish.state == LATE:
        return rows.filter(is_open=True, step_due__lt=at, state__in=sorted(CLOCK_RUNS))
    if wish.state:
        rows = rows.filter(state__in=sorted(STATES[wish.state][1]))
    return rows


def page(
    office: Office, wish: Wish, *, at: datetime, after: Cursor | None = None
) -> tuple[list[dict[str, Any]], Cursor | None]:
    """Twenty rows, newest first, and where the next page begins; one query."""
    rows = wished(office, wish, at=at)
    if after:
        rows = rows.filter(published_at__lte=after.at).filter(Q(published_at__lt=after.at) | Q(pk__lt=after.pk))
    found = list(rows.order_by("-published_at", "-pk").values(*ROW)[: PAGE + 1])
    last = Cursor(found[PAGE - 1]["published_at"], found[PAGE - 1]["pk"]) if len(found) > PAGE else None
    return found[:PAGE], last


def sheet(office: Office, wish: Wish, *, at: datetime) -> list[dict[str, Any]]:
    """The newest rows of a wish for a spreadsheet, five thousand at most."""
    rows = wished(office, wish, at=at).order_by("-published_at", "-pk")
    return list(
        rows.values(*ROW, "public_text", "answered_at", "forwarded_at", "times_reopened", "times_bounced")[:MOST_CSV]
    )


def shown(office: Office, number: str) -> Complaint | None:
    """One published complaint with what its page says."""
    proofs = Prefetch("proofs", ComplaintPhoto.objects.filter(is_public=True).select_related("file"))
    return (
        published(office)
        .filter(number=number)
        .select_related("category", "village", "agency", "office")
        .defer("text")
        .prefetch_related(
            Prefetch("answers", Answer.objects.select_related("agency").prefetch_related(proofs)),
            Prefetch("photos", ComplaintPhoto.objects.filter(is_public=True, answer=None).select_related("file")),
        )
        .first()
    )


def story(complaint: Complaint) -> list[ComplaintEvent]:
    """The events that everybody may read, in order, without who did them and without what was said inside."""
    hidden = sorted(verb.value for verb in HIDDEN_VERBS)
    return list(complaint.events.exclude(verb__in=hidden).select_related("agency").defer("reporter_note", "note"))


def photo(office: Office, number: str, pk: UUID) -> ComplaintPhoto | None:
    """A picture that a person released, of a complaint that is published."""
    rows = ComplaintPhoto.objects.filter(pk=pk, is_public=True, file__wiped_at=None)
    return (
        rows.filter(complaint__in=published(office).filter(number=number).values("pk")).select_related("file").first()
    )


def categories(office: Office) -> list[Category]:
    """The categories people may ask for, by group; those about the office itself are never shown."""
    live = Category.objects.filter(office=office, is_sensitive=False).select_related("parent")
    return list(live.order_by("parent__position", "parent__name", "position", "name"))


def villages(office: Office) -> list[Area]:
    """The office's desa or kelurahan; a kelurahan's own is itself."""
    rows = Area.objects.filter(Q(parent=office.area) | Q(pk=office.area_id), kind__in=["desa", "kelurahan"])
    return list(rows.order_by("name"))


def word_of(state: str) -> str:
    """What residents read for a state."""
    return PUBLIC_WORDS[State(state)]


def is_late(state: str, step_due: datetime | None, at: datetime) -> bool:
    """Somebody of ours should have moved by now."""
    return State(state) in CLOCK_RUNS and step_due is not None and step_due < at
