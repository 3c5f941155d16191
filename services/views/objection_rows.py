"""Objections with every text ready: rows of the list, the lines of the clock's story, the summary on top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from office.models import Office
from office.wording import clock, remaining_state, short_date
from services.models import Objection, ObjectionLevel, Verdict
from services.queries.objection_facts import Facts
from services.views.asking import local


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    url: str
    number: str
    name: str
    service: str
    css: str
    about: str
    officer: str
    level: str
    verdict: str
    tag: str
    due: datetime
    due_text: str
    escalated: bool


def objection_rows(found: Iterable[Objection], office: Office, *, at: datetime) -> list[Row]:
    return [_row(objection, office, at) for objection in found]


def _row(objection: Objection, office: Office, at: datetime) -> Row:
    submission = objection.submission
    seconds = int((objection.due_at - at).total_seconds())
    decided = f"{_day(office, objection.decided_at, at)}, {objection.decided_by.name}" if objection.decided_by and objection.decided_at else ""  # fmt: skip
    return Row(
        url=reverse("services:objection", args=[office.slug, objection.pk]), number=submission.number,
        name=submission.applicant_name, service=submission.version.short_name, css="ok" if objection.verdict else remaining_state(seconds),
        about=decided or f"Masuk {_day(office, objection.raised_at, at)}", due=objection.due_at,
        officer=submission.officer.name if submission.officer else "Belum diambil",
        level="Banding" if objection.level == ObjectionLevel.HEAD else "", escalated=bool(objection.escalated_at),
        verdict=objection.get_verdict_display() if objection.verdict else "",
        tag="success" if objection.verdict == Verdict.UPHELD else "", due_text=_day(office, objection.due_at, at),
    )  # fmt: skip


def _day(office: Office, moment: datetime, at: datetime) -> str:
    """10.19 today, with its date on other days."""
    zone = ZoneInfo(office.time_zone)
    there = moment.astimezone(zone)
    return clock(there) if there.date() == at.astimezone(zone).date() else f"{short_date(there.date())}, {clock(there)}"


def fact_lines(facts: Facts, objection: Objection, *, at: datetime) -> list[dict[str, Any]]:
    """The story as table rows; the date stands where the day changes."""
    office, before, rows = objection.office, None, []
    for line in facts.lines:
        there = local(office, line.at)
        rows.append(
            {
                "clock": clock(there), "what": line.what, "who": line.who, "why": line.why, "strong": line.strong,
                "day": short_date(there.date()) if before != there.date() else "",
            }
        )  # fmt: skip
        before = there.date()
    if len({row["day"] for row in rows if row["day"]}) == 1 and before == local(office, at).date():
        rows[0]["day"] = ""
    return rows


def summary_of(objection: Objection, *, at: datetime) -> dict[str, Any]:
    """When it came in, by when it is decided, and by whom it was written down."""
    office = objection.office
    late = objection.is_open and objection.due_at < at
    return {
        "raised": _day(office, objection.raised_at, at), "due": _day(office, objection.due_at, at), "verdict_late": late,
        "decided": _day(office, objection.decided_at, at) if objection.decided_at else "",
        "is_appeal": objection.level == ObjectionLevel.HEAD,
        "first": objection.appeal_of if objection.appeal_of_id else None,
        "soon": remaining_state(int((objection.due_at - at).total_seconds())),
    }  # fmt: skip
