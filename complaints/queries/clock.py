"""The limits of a complaint read from the office's rules and the calendar of whoever has it now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from complaints.deadlines import Limit, Pause, after_working_days, due_at, on_work_days, warn_at
from complaints.models import Complaint, ComplaintPause, ComplaintSettings, DayType, DeadlineRule
from complaints.workflow import CLOCK_RUNS, IN_OFFICE, STEP_OF, State, Step, deadline_class
from office.hours import ServiceHours
from office.models import Office
from office.queries.hours import hours_of

FALLBACK = {
    Step.FORWARD: Limit(3),
    Step.FIRST_RESPONSE: Limit(5),
    Step.ANSWER: Limit(14),
    Step.REPLY: Limit(30, is_working=False),
    Step.CONFIRM: Limit(10),
}
"""Where an office deleted its rule: SP4N-LAPOR's own limits (DOMAIN.md §4.1)."""


@dataclass(frozen=True)
class Times:
    """What a complaint in this state must meet; `alarm_at` is when somebody is reminded for the first time."""

    step_due: datetime | None
    due_at: datetime | None
    alarm_at: datetime | None


def limits_of(office: Office, complaint_class: str) -> dict[Step, Limit]:
    """The limit of every step for one class; a rule for the class outranks the one for all; one query."""
    found = dict(FALLBACK)
    rules = DeadlineRule.objects.filter(office=office, complaint_class__in=["", complaint_class])
    for rule in sorted(rules, key=lambda rule: bool(rule.complaint_class)):
        found[Step(rule.step)] = Limit(rule.days, is_working=rule.day_type == DayType.WORKING)
    return found


def calendar_of(complaint: Complaint, *, at: datetime) -> ServiceHours:
    """The working calendar that counts: the agency's weekdays while it has the complaint, else the office's."""
    hours = hours_of(complaint.office, at=at)
    has_it = complaint.agency is not None and State(complaint.state) not in IN_OFFICE
    return on_work_days(hours, complaint.agency.work_days) if has_it and complaint.agency else hours


def times_of(complaint: Complaint, *, at: datetime) -> Times:
    """The limits of the state it is in, counted from where its step began. Four small queries."""
    state = State(complaint.state)
    step = STEP_OF.get(state)
    if step is None:
        return Times(None, complaint.due_at, None)
    limits = limits_of(
        complaint.office, deadline_class(complaint.kind, needs_investigation=complaint.needs_investigation)
    )
    hours, pauses = calendar_of(complaint, at=at), pauses_of(complaint)
    final = complaint.due_at
    if complaint.forwarded_at and state != State.WAITING:
        final = due_at(limits[Step.ANSWER], complaint.forwarded_at, hours, pauses)
    start = _start_of(complaint, step)
    due = final if step == Step.ANSWER else due_at(limits[step], start, hours, _since(start, pauses))
    if final and due and step == Step.FIRST_RESPONSE:
        due = min(due, final)
    alarm = warn_at(limits[step], start, hours, _since(start, pauses)) if state in CLOCK_RUNS else None
    return Times(due, final, alarm)


def _start_of(complaint: Complaint, step: Step) -> datetime:
    if step == Step.REPLY and complaint.paused_at:
        return complaint.paused_at
    if step == Step.ANSWER and complaint.forwarded_at:
        return complaint.forwarded_at
    return complaint.step_from


def _since(start: datetime, pauses: list[Pause]) -> list[Pause]:
    return [pause for pause in pauses if pause.end is None or pause.end > start]


def pauses_of(complaint: Complaint) -> list[Pause]:
    """The pauses that ended; a running one has no end yet and nothing is due meanwhile."""
    rows = ComplaintPause.objects.filter(complaint=complaint, ends_at__isnull=False)
    return [Pause(start, end) for start, end in rows.values_list("starts_at", "ends_at")]


def next_alarm(complaint: Complaint, level: int, *, at: datetime) -> datetime | None:
    """When the next rung is reached: 1 → its limit passes, 2 → so many working days later, then no more."""
    if complaint.step_due is None:
        return None
    if level == 1:
        return complaint.step_due
    if level == 2:
        days = settings_of(complaint.office).head_after_days
        return after_working_days(complaint.step_due, days, calendar_of(complaint, at=at))
    return None


def settings_of(office: Office) -> ComplaintSettings:
    """The office's choices, or the usual ones."""
    return ComplaintSettings.objects.filter(office=office).first() or ComplaintSettings(office=office, is_open=False)
