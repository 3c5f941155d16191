"""Reminders of days in one RW: asked for, confirmed by the owner of the address, ended by a link, sent the day before."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from complaints.actions.day_invitations import tell_subscribers
from complaints.day_states import DayState
from complaints.models import RwDay, RwSubscription
from office.actions.messages import Notice, enqueue_email
from office.codes import new_token
from office.models import Area, Office
from office.sealing import blind_index
from office.staff import local_day
from services.queries.posters import base_address

UNCONFIRMED_FOR = timedelta(days=7)


@transaction.atomic
def subscribe(office: Office, rw: Area, email: str, *, at: datetime) -> RwSubscription:
    """Ask the owner of the address whether they want it; asking again mails again, once a day at most.

    The answer to the page is the same whether the address was known or not.
    """
    address = email.strip().lower()
    index = blind_index("rw-subscription", address)
    row = RwSubscription.objects.select_for_update().filter(office=office, rw=rw, email_index=index).first()
    if row is None:
        token = new_token()
        row = RwSubscription.objects.create(
            office=office, rw=rw, email=address, email_index=index, token=token, token_index=blind_index("rw-subscription-token", token),
            created_at=at,
        )  # fmt: skip
    if row.confirmed_at is None:
        _ask(row, rw, at=at)
    return row


def _ask(row: RwSubscription, rw: Area, *, at: datetime) -> None:
    link = base_address(row.office) + reverse("complaints:rw_confirm", args=[row.office.slug, row.token])
    place = f"{rw.full_name} {rw.parent.name}" if rw.parent else rw.full_name
    notice = Notice(
        event="complaints/rw_confirm", effect=f"{row.pk}:rw_confirm:{at:%y%m%d}", title=f"{row.office.name}: benarkan surel Anda",
        subject_key=f"rw-subscription:{row.pk}", context={"place": place, "link": link},
    )  # fmt: skip
    enqueue_email(notice, office=row.office, address=row.email, at=at)


def confirm(row: RwSubscription, *, at: datetime) -> bool:
    """The owner wants it; False when they said so before."""
    return bool(RwSubscription.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=at))


def unsubscribe(row: RwSubscription) -> None:
    """Forget the address altogether."""
    RwSubscription.objects.filter(pk=row.pk).delete()


def by_token(office: Office, token: str) -> RwSubscription | None:
    index = blind_index("rw-subscription-token", token)
    return (
        RwSubscription.objects.filter(office=office, token_index=index).select_related("rw__parent", "office").first()
    )


def days_of_tomorrow(*, at: datetime) -> QuerySet[RwDay]:
    """Announced days whose date is the next one in their office's zone, or may be: the caller asks each again."""
    around = (at.date(), at.date() + timedelta(days=2))
    days = RwDay.objects.filter(state=DayState.ANNOUNCED, date__range=around)
    return days.select_related("office", "rw__parent", "replaced_by")


def remind(day: RwDay, *, at: datetime) -> int:
    """One e-mail per address on the eve of the day, however often the sweep runs."""
    if day.date != local_day(day.office, at) + timedelta(days=1):
        return 0
    with transaction.atomic():
        return tell_subscribers(day, "rw_reminder", at=at)


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete addresses whose owner never answered; says how many."""
    old = RwSubscription.objects.filter(confirmed_at=None, created_at__lt=at - UNCONFIRMED_FOR)
    deleted, _per_model = old.delete()
    return deleted
