"""Files as they look once they are finished, written by hand: a figure's test says itself when, how long and how late."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from office.models import Office
from services.models import HomeDelivery, Objection, ObjectionLevel, Pause, Service, Submission
from services.queries.promises import Period
from services.workflow import DONE, DeliveryState, State
from tests.factories import make_office, submit
from tests.people import retno, sari


def finished(at: datetime, minutes: int = 40, *, service: Service | None = None, **facts: Any) -> Submission:
    """Finished at that moment; due ten minutes later unless said otherwise."""
    defaults = {
        "state": State.ISSUED, "is_open": False, "completed_at": at - timedelta(minutes=minutes), "finished_at": at,
        "served_minutes": minutes, "due_at": at + timedelta(minutes=10), "officer": sari().user,
    }  # fmt: skip
    return _written(service, at, {**defaults, **facts})


def late(at: datetime, minutes: int = 75, **facts: Any) -> Submission:
    """Finished a quarter of an hour after its deadline, and noted."""
    due = at - timedelta(minutes=15)
    return finished(at, minutes, **{"due_at": due, "overdue_since": due, **facts})


def still_open(due: datetime, *, service: Service | None = None, **facts: Any) -> Submission:
    """Complete, not finished, due at that moment."""
    defaults = {
        "state": State.COMPLETE, "is_open": True, "completed_at": due - timedelta(hours=1), "due_at": due,
        "queue_at": due, "officer": sari().user,
    }  # fmt: skip
    return _written(service, due, {**defaults, **facts})


def _written(service: Service | None, at: datetime, facts: dict[str, Any]) -> Submission:
    row = submit(service, at=at - timedelta(hours=2)).submission
    assert facts["is_open"] == (facts["state"] not in DONE)
    Submission.objects.filter(pk=row.pk).update(**facts)
    return Submission.objects.get(pk=row.pk)


def paused(row: Submission, minutes: int, reason: str = "Menunggu berkas dari pemohon", **facts: Any) -> Pause:
    assert row.completed_at
    ends = row.completed_at + timedelta(minutes=minutes)
    times = {"starts_at": row.completed_at, "ends_at": ends, **facts}
    return Pause.objects.create(submission=row, reason=reason, **times)


def objected(row: Submission, at: datetime, verdict: str = "", **facts: Any) -> Objection:
    decided = {"reason": "Jam berjalan 75 menit.", "decided_by": retno().user, "decided_at": at} if verdict else {}
    defaults = {
        "level": ObjectionLevel.SECTION_HEAD,
        "source": "web",
        "missed_due_at": at,
        "due_at": at,
        "verdict": verdict,
    }
    return Objection.objects.create(office=row.office, submission=row, raised_at=at, **{**defaults, **decided, **facts})


def brought(row: Submission, at: datetime, *, hours: float | None = None, **facts: Any) -> HomeDelivery:
    """A delivery planned at that moment; with `hours` it arrived so long after the letter was ready."""
    done = (
        {"state": DeliveryState.DELIVERED, "is_open": False, "delivered_at": at + timedelta(hours=hours)}
        if hours
        else {}
    )
    defaults = {
        "cause": "vulnerable",
        "courier": sari().user,
        "state": DeliveryState.READY,
        "is_open": True,
        "ready_at": at,
    }
    return HomeDelivery.objects.create(
        office=row.office, submission=row, created_at=at, **{**defaults, **done, **facts}
    )


def november(office: Office | None = None, **facts: Any) -> Period:
    return Period(office or make_office(), date(2026, 11, 1), date(2026, 11, 30), **facts)
