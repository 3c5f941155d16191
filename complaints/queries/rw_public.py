"""Office days as residents read them: a month, the next one, numbers left, and what was promised in an RW."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet

from complaints.day_states import DayState, ItemKind, ItemState
from complaints.models import DayItem, DayVisitor, RwDay
from complaints.workflow import State
from office.models import Area, Office
from office.wording import plain_date

HEARD = {State.ANSWERED}
SETTLED = {State.CLOSED}


@dataclass(frozen=True)
class Cell:
    """One square of the month."""

    day: date
    is_outside: bool
    is_today: bool
    is_holiday: bool
    entries: tuple[RwDay, ...]


@dataclass(frozen=True)
class Promise:
    """One thing that was said, and how it stands today."""

    item: DayItem
    word: str
    kind: str
    """Of its tag: success, danger, warning, primary or empty."""


@dataclass(frozen=True)
class Standing:
    """All that was said in one RW. `asked` counts everything, `rows` holds what may be read by all."""

    rows: tuple[Promise, ...]
    asked: int
    answered: int
    done: int
    overdue: int


def announced(office: Office) -> QuerySet[RwDay]:
    """What residents know of."""
    return RwDay.objects.filter(office=office, announced_at__isnull=False).select_related("office", "rw__parent")


def month_days(office: Office, first: date, *, village: str = "") -> list[RwDay]:
    """The days shown on the sheet of a month, with those of its first and last week."""
    begin, end = sheet_of(first)
    days = announced(office).filter(date__range=(begin, end))
    if village:
        days = days.filter(rw__parent__code=village)
    return list(days.prefetch_related("agencies__agency").order_by("date", "opens"))


def sheet_of(first: date) -> tuple[date, date]:
    """From the Monday before the first of a month to the Sunday after its last."""
    last = next_month(first) - timedelta(days=1)
    return first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def previous_month(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def weeks(first: date, days: Sequence[RwDay], *, today: date, holidays: Iterable[date]) -> list[list[Cell]]:
    """The month in rows of seven."""
    begin, end = sheet_of(first)
    closed = set(holidays)
    cells = []
    for number in range((end - begin).days + 1):
        day = begin + timedelta(days=number)
        entries = tuple(one for one in days if one.date == day)
        cells.append(Cell(day, day.month != first.month, day == today, day.weekday() == 6 or day in closed, entries))
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def next_day(office: Office, *, today: date, rw: Area | None = None) -> RwDay | None:
    """The soonest that is announced or running."""
    days = announced(office).filter(state__in=[DayState.ANNOUNCED, DayState.RUNNING], date__gte=today)
    if rw:
        days = days.filter(rw=rw)
    return days.prefetch_related("agencies__agency").order_by("date", "opens").first()


def numbers_left(day: RwDay) -> int:
    """Of those that can be taken from home."""
    return max(0, day.capacity - DayVisitor.objects.filter(day=day, is_online=True).count())


def shown_items(day: RwDay, *, today: date) -> list[Promise]:
    """What the page of a closed day shows."""
    items = DayItem.objects.filter(day=day, is_public=True).select_related("agency", "complaint")
    return [promise(item, today=today) for item in items]


def rws_with_days(office: Office) -> list[Area]:
    """Where there is something to read: RW in which a day was closed, by code."""
    closed = announced(office).filter(state=DayState.CLOSED)
    rws = Area.objects.filter(pk__in=closed.order_by().values("rw"))
    return list(rws.select_related("parent").annotate(count=Count("rw_days")).order_by("code"))


def promised_in(office: Office, rw: Area, *, today: date) -> Standing:
    """Everything said at the closed days of one RW (letters are no promise), newest first; two queries."""
    rows = DayItem.objects.filter(day__office=office, day__rw=rw, day__state=DayState.CLOSED)
    items = (
        rows.exclude(kind=ItemKind.LETTER).select_related("agency", "complaint", "day").order_by("-day__date", "number")
    )
    found = [promise(item, today=today) for item in items]
    done = [row for row in found if row.word in {"Selesai", "Selesai di tempat"}]
    return Standing(
        rows=tuple(row for row in found if row.item.is_public), asked=len(found),
        answered=sum(row.word != "Belum dijawab" for row in found), done=len(done),
        overdue=sum(row.kind == "danger" for row in found),
    )  # fmt: skip


def promise(item: DayItem, *, today: date) -> Promise:
    """How an entry stands: its report, where it has one, may have been answered or closed since."""
    state = State(item.complaint.state) if item.complaint else None
    if item.state == ItemState.DONE:
        return Promise(item, "Selesai di tempat", "success")
    if item.state == ItemState.KEPT or state in SETTLED:
        return Promise(item, "Selesai", "success")
    if item.state == ItemState.PROMISED and state not in HEARD:
        return _promised(item, today)
    if item.state == ItemState.OPEN and state not in HEARD:
        return Promise(item, "Belum dijawab", "warning")
    return Promise(item, "Dijawab", "primary")


def _promised(item: DayItem, today: date) -> Promise:
    due = plain_date(item.due_on) if item.due_on else ""
    if item.is_overdue(today):
        return Promise(item, f"Terlambat, dijanjikan {due}", "danger")
    return Promise(item, f"Dijanjikan {due}", "primary")


def visitor_items(visitor: DayVisitor, *, at: datetime) -> list[Promise]:
    """What the holder of a slip said, also what is not for everybody."""
    items = DayItem.objects.filter(visitor=visitor).select_related("agency", "complaint", "day")
    return [promise(item, today=at.date()) for item in items]
