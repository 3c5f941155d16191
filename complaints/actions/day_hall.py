"""The day at the hall: open it, give out queue numbers, record what people say, answer and promise, close with minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from complaints.actions import day_complaints
from complaints.actions.days import lock_day, move_on
from complaints.day_access import check_answers, check_at_hall, check_plans
from complaints.day_states import DayState, ItemKind, ItemState, check_item_move
from complaints.models import Agency, Category, DayItem, DayVisitor, RwDay
from complaints.queries.days import is_officer
from complaints.queries.visible import agencies_of
from office import codes
from office.actions.audit import record
from office.sealing import blind_index
from office.staff import Staff, local_day
from services.access import NotAllowed
from services.workflow import IllegalMove


class NoNumberLeft(Exception):
    """All queue numbers that can be taken from home are gone."""


@dataclass(frozen=True)
class Ticket:
    """What a visitor carries; `is_new` is False when the same page or phone asked before."""

    visitor: DayVisitor
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What somebody said, as the officer typed it. With a category it becomes a report with limits of its own."""

    kind: ItemKind
    text: str
    place: str = ""
    agency: Agency | None = None
    category: Category | None = None
    visitor: DayVisitor | None = None


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What is said in return; `due_on` belongs to a promise only."""

    state: ItemState
    answer: str = ""
    due_on: date | None = None


@transaction.atomic
def open_day(day: RwDay, *, staff: Staff, at: datetime) -> RwDay:
    """Begin, on the day's own date only. Raises IllegalMove, NotAllowed."""
    check_at_hall(staff, day, is_officer=is_officer(day, staff.user))
    kept = lock_day(day)
    if kept.date != local_day(kept.office, at):
        raise NotAllowed("Kantor di RW dibuka pada tanggalnya. Pindahkan dulu bila tanggalnya berubah.")
    return move_on(kept, DayState.RUNNING, by=staff.user, at=at, opened_at=at)


@transaction.atomic
def take_number_online(day: RwDay, *, token: str, at: datetime) -> Ticket:
    """A number from home, before the day begins. Raises NoNumberLeft, IllegalMove when there are none to take."""
    kept = lock_day(day)
    found = _known_visitor(kept, token)
    if found:
        return Ticket(found, is_new=False)
    if kept.state != DayState.ANNOUNCED or kept.date < local_day(kept.office, at):
        raise IllegalMove(kept.state, "number")
    if DayVisitor.objects.filter(day=kept, is_online=True).count() >= kept.capacity:
        raise NoNumberLeft
    return _give(kept, DayVisitor(is_online=True), token, at=at)


@transaction.atomic
def take_number(
    day: RwDay, *, token: str, staff: Staff, at: datetime, name: str = "", consents: bool = False
) -> Ticket:  # fmt: skip
    """A number at the hall. A name is kept only when its owner agreed. Raises IllegalMove, NotAllowed."""
    check_at_hall(staff, day, is_officer=is_officer(day, staff.user))
    kept = lock_day(day)
    found = _known_visitor(kept, token)
    if found:
        return Ticket(found, is_new=False)
    if kept.state != DayState.RUNNING:
        raise IllegalMove(kept.state, "number")
    return _give(kept, DayVisitor(name=name if consents else "", consents=consents and bool(name)), token, at=at)


def _known_visitor(day: RwDay, token: str) -> DayVisitor | None:
    return DayVisitor.objects.filter(day=day, token_index=_token(day, token)).first()


def _token(day: RwDay, token: str) -> str:
    return blind_index(f"rw-day:{day.pk}", token)


def _give(day: RwDay, visitor: DayVisitor, token: str, *, at: datetime) -> Ticket:
    day.last_visitor += 1
    day.save(update_fields=["last_visitor"])
    code, pin = codes.new_code(), codes.new_pin()
    visitor.day, visitor.number, visitor.taken_at = day, day.last_visitor, at
    visitor.token_index = _token(day, token)
    visitor.code, visitor.code_index = code, blind_index("rw-code", code)
    visitor.pin, visitor.pin_index = pin, blind_index(f"rw-pin:{visitor.pk}", pin)
    visitor.save(force_insert=True)
    return Ticket(visitor, is_new=True)


@transaction.atomic
def record_item(day: RwDay, entry: Entry, *, token: str, staff: Staff, at: datetime) -> tuple[DayItem, bool]:
    """Write down what was said; sent again by a phone that had no signal it stays one entry (False).

    Raises IllegalMove unless the day runs, NotAllowed.
    """
    check_at_hall(staff, day, is_officer=is_officer(day, staff.user))
    kept = lock_day(day)
    found = DayItem.objects.filter(day=kept, token_index=_token(kept, token)).first()
    if found:
        return found, False
    if kept.state != DayState.RUNNING:
        raise IllegalMove(kept.state, "item")
    kept.last_item += 1
    kept.save(update_fields=["last_item"])
    item = DayItem.objects.create(
        day=kept, number=kept.last_item, kind=entry.kind, text=entry.text, place=entry.place, agency=entry.agency, visitor=entry.visitor,
        token_index=_token(kept, token), recorded_by=staff.user, recorded_at=at,
    )  # fmt: skip
    record("rw_item.recorded", item_key(item), office=kept.office, actor=staff.user, at=at, kind=entry.kind)
    if entry.category and entry.kind in day_complaints.KINDS:
        item.complaint = day_complaints.file_report(item, entry.category, staff=staff, at=at)
        item.agency = item.agency or item.complaint.agency
        item.save(update_fields=["complaint", "agency"])
    return item, True


def item_key(item: DayItem) -> str:
    return f"rw-item:{item.day.number}.{item.number}"


@transaction.atomic
def hand_item(item: DayItem, agency: Agency, *, staff: Staff, at: datetime) -> DayItem:
    """Give an unanswered entry to the agency whose duty it is. Raises IllegalMove, NotAllowed."""
    kept = _lock_item(item)
    check_at_hall(staff, kept.day, is_officer=is_officer(kept.day, staff.user))
    if kept.state != ItemState.OPEN:
        raise IllegalMove(kept.state, "agency")
    if agency.office_id != kept.day.office_id:
        raise NotAllowed("Instansi ini milik kantor lain.")
    day_complaints.hand_over(kept, agency, staff=staff, at=at)
    kept.agency = agency
    kept.save(update_fields=["agency"])
    record("rw_item.handed", item_key(kept), office=kept.day.office, actor=staff.user, at=at, to=agency.key)
    return kept


@transaction.atomic
def answer_item(item: DayItem, reply: Reply, *, staff: Staff, at: datetime) -> DayItem:
    """Done on the spot, answered, or promised with a date; later the promise is kept, put off or honestly taken back.

    Raises IllegalMove, NotAllowed; a promise without date or words is refused.
    """
    kept = _lock_item(item)
    check_answers(
        staff, kept, is_officer=is_officer(kept.day, staff.user), agencies=agencies_of(staff)
    )  # fmt: skip
    if kept.day.state not in {DayState.RUNNING, DayState.CLOSED}:
        raise IllegalMove(kept.day.state, reply.state)
    check_item_move(kept.state, reply.state)
    _check_promise(kept, reply, at=at)
    source, kept.state = kept.state, reply.state
    kept.answer = reply.answer or kept.answer
    kept.due_on = reply.due_on if reply.state == ItemState.PROMISED else kept.due_on
    kept.answered_by, kept.answered_at = staff.user, at
    kept.finished_at = at if reply.state in {ItemState.DONE, ItemState.KEPT} else None
    kept.save()
    day_complaints.follow(kept, staff=staff, at=at)
    record(
        f"rw_item.{reply.state}", item_key(kept), office=kept.day.office, actor=staff.user, at=at, source=source
    )  # fmt: skip
    return kept


def _check_promise(item: DayItem, reply: Reply, *, at: datetime) -> None:
    if reply.state == ItemState.PROMISED and (not reply.answer or reply.due_on is None):
        raise NotAllowed("Tulis apa yang dijanjikan dan tanggal selesainya.")
    if reply.due_on and reply.due_on < local_day(item.day.office, at):
        raise NotAllowed("Tanggal janji tidak boleh sudah lewat.")
    if reply.state == ItemState.ANSWERED and not reply.answer:
        raise NotAllowed("Tulis jawabannya. Warga membacanya di halaman RW ini.")


def _lock_item(item: DayItem) -> DayItem:
    rows = DayItem.objects.select_for_update(of=("self",)).select_related(
        "day__office", "day__rw__parent", "agency", "complaint"
    )
    return rows.get(pk=item.pk)


@transaction.atomic
def note_served(visitor: DayVisitor, *, staff: Staff, at: datetime) -> bool:
    """Tick a queue number off; False when somebody did before."""
    check_at_hall(staff, visitor.day, is_officer=is_officer(visitor.day, staff.user))
    return bool(DayVisitor.objects.filter(pk=visitor.pk, served_at=None).update(served_at=at))


@transaction.atomic
def close_day(
    day: RwDay, *, attendance: int, witnesses: str, note: str, staff: Staff, at: datetime, public: Mapping[UUID, str]
) -> RwDay:  # fmt: skip
    """End the day: the minutes can be signed; `public` says which entries the page shows, and in which words.

    PINs are forgotten; codes keep working. Raises IllegalMove, NotAllowed.
    """
    check_plans(staff, day.office_id)
    kept = lock_day(day)
    closed = move_on(
        kept, DayState.CLOSED, by=staff.user, at=at, closed_at=at, attendance=attendance, witnesses=witnesses, minutes_note=note
    )  # fmt: skip
    show_items(closed, public, staff=staff, at=at)
    DayVisitor.objects.filter(day=closed).update(pin="")
    return closed


@transaction.atomic
def show_items(day: RwDay, public: Mapping[UUID, str], *, staff: Staff, at: datetime) -> int:
    """What the public page shows, in the words given; the others are taken off it."""
    check_plans(staff, day.office_id)
    for item in DayItem.objects.select_for_update().filter(day=day):
        words = public.get(item.pk, "").strip()
        DayItem.objects.filter(pk=item.pk).update(is_public=bool(words), summary=words[:300] or item.summary)
    shown = sum(1 for words in public.values() if words.strip())
    record("rw_day.shown", day.audit_key, office=day.office, actor=staff.user, at=at, count=shown)
    return shown
