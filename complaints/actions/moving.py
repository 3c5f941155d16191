"""The one way a complaint changes its state: lock, check the table, write, tell its story, set its limits, audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db.models import F, Value
from django.db.models.functions import Greatest

from complaints.models import Agency, Complaint, ComplaintEvent, ComplaintPause, Stay
from complaints.queries.clock import times_of
from complaints.workflow import CLOCK_RUNS, DONE, IN_OFFICE, State, Verb, check_move
from office.actions.audit import record
from office.ids import uuid7
from office.models import User
from office.names import search_terms

MOST_EVENT_TEXT = 500


@dataclass(frozen=True)
class Words:
    """What is said with a move: to everybody, to the reporter, within the office."""

    public: str = ""
    reporter: str = ""
    inside: str = ""


SILENT = Words()


def lock(complaint: Complaint) -> Complaint:
    """The row as it stands now, locked to the end of the transaction."""
    return (
        Complaint.objects.select_for_update(of=("self",))
        .select_related("office", "agency", "category", "village")
        .get(pk=complaint.pk)
    )


def move(
    complaint: Complaint, target: State, verb: Verb, *, by: User | None, at: datetime,
    words: Words = SILENT, agency: Agency | None = None, is_reporter: bool = False, **facts: Any,
) -> Complaint:  # fmt: skip
    """Move a locked complaint along the table; raises IllegalMove and leaves no trace when it may not go there.

    A reporter's act on an anonymous complaint is written with a random id and no audit line: `note_anonymous` adds that later.
    """
    source = State(complaint.state)
    check_move(source, target)
    complaint.state, complaint.is_open = target, target not in DONE
    if target not in {State.WAITING} and source != State.WAITING and not (target in IN_OFFICE and source in IN_OFFICE):
        complaint.step_from = at
    set_limits(complaint, at=at)
    if target in DONE:
        complaint.closed_at, complaint.alarm_at = at, None
    hidden = is_reporter and complaint.is_anonymous
    if hidden:
        complaint.noted_at = None
    complaint.save()
    tell_story(
        complaint, verb, source=source, by=by, at=at, words=words, agency=agency or complaint.agency, hidden=hidden
    )
    if not hidden:
        record(
            f"complaint.{verb}", complaint.audit_key, office=complaint.office, actor=by, at=at, source=source, **facts
        )
    return complaint


def set_limits(complaint: Complaint, *, at: datetime) -> None:
    """Limits of the state it is in; a new limit starts with a clean slate, and what was ever late stays known."""
    before = complaint.step_due
    times = times_of(complaint, at=at)
    complaint.step_due, complaint.due_at = times.step_due, times.due_at
    runs = State(complaint.state) in CLOCK_RUNS
    if not runs or times.step_due != before:
        complaint.alarm_level, complaint.alarm_at = 0, times.alarm_at
    if not runs or (times.step_due and times.step_due > at):
        complaint.overdue_since = None


def tell_story(
    complaint: Complaint, verb: Verb, *, source: str, by: User | None, at: datetime,
    words: Words = SILENT, agency: Agency | None = None, hidden: bool = False,
) -> ComplaintEvent:  # fmt: skip
    """Add a line to the timeline; the complaint must be locked, its lines are numbered."""
    return ComplaintEvent.objects.create(
        id=uuid4() if hidden else uuid7(), complaint=complaint, at=at, position=complaint.events.count() + 1, verb=verb,
        source=source, target=complaint.state, actor=by, agency=agency, public_note=words.public[:MOST_EVENT_TEXT],
        reporter_note=words.reporter, note=words.inside,
    )  # fmt: skip


def moment(complaint: Complaint, at: datetime) -> datetime:
    """When a reporter did something: of an anonymous one only the hour is kept, never before what came last."""
    return max(hour_of(at), complaint.step_from) if complaint.is_anonymous else at


def hour_of(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def pause(complaint: Complaint, *, at: datetime) -> None:
    """Stand still while the reporter has something to say; `move` to WAITING follows."""
    complaint.paused_at, complaint.returns_to = at, complaint.state
    ComplaintPause.objects.create(complaint=complaint, starts_at=at)


def resume(complaint: Complaint, *, at: datetime) -> State:
    """End the pause; says where it goes on."""
    ended = Greatest(F("starts_at"), Value(at))
    ComplaintPause.objects.filter(complaint=complaint, ends_at=None).update(ends_at=ended)
    target = State(complaint.returns_to)
    complaint.paused_at, complaint.returns_to = None, ""
    return target


def settle(complaint: Complaint, agency: Agency, *, why: str, by: User | None, at: datetime, rule: Any = None) -> None:
    """Put a complaint at an agency: the stay there begins, with its reason."""
    complaint.agency, complaint.why, complaint.rule, complaint.officer = agency, why[:240], rule, None
    Stay.objects.create(complaint=complaint, agency=agency, came_at=at, why=why[:240], rule=rule, by=by)


def leave(complaint: Complaint, *, at: datetime, **facts: Any) -> None:
    """End the stay at the agency that has it."""
    left = Greatest(F("came_at"), Value(at))  # a clock that was set back must not stop anybody's work
    Stay.objects.filter(complaint=complaint, left_at=None).update(left_at=left, **facts)
    complaint.agency, complaint.officer, complaint.group = None, None, ""


def words_of(text: str) -> set[str]:
    """The words by which a text is found: no figures, so that no number of a person is one."""
    pieces = (text[start : start + 900] for start in range(0, len(text), 900))
    found: set[str] = set().union(*(search_terms(piece) for piece in pieces))
    return {word[:24] for word in found if len(word) > 2 and not any(letter.isdigit() for letter in word)}
