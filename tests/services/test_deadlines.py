"""Due moments, as tables a clerk can read and as laws that hold for any hours."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.hijri import ramadan_in
from office.holidays import national_closures
from office.hours import Season, ServiceHours, SpecialDay, week_of
from services.deadlines import (
    ClockStopped,
    Minutes,
    NoServiceDay,
    Pause,
    WorkingDays,
    due_at,
    elapsed_minutes,
    remaining_days,
    remaining_minutes,
    skipped_days,
)

WIB = ZoneInfo("Asia/Jakarta")
DAY = [(time(8), time(12)), (time(13), time(15))]
FRIDAY = [(time(8), time(10, 30))]
WEEK = week_of({**dict.fromkeys(range(4), DAY), 4: FRIDAY})
FASTING = week_of({weekday: [(time(8), time(10 if weekday == 4 else 14))] for weekday in range(5)})
HOURS = ServiceHours.of(
    zone="Asia/Jakarta",
    week=WEEK,
    seasons=[Season(first, last, FASTING) for first, last in ramadan_in(2026)],
    closures={day: closure.name for day, closure in national_closures([2025, 2026, 2027]).items()},
)
PLAIN = ServiceHours.of(zone="Asia/Jakarta", week=WEEK)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


@pytest.mark.parametrize(
    "start, minutes, due",
    [
        ("2026-11-23T09:05", 60, "2026-11-23T10:05"),
        ("2026-11-23T11:30", 60, "2026-11-23T13:30"),  # lunch does not count
        ("2026-11-23T11:00", 60, "2026-11-23T12:00"),  # due as the window closes, not as the next opens
        ("2026-11-23T14:30", 60, "2026-11-24T08:30"),
        ("2026-11-23T07:00", 10, "2026-11-23T08:10"),  # sent before opening
        ("2026-11-23T22:00", 10, "2026-11-24T08:10"),  # sent after closing
        ("2026-11-27T10:20", 30, "2026-11-30T08:20"),  # Friday closes at 10.30
        ("2026-12-23T14:50", 20, "2026-12-28T08:10"),  # cuti bersama, Natal, weekend
        ("2026-03-17T13:30", 60, "2026-03-25T08:30"),  # Ramadan until 14.00, then Nyepi and Idul Fitri
    ],
)
def test_minutes_count_while_the_counter_serves(start, minutes, due):
    assert due_at(Minutes(minutes), local(start), HOURS) == local(due)


@pytest.mark.parametrize(
    "start, days, due",
    [
        ("2026-03-17T10:00", 3, "2026-03-27T10:30"),  # Tue → Wed 25, Thu 26, Fri 27
        ("2026-01-02T09:00", 3, "2026-01-07T15:00"),  # Fri → Mon, Tue, Wed
        ("2026-08-11T10:00", 1, "2026-08-12T15:00"),
        ("2026-08-13T10:00", 3, "2026-08-19T15:00"),  # Thu → Fri, Tue, Wed; Monday is 17 August
        ("2026-11-23T14:59:59", 1, "2026-11-24T15:00"),
        ("2026-11-23T15:00", 1, "2026-11-25T15:00"),  # after closing: received Tuesday at 08.00
        ("2026-11-23T06:00", 1, "2026-11-24T15:00"),  # before opening: received Monday at 08.00
        ("2026-11-23T12:30", 1, "2026-11-24T15:00"),  # at lunch
        ("2026-11-21T10:00", 1, "2026-11-24T15:00"),  # Saturday: received Monday
        ("2025-12-31T23:59", 1, "2026-01-05T15:00"),  # received Fri 2 January
    ],
)
def test_days_begin_with_the_next_working_day_and_end_as_it_closes(start, days, due):
    assert due_at(WorkingDays(days), local(start), HOURS) == local(due)


@pytest.mark.parametrize(
    "pauses, due",
    [
        ([], "2026-11-23T10:00"),
        ([("2026-11-23T09:30", "2026-11-23T09:45")], "2026-11-23T10:15"),
        ([("2026-11-23T09:30", "2026-11-24T08:30")], "2026-11-24T09:00"),
        ([("2026-11-23T09:10", "2026-11-23T09:30"), ("2026-11-23T09:20", "2026-11-23T09:40")], "2026-11-23T10:30"),
        ([("2026-11-23T12:00", "2026-11-23T13:00")], "2026-11-23T10:00"),  # after it was due
        ([("2026-11-23T08:00", "2026-11-23T08:30")], "2026-11-23T10:00"),  # before it began
        ([("2026-11-23T08:00", "2026-11-23T09:30")], "2026-11-23T10:30"),  # across the beginning
    ],
)
def test_a_pause_moves_the_due_moment_by_its_service_minutes(pauses, due):
    stopped = [Pause(local(start), local(end)) for start, end in pauses]

    assert due_at(Minutes(60), local("2026-11-23T09:00"), PLAIN, stopped) == local(due)


@pytest.mark.parametrize(
    "pauses, due",
    [
        ([("2026-11-24T09:00", "2026-11-24T14:00")], "2026-11-25T15:00"),  # resumed the same day: the day still counts
        ([("2026-11-24T09:00", "2026-11-25T08:00")], "2026-11-26T15:00"),
        ([("2026-11-23T10:00", "2026-11-26T09:00")], "2026-11-27T10:30"),
        ([("2026-11-24T09:00", "2026-11-25T08:00"), ("2026-11-24T10:00", "2026-11-25T09:00")], "2026-11-26T15:00"),
        ([("2026-11-25T15:00", "2026-11-27T10:00")], "2026-11-25T15:00"),
    ],
)
def test_a_working_day_that_closes_while_paused_does_not_count(pauses, due):
    stopped = [Pause(local(start), local(end)) for start, end in pauses]

    assert due_at(WorkingDays(2), local("2026-11-23T09:00"), PLAIN, stopped) == local(due)


@pytest.mark.parametrize(
    "at, elapsed, left",
    [
        ("2026-11-23T09:00", 0, 60),
        ("2026-11-23T09:10:30", 10, 50),
        ("2026-11-23T09:30", 20, 40),
        ("2026-11-23T10:15", 60, 0),
        ("2026-11-23T12:45", 165, -105),
    ],
)
def test_used_and_left_minutes_at_any_moment(at, elapsed, left):
    start, pauses = local("2026-11-23T09:00"), [Pause(local("2026-11-23T09:20"), local("2026-11-23T09:35"))]
    pauses = [pause for pause in pauses if pause.end <= local(at)] or [Pause(local("2026-11-23T09:20"))]
    pauses = [pause for pause in pauses if pause.start <= local(at)]

    assert elapsed_minutes(start, local(at), PLAIN, pauses) == elapsed
    assert remaining_minutes(Minutes(60), start, local(at), PLAIN, pauses) == left


def test_a_promise_in_days_also_tells_what_is_left():
    start = local("2026-11-23T09:00")

    assert remaining_minutes(WorkingDays(1), start, local("2026-11-24T14:00"), PLAIN) == 60
    assert remaining_minutes(WorkingDays(1), start, local("2026-11-25T08:30"), PLAIN) == -30
    assert [
        remaining_days(WorkingDays(3), start, local(f"2026-11-{day}T09:00"), PLAIN) for day in (23, 25, 26, 30)
    ] == [
        3,
        1,
        0,
        0,
    ]
    assert (
        remaining_days(WorkingDays(1), start, local("2026-11-25T09:00"), PLAIN, [Pause(local("2026-11-23T10:00"))]) == 0
    )


def test_while_a_pause_runs_there_is_no_due_moment():
    with pytest.raises(ClockStopped):
        due_at(Minutes(60), local("2026-11-23T09:00"), PLAIN, [Pause(local("2026-11-23T09:10"))])


@pytest.mark.parametrize("promise", [Minutes, WorkingDays])
@pytest.mark.parametrize("count", [0, -1])
def test_a_promise_of_nothing_is_refused(promise, count):
    with pytest.raises(ValueError, match="is none"):
        promise(count)


@pytest.mark.parametrize("promise", [Minutes(60), WorkingDays(3)])
def test_an_office_without_a_service_day_cannot_promise(promise):
    shut = ServiceHours.of(zone="Asia/Jakarta", week=week_of({}))
    long_gone = ServiceHours.of(
        zone="Asia/Jakarta",
        week=week_of({}),
        special_days=[SpecialDay(date(2026, 11, 23), ((time(8), time(8, 30)),), "Perpisahan")],
    )

    for hours in (shut, long_gone):
        with pytest.raises(NoServiceDay):
            due_at(promise, local("2026-11-23T07:00"), hours)


def test_days_without_service_are_named_for_the_resident():
    start = local("2026-03-17T10:00")
    skipped = skipped_days(start, due_at(WorkingDays(3), start, HOURS), HOURS)

    assert skipped == [
        (date(2026, 3, 18), "Cuti Bersama Hari Suci Nyepi"),
        (date(2026, 3, 19), "Hari Suci Nyepi"),
        (date(2026, 3, 20), "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2026, 3, 21), "Hari Raya Idul Fitri"),
        (date(2026, 3, 22), "Hari kedua dari Hari Raya Idul Fitri"),
        (date(2026, 3, 23), "Cuti Bersama Hari Raya Idul Fitri"),
        (date(2026, 3, 24), "Cuti Bersama Hari Raya Idul Fitri"),
    ]


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(WIB))  # noqa: DTZ001 — the strategy adds the zone
PROMISES = st.one_of(st.builds(Minutes, st.integers(1, 5000)), st.builds(WorkingDays, st.integers(1, 40)))
PAUSES = st.lists(
    st.tuples(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=9))).map(
        lambda pair: Pause(pair[0], pair[0] + pair[1])
    ),
    max_size=4,
)


@given(start=MOMENTS, promise=PROMISES, pauses=PAUSES)
def test_a_due_moment_lies_in_or_at_the_end_of_service_and_never_before_the_start(start, promise, pauses):
    due = due_at(promise, start, HOURS, pauses)

    assert due > start
    assert HOURS.is_open(due - timedelta(microseconds=1))


@given(start=MOMENTS, at=MOMENTS, minutes=st.integers(1, 5000), pauses=PAUSES)
def test_used_and_left_add_up_to_the_promise(start, at, minutes, pauses):
    used = elapsed_minutes(start, at, HOURS, pauses)

    assert used >= 0
    assert used + remaining_minutes(Minutes(minutes), start, at, HOURS, pauses) == minutes
    assert elapsed_minutes(start, due_at(Minutes(minutes), start, HOURS, pauses), HOURS, pauses) == minutes


@given(
    start=MOMENTS,
    minutes=st.integers(1, 5000),
    begin=st.timedeltas(timedelta(0), timedelta(days=5)),
    length=st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_a_pause_before_the_due_moment_shifts_it_by_exactly_its_service_time(start, minutes, begin, length):
    due = due_at(Minutes(minutes), start, HOURS)
    pause = Pause(start + begin, start + begin + length)
    later = due_at(Minutes(minutes), start, HOURS, [pause])

    expected = HOURS.timeline.served(*pause) if pause.start < due else timedelta()
    assert HOURS.timeline.served(due, later) == expected


@given(start=MOMENTS, promise=PROMISES, pauses=PAUSES, extra=st.dates(date(2026, 1, 1), date(2027, 3, 1)))
@settings(max_examples=60)
def test_one_more_closure_never_makes_anything_due_earlier(start, promise, pauses, extra):
    shorter = ServiceHours.of(
        zone=HOURS.zone, week=WEEK, seasons=HOURS.seasons, closures=dict(HOURS.closures) | {extra: "tambahan"}
    )

    assert due_at(promise, start, shorter, pauses) >= due_at(promise, start, HOURS, pauses)


@given(start=MOMENTS, minutes=st.integers(1, 3000))
@settings(max_examples=40)
def test_the_ruler_agrees_with_counting_minute_by_minute(start, minutes):
    at, left = start.replace(second=0, microsecond=0), minutes
    while left:
        windows = HOURS.windows_on(at.date())
        left -= any(opens <= at.time() < closes for opens, closes in windows)
        at += timedelta(minutes=1)

    assert due_at(Minutes(minutes), start.replace(second=0, microsecond=0), HOURS) == at


def test_a_promise_of_decades_is_still_answered():
    assert due_at(WorkingDays(20_000), local("2026-11-23T09:00"), PLAIN).year == 2103
