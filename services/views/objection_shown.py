"""What a resident reads on the tracking page about a missed deadline: the button, when it comes, the verdict, the appeal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from office.wording import clock, duration, long_date
from services.actions.objections import is_to_be_brought
from services.models import Objection, ObjectionLevel, Submission
from services.queries.objections import Stand, Standing, stand_of
from services.views.asking import local


def objection_shown(submission: Submission, *, at: datetime) -> dict[str, Any]:
    """Context of templates/services/objections/standing.html; while it is examined the page's own label says so."""
    stand = stand_of(submission, at=at)
    shown: dict[str, Any] = {"stand": stand, "stand_moment": _moment(stand, submission, at)}
    if stand.standing is Standing.MAY:
        shown |= {"objection_since": _since(submission), "objection_promise": promise_words(submission)}
    if stand.objection:
        shown["verdict"] = _verdict(stand.objection, submission)
    if stand.standing is Standing.OPEN:
        shown |= {"state_label": "Keberatan diperiksa", "tag": "warning"}
    return shown


def promise_words(submission: Submission) -> str:
    """60 menit, 3 hari kerja."""
    version = submission.version
    return duration(minutes=version.sop_minutes or 0, working_days=version.sop_days or 0)


def _since(submission: Submission) -> str:
    done = submission.completed_at
    return f"{long_date(local(submission.office, done))} pukul {clock(local(submission.office, done))}" if done else ""


def _moment(stand: Stand, submission: Submission, at: datetime) -> str:
    """Pukul 10.05 today, with its date on other days."""
    if stand.moment is None:
        return ""
    there, today = local(submission.office, stand.moment), local(submission.office, at).date()
    return f"pukul {clock(there)}" if there.date() == today else f"{long_date(there)} pukul {clock(there)}"


def _verdict(objection: Objection, submission: Submission) -> dict[str, Any]:
    decided = local(submission.office, objection.decided_at) if objection.decided_at else None
    head = submission.office.head_title
    return {
        "judge": head if objection.level == ObjectionLevel.HEAD else "Kasi Pelayanan",
        "is_appeal": objection.level == ObjectionLevel.HEAD, "head": head.lower(), "reason": objection.reason,
        "raised": local(submission.office, objection.raised_at), "decided": decided, "words": objection.words,
        "is_brought": is_to_be_brought(submission),
    }  # fmt: skip
