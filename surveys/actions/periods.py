"""Survey periods: prepare, open, close, reopen, and what the office promises to do better."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from office.actions.audit import record
from office.staff import Staff
from surveys.access import check_may_keep
from surveys.actions.follow_up import open_plan
from surveys.actions.instruments import install
from surveys.instruments import SKM
from surveys.models import Instrument, Period
from surveys.sampling import required
from surveys.scoring import Policy, Pooling
from surveys.workflow import PeriodState, check_move


class AlreadyOpen(Exception):
    """Another period of this kind of survey is open; close it first."""


class TitleTaken(Exception):
    """A period of this name exists."""


@dataclass(frozen=True)
class Plan:
    """What staff say about a period; `users` is N, the users of the period before."""

    title: str
    kind: str
    starts_on: date
    ends_on: date
    policy: Policy = Policy.EXACT
    pooling: Pooling = Pooling.RESPONDENTS
    users: int | None = None
    order: tuple[str, ...] = ()


@transaction.atomic
def prepare(plan: Plan, *, staff: Staff, at: datetime, instrument: Instrument | None = None) -> Period:
    """A period that is not open yet. Raises NotAllowed or TitleTaken."""
    instrument = instrument or install(SKM, at=at)
    period = Period(office=staff.office, instrument=instrument, family=instrument.family)
    check_may_keep(staff, period)
    _write(period, plan)
    record("survey.prepared", period.audit_key, office=staff.office, actor=staff.user, at=at, title=period.title)
    return period


@transaction.atomic
def change(period: Period, plan: Plan, *, staff: Staff, at: datetime) -> Period:
    """Change what is said about a period; how it is weighted and pooled is audited too. Raises NotAllowed or TitleTaken."""
    held = _hold(period)
    check_may_keep(staff, held)
    before = {"policy": held.policy, "pooling": held.pooling, "users": held.users}
    _write(held, plan)
    record("survey.changed", held.audit_key, office=held.office, actor=staff.user, at=at, before=before)
    return held


def _write(period: Period, plan: Plan) -> None:
    period.title, period.kind = plan.title, plan.kind
    period.starts_on, period.ends_on = plan.starts_on, plan.ends_on
    period.policy, period.pooling = plan.policy, plan.pooling
    period.users = plan.users
    period.target = None if plan.users is None else required(plan.users)
    keys = period.instrument.defined.keys
    period.order = list(plan.order if sorted(plan.order) == sorted(keys) else period.order or keys)
    try:
        with transaction.atomic():
            period.save()
    except IntegrityError as error:
        raise TitleTaken(plan.title) from error


def open_period(period: Period, *, staff: Staff, at: datetime) -> Period:
    """Take answers from now on. Raises NotAllowed, IllegalMove or AlreadyOpen."""
    return _move(period, PeriodState.OPEN, staff=staff, at=at)


def close_period(period: Period, *, staff: Staff, at: datetime) -> Period:
    """Take no more answers. Raises NotAllowed or IllegalMove."""
    return _move(period, PeriodState.CLOSED, staff=staff, at=at)


@transaction.atomic
def _move(period: Period, target: PeriodState, *, staff: Staff, at: datetime) -> Period:
    held = _hold(period)
    check_may_keep(staff, held)
    source = PeriodState(held.state)
    check_move(source, target)
    held.state = target
    held.opened_at = held.opened_at or at
    held.closed_at = at if target is PeriodState.CLOSED else None
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        raise AlreadyOpen from error
    if target is PeriodState.CLOSED:
        open_plan(held, at=at)
    record(f"survey.{target}", held.audit_key, office=held.office, actor=staff.user, at=at, source=source)
    return held


@transaction.atomic
def promise(period: Period, text: str, *, staff: Staff, at: datetime) -> Period:
    """What stands under "Yang kami perbaiki". Raises NotAllowed."""
    held = _hold(period)
    check_may_keep(staff, held)
    held.promises = text.strip()[:2000]
    held.save(update_fields=["promises"])
    record("survey.promised", held.audit_key, office=held.office, actor=staff.user, at=at)
    return held


def _hold(period: Period) -> Period:
    return Period.objects.select_for_update(of=("self",)).select_related("office", "instrument").get(pk=period.pk)
