"""Calendars as RFC 5545 and RFC 5546 want them: one event per office day, known for life by its UID; no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress

Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
Method = Literal["PUBLISH", "REQUEST", "CANCEL"]
PRODID = "-//Pendopo//Kantor di RW//ID"
FRESH_FOR = timedelta(hours=4)
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a zone's first moment is written without one (RFC 5545, 3.6.5)


@dataclass(frozen=True, kw_only=True)
class Party:
    """Who invites or is invited."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """One office day. `starts` and `ends` are in the office's zone; `sequence` rises when time, place or state change."""

    uid: str
    sequence: int
    starts: datetime
    ends: datetime
    title: str
    place: str
    text: str
    url: str
    status: Status
    created_at: datetime
    changed_at: datetime
    point: tuple[float, float] | None = None


def calendar_file(
    occasions: Iterable[Occasion],
    *,
    name: str,
    zone: str,
    method: Method = "PUBLISH",
    organizer: Party | None = None,
    attendee: Party | None = None,
) -> bytes:
    """A feed to subscribe to, or, with REQUEST and CANCEL, an invitation between two parties."""
    calendar = Calendar()
    calendar.add("prodid", PRODID)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if method == "PUBLISH":
        _name(calendar, name)
    calendar.add_component(_zone(zone))
    for occasion in occasions:
        calendar.add_component(_event(occasion, zone, organizer, attendee))
    content: bytes = calendar.to_ical()
    return content


def _name(calendar: Calendar, name: str) -> None:
    """Its name and how often to look again, in the words of RFC 7986 and in those that older programs read."""
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", FRESH_FOR, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")


def _zone(zone: str) -> Timezone:
    """Indonesia's zones know no summer time: one offset for ever."""
    offset = datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).utcoffset()
    standard = TimezoneStandard()
    standard.add("dtstart", _EPOCH)
    standard.add("tzoffsetfrom", offset)
    standard.add("tzoffsetto", offset)
    standard.add("tzname", ZONE_NAMES.get(zone, zone))
    found = Timezone()
    found.add("tzid", zone)
    found.add_component(standard)
    return found


def _event(occasion: Occasion, zone: str, organizer: Party | None, attendee: Party | None) -> Event:
    tz = ZoneInfo(zone)
    event = Event()
    event.add("uid", occasion.uid)
    event.add("sequence", occasion.sequence)
    event.add("dtstamp", occasion.changed_at.astimezone(UTC))
    event.add("created", occasion.created_at.astimezone(UTC))
    event.add("last-modified", occasion.changed_at.astimezone(UTC))
    event.add("dtstart", occasion.starts.astimezone(tz))
    event.add("dtend", occasion.ends.astimezone(tz))
    event.add("summary", occasion.title)
    event.add("location", occasion.place)
    event.add("description", occasion.text)
    event.add("url", occasion.url)
    event.add("status", occasion.status)
    event.add("transp", "OPAQUE")
    if occasion.point:
        event.add("geo", occasion.point)
    if organizer:
        event.add("organizer", _address(organizer))
    if attendee:
        event.add("attendee", _address(attendee, role="REQ-PARTICIPANT", partstat="NEEDS-ACTION", rsvp="TRUE"))
    return event


def _address(party: Party, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{party.email}")
    for name, value in {"cn": party.name.replace('"', "'"), **parameters}.items():
        address.params[name] = value
    return address
