"""What the clock does by itself: warn, mark what is late, go up the ladder, close the silent ones, note anonymous acts later."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction

from complaints.actions import closing
from complaints.actions.moving import hour_of, lock, tell_story
from complaints.actions.notices import tell_agency, tell_office
from complaints.models import Complaint, ComplaintDraft
from complaints.queries.clock import next_alarm
from complaints.queries.sweeps import alarmed, expired_drafts, silent, to_note
from complaints.workflow import IN_OFFICE, OVERSEERS, State, Verb
from office.actions import files
from office.actions.audit import record

WARNED, OVERDUE, WITH_HEAD = 1, 2, 3


def raise_alarms(*, at: datetime, most: int = 500) -> int:
    """Take every complaint whose next rung is reached one rung up; says how many. Safe to run twice, late, or on four machines."""
    return sum(climb(complaint, at=at) for complaint in alarmed(at=at)[:most])


@transaction.atomic
def climb(complaint: Complaint, *, at: datetime) -> bool:
    """One rung: 1 warn who has it, 2 mark it late and tell the head of the agency, 3 tell the camat. The row's lock decides who does it."""
    kept = lock(complaint)
    if not alarmed(at=at).filter(pk=kept.pk).exists():
        return False
    kept.alarm_level += 1
    level = kept.alarm_level
    if level == OVERDUE:
        kept.overdue_since = kept.step_due
        kept.missed_at = kept.missed_at or kept.step_due
    if level == WITH_HEAD:
        kept.escalated_at = kept.escalated_at or at
    kept.alarm_at = next_alarm(kept, level, at=at)
    kept.save(update_fields=["alarm_level", "alarm_at", "overdue_since", "missed_at", "escalated_at"])
    _tell(kept, level, at=at)
    return True


def _tell(complaint: Complaint, level: int, *, at: datetime) -> None:
    step = f"{level}:{complaint.step_due:%y%m%d}"
    in_office = State(complaint.state) in IN_OFFICE
    if level == WARNED:
        title = "batas waktu sudah dekat"
        if in_office:
            tell_office(complaint, "office_reminder", at=at, title=title, step=step)
        else:
            tell_agency(complaint, "agency_reminder", at=at, title=title, step=step)
        return
    verb = Verb.OVERDUE if level == OVERDUE else Verb.ESCALATED
    tell_story(complaint, verb, source=complaint.state, by=None, at=at, agency=complaint.agency)
    record(f"complaint.{verb}", complaint.audit_key, office=complaint.office, actor=None, at=at, level=level)
    if level == OVERDUE and not in_office:
        tell_agency(complaint, "agency_overdue", at=at, title="lewat batas waktu", heads_only=True, step=step)
    elif level == OVERDUE:
        tell_office(complaint, "office_overdue", at=at, title="lewat batas waktu", step=step)
    else:
        tell_office(complaint, "head_escalated", at=at, title="lama lewat batas waktu", roles=OVERSEERS, step=step)


def close_the_silent(*, at: datetime, most: int = 500) -> int:
    """Close what was answered and not objected to, and archive what the reporter never completed; says how many."""
    done = 0
    for complaint in silent(at=at)[:most]:
        end = closing.close_silent if complaint.state == State.ANSWERED else closing.lapse
        done += end(complaint, at=at)
    return done


def note_anonymous(*, at: datetime, most: int = 500) -> int:
    """Write the audit line of what anonymous reporters did in hours that are over: the line's own moment tells nothing."""
    return sum(_note(complaint, at=at) for complaint in to_note(at=hour_of(at))[:most])


@transaction.atomic
def _note(complaint: Complaint, *, at: datetime) -> bool:
    kept = lock(complaint)
    if kept.noted_at is not None:
        return False
    hour = hour_of(at)
    Complaint.objects.filter(pk=kept.pk).update(noted_at=hour)
    record("complaint.anonymous", kept.audit_key, office=kept.office, actor=None, at=hour)
    if State(kept.state) == State.FORWARDED:
        tell_agency(kept, "agency_new", at=hour, title="laporan menunggu dinas Anda")
    return True


def forget_keys(*, at: datetime) -> int:
    """A day later forget the sending's key of anonymous complaints: from then on the receipt is the only way in. Says how many."""
    day_ago = hour_of(at) - timedelta(days=1)
    rows = Complaint.objects.filter(identity="anonymous", received_at__range=(day_ago - timedelta(days=3), day_ago))
    forgotten = 0
    for complaint in rows.exclude(request_key__startswith="-").only("pk"):
        forgotten += Complaint.objects.filter(pk=complaint.pk).update(request_key=f"-{uuid4().hex}")
    return forgotten


def wipe_drafts(*, at: datetime) -> int:
    """Delete what was typed and never sent, with its photos; says how many."""
    return sum(_wipe(draft, at=at) for draft in expired_drafts(at=at))


@transaction.atomic
def _wipe(draft: ComplaintDraft, *, at: datetime) -> bool:
    kept = ComplaintDraft.objects.select_for_update().filter(pk=draft.pk, expires_at__lte=at).first()
    if kept is None:
        return False
    for photo in kept.photos.select_related("file"):
        files.wipe(photo.file, at=hour_of(at))
    kept.delete()
    return True
