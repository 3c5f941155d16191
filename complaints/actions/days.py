"""Planning office days: accept a proposal, plan one by hand, change, move, announce, cancel and put another in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from complaints.actions import day_invitations as invitations
from complaints.day_access import check_plans
from complaints.day_states import MOVABLE, DayState, check_day_move
from complaints.models import Agency, DayAgency, DayChange, DayOfficer, RwDay, RwRound
from complaints.queries.days import last_guests, last_in, rws_of
from complaints.rotation import Turn
from office.actions.audit import record
from office.actions.counters import next_number
from office.models import Area, Office, User
from office.staff import Staff, local_day
from office.wording import plain_date
from services.access import NotAllowed
from services.workflow import IllegalMove

REGISTER = "kantor-rw"


class DayTaken(Exception):
    """There already is a day in this RW on this date."""


@dataclass(frozen=True, kw_only=True)
class Coming:
    """An agency, the services it brings and what people bring."""

    agency: Agency
    services: str = ""
    bring: str = ""


@dataclass(frozen=True, kw_only=True)
class When:
    """Time and place of a day: what makes everybody's calendar change."""

    date: date
    opens: time
    closes: time
    hall: str
    address: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Programme:
    """Everything else: who comes, what is talked about, how to get in."""

    directions: str = ""
    access: str = ""
    topics: str = ""
    forum_at: time | None = None
    capacity: int = 0
    capacity_for: str = ""
    agencies: tuple[Coming, ...] = ()
    officers: tuple[User, ...] = ()


@transaction.atomic
def set_round(office: Office, *, staff: Staff, at: datetime, **rules: Any) -> RwRound:
    """Keep how the office goes round; days that are planned already stay."""
    check_plans(staff, office.pk)
    kept, _made = RwRound.objects.update_or_create(office=office, defaults=rules)
    record("rw_round.set", f"office:{office.code}", office=office, actor=staff.user, at=at)
    return kept


@transaction.atomic
def plan_day(office: Office, rw: Area, when: When, programme: Programme, *, staff: Staff, at: datetime) -> RwDay:
    """Put a day on the plan; nobody outside hears of it yet. Raises DayTaken, NotAllowed."""
    check_plans(staff, office.pk)
    if not rws_of(office).filter(pk=rw.pk).exists():
        raise NotAllowed("RW ini di luar wilayah kantor Anda.")
    number = next_number(office, register=REGISTER, period="all")
    day = RwDay(
        office=office, number=number, rw=rw, created_at=at, created_by=staff.user, changed_at=at, **_values(when), **_texts(programme)
    )  # fmt: skip
    _save(day, new=True)
    _set_guests(day, programme)
    _note(day, source="", by=staff.user, at=at, verb="rw_day.planned", date=str(day.date))
    return day


def _values(part: When) -> dict[str, Any]:
    return {field.name: getattr(part, field.name) for field in fields(part)}


def _texts(programme: Programme) -> dict[str, Any]:
    kept = {field.name: getattr(programme, field.name) for field in fields(programme)}
    return {name: value for name, value in kept.items() if name not in {"agencies", "officers"}}


def _save(day: RwDay, *, new: bool = False) -> None:
    try:
        with transaction.atomic():
            day.save(force_insert=new)
    except IntegrityError as error:
        raise DayTaken from error


def _set_guests(day: RwDay, programme: Programme) -> None:
    """Who stays keeps the number of its letter; who comes in anew is invited, who goes out was told before."""
    DayAgency.objects.filter(day=day).exclude(agency__in=[coming.agency for coming in programme.agencies]).delete()
    for position, coming in enumerate(programme.agencies):
        facts = {"services": coming.services, "bring": coming.bring, "position": position}
        DayAgency.objects.update_or_create(day=day, agency=coming.agency, defaults=facts)
    DayOfficer.objects.filter(day=day).exclude(user__in=programme.officers).delete()
    for officer in programme.officers:
        DayOfficer.objects.get_or_create(day=day, user=officer)


@transaction.atomic
def accept_turns(office: Office, turns: Iterable[Turn], *, staff: Staff, at: datetime) -> list[RwDay]:
    """Plan the proposed days that were ticked; one that somebody planned in the meantime is left out."""
    check_plans(staff, office.pk)
    guests = programme_of(last_guests(office))
    known = {area.code: area for area in rws_of(office)}
    planned = []
    for turn in turns:
        if turn.key not in known:
            raise NotAllowed("RW ini di luar wilayah kantor Anda.")
        try:
            planned.append(_plan_turn(office, known[turn.key], turn, guests, staff=staff, at=at))
        except DayTaken:
            continue
    return planned


def _plan_turn(office: Office, rw: Area, turn: Turn, guests: Programme, *, staff: Staff, at: datetime) -> RwDay:
    before = last_in(rw)
    when = When(
        date=turn.day, opens=turn.opens, closes=turn.closes, hall=before.hall if before else f"Balai RW {rw.name}",
        address=before.address if before else "", latitude=before.latitude if before else None, longitude=before.longitude if before else None,
    )  # fmt: skip
    return plan_day(office, rw, when, guests, staff=staff, at=at)


def programme_of(day: RwDay | None) -> Programme:
    """The guests of a day as the start for another: the same agencies and officers, nothing of its hall."""
    if day is None:
        return Programme()
    agencies = tuple(
        Coming(agency=row.agency, services=row.services, bring=row.bring)
        for row in day.agencies.filter(agency__is_active=True).select_related("agency")
    )
    officers = tuple(duty.user for duty in day.officers.select_related("user"))
    return Programme(agencies=agencies, officers=officers, capacity=day.capacity, capacity_for=day.capacity_for)


@transaction.atomic
def change_programme(day: RwDay, programme: Programme, *, staff: Staff, at: datetime) -> RwDay:
    """Change who comes and what is said about the day; once it is announced, those who come or go hear of it."""
    check_plans(staff, day.office_id)
    kept = lock_day(day)
    if kept.state not in MOVABLE:
        raise IllegalMove(kept.state, "programme")
    for name, value in _texts(programme).items():
        setattr(kept, name, value)
    kept.changed_at = at
    kept.save()
    if kept.state == DayState.ANNOUNCED:
        invitations.tell_dropped(kept, keeping=[coming.agency for coming in programme.agencies], at=at)
    _set_guests(kept, programme)
    if kept.state == DayState.ANNOUNCED:
        invitations.invite(kept, staff=staff, at=at)
    record("rw_day.changed", kept.audit_key, office=kept.office, actor=staff.user, at=at)
    return kept


@transaction.atomic
def move_day(day: RwDay, when: When, *, reason: str, staff: Staff, at: datetime) -> RwDay:
    """Another date, hour or hall. The UID stays and SEQUENCE rises; after the announcement a reason is due and all hear of it.

    Raises DayTaken, IllegalMove once the day runs or is over, NotAllowed.
    """
    check_plans(staff, day.office_id)
    kept = lock_day(day)
    if kept.state not in MOVABLE:
        raise IllegalMove(kept.state, "moved")
    changed = {name: value for name, value in _values(when).items() if getattr(kept, name) != value}
    if not changed:
        return kept
    if kept.state == DayState.ANNOUNCED and not reason:
        raise NotAllowed("Tulis alasan: jadwal ini sudah diumumkan kepada warga.")
    before = kept.date
    _apply(kept, changed, reason=reason, at=at)
    note = f"Dari {plain_date(before)} ke {plain_date(kept.date)}" if "date" in changed else "Waktu atau tempat diubah"
    _note(kept, source=kept.state, by=staff.user, at=at, verb="rw_day.moved", note=note, date=str(kept.date))
    if kept.state == DayState.ANNOUNCED:
        invitations.tell_moved(kept, at=at)
    return kept


def _apply(day: RwDay, changed: dict[str, Any], *, reason: str, at: datetime) -> None:
    if day.state == DayState.ANNOUNCED:
        day.moved_from = day.date if "date" in changed else day.moved_from
        day.move_reason = reason
    for name, value in changed.items():
        setattr(day, name, value)
    day.sequence += 1
    day.changed_at = at
    _save(day)


@transaction.atomic
def announce(day: RwDay, *, staff: Staff, at: datetime) -> RwDay:
    """Publish the day: letters get their numbers, agencies and subscribers are invited. Raises IllegalMove, NotAllowed."""
    check_plans(staff, day.office_id)
    kept = lock_day(day)
    check_day_move(kept.state, DayState.ANNOUNCED)
    if not kept.agencies.exists():
        raise NotAllowed("Pilih dulu instansi yang hadir dan layanannya.")
    if kept.date < local_day(kept.office, at):
        raise NotAllowed("Tanggalnya sudah lewat. Pindahkan dulu ke tanggal lain.")
    move_on(kept, DayState.ANNOUNCED, by=staff.user, at=at, announced_at=at)
    invitations.invite(kept, staff=staff, at=at)
    invitations.tell_subscribers(kept, "rw_announced", at=at)
    return kept


@transaction.atomic
def cancel_day(
    day: RwDay, *, reason: str, staff: Staff, at: datetime, instead: When | None = None
) -> tuple[RwDay, RwDay | None]:
    """Call a day off, with its reason; `instead` plans another in its place, which the page names on top."""
    check_plans(staff, day.office_id)
    kept = lock_day(day)
    check_day_move(kept.state, DayState.CANCELLED)
    was_public = kept.is_public
    kept.sequence += 1
    kept.cancel_reason = reason
    move_on(kept, DayState.CANCELLED, by=staff.user, at=at, note=reason)
    other = _plan_instead(kept, instead, staff=staff, at=at) if instead else None
    if was_public:
        invitations.tell_cancelled(kept, at=at)
    return kept, other


def _plan_instead(day: RwDay, when: When, *, staff: Staff, at: datetime) -> RwDay:
    base = programme_of(day)
    texts: dict[str, Any] = {
        name: getattr(day, name) for name in ("directions", "access", "topics", "forum_at", "capacity", "capacity_for")
    }
    programme = Programme(agencies=base.agencies, officers=base.officers, **texts)
    other = plan_day(day.office, day.rw, when, programme, staff=staff, at=at)
    day.replaced_by = other
    day.save(update_fields=["replaced_by"])
    return announce(other, staff=staff, at=at) if day.is_public else other


def lock_day(day: RwDay) -> RwDay:
    """The row as it is now, held until the transaction ends."""
    rows = RwDay.objects.select_for_update(of=("self",)).select_related("office__area", "office__parent", "rw__parent")
    return rows.get(pk=day.pk)


def move_on(
    day: RwDay, target: DayState, *, by: User | None, at: datetime, note: str = "", **columns: Any
) -> RwDay:  # fmt: skip
    """Move a locked day along the table; raises IllegalMove."""
    source = day.state
    check_day_move(source, target)
    day.state, day.changed_at = target, at
    for name, value in columns.items():
        setattr(day, name, value)
    day.save()
    _note(day, source=source, by=by, at=at, verb=f"rw_day.{target}", note=note)
    return day


def _note(
    day: RwDay, *, source: str, by: User | None, at: datetime, verb: str, note: str = "", **facts: Any
) -> None:  # fmt: skip
    DayChange.objects.create(day=day, at=at, actor=by, source=source, target=day.state, note=note[:240])
    record(verb, day.audit_key, office=day.office, actor=by, at=at, **facts)
