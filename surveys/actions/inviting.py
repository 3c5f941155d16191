"""Inviting: whoever finished a case gets one link, one reminder, and nothing more; never at night, never against their word."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from complaints.models import Complaint, ComplaintIdentity
from office.actions.messages import Notice, Recipient, enqueue
from office.models import Office
from office.sealing import blind_index
from services.models import Submission
from surveys.actions import subjects
from surveys.models import Invitation, InvitationKind, OptOut, Subject, SubjectKind, Ticket
from surveys.queries.answering import TICKET, settings_of
from surveys.queries.inviting import closed_complaints, finished_submissions, to_remind, uninvited_offices

COMPLAINTS_LABEL = "Penanganan pengaduan"
AT_ONCE = 200


def invite_all(*, at: datetime) -> int:
    """Invite for what ended in the offices that survey now and where it is not night; says how many."""
    return sum(_invite_office(office, at=at) for office in uninvited_offices() if _is_day(office, at))


def remind_all(*, at: datetime) -> int:
    """Remind once of links that nobody used; says how many."""
    return sum(_remind(row, at=at) for row in to_remind(at=at, most=AT_ONCE) if _is_day(row.office, at))


def _is_day(office: Office, at: datetime) -> bool:
    chosen, hour = settings_of(office), at.astimezone(ZoneInfo(office.time_zone)).hour
    return chosen.invites and chosen.from_hour <= hour < chosen.to_hour


def _invite_office(office: Office, *, at: datetime) -> int:
    invited = 0
    for submission in finished_submissions(office, at=at, most=AT_ONCE):
        reach = Recipient(phone=submission.phone, email=submission.email)
        about = subjects.of_service(submission.service)
        invited += invite(office, InvitationKind.SUBMISSION, submission.pk, about, reach, submission.audit_key, at=at)
    for complaint in closed_complaints(office, at=at, most=AT_ONCE):
        reach = _reach(complaint)
        about = subjects.of_kind(office, SubjectKind.COMPLAINT, COMPLAINTS_LABEL)
        invited += invite(office, InvitationKind.COMPLAINT, complaint.pk, about, reach, complaint.audit_key, at=at)
    return invited


def _reach(complaint: Complaint) -> Recipient:
    who = ComplaintIdentity.objects.filter(complaint=complaint).first()
    return Recipient(phone=who.phone, email=who.email) if who else Recipient()


def invite(
    office: Office, kind: InvitationKind, ref: UUID, about: Subject, to: Recipient, subject_key: str, *, at: datetime
) -> bool:
    """One invitation for one case, whoever asks and however often; False when there was one, or nobody to invite.

    A case whose people cannot or will not be reached gets a row without a ticket, so that it is not looked at again.
    """
    reachable = bool(to.phone or to.email) and not _opted_out(office, to)
    try:
        with transaction.atomic():
            row = Invitation.objects.create(office=office, kind=kind, ref=ref, subject=about, invited_at=at)
            if reachable:
                row.ticket = _ticket(row, at=at)
                row.save(update_fields=["ticket"])
                _tell(row, to, "invitation", subject_key, at=at)
    except IntegrityError:  # another worker was faster
        return False
    return reachable


def _ticket(row: Invitation, *, at: datetime) -> Ticket:
    lives = timedelta(days=settings_of(row.office).ticket_days)
    return Ticket.objects.create(
        office=row.office,
        subject=row.subject,
        token_index=blind_index(TICKET, token_of(row)),
        created_at=at,
        expires_at=at + lives,
    )


def token_of(row: Invitation) -> str:
    """The link's part, worked out from the invitation: stored nowhere, and the same again for the reminder."""
    return hmac.new(settings.INDEX_KEY.encode(), f"survey-link:{row.pk}".encode(), hashlib.sha256).hexdigest()[:40]


def _tell(row: Invitation, to: Recipient, event: str, subject_key: str, *, at: datetime) -> None:
    notice = Notice(
        event=f"surveys/{event}", effect=f"survey:{row.pk}:{event}", title=f"{row.office.name}: bagaimana pelayanan kami?",
        subject_key=subject_key, context={"link": f"{settings.PUBLIC_URL}/s/{token_of(row)}/", "label": row.subject.label},
    )  # fmt: skip
    enqueue(notice, office=row.office, to=to, at=at)


@transaction.atomic
def _remind(row: Invitation, *, at: datetime) -> bool:
    """Guarded: of several workers one reminds."""
    if not Invitation.objects.filter(pk=row.pk, reminded_at=None, declined_at=None).update(reminded_at=at):
        return False
    to, subject_key = _who(row)
    if not (to.phone or to.email) or _opted_out(row.office, to):
        return False
    _tell(row, to, "reminder", subject_key, at=at)
    return True


def _who(row: Invitation) -> tuple[Recipient, str]:
    if row.kind == InvitationKind.COMPLAINT:
        complaint = Complaint.objects.filter(pk=row.ref).first()
        return (_reach(complaint), complaint.audit_key) if complaint else (Recipient(), "")
    submission = Submission.objects.filter(pk=row.ref).first()
    return (Recipient(submission.phone, submission.email), submission.audit_key) if submission else (Recipient(), "")


@transaction.atomic
def decline(ticket: Ticket, *, at: datetime) -> None:
    """Whoever holds the link wants no invitations any more."""
    row = Invitation.objects.select_for_update().filter(ticket=ticket).select_related("office").first()
    if row is None:
        return
    Invitation.objects.filter(pk=row.pk, declined_at=None).update(declined_at=at)
    for index in _indexes(_who(row)[0]):
        OptOut.objects.get_or_create(office=row.office, address_index=index, defaults={"at": at})


def _opted_out(office: Office, to: Recipient) -> bool:
    return OptOut.objects.filter(office=office, address_index__in=list(_indexes(to))).exists()


def _indexes(to: Recipient) -> Iterable[str]:
    return [blind_index("survey-opt-out", address.lower()) for address in (to.phone, to.email) if address]
