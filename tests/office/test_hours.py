"""When an office serves, and what the panel at the door says."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from office.hijri import ramadan_in
from office.holidays import Kind, is_announced, national_closures
from office.hours import (
    RAMADAN_WORK_WEEK,
    SUNDAY,
    WORK_WEEK,
    NoServiceDay,
    Season,
    ServiceHours,
    SpecialDay,
    Window,
    week_of,
    windows_of,
)

WIB = ZoneInfo("Asia/Jakarta")
NYEPI, LEAVE = date(2026, 3, 19), date(2026, 3, 18)


def hours_of(text: str) -> Window:
    return Window(*(time.fromisoformat(part) for part in text.split("-")))


MORNING = (hours_of("08:00-12:00"), hours_of("13:00-15:00"))
SHORT_FRIDAY = (hours_of("08:00-10:30"),)
FASTING = (hours_of("09:00-12:00"),)
HOURS = ServiceHours.of(
    zone="Asia/Jakarta",
    week=week_of({**dict.fromkeys(range(4), MORNING), 4: SHORT_FRIDAY}),
    seasons=[Season(date(2026, 2, 18), date(2026, 3, 20), week_of(dict.fromkeys(range(5), FASTING)))],
    closures={NYEPI: "Hari Suci Nyepi", LEAVE: "Cuti Bersama Hari Suci Nyepi"},
    special_days=[
        SpecialDay(LEAVE, FASTING, "Pelayanan tetap buka"),
        SpecialDay(date(2026, 11, 24), (), "Listrik padam"),
    ],
)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    "day, windows, reason",
    [
        (date(2026, 11, 23), MORNING, ""),
        (date(2026, 11, 20), SHORT_FRIDAY, ""),
        (date(2026, 11, 22), (), "di luar hari layanan"),
        (date(2026, 3, 17), FASTING, ""),
        (LEAVE, FASTING, ""),  # the office decided to serve
        (NYEPI, (), "Hari Suci Nyepi"),
        (date(2026, 11, 24), (), "Listrik padam"),
    ],
)
def test_special_days_outrank_closures_and_closures_outrank_the_week(day, windows, reason):
    assert (HOURS.windows_on(day), HOURS.closed_because(day)) == (windows, reason)


@pytest.mark.parametrize(
    "at, is_open, closes, opens",
    [
        ("2026-11-23T07:59:59", False, None, "2026-11-23T08:00"),
        ("2026-11-23T08:00", True, "2026-11-23T12:00", "2026-11-23T08:00"),
        ("2026-11-23T11:59:59", True, "2026-11-23T12:00", "2026-11-23T13:00"),
        ("2026-11-23T12:00", False, None, "2026-11-23T13:00"),
        ("2026-11-23T15:00", False, None, "2026-11-25T08:00"),  # Tuesday the power is off
        ("2026-11-27T10:30", False, None, "2026-11-30T08:00"),
    ],
)
def test_a_window_is_open_from_its_first_moment_until_before_its_last(at, is_open, closes, opens):
    moment = local(at)

    assert HOURS.is_open(moment) is is_open
    assert HOURS.closes_at(moment) == (local(closes) if closes else None)
    assert HOURS.next_opening(moment) == local(opens)
    assert HOURS.counts_from(moment) == (moment if is_open else local(opens))


def test_offices_in_other_zones_open_at_their_own_eight_o_clock():
    papua = ServiceHours.of(zone="Asia/Jayapura", week=HOURS.week)
    six_wib = local("2026-11-23T06:00")

    assert papua.is_open(six_wib)
    assert not HOURS.is_open(six_wib)


@pytest.mark.parametrize(
    "at, text",
    [
        ("2026-11-23T09:00", "Loket buka sampai 12.00"),
        ("2026-11-23T12:30", "Loket tutup, buka hari ini 13.00"),
        ("2026-11-25T16:00", "Loket tutup, buka besok 08.00"),
        ("2026-11-27T16:00", "Loket tutup, buka Senin 08.00"),
        ("2026-03-18T13:00", "Loket tutup, buka Jumat 09.00"),
    ],
)
def test_the_panel_says_when_the_counter_opens_or_closes(at, text):
    assert HOURS.opening_text(local(at)) == text


def test_a_far_opening_is_told_with_its_date():
    week = dict.fromkeys((date(2026, 11, d) for d in range(1, 31)), "libur panjang")
    hours = ServiceHours.of(zone="Asia/Jakarta", week=HOURS.week, closures=week)

    assert hours.opening_text(local("2026-11-02T09:00")) == "Loket tutup, buka Selasa 1 Desember 2026 08.00"


def test_an_office_that_never_serves_says_so():
    hours = ServiceHours.of(zone="Asia/Jakarta", week=week_of({}))

    assert hours.opening_text(local("2026-11-02T09:00")) == "Loket tutup"
    with pytest.raises(NoServiceDay):
        hours.next_opening(local("2026-12-31T09:00"))


def test_a_door_sign_lists_the_windows_of_a_day():
    assert HOURS.hours_text(date(2026, 11, 23)) == "08.00–12.00 dan 13.00–15.00"
    assert HOURS.hours_text(date(2026, 11, 22)) == "tutup"


def test_windows_are_put_in_order_joined_and_cut_by_breaks():
    stretches = [hours_of("13:00-16:00"), hours_of("08:00-11:00"), hours_of("10:00-13:00")]

    assert windows_of(stretches, breaks=[hours_of("12:00-13:00"), hours_of("07:00-08:30")]) == (
        hours_of("08:30-12:00"),
        hours_of("13:00-16:00"),
    )


def test_a_window_that_closes_before_it_opens_is_an_error():
    with pytest.raises(ValueError, match="must close after it opens"):
        windows_of([(time(15), time(8))])


@pytest.mark.parametrize("week, minutes", [(WORK_WEEK, 37.5 * 60), (RAMADAN_WORK_WEEK, 32.5 * 60)])
def test_the_statutory_weeks_have_their_statutory_length(week, minutes):
    total = sum((w.closes.hour - w.opens.hour) * 60 + w.closes.minute - w.opens.minute for day in week for w in day)

    assert total == minutes
    assert week[SUNDAY] == ()


def test_hours_are_values_that_can_be_compared_and_kept_in_a_cache():
    same = ServiceHours(HOURS.zone, HOURS.week, HOURS.seasons, HOURS.closures, HOURS.special_days)

    assert len({HOURS, same}) == 1


def test_the_nation_closes_for_holidays_and_for_collective_leave():
    closures = national_closures([2026])

    assert (len(closures), closures[NYEPI].kind, closures[LEAVE].kind) == (25, Kind.HOLIDAY, Kind.COLLECTIVE_LEAVE)
    assert closures[NYEPI].name == "Hari Suci Nyepi"
    assert [is_announced(year) for year in (2025, 2026, 2027, 2028)] == [True, True, False, False]


def test_a_year_can_hold_two_ramadans_or_share_one():
    assert ramadan_in(2026) == ((date(2026, 2, 18), date(2026, 3, 19)),)
    assert [first for first, _ in ramadan_in(2030)] == [date(2030, 1, 5), date(2030, 12, 26)]
    assert ramadan_in(2031)[0] == ramadan_in(2030)[1]
    assert ramadan_in(2100) == ()


def test_an_opening_more_than_four_hundred_days_away_is_none():
    hours = ServiceHours.of(
        zone="Asia/Jakarta", week=week_of({}), special_days=[SpecialDay(date(2027, 12, 30), MORNING, "Peresmian")]
    )

    assert hours.next_opening(local("2026-12-30T09:00")) == local("2027-12-30T08:00")
    with pytest.raises(NoServiceDay):
        hours.next_opening(local("2026-11-01T09:00"))
