"""The verbs of keberatan: raise it, decide it, appeal, hand a late verdict up."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from office.actions.audit import record
from office.actions.messages import Notice, enqueue_email
from office.models import Area, User
from office.staff import Staff
from office.wording import date_time
from services.access import NotAllowed, check_not_own
from services.actions.deliveries import plan_for_objection
from services.actions.delivery_answers import give_to
from services.actions.moving import lock
from services.actions.notices import tell
from services.models import HomeDelivery, Objection, ObjectionLevel, Source, Submission, Verdict
from services.objection_home import Destination, destination_of
from services.queries.judges import above, judges_of, may_decide
from services.queries.objections import (
    Stand,
    Standing,
    appeal_until,
    decide_by,
    missed_deadline,
    missed_verdicts,
    stand_of,
)
from services.workflow import CLOSED, IllegalMove, State

SORRY = "Mohon maaf, surat Anda terlambat."
BROUGHT = f"{SORRY} Silakan pulang, surat kami antar ke rumah."
"""What a resident reads when nothing is added to a verdict that upholds the objection."""
BATCH = 200


@transaction.atomic
def raise_objection(
    submission: Submission, *, at: datetime, words: str = "", source: str = Source.WEB,
    entered_by: Staff | None = None, to: Destination | None = None,
) -> Objection:  # fmt: skip
    """The resident's word that the promise was missed. A second tap gets the first one back.

    `entered_by` writes it down for somebody at the counter; `to` is where the letter should go, else the address on the
    request. Whether the sweep has noted the lateness does not matter. Raises NotAllowed before the deadline, later than
    thirty days after the letter, and when this deadline was judged already.
    """
    kept = lock(submission)
    _check_office(entered_by, kept)
    stand, missed = stand_of(kept, at=at), missed_deadline(kept, at=at)
    if stand.standing is Standing.OPEN and stand.objection:
        return stand.objection
    if stand.standing is not Standing.MAY or missed is None:
        raise NotAllowed(why_not(kept, stand))
    if to:
        _keep_destination(kept, to)
    facts = {"words": words, "source": source, "entered_by": entered_by.user if entered_by else None}
    objection = Objection(submission=kept, level=ObjectionLevel.SECTION_HEAD, missed_due_at=missed, **facts)
    return _enter(objection, at=at)


def why_not(submission: Submission, stand: Stand) -> str:
    """The words for somebody who cannot object now, with the moment from which they can."""
    if stand.standing is Standing.NOT_YET and stand.moment:
        when = date_time(stand.moment.astimezone(ZoneInfo(submission.office.time_zone)))
        return f"Batas waktunya belum lewat. Keberatan bisa diajukan mulai {when}."
    if stand.objection:
        return "Keberatan untuk batas waktu ini sudah diputus. Putusannya ada di halaman permohonan."
    return "Untuk permohonan ini tidak ada batas waktu yang lewat."


def _check_office(staff: Staff | None, submission: Submission) -> None:
    if staff and staff.office.pk != submission.office_id:
        raise NotAllowed("Permohonan ini milik kantor lain.")


def _keep_destination(submission: Submission, to: Destination) -> None:
    submission.data = {**submission.data, **to.kept()}
    submission.save(update_fields=["data"])


def _enter(objection: Objection, *, at: datetime) -> Objection:
    """Write the row with its own deadline; tell the resident and whoever decides."""
    submission = objection.submission
    objection.office, objection.raised_at = submission.office, at
    objection.due_at = decide_by(submission.office, at=at)
    objection.save(force_insert=True)
    _note(objection, "raised", by=objection.entered_by, at=at, source=objection.source)
    tell(
        submission, "objection_received", at=at, title="keberatan diterima", step=str(objection.pk),
        due_at=objection.due_at, is_appeal=objection.level == ObjectionLevel.HEAD,
    )  # fmt: skip
    _tell_staff(objection, judges_of(objection, at=at), "objection_to_decide", "keberatan menunggu putusan", at=at)
    return objection


@transaction.atomic
def decide(
    objection: Objection, verdict: Verdict, reason: str, *, staff: Staff, at: datetime, courier: User | None = None
) -> Objection:
    """The verdict, once. Upheld: the letter is brought home, unless the resident has it or would rather fetch it.

    Without a `courier` the officer who served goes. Raises IllegalMove when it was decided in the meantime, NotAllowed
    for whoever may not judge and for a refusal without a reason.
    """
    kept = _lock(objection)
    if not kept.is_open:
        raise IllegalMove(kept.verdict, verdict)
    _check_judge(staff, kept, at)
    brought = verdict == Verdict.UPHELD and is_to_be_brought(kept.submission)
    kept.reason = reason.strip()[:500] or _usual(verdict, brought=brought)
    kept.verdict, kept.decided_by, kept.decided_at = verdict, staff.user, at
    kept.save(update_fields=["verdict", "reason", "decided_by", "decided_at"])
    _note(kept, verdict, by=staff.user, at=at, late=kept.due_at < at)
    if brought:
        _send_home(kept, courier, staff=staff, at=at)
    _tell_verdict(kept, brought=brought, at=at)
    return kept


def _lock(objection: Objection) -> Objection:
    """The submission first, as every verb does, then the objection."""
    submission = lock(objection.submission)
    kept = Objection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    kept.submission, kept.office = submission, submission.office
    return kept


def _check_judge(staff: Staff, objection: Objection, at: datetime) -> None:
    _check_office(staff, objection.submission)
    check_not_own(staff.user, objection.submission)
    if not may_decide(staff, objection, at=at):
        names = ", ".join(user.name for user in judges_of(objection, at=at)) or "atasan Anda"
        raise NotAllowed(f"Keberatan ini diputus oleh {names}.")


def _usual(verdict: Verdict, *, brought: bool) -> str:
    if verdict != Verdict.UPHELD:
        raise NotAllowed("Tulis alasannya. Pemohon membaca alasan ini.")
    return BROUGHT if brought else SORRY


def is_to_be_brought(submission: Submission) -> bool:
    """The letter is not in the resident's hands yet, and they did not say that they would fetch it."""
    return State(submission.state) not in CLOSED and destination_of(submission).wanted


def _send_home(objection: Objection, courier: User | None, *, staff: Staff, at: datetime) -> None:
    delivery = plan_for_objection(objection, by=staff, at=at)
    village = destination_of(objection.submission).village_code
    if village and (delivery.village is None or delivery.village.code != village):
        HomeDelivery.objects.filter(pk=delivery.pk).update(village=Area.objects.filter(code=village).first())
    if courier and courier.pk != delivery.courier_id:
        give_to(delivery, courier, by=staff.user, at=at)


def _tell_verdict(objection: Objection, *, brought: bool, at: datetime) -> None:
    upheld = objection.verdict == Verdict.UPHELD
    until = appeal_until(objection, objection.office)
    tell(
        objection.submission, "objection_upheld" if upheld else "objection_dismissed", at=at, step=str(objection.pk),
        title="keberatan terbukti" if upheld else "keberatan tidak terbukti", brought=brought, until=until,
    )  # fmt: skip


@transaction.atomic
def appeal(
    objection: Objection, *, at: datetime, words: str = "", source: str = Source.WEB, entered_by: Staff | None = None
) -> Objection:
    """Take a refused objection to the camat or lurah, once, within three service days; a second tap gets the first."""
    first = _lock(objection)
    _check_office(entered_by, first.submission)
    made = Objection.objects.filter(appeal_of=first).first()
    if made:
        return made
    until = appeal_until(first, first.office)
    if until is None:
        raise NotAllowed("Hanya keberatan yang diputus tidak terbukti yang bisa dimintakan banding.")
    if at > until:
        raise NotAllowed("Waktu untuk banding sudah lewat.")
    if Objection.objects.filter(submission=first.submission, verdict="").exists():
        raise NotAllowed("Masih ada keberatan yang diperiksa. Tunggu putusannya.")
    second = Objection(
        submission=first.submission, level=ObjectionLevel.HEAD, appeal_of=first, missed_due_at=first.missed_due_at,
        words=words, source=source, entered_by=entered_by.user if entered_by else None,
    )  # fmt: skip
    return _enter(second, at=at)


def escalate_late(*, at: datetime) -> int:
    """Hand every verdict that is late up, once, whatever number of sweeps run; says how many this call handed up."""
    late = missed_verdicts(at=at).select_related("office", "submission__version", "submission__office")
    return sum(_escalate(objection, at=at) for objection in late.order_by("due_at")[:BATCH])


@transaction.atomic
def _escalate(objection: Objection, *, at: datetime) -> bool:
    claimed = missed_verdicts(at=at).filter(pk=objection.pk).update(escalated_at=at)
    if claimed:
        _note(objection, "escalated", by=None, at=at)
        _tell_staff(objection, above(objection, at=at), "objection_late", "putusan keberatan terlambat", at=at)
    return bool(claimed)


def _note(objection: Objection, verb: str, *, by: User | None, at: datetime, **facts: object) -> None:
    record(
        f"objection.{verb}", objection.submission.audit_key, office=objection.office, actor=by, at=at,
        objection=str(objection.pk), level=objection.level, **facts,
    )  # fmt: skip


def _tell_staff(objection: Objection, people: list[User], event: str, title: str, *, at: datetime) -> None:
    """E-mail those who gave an address; names and words of the resident stay on the desk."""
    submission, office = objection.submission, objection.office
    context = {
        "number": submission.number, "service": submission.version.short_name, "due_at": objection.due_at,
        "link": f"{settings.PUBLIC_URL}/petugas/{office.slug}/keberatan/{objection.pk}/",
    }  # fmt: skip
    for person in people:
        notice = Notice(
            event=f"services/{event}", effect=f"{objection.pk}:{event}:{person.pk}", title=f"{office.name}: {title}",
            subject_key=f"staff:{submission.number}", context=context,
        )  # fmt: skip
        enqueue_email(notice, office=office, address=person.email, at=at)
