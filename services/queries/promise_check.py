"""The promise's columns against the story they come from: events, pauses and hours give every figure once more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache

from django.db.models import Max

from office.hours import NoServiceDay, ServiceHours
from office.models import AuditEntry, Office
from office.queries.hours import hours_of
from services.deadlines import Pause, due_at, elapsed_minutes
from services.models import Submission
from services.queries.clock import promise_of
from services.workflow import DONE, State

CLOCK_STARTS = frozenset({State.SUBMITTED, State.ISSUED, State.HANDED_OVER})
"""Whence "berkas lengkap" starts a clock: the first time, or anew for a replaced letter."""
HOURS_CHANGED = ("office.hours", "office.special_day", "office.special_day_removed", "office.ramadan", "office.changed")
CHUNK = 500


def differences(office: Office | None = None) -> Iterator[str]:
    """A sentence for every stored figure that its events, pauses and hours do not give again.

    Minutes and lateness are computed with today's hours, so they are compared only for files that were finished after
    the office's hours last changed; when a file began, ended and paused is compared for all. Reads every row, slowly.
    """
    rows = Submission.objects.filter(completed_at__isnull=False).select_related("office", "version")
    if office:
        rows = rows.filter(office=office)
    hours = cache(lambda place, year: hours_of(place, at=datetime(year, 7, 1)))  # noqa: DTZ001 - only the year is read
    changed = _last_changes()
    for row in rows.order_by("pk").prefetch_related("events", "pauses").iterator(chunk_size=CHUNK):
        yield from (f"{row.number}: {problem}" for problem in _story_problems(row))
        if row.finished_at and row.finished_at > changed.get(row.office_id, row.completed_at or row.received_at):
            yield from (
                f"{row.number}: {problem}" for problem in _clock_problems(row, hours(row.office, row.finished_at.year))
            )


def _last_changes() -> dict[int, datetime]:
    rows = AuditEntry.objects.filter(verb__in=HOURS_CHANGED).order_by().values_list("office_id")
    return dict(rows.annotate(last=Max("at")))


def _story_problems(row: Submission) -> Iterator[str]:
    moves = [event for event in row.events.all() if event.source != event.target]
    begun = _begun(row)
    if begun is None or begun != row.completed_at:
        yield f"berkas lengkap tercatat {row.completed_at}, kejadian berkata {begun}"
        return
    ended = next((event.at for event in moves if event.target in DONE and event.at >= begun), None)
    if ended != row.finished_at:
        yield f"selesai tercatat {row.finished_at}, kejadian berkata {ended}"
    asked = [event.at for event in moves if event.target == State.RETURNED and event.at >= begun]
    noted = [pause.starts_at for pause in row.pauses.all() if pause.starts_at >= begun]
    if sorted(asked) != sorted(noted):
        yield f"{len(noted)} jeda tercatat, kejadian berkata {len(asked)}"


def _begun(row: Submission) -> datetime | None:
    """The first "berkas lengkap", or the last one that began a replaced letter."""
    starts = [event for event in row.events.all() if event.target == State.COMPLETE and event.source in CLOCK_STARTS]
    anew = [event.at for event in starts if event.source != State.SUBMITTED]
    return anew[-1] if anew else next((event.at for event in starts), None)


def _clock_problems(row: Submission, hours: ServiceHours) -> Iterator[str]:
    """What the pure clock says of a finished file; one closed while it waited has no due moment."""
    begun, ended = row.completed_at, row.finished_at
    if begun is None or ended is None:
        return
    pauses = [Pause(pause.starts_at, pause.ends_at) for pause in row.pauses.all() if pause.struck_at is None]
    spent = elapsed_minutes(begun, ended, hours, pauses)
    if row.served_minutes != spent:
        yield f"menit layanan tercatat {row.served_minutes}, hitungan ulang {spent}"
    if row.paused_at is None:
        yield from _lateness(row, begun, ended, hours, [pause for pause in pauses if pause.end])


def _lateness(
    row: Submission, begun: datetime, ended: datetime, hours: ServiceHours, pauses: list[Pause]
) -> Iterator[str]:
    try:
        due = due_at(promise_of(row.version), begun, hours, pauses)
    except NoServiceDay:
        return
    stored = row.overdue_since is not None or (row.due_at is not None and ended > row.due_at)
    if stored != (ended > due):
        words = {True: "terlambat", False: "dalam batas"}
        yield f"tercatat {words[stored]}, hitungan ulang {words[ended > due]} (batas {due.isoformat()})"
