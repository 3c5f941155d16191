"""The staff queue: what is open, in the order of its urgency, filtered, counted and cut into pages by key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import (
    BigAutoField,
    Case,
    CharField,
    DateTimeField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    When,
)  # fmt: skip

from office.models import Office
from office.staff import Staff
from services.models import Event, Submission
from services.queries.capped import prepared_counts
from services.queries.clock import VULNERABLE_FIRST
from services.queries.prepared import Prepared, Slot
from services.workflow import State

PAGE = 20
ROW = (
    "pk", "number", "applicant_name", "state", "vulnerability", "officer_id", "officer__name", "received_at", "due_at", "warn_at",
    "paused_at", "queue_at", "finished_at", "times_returned", "endorsed_steps", "version__short_name", "version__endorsers", "version__product",
    "viewer_id", "viewer__name", "viewed_at",
)  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """What a person wants to see of the queue; empty means everything."""

    chip: str = ""
    service: str = ""
    village: str = ""


@dataclass(frozen=True)
class Cursor:
    """The place of the last row seen."""

    at: datetime
    pk: UUID

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """A cursor from the address; None when somebody made it up."""
        moment, _, key = text.partition("_")
        try:
            at = datetime.fromisoformat(moment)
            return cls(at, UUID(key)) if at.tzinfo else None
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.pk}"


# Slots stand where the office, the person and the moment will: the functions below build the same conditions with them.
_OFFICE: Any = Slot("office", BigAutoField())
_ME: Any = Slot("me", UUIDField())
AT: Any = Slot("at", DateTimeField())
_SOON: Any = Slot("soon", DateTimeField())
SOMEBODY = Staff(user=_ME, office=_OFFICE, posts=())


def open_in(office: Office) -> QuerySet[Submission]:
    """What is not finished; the condition is written as the partial index has it."""
    return Submission.objects.filter(office=office, is_open=True)


def is_late(at: datetime) -> Q:
    """Past its deadline, or past "periksa sebelum"."""
    return _due_before(at)


def is_soon(at: datetime, soon: datetime) -> Q:
    """Less than 15 service minutes left: due before `soon`."""
    return _due_before(soon) & _due_from(at)


def is_safe(soon: datetime) -> Q:
    """The clock runs and there is time."""
    return _due_from(soon) & Q(paused_at=None)


def _due_before(at: datetime) -> Q:
    """A vulnerable resident's row stands 15 minutes early; the outer condition is a range of the queue's index."""
    return Q(queue_at__lt=at) & (Q(vulnerability="") | Q(queue_at__lt=at - VULNERABLE_FIRST))


def _due_from(at: datetime) -> Q:
    return Q(queue_at__gte=at - VULNERABLE_FIRST) & (~Q(vulnerability="") | Q(queue_at__gte=at))


def chips(staff: Staff, at: datetime) -> dict[str, tuple[str, Q]]:
    """The filters above the list: key → label and condition."""
    return {
        "": ("Semua", Q()),
        "lewat": ("Lewat batas", is_late(at)),
        "saya": ("Tugas saya", Q(officer=staff.user)),
        "periksa": ("Periksa berkas", Q(state=State.SUBMITTED)),
        "surat": ("Buat surat", Q(state=State.COMPLETE)),
        "paraf": ("Paraf", Q(state=State.DRAFTED)),
        "tanda-tangan": ("Tanda tangan", Q(state=State.ENDORSED)),
        "warga": ("Menunggu warga", Q(state=State.RETURNED)),
    }


def counts(staff: Staff, at: datetime, soon: datetime) -> dict[str, int]:
    """The figures of tiles and chips in one query, each counted to 100 at most; `soon` is 15 service minutes from now."""
    return _counted().rows(office=staff.office.pk, me=staff.user.pk, at=at, soon=soon)[0]


@cache
def _counted() -> Prepared:
    rows = open_in(_OFFICE)
    wanted = {f"chip_{key}": rows.filter(condition) for key, (_label, condition) in chips(SOMEBODY, AT).items()}
    return prepared_counts(
        _OFFICE, {**wanted, "soon": rows.filter(is_soon(AT, _SOON)), "safe": rows.filter(is_safe(_SOON))}
    )


def page(
    staff: Staff, wish: Wish, *, at: datetime, after: Cursor | None = None
) -> tuple[list[dict[str, Any]], Cursor | None]:
    """Twenty rows, most urgent first, and where the next page begins; always one query."""
    chip = wish.chip if wish.chip in chips(staff, at) else ""
    read = _paged(chip, bool(wish.service), bool(wish.village), after is not None)
    place = {"after_at": after.at, "after_pk": after.pk} if after else {}
    who = {"office": staff.office.pk, "me": staff.user.pk, "at": at}
    found = read.rows(**who, **place, service=wish.service, village=wish.village)
    return found[:PAGE], _next(found, "queue_at")


@cache
def _paged(chip: str, of_service: bool, of_village: bool, is_later: bool) -> Prepared:
    rows = open_in(_OFFICE).filter(chips(SOMEBODY, AT)[chip][1])
    if of_service:
        rows = rows.filter(service__slug=Slot("service", CharField()))
    if of_village:
        rows = rows.filter(village__code=Slot("village", CharField()))
    if is_later:
        at, pk = Slot("after_at", DateTimeField()), Slot("after_pk", UUIDField())
        rows = rows.filter(queue_at__gte=at).filter(Q(queue_at__gt=at) | Q(pk__gt=pk))
    return Prepared(_with_reason(rows).order_by("queue_at", "pk")[: PAGE + 1])


def finished(
    office: Office, *, state: str = "", after: Cursor | None = None
) -> tuple[list[dict[str, Any]], Cursor | None]:
    """What is done, newest first: issued, waiting for pick-up, handed over, refused."""
    rows = Submission.objects.filter(office=office, finished_at__isnull=False, is_open=False)
    if state:
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(finished_at__lte=after.at).filter(Q(finished_at__lt=after.at) | Q(pk__lt=after.pk))
    found = list(rows.order_by("-finished_at", "-pk").values(*ROW)[: PAGE + 1])
    return found[:PAGE], _next(found, "finished_at")


def of_keys(office: Office, keys: Iterable[UUID]) -> list[dict[str, Any]]:
    """The rows of a search, open ones first, then the newest."""
    rows = Submission.objects.filter(office=office, pk__in=list(keys))
    return list(_with_reason(rows).order_by("-is_open", "-received_at", "-pk"))


def _with_reason(rows: QuerySet[Submission]) -> Any:
    """Row values; a returned one says what the office asked for."""
    asked = (
        Event.objects.filter(submission=OuterRef("pk"), target=State.RETURNED)
        .order_by("-at", "-pk")
        .values("public_note")[:1]
    )
    reason = Case(When(state=State.RETURNED, then=Subquery(asked)), output_field=CharField())
    return rows.annotate(asked=reason).values(*ROW, "asked")


def _next(found: list[dict[str, Any]], column: str) -> Cursor | None:
    return Cursor(found[PAGE - 1][column], found[PAGE - 1]["pk"]) if len(found) > PAGE else None
