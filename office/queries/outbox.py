"""Reading the outbox of an office: what a person has to send, what was sent, what failed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from office.models import Channel, Message, MessageState, Office

PAGE = 20
MOST = 100
TABS = {"": "Perlu dikirim", "terkirim": "Terkirim", "menunggu": "Dalam pengiriman", "gagal": "Gagal"}
_STATES = {
    "": [MessageState.TO_DO],
    "terkirim": [MessageState.SENT],
    "menunggu": [MessageState.QUEUED, MessageState.SENDING],
    "gagal": [MessageState.DEAD],
}
Place = tuple[datetime, UUID]


def page_of(
    office: Office, tab: str, *, after: Place | None = None
) -> tuple[list[Message], Place | None, dict[str, int]]:
    """Twenty messages of a tab, where the next page begins, and how many wait (to 100 at most)."""
    rows = _rows(office, tab)
    oldest_first = tab == ""
    if after:
        rows = rows.filter(_beyond(after, oldest_first=oldest_first))
    order = ("created_at", "pk") if oldest_first else ("-created_at", "-pk")
    found = list(rows.select_related("sent_by", "office").order_by(*order)[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    counts = {key: _rows(office, key)[:MOST].count() for key in ("", "gagal")}
    return found[:PAGE], (last.created_at, last.pk) if last else None, counts


def _rows(office: Office, tab: str) -> QuerySet[Message]:
    """What stands on the tracking page is shown there and needs nobody."""
    return Message.objects.filter(office=office, state__in=_STATES[tab]).exclude(channel=Channel.PAGE)


def _beyond(after: Place, *, oldest_first: bool) -> Q:
    at, pk = after
    if oldest_first:
        return Q(created_at__gte=at) & (Q(created_at__gt=at) | Q(pk__gt=pk))
    return Q(created_at__lte=at) & (Q(created_at__lt=at) | Q(pk__lt=pk))
