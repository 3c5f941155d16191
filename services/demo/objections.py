"""Objections of the demonstration: one that waits for the Kasi, one that was upheld today, one refused, one with the camat."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from office.roles import Role
from services.actions.objections import appeal, decide, raise_objection
from services.demo.world import Desk
from services.models import Objection, Submission, Verdict
from services.workflow import State

WORDS = "Saya menunggu di loket sejak pagi."
REFUSED = "Berkas diserahkan lagi ke loket setelah jam layanan; surat Anda terima pada hari yang sama."
MANY = 4
MOMENT, BEFORE, RECENT = timedelta(minutes=1), timedelta(minutes=12), timedelta(days=25)


def on_the_kasis_desk(desk: Desk, *, now: datetime) -> int:
    """The latest of today's files waits, the next and letters of the past are decided; says how many were raised."""
    here = Submission.objects.filter(office=desk.office, objections=None)
    running = list(
        here.filter(is_open=True, finished_at=None, paused_at=None, due_at__lt=now - MOMENT).order_by("due_at")[:2]
    )
    past = list(
        here.filter(state=State.HANDED_OVER, due_at__lt=F("finished_at"), home_delivery=None)
        .filter(finished_at__gt=now - RECENT).order_by("-finished_at")[: MANY - len(running)]
    )  # fmt: skip
    raised = [
        raise_objection(row, at=_raised_at(row, now), words=WORDS if row in running else "")
        for row in [*running, *past]
    ]
    for objection, judge in zip(raised[1:], (_uphold, _refuse, _appealed), strict=False):
        judge(objection, desk, now)
    return len(raised)


def _raised_at(submission: Submission, now: datetime) -> datetime:
    """A little while ago, when the deadline had passed already."""
    return now - min(BEFORE, (now - (submission.due_at or now)) / 2)


def _uphold(objection: Objection, desk: Desk, now: datetime) -> None:
    decide(objection, Verdict.UPHELD, "", staff=desk.holder(Role.SECTION_HEAD, now), at=now)


def _refuse(objection: Objection, desk: Desk, now: datetime) -> None:
    decide(objection, Verdict.DISMISSED, REFUSED, staff=desk.holder(Role.SECTION_HEAD, now), at=now)


def _appealed(objection: Objection, desk: Desk, now: datetime) -> None:
    _refuse(objection, desk, now)
    appeal(objection, at=now, words="Saya tidak menyerahkan berkas lagi.")
