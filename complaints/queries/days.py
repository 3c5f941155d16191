"""Reading office days: the RW of an office, whose turn it is, which days somebody sees, what clashes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Max, Q, QuerySet

from complaints.day_access import reads_all_days
from complaints.day_states import MOVABLE, DayState
from complaints.models import DayOfficer, RwDay, RwRound
from complaints.queries.visible import agencies_of
from complaints.rotation import Booking, Pace, Proposal, Ward, clashes, propose
from office.hours import CLOSED_WEEKDAY, ServiceHours
from office.models import Area, AreaKind, Office, User
from office.queries.hours import hours_of
from office.staff import Staff

HALF_YEAR = timedelta(days=182)


def rws_of(office: Office) -> QuerySet[Area]:
    """The RW under the office's desa and kelurahan, or under the kelurahan itself, by code."""
    under = Q(parent=office.area_id) | Q(parent__parent=office.area_id)
    return Area.objects.filter(under, kind=AreaKind.RW).select_related("parent").order_by("code")


def villages_with_rw(office: Office) -> list[Area]:
    return list(Area.objects.filter(pk__in=rws_of(office).order_by().values("parent")).order_by("code"))


def round_of(office: Office) -> RwRound:
    """The office's own, or the usual one while it has not been changed."""
    return RwRound.objects.filter(office=office).first() or RwRound(office=office)


def pace_of(office: Office) -> Pace:
    rules = round_of(office)
    return Pace(
        weekdays=rules.weekday_numbers, opens=rules.opens, closes=rules.closes, fridays=rules.fridays, nearest=rules.nearest
    )  # fmt: skip


def wards_of(office: Office) -> list[Ward]:
    """Every RW with its last day, past or to come; cancelled days were no visit."""
    last = Max("rw_days__date", filter=Q(rw_days__office=office) & ~Q(rw_days__state=DayState.CANCELLED))
    return [Ward(code, day) for code, day in rws_of(office).annotate(last_day=last).values_list("code", "last_day")]


def closure_on(hours: ServiceHours, day: date) -> str:
    """Why the office rests on a date; a weekday without counter is no rest, days in an RW may be on Saturdays."""
    reason = hours.closed_because(day)
    return "" if reason == CLOSED_WEEKDAY else reason


def proposed(office: Office, *, first: date, at: datetime) -> Proposal:
    """A half-year from a date on, around what is already planned."""
    hours, last = hours_of(office, at=at), first + HALF_YEAR - timedelta(days=1)
    live = RwDay.objects.filter(office=office, date__range=(first, last)).exclude(state=DayState.CANCELLED)
    return propose(
        wards_of(office), first=first, last=last, pace=pace_of(office), taken=live.values_list("date", flat=True),
        closed_because=lambda day: closure_on(hours, day),
    )  # fmt: skip


def visible_days(staff: Staff) -> QuerySet[RwDay]:
    """Planners and readers see the office's days; others those they are on duty at or where their agency comes."""
    ours = RwDay.objects.filter(office=staff.office).select_related("office", "rw__parent")
    if not staff.posts:
        return ours.none()
    if reads_all_days(staff):
        return ours
    mine = Q(pk__in=DayOfficer.objects.filter(user=staff.user).values("day"))
    agencies = agencies_of(staff)
    if agencies:
        mine |= Q(agencies__agency__in=agencies, announced_at__isnull=False)
    return ours.filter(mine).distinct()


def is_officer(day: RwDay, user: User) -> bool:
    return DayOfficer.objects.filter(day=day, user=user).exists()


def upcoming(staff: Staff, *, today: date) -> list[RwDay]:
    """What is planned, announced or running, soonest first; the cancelled stay in sight until their date is over."""
    live = Q(state__in=[*MOVABLE, DayState.RUNNING]) | Q(state=DayState.CANCELLED, date__gte=today)
    return list(_with_guests(visible_days(staff).filter(live).order_by("date", "opens")[:80]))


def past(staff: Staff, *, before: date) -> list[RwDay]:
    """What is over, newest first."""
    over = Q(state=DayState.CLOSED) | Q(state=DayState.CANCELLED, date__lt=before)
    return list(visible_days(staff).filter(over).order_by("-date", "-number")[:40])


def _with_guests(rows: QuerySet[RwDay]) -> QuerySet[RwDay]:
    return rows.prefetch_related("agencies__agency", "officers__user")


def clashes_of(office: Office, days: Iterable[RwDay], *, at: datetime) -> dict[object, tuple[str, ...]]:
    """What speaks against each of these days, by its key; the days need their guests prefetched. Five queries at most."""
    wanted = [day for day in days if day.state in MOVABLE]
    if not wanted:
        return {}
    nearest, hours = round_of(office).nearest, hours_of(office, at=at)
    first, last = min(day.date for day in wanted), max(day.date for day in wanted)
    span = (first - timedelta(days=nearest), last + timedelta(days=nearest))
    others = RwDay.objects.filter(office=office, date__range=span).exclude(state=DayState.CANCELLED)
    booked = [booking_of(day) for day in _with_guests(others.select_related("office", "rw__parent"))]
    return {
        day.pk: clashes(booking_of(day), booked, closed=closure_on(hours, day.date), nearest=nearest) for day in wanted
    }


def booking_of(day: RwDay) -> Booking:
    """The day as the planner looks at it."""
    return Booking(
        key=str(day.pk), name=day.place_name, day=day.date, opens=day.opens, closes=day.closes, ward=day.rw.code, hall=day.hall,
        agencies=frozenset(coming.agency.short_name for coming in day.agencies.all()),
        officers=frozenset(duty.user.name for duty in day.officers.all()),
    )  # fmt: skip


def whole_day(day: RwDay) -> RwDay:
    """The day with everybody who comes, for its page, its letters and its calendar entry."""
    return _with_guests(
        RwDay.objects.select_related("office__area", "office__parent", "rw__parent", "replaced_by")
    ).get(pk=day.pk)


def last_in(rw: Area) -> RwDay | None:
    """The latest day in an RW: its hall is where people will look for the next."""
    return RwDay.objects.filter(rw=rw).exclude(state=DayState.CANCELLED).order_by("-date").first()


def last_guests(office: Office) -> RwDay | None:
    """The latest day with agencies: who came there usually comes again."""
    return RwDay.objects.filter(office=office, agencies__isnull=False).order_by("-date").first()


def possible_officers(office: Office, *, on: date) -> QuerySet[User]:
    """Who holds a post of the office itself on a date."""
    held = Q(posts__office=office, posts__starts_on__lte=on) & (Q(posts__ends_on=None) | Q(posts__ends_on__gte=on))
    return User.objects.filter(held, is_active=True).exclude(posts__role="agency").distinct().order_by("name")
