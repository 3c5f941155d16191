"""The register of letter numbers (buku agenda): give out, reserve for a letter made elsewhere, void."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from office.actions.audit import record
from office.actions.counters import next_number
from office.models import Office, User
from office.numbering import rendered_number
from office.staff import Staff, local_day
from services.access import NotAllowed
from services.models import EntryState, Letter, RegisterEntry

REGISTER = "surat"


def take_number(letter: Letter, klas: str, *, by: User, at: datetime) -> RegisterEntry:
    """The next number of the office's year, for a letter about to be signed; dated in the office's own time zone."""
    return _enter(letter.office, klas=klas, subject=letter.kind, by=by, at=at, state=EntryState.USED)


@transaction.atomic
def reserve(office: Office, *, klas: str, subject: str, staff: Staff, at: datetime) -> RegisterEntry:
    """A number for a letter made outside the portal, from the same register."""
    if staff.office.pk != office.pk:
        raise NotAllowed("Buku agenda ini milik kantor lain.")
    entry = _enter(office, klas=klas, subject=subject, by=staff.user, at=at, state=EntryState.RESERVED)
    record("register.reserved", f"register:{entry.number}", office=office, actor=staff.user, at=at)
    return entry


@transaction.atomic
def void_reserved(entry: RegisterEntry, *, reason: str, staff: Staff, at: datetime) -> bool:
    """Strike a reserved number out, with the reason; it is never given out again."""
    done = RegisterEntry.objects.filter(pk=entry.pk, office=staff.office, state=EntryState.RESERVED).update(
        state=EntryState.VOID, reason=reason
    )
    if done:
        record(
            "register.voided", f"register:{entry.number}", office=entry.office, actor=staff.user, at=at, reason=reason
        )
    return bool(done)


def _enter(office: Office, *, klas: str, subject: str, by: User, at: datetime, state: EntryState) -> RegisterEntry:
    dated = local_day(office, at)
    seq = next_number(office, register=REGISTER, period=str(dated.year))
    number = rendered_number(
        office.number_pattern, klas=klas, seq=seq, unit=office.unit_code, code=office.code, dated=dated
    )
    return RegisterEntry.objects.create(
        office=office, register=REGISTER, year=dated.year, seq=seq, number=number, state=state, subject=subject[:160],
        dated=dated, created_at=at, created_by=by,
    )  # fmt: skip
