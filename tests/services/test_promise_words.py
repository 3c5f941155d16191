"""A promise in words, and what is left of it: tables a clerk can read, and laws that hold for any hours."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.hours import ServiceHours, SpecialDay
from office.queries.hours import hours_of
from services.deadlines import Minutes, NoServiceDay, WorkingDays, due_at, elapsed_minutes, remaining_minutes, warn_at
from services.promise_words import Countdown, closures_text, promise_sentence
from tests.factories import MONDAY_9AM, make_office
from tests.services.test_deadlines import HOURS, MOMENTS, PAUSES, PLAIN, PROMISES, WEEK, local

CLOSED = ServiceHours.of(zone="Asia/Jakarta", week=((),) * 7)


@pytest.mark.parametrize("start, promise, today, words", [
    ("2026-11-23T09:05", Minutes(60), "2026-11-23", "Harus selesai sebelum 10.05."),
    ("2026-11-23T14:30", Minutes(60), "2026-11-23", "Harus selesai sebelum 08.30, Selasa 24 November."),
    ("2026-11-23T14:30", Minutes(60), "2026-11-24", "Harus selesai sebelum 08.30."),
    ("2026-11-27T10:20", Minutes(30), "2026-11-27", "Harus selesai sebelum 08.20, Senin 30 November."),  # a weekend needs no words
    ("2026-03-17T13:30", Minutes(60), "2026-03-17", "Harus selesai sebelum 08.30, Rabu 25 Maret (18–24 Maret libur)."),
    ("2026-03-17T10:00", WorkingDays(3), "2026-03-17", "Harus selesai sebelum Jumat 27 Maret (3 hari kerja; 18–24 Maret libur)."),
    ("2026-01-05T09:00", WorkingDays(3), "2026-01-05", "Harus selesai sebelum Kamis 8 Januari (3 hari kerja)."),
    ("2026-08-13T10:00", WorkingDays(3), "2026-08-13", "Harus selesai sebelum Rabu 19 Agustus (3 hari kerja; 15–17 Agustus libur)."),
    ("2025-12-30T10:00", WorkingDays(2), "2025-12-30", "Harus selesai sebelum Jumat 2 Januari 2026 (2 hari kerja; 1 Januari libur)."),
    ("2026-12-23T14:50", Minutes(20), "2026-12-23", "Harus selesai sebelum 08.10, Senin 28 Desember (24–27 Desember libur)."),
])  # fmt: skip
def test_a_promise_is_said_with_the_holidays_it_skips(start, promise, today, words):
    due = due_at(promise, local(start), HOURS)

    assert promise_sentence(promise, local(start), due, HOURS, today=date.fromisoformat(today)) == words


def test_a_missed_promise_is_said_as_one_and_a_message_names_the_day_also_today():
    start, due, today = local("2026-11-23T09:05"), local("2026-11-23T10:05"), date(2026, 11, 23)

    def said(**how):
        return promise_sentence(Minutes(60), start, due, PLAIN, today=today, **how)

    assert said(missed=True) == "Seharusnya selesai sebelum 10.05."
    assert said(dated=True) == "Harus selesai sebelum 10.05, Senin 23 November."


def test_more_than_three_closures_are_cut_and_months_are_crossed():
    first, last = local("2026-03-02T09:00"), local("2026-06-30T09:00")

    assert closures_text(first, last, HOURS).endswith(" dan hari lain libur")
    fair = ServiceHours.of(
        zone="Asia/Jakarta",
        week=WEEK,
        special_days=[SpecialDay(date(2026, 11, 30), (), "Pilkades"), SpecialDay(date(2026, 12, 1), (), "Pilkades")],
    )
    assert closures_text(local("2026-11-27T09:00"), local("2026-12-02T09:00"), fair) == "28 November–1 Desember libur"


@pytest.mark.parametrize("now, state, words, seconds", [
    ("2026-11-23T09:05", "ok", "Sisa 60 menit", 3600),
    ("2026-11-23T09:49:59", "ok", "Sisa 16 menit", 901),
    ("2026-11-23T09:50", "soon", "Sisa 15 menit", 900),
    ("2026-11-23T10:04:30", "soon", "Sisa 1 menit", 30),
    ("2026-11-23T10:05", "soon", "Sisa 0 menit", 0),
    ("2026-11-23T10:05:01", "overdue", "Lewat 1 menit", -1),
    ("2026-11-23T10:19", "overdue", "Lewat 14 menit", -840),
    ("2026-11-23T12:30", "overdue", "Lewat 115 menit", -6900),  # lunch does not count
    ("2026-11-23T14:05", "overdue", "Lewat 3 jam", -10800),
    ("2026-11-25T09:00", "overdue", "Lewat 2 hari kerja", None),
])  # fmt: skip
def test_the_badge_of_a_letter_due_at_five_past_ten(now, state, words, seconds):
    left = Countdown(PLAIN, local(now)).left(local("2026-11-23T10:05"))

    assert (left.state, left.text, left.seconds) == (state, words, seconds)


@pytest.mark.parametrize("now, words", [
    ("2026-11-23T09:00", "Sisa 3 hari kerja"),
    ("2026-11-24T09:00", "Sisa 2 hari kerja"),
    ("2026-11-25T09:00", "Sisa 11 jam"),  # of service: five today, six tomorrow
    ("2026-11-26T09:00", "Sisa 5 jam"),
    ("2026-11-26T14:30", "Sisa 30 menit"),
    ("2026-11-26T20:00", "Lewat batas waktu"),  # the counter is closed: no service minute has passed
    ("2026-11-27T08:10", "Lewat 10 menit"),
])  # fmt: skip
def test_the_badge_of_a_promise_of_three_days(now, words):
    assert Countdown(PLAIN, local(now)).left(local("2026-11-26T15:00")).text == words


def test_the_badge_is_amber_from_the_warning_on():
    due, warn = local("2026-11-26T15:00"), local("2026-11-25T12:00")

    assert [Countdown(PLAIN, at).left(due, warn).state for at in (warn - timedelta(seconds=1), warn)] == ["ok", "soon"]


def test_the_page_counts_on_only_while_the_counter_serves():
    due = local("2026-11-23T13:30")

    assert Countdown(PLAIN, local("2026-11-23T11:50")).left(due).runs == 600
    assert Countdown(PLAIN, local("2026-11-23T12:10")).left(due).runs == 0


@pytest.mark.parametrize("minutes, end, begin", [
    (30, "2026-11-23T10:00", "2026-11-23T09:30"),
    (30, "2026-11-23T13:10", "2026-11-23T11:40"),  # across lunch
    (60, "2026-11-24T08:30", "2026-11-23T14:30"),  # across the night
    (60, "2026-11-30T08:30", "2026-11-27T10:00"),  # across the weekend
    (30, "2026-11-22T12:00", "2026-11-20T10:00"),  # asked on a Sunday
])  # fmt: skip
def test_so_much_service_time_ago(minutes, end, begin):
    assert PLAIN.timeline.before(local(end), timedelta(minutes=minutes)) == local(begin)


@pytest.mark.parametrize("after, until, days", [
    ("2026-11-23T09:00", "2026-11-23T15:00", 0),
    ("2026-11-23T23:59", "2026-11-24T00:00", 1),
    ("2026-11-27T09:00", "2026-11-30T09:00", 1),  # Friday to Monday
    ("2026-11-28T09:00", "2026-11-29T09:00", 0),
    ("2026-11-24T09:00", "2026-11-23T09:00", 0),
])  # fmt: skip
def test_service_days_between_two_moments(after, until, days):
    assert PLAIN.timeline.days_between(local(after), local(until)) == days


def test_an_office_without_a_service_day_shows_a_badge_all_the_same():
    now = local("2026-11-23T10:19")
    late, early = (Countdown(CLOSED, now).left(local(f"2026-11-23T{hour}:00")) for hour in ("10", "11"))

    assert (late.text, early.state, Countdown(CLOSED, now).soon) == (
        "Lewat batas waktu",
        "soon",
        now + timedelta(minutes=15),
    )
    with pytest.raises(NoServiceDay):
        CLOSED.timeline.before(now, timedelta(minutes=1))


@given(start=MOMENTS, promise=PROMISES, pauses=PAUSES)
def test_the_warning_lies_between_start_and_deadline_when_three_quarters_are_used(start, promise, pauses):
    warn, due = warn_at(promise, start, HOURS, pauses), due_at(promise, start, HOURS, pauses)

    assert start < warn < due
    whole = elapsed_minutes(start, due, HOURS, pauses)
    assert abs(elapsed_minutes(start, warn, HOURS, pauses) - whole * 3 // 4) <= 1


@given(start=MOMENTS, minutes=st.integers(1, 4000), more=st.integers(0, 1000), pauses=PAUSES)
@settings(max_examples=60)
def test_a_longer_promise_or_a_later_start_never_warns_earlier(start, minutes, more, pauses):
    warn = warn_at(Minutes(minutes), start, HOURS, pauses)

    assert warn_at(Minutes(minutes + more), start, HOURS, pauses) >= warn
    assert warn_at(Minutes(minutes), start + timedelta(minutes=more), HOURS, pauses) >= warn


@given(start=MOMENTS, minutes=st.integers(1, 5000), extra=st.dates(date(2026, 1, 1), date(2027, 3, 1)))
@settings(max_examples=40)
def test_one_more_closure_never_warns_earlier(start, minutes, extra):
    shorter = ServiceHours.of(
        zone=HOURS.zone, week=WEEK, seasons=HOURS.seasons, closures=dict(HOURS.closures) | {extra: "tambahan"}
    )

    assert warn_at(Minutes(minutes), start, shorter) >= warn_at(Minutes(minutes), start, HOURS)


@given(start=MOMENTS, minutes=st.integers(1, 2000), passed=st.timedeltas(timedelta(0), timedelta(days=20)))
def test_what_the_badge_says_and_what_was_served_make_the_promise(start, minutes, passed):
    at = start + passed
    left = Countdown(HOURS, at).left(due_at(Minutes(minutes), start, HOURS))

    served = HOURS.timeline.served(start, at)
    if left.seconds is not None:
        assert left.seconds == int((timedelta(minutes=minutes) - served).total_seconds())
    assert left.is_late == (served > timedelta(minutes=minutes)) or left.text == "Lewat batas waktu"
    if not left.is_late and left.unit == "menit":
        assert left.number == remaining_minutes(Minutes(minutes), start, at, HOURS)


@pytest.mark.django_db
@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_on_no_national_day_does_anybody_count_service_time(year):
    """The `holidays` package is the oracle, asked without our own code between."""
    hours = hours_of(make_office(), at=MONDAY_9AM.replace(year=year))
    national = holidays.country_holidays("ID", years=year, categories=("public", "government"))
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365)]

    assert len(national) > 10
    assert [day for day in days if hours.windows_on(day)] == [
        day for day in days if day.weekday() < 5 and day not in national
    ]
