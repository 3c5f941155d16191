"""The follow-up plan: opened with the three lowest unsur when a period closes, filled in, done with proof, reminded of."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from office.actions.audit import record
from office.actions.files import store
from office.actions.messages import Notice, enqueue_email
from office.models import FileKind, Office, StoredFile, User
from office.staff import Staff, local_day
from office.uploads.sanitise import CleanFile
from services.access import NotAllowed
from services.queries.posters import base_address
from services.workflow import IllegalMove
from surveys.access import check_may_keep
from surveys.models import FollowUpItem, FollowUpPlan, Period
from surveys.queries.results import figures_of

LOWEST = 3
REMIND_BEFORE = timedelta(days=14)
MOST_ITEMS = 40


@dataclass(frozen=True)
class Task:
    """What staff say about one item of the plan."""

    unsur: str
    programme: str
    year: int
    quarter: int
    due_on: date
    in_charge: str
    person: User | None = None


@transaction.atomic
def open_plan(period: Period, *, at: datetime) -> FollowUpPlan:
    """The plan of a period, once: the lowest unsur is due in the next quarter, the second in the one after, and so on."""
    plan, made = FollowUpPlan.objects.get_or_create(period=period, defaults={"opened_at": at})
    if made:
        FollowUpItem.objects.bulk_create(_suggested(plan, local_day(period.office, at)))
    return plan


def _suggested(plan: FollowUpPlan, today: date) -> list[FollowUpItem]:
    lowest = figures_of(plan.period).result.ranked()[:LOWEST]
    items = []
    for ahead, row in enumerate(lowest, start=1):
        year, quarter = _quarter_after(today, ahead)
        due = quarter_end(year, quarter)
        items.append(FollowUpItem(plan=plan, unsur=row.key, year=year, quarter=quarter, due_on=due))
    return items


def _quarter_after(day: date, ahead: int) -> tuple[int, int]:
    count = day.year * 4 + (day.month - 1) // 3 + ahead
    return count // 4, count % 4 + 1


def quarter_end(year: int, quarter: int) -> date:
    """The last day of TW I–IV."""
    return date(year, quarter * 3, monthrange(year, quarter * 3)[1])


@transaction.atomic
def plan_item(period: Period, task: Task, *, staff: Staff, at: datetime, item: FollowUpItem | None = None) -> FollowUpItem:  # fmt: skip
    """Write an item, or change one that is not done. Raises NotAllowed, IllegalMove, or ValueError for an unknown unsur."""
    check_may_keep(staff, period)
    if task.unsur not in period.instrument.defined.keys:
        raise ValueError(task.unsur)
    plan = FollowUpPlan.objects.select_for_update().get_or_create(period=period, defaults={"opened_at": at})[0]
    held = FollowUpItem(plan=plan) if item is None else _hold(item, period)
    if item is None and plan.items.count() >= MOST_ITEMS:
        raise NotAllowed(f"Paling banyak {MOST_ITEMS} tindak lanjut untuk satu periode.")
    if held.done_on:
        raise IllegalMove("done", "planned")
    if held.due_on != task.due_on:  # a new date deserves new reminders
        held.reminded_at = held.warned_at = None
    held.unsur, held.programme, held.in_charge, held.person = task.unsur, task.programme, task.in_charge, task.person
    held.year, held.quarter, held.due_on = task.year, task.quarter, task.due_on
    held.save()
    record("survey.follow_up_planned", period.audit_key, office=period.office, actor=staff.user, at=at, item=held.pk)
    return held


@transaction.atomic
def finish_item(
    item: FollowUpItem, *, period: Period, note: str, done_on: date, staff: Staff, at: datetime, proof: CleanFile | None = None
) -> FollowUpItem:  # fmt: skip
    """Say what was done, once, with a picture or paper where there is one. Raises NotAllowed or IllegalMove."""
    held = _hold(item, period)
    if staff.office.pk != period.office_id or held.person_id != staff.user.pk:  # the person in charge reports too
        check_may_keep(staff, period)
    if held.done_on:
        raise IllegalMove("done", "done")
    held.done_on, held.done_note = done_on, note
    held.proof = keep_proof(proof, office=period.office, at=at) if proof else None
    held.save()
    record("survey.follow_up_done", period.audit_key, office=period.office, actor=staff.user, at=at, item=held.pk)
    return held


def keep_proof(clean: CleanFile, *, office: Office, at: datetime) -> StoredFile:
    """Store a cleaned picture or paper; the row that names it must follow in the same transaction."""
    return store(
        clean.content, office=office, kind=FileKind.RECORD, name=clean.original_name, content_type=clean.content_type, at=at,
        width=clean.width, height=clean.height, pages=clean.pages, thumbnail=clean.thumbnail,
    )  # fmt: skip


def _hold(item: FollowUpItem, period: Period) -> FollowUpItem:
    return FollowUpItem.objects.select_for_update(of=("self",)).get(pk=item.pk, plan__period=period)


def remind(*, at: datetime) -> int:
    """E-mail whoever is in charge two weeks before an item is due, and once more when it is overdue; says how many.

    Without a person's address the office's own is used.
    """
    near = FollowUpItem.objects.filter(done_on=None, due_on__lte=(at + REMIND_BEFORE + timedelta(days=1)).date())
    waiting = near.filter(Q(reminded_at=None) | Q(warned_at=None)).values_list("pk", flat=True)
    return sum(_remind(pk, at) for pk in waiting)


@transaction.atomic
def _remind(pk: int, at: datetime) -> int:
    query = FollowUpItem.objects.select_for_update(of=("self",)).select_related("person", "plan__period__office")
    item = query.filter(pk=pk, done_on=None).first()
    what = _what_is_due(item, at) if item else ""
    if item is None or not what:
        return 0
    if what == "overdue":
        item.warned_at = at
    item.reminded_at = item.reminded_at or at
    item.save(update_fields=["reminded_at", "warned_at"])
    return int(_write_to(item, what, at))


def _what_is_due(item: FollowUpItem, at: datetime) -> str:
    today = local_day(item.plan.period.office, at)
    if item.due_on < today:
        return "" if item.warned_at else "overdue"
    return "soon" if item.reminded_at is None and item.due_on <= today + REMIND_BEFORE else ""


def _write_to(item: FollowUpItem, what: str, at: datetime) -> bool:
    period = item.plan.period
    office = period.office
    address = item.person.email if item.person and item.person.is_active and item.person.email else office.email
    link = base_address(office) + reverse("surveys:follow_up_item", args=[office.slug, period.pk, item.pk])
    unsur = period.instrument.defined.of(item.unsur).short
    notice = Notice(
        event=f"surveys/follow_up_{what}", effect=f"survey-follow-up:{item.pk}:{what}:{item.due_on:%y%m%d}",
        title=f"Tindak lanjut survei: {unsur}", subject_key=period.audit_key,
        context={"unsur": unsur, "programme": item.programme, "due_on": item.due_on, "link": link, "period": period.title},
    )  # fmt: skip
    return enqueue_email(notice, office=office, address=address, at=at) is not None
