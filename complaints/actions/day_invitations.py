"""Inviting to an office day: numbers from the register, e-mails with a calendar entry, word to those who subscribed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse

from complaints.models import Agency, DayAgency, DayLetter, RwDay, RwSubscription
from complaints.queries.calendars import address_of, invitation
from complaints.queries.days import round_of
from office.actions.messages import Notice, enqueue_email
from office.staff import Staff
from office.wording import long_date, plain_date
from services.actions.registering import reserve
from services.models import RegisterEntry
from services.queries.posters import base_address


def invite(day: RwDay, *, staff: Staff, at: datetime) -> None:
    """Number the letters that have none and mail each agency that was not mailed for this time and place."""
    if not DayLetter.objects.filter(day=day).exists():
        DayLetter.objects.create(day=day, entry=_number(day, f"Ketua {day.rw.full_name}", staff=staff, at=at))
    for row in _guests(day):
        if row.letter_id is None:
            row.letter = _number(day, row.agency.short_name, staff=staff, at=at)
            row.save(update_fields=["letter"])
        if row.invited_sequence != day.sequence:
            _mail(row, day, at=at)


def _guests(day: RwDay) -> list[DayAgency]:
    return list(DayAgency.objects.filter(day=day).select_related("agency"))


def _number(day: RwDay, to: str, *, staff: Staff, at: datetime) -> RegisterEntry:
    subject = f"Undangan {to}, kantor di {day.place_name}, {plain_date(day.date)}"
    return reserve(day.office, klas=round_of(day.office).klas, subject=subject, staff=staff, at=at)


def _mail(row: DayAgency, day: RwDay, *, at: datetime) -> None:
    moved = row.invited_sequence is not None
    event = "rw_invitation_moved" if moved else "rw_invitation"
    _to_agency(day, row.agency, event, at=at, calendar=_entry(day, row.agency))
    row.invited_sequence = day.sequence
    row.save(update_fields=["invited_sequence"])


def _entry(day: RwDay, agency: Agency, *, cancels: bool = False) -> str:
    return invitation(day, agency, cancels=cancels) if agency.email else ""


def _to_agency(day: RwDay, agency: Agency, event: str, *, at: datetime, calendar: str) -> None:
    notice = Notice(
        event=f"complaints/{event}", effect=f"{day.pk}:{event}:{agency.pk}:{day.sequence}:{at:%y%m%d%H%M%S}", subject_key=day.audit_key,
        title=f"{day.office.name}: kantor di {day.place_name}"[:120], context=_context(day),
    )  # fmt: skip
    enqueue_email(notice, office=day.office, address=agency.email, at=at, calendar=calendar)


def _context(day: RwDay) -> dict[str, Any]:
    return {
        "place": day.place_name, "hall": day.hall, "date": long_date(day.date), "hours": f"{day.opens:%H.%M}–{day.closes:%H.%M}", "link": address_of(day),
        "reason": day.cancel_reason or day.move_reason, "before": long_date(day.moved_from) if day.moved_from else "",
        "instead": long_date(day.replaced_by.date) if day.replaced_by else "",
    }  # fmt: skip


def tell_moved(day: RwDay, *, at: datetime) -> None:
    """Agencies get the same entry with a higher SEQUENCE; subscribers a sentence."""
    for row in _guests(day):
        _mail(row, day, at=at)
    tell_subscribers(day, "rw_moved", at=at)


def tell_cancelled(day: RwDay, *, at: datetime) -> None:
    for row in _guests(day):
        if row.invited_sequence is not None:
            _to_agency(day, row.agency, "rw_cancelled", at=at, calendar=_entry(day, row.agency, cancels=True))
    tell_subscribers(day, "rw_cancelled", at=at)


def tell_dropped(day: RwDay, *, keeping: Collection[Agency], at: datetime) -> None:
    """An agency that is no longer expected gets a CANCEL for itself alone."""
    for row in _guests(day):
        if row.agency not in keeping and row.invited_sequence is not None:
            _to_agency(day, row.agency, "rw_not_needed", at=at, calendar=_entry(day, row.agency, cancels=True))


def tell_subscribers(day: RwDay, event: str, *, at: datetime) -> int:
    """One e-mail to each confirmed address of this RW; how many. The text ends with the way out."""
    rows = RwSubscription.objects.filter(rw=day.rw_id, office=day.office_id, confirmed_at__isnull=False)
    written = 0
    for row in rows.iterator():
        way_out = base_address(day.office) + reverse("complaints:rw_unsubscribe", args=[day.office.slug, row.token])
        notice = Notice(
            event=f"complaints/{event}", effect=f"{day.pk}:{event}:{row.pk}:{day.sequence}", subject_key=f"rw-subscription:{row.pk}",
            title=f"{day.office.name}: kantor di {day.place_name}"[:120], context=_context(day) | {"way_out": way_out},
        )  # fmt: skip
        written += enqueue_email(notice, office=day.office, address=row.email, at=at) is not None
    return written
