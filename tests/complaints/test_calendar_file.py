"""Calendars say what two parsers of other people understand: who wrote ours, and one that had no part in it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from icalendar import Calendar

from complaints.calendar_file import Occasion, Party, calendar_file

WIB = ZoneInfo("Asia/Jakarta")
STARTS = datetime(2026, 11, 25, 8, 0, tzinfo=WIB)


def occasion(**facts):
    usual = {
        "uid": "0190@rw.kemlagi", "sequence": 2, "starts": STARTS, "ends": STARTS + timedelta(hours=4), "title": "Kantor di RW 03 Betro", "place": "Balai RW 03; Jalan Melati 5, Betro",
        "text": "KTP, KK; bawa KTP asli\nPajak: bawa SPPT\n" + "panjang sekali " * 20, "url": "http://localhost/kemlagi/kantor-di-rw/3/", "status": "CONFIRMED", "created_at": STARTS - timedelta(days=30),
        "changed_at": STARTS - timedelta(days=2), "point": (-7.4, 112.4),
    }  # fmt: skip
    return Occasion(**{**usual, **facts})


def written(*occasions, zone="Asia/Jakarta", **facts):
    return calendar_file(occasions or [occasion()], name="Kantor di RW", zone=zone, **facts)


def test_a_feed_reads_the_same_in_another_parser():
    event = vobject.readOne(written().decode()).vevent

    assert event.uid.value == "0190@rw.kemlagi"
    assert event.sequence.value == "2"
    assert event.dtstart.value == STARTS
    assert event.dtend.value == STARTS + timedelta(hours=4)
    assert event.location.value == "Balai RW 03; Jalan Melati 5, Betro"
    assert event.description.value.startswith("KTP, KK; bawa KTP asli\nPajak: bawa SPPT\n")
    assert event.status.value == "CONFIRMED"


@pytest.mark.parametrize(
    "zone, hours, name", [("Asia/Jakarta", 7, "WIB"), ("Asia/Makassar", 8, "WITA"), ("Asia/Jayapura", 9, "WIT")]
)
def test_the_zone_is_written_out_with_its_offset(zone, hours, name):
    calendar = Calendar.from_ical(written(occasion(starts=STARTS.astimezone(ZoneInfo(zone))), zone=zone))
    block = calendar.walk("VTIMEZONE")[0]
    standard = block.walk("STANDARD")[0]

    assert str(block["TZID"]) == zone
    assert standard.decoded("TZOFFSETTO") == timedelta(hours=hours)
    assert str(standard["TZNAME"]) == name
    assert calendar.walk("VEVENT")[0].decoded("DTSTART").astimezone(UTC) == STARTS.astimezone(UTC)


def test_lines_are_folded_and_end_as_the_standard_says():
    content = written()

    assert content.endswith(b"END:VCALENDAR\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_a_cancelled_day_stays_in_the_feed():
    content = written(occasion(status="CANCELLED", sequence=3))

    assert b"STATUS:CANCELLED" in content
    assert b"SEQUENCE:3" in content
    assert b"UID:0190@rw.kemlagi" in content


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_an_invitation_names_who_invites_and_who_is_invited(method):
    parties = {
        "organizer": Party(name='Kecamatan "Kemlagi"', email="kec@contoh.id"),
        "attendee": Party(name="Puskesmas", email="p@contoh.id"),
    }
    calendar = vobject.readOne(written(method=method, **parties).decode())

    assert calendar.method.value == method
    assert calendar.vevent.organizer.value == "mailto:kec@contoh.id"
    assert calendar.vevent.attendee.value == "mailto:p@contoh.id"
    assert calendar.vevent.attendee.params["RSVP"] == ["TRUE"]
