"""Limits of open complaints follow the hours and closures of the office, also those decided after it was forwarded."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from complaints.actions import clockwork, sweeping
from complaints.models import Agency, Complaint
from complaints.tasks.clockwork import follow_limits, recompute_limits
from office.actions.audit import first_broken_entry
from office.actions.calendar import remove_special_day, set_special_day
from office.models import AuditEntry, Office, ServiceWindow
from tests.complaints.making import forwarded, ready_office, received, tini
from tests.factories import MONDAY_9AM, local
from tests.people import dewi

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def office() -> Office:
    return ready_office()


def close(office: Office, day: date = THURSDAY) -> None:
    set_special_day(office, day, opens=None, closes=None, reason="Upacara", staff=dewi(), at=MONDAY_9AM)


def moved() -> int:
    return AuditEntry.objects.filter(verb="complaint.due_changed").count()


def test_a_closed_day_moves_the_limits_set_across_it_once_and_on_record(office: Office):
    complaint = forwarded(tini())
    before = (complaint.step_due, complaint.due_at)
    close(office)

    assert [clockwork.recompute_limits(office, at=MONDAY_9AM) for _ in range(2)] == [1, 0]
    complaint.refresh_from_db()
    assert before == (local("2026-11-30T15:00"), local("2026-12-11T14:00"))
    assert (complaint.step_due, complaint.due_at) == (local("2026-12-01T15:00"), local("2026-12-14T15:00"))
    assert (complaint.alarm_level, complaint.alarm_at) == (0, local("2026-11-30T15:00"))
    assert moved() == 1
    assert first_broken_entry(office) is None


def test_taking_the_closure_back_moves_it_back(office: Office):
    complaint = received().complaint
    close(office)
    clockwork.recompute_limits(office, at=MONDAY_9AM)
    remove_special_day(office, THURSDAY, staff=dewi(), at=MONDAY_9AM)
    clockwork.recompute_limits(office, at=MONDAY_9AM)

    due, complaint = complaint.step_due, Complaint.objects.get()
    assert complaint.step_due == due
    assert moved() == 2


def test_it_follows_within_a_minute_and_asks_no_more_while_nothing_changes(office: Office):
    received()
    asked: list[int | None] = [clockwork.follow_limits(office, at=MONDAY_9AM) for _ in range(2)]
    close(office)
    asked += [clockwork.follow_limits(office, at=MONDAY_9AM) for _ in range(2)]
    Agency.objects.filter(key="dbmsda").update(work_days="012345")
    asked.append(clockwork.follow_limits(office, at=MONDAY_9AM))

    assert asked == [0, None, 1, None, 0]


def late(office: Office, at: datetime) -> Complaint:
    complaint = received().complaint
    for minute in range(3):
        sweeping.raise_alarms(at=at + timedelta(minutes=minute))
    complaint.refresh_from_db()
    return complaint


def test_one_that_was_late_only_because_of_the_closed_day_never_was(office: Office):
    friday = local("2026-11-27T08:00")
    complaint = late(office, friday)
    assert (complaint.alarm_level, complaint.missed_at) == (2, local("2026-11-26T15:00"))
    close(office)

    clockwork.recompute_limits(office, at=friday + timedelta(hours=1))

    complaint.refresh_from_db()
    assert complaint.step_due == local("2026-11-27T14:00")
    assert (complaint.overdue_since, complaint.missed_at, complaint.alarm_level) == (None, None, 1)
    assert complaint.alarm_at == complaint.step_due


def test_one_that_is_late_all_the_same_is_not_told_of_again(office: Office):
    december = local("2026-12-10T08:00")
    complaint = late(office, december)
    level, told = complaint.alarm_level, complaint.events.count()
    close(office)

    clockwork.recompute_limits(office, at=december + timedelta(hours=1))
    sweeping.raise_alarms(at=december + timedelta(hours=2))

    complaint.refresh_from_db()
    assert complaint.overdue_since == complaint.missed_at == complaint.step_due == local("2026-11-27T14:00")
    assert (complaint.alarm_level, complaint.events.count()) == (level, told)


def test_what_is_over_and_an_office_without_a_day_keep_their_limits(office: Office):
    complaint = received().complaint
    ServiceWindow.objects.filter(office=office).delete()
    assert clockwork.recompute_limits(office, at=MONDAY_9AM) == 0

    Complaint.objects.update(state="rejected", reason="Jalan tol", is_open=False, closed_at=MONDAY_9AM)
    assert (recompute_limits(), follow_limits(), moved()) == (0, 0, 0)
    assert Complaint.objects.get().step_due == complaint.step_due


def test_one_that_moved_on_since_it_was_listed_is_left_alone(office: Office):
    listed = received().complaint
    close(office)
    Complaint.objects.update(state="rejected", reason="Jalan tol", is_open=False, closed_at=MONDAY_9AM)

    assert clockwork._recompute(listed, at=MONDAY_9AM) is False
    assert moved() == 0
