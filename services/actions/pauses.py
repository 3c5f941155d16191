"""Putting a wrong pause right: the Kasi's verb, with a reason; the old row stays, struck."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from office.actions.audit import record
from office.roles import Role
from office.staff import Staff
from services.access import NotAllowed, check_not_own
from services.actions.moving import lock, note_missed, reset_due
from services.models import Pause, Submission
from services.queries.clock import served_minutes


@transaction.atomic
def strike_pause(pause: Pause, *, reason: str, staff: Staff, at: datetime) -> Submission:
    """A pause that should not have been: its time counts again. Raises NotAllowed, with words for the page."""
    submission, kept = _locked(pause, reason=reason, staff=staff)
    _strike(kept, reason=reason, staff=staff, at=at)
    _settle(submission, "struck", kept, staff=staff, at=at, reason=reason)
    return submission


@transaction.atomic
def shorten_pause(
    pause: Pause, *, starts_at: datetime, ends_at: datetime, reason: str, staff: Staff, at: datetime
) -> Submission:
    """A pause that began too early or ended too late: the old row is struck, a shorter one takes its place."""
    submission, kept = _locked(pause, reason=reason, staff=staff)
    ended = kept.ends_at or at
    if not kept.starts_at <= starts_at < ends_at <= ended or (starts_at, ends_at) == (kept.starts_at, ended):
        raise NotAllowed("Jeda hanya bisa dipendekkan: mulai dan selesainya harus di dalam jeda yang lama.")
    _strike(kept, reason=reason, staff=staff, at=at)
    Pause.objects.create(submission=submission, starts_at=starts_at, ends_at=ends_at, reason=kept.reason, by=kept.by)
    moments = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    _settle(submission, "shortened", kept, staff=staff, at=at, reason=reason, to=moments)
    return submission


def _locked(pause: Pause, *, reason: str, staff: Staff) -> tuple[Submission, Pause]:
    submission = lock(pause.submission)
    if staff.office.pk != submission.office_id or not staff.has(Role.SECTION_HEAD):
        raise NotAllowed("Hanya Kasi Pelayanan kantor ini yang bisa membetulkan jeda.")
    check_not_own(staff.user, submission)
    kept = Pause.objects.select_for_update(of=("self",)).get(pk=pause.pk)
    if kept.struck_at:
        raise NotAllowed("Jeda ini sudah dibatalkan.")
    if kept.ends_at is None:
        raise NotAllowed("Jeda ini masih berjalan. Bisa dibetulkan setelah berkas dikirim ulang.")
    if not reason.strip():
        raise NotAllowed("Tulis alasannya. Alasan ini tersimpan di catatan audit.")
    return submission, kept


def _strike(pause: Pause, *, reason: str, staff: Staff, at: datetime) -> None:
    pause.struck_at, pause.struck_by, pause.struck_reason = at, staff.user, reason.strip()[:240]
    pause.save(update_fields=["struck_at", "struck_by", "struck_reason"])


def _settle(submission: Submission, what: str, pause: Pause, *, staff: Staff, at: datetime, **facts: Any) -> None:
    """Compute what follows from the pauses that are left; what is late now is claimed by the next sweep."""
    before, finished = submission.due_at, submission.finished_at
    reset_due(submission, at=finished or at)
    if finished:
        note_missed(submission, at=finished)
        submission.served_minutes = served_minutes(submission, at=finished)
    submission.save(update_fields=["due_at", "warn_at", "warned_at", "queue_at", "overdue_since", "served_minutes"])
    record(
        f"submission.pause_{what}", submission.audit_key, office=submission.office, actor=staff.user, at=at,
        starts_at=pause.starts_at.isoformat(), ends_at=pause.ends_at.isoformat() if pause.ends_at else "",
        before=before.isoformat() if before else "", after=submission.due_at.isoformat() if submission.due_at else "", **facts,
    )  # fmt: skip
