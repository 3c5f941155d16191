"""How much time a step has left, as a table that an officer can read."""

from datetime import time

import pytest

from complaints.time_left import time_left
from office.hours import ServiceHours, week_of
from tests.factories import local

DAY = [(time(8), time(15))]
HOURS = ServiceHours.of(zone="Asia/Jakarta", week=week_of(dict.fromkeys(range(5), DAY)))
NEVER = ServiceHours.of(zone="Asia/Jakarta", week=week_of({}))
NOW = local("2026-11-23T09:00")  # a Monday


@pytest.mark.parametrize("due, state, text", [
    ("2026-11-30T15:00", "ok", "Sisa 5 hari kerja"),
    ("2026-11-25T15:00", "soon", "Sisa 2 hari kerja"),
    ("2026-11-23T15:00", "soon", "Batas hari ini"),
    ("2026-11-23T08:30", "overdue", "Lewat hari ini"),
    ("2026-11-20T15:00", "overdue", "Lewat 1 hari kerja"),
    ("2026-11-16T15:00", "overdue", "Lewat 5 hari kerja"),
])  # fmt: skip
def test_working_days_are_counted(due, state, text):
    left = time_left(local(due), NOW, HOURS)

    assert (left.state, left.text) == (state, text)


def test_an_agencys_own_work_days_count():
    assert time_left(local("2026-11-30T15:00"), NOW, HOURS, work_days="012345").text == "Sisa 6 hari kerja"


def test_paused_without_limit_and_without_a_service_day():
    assert time_left(local("2026-11-30T15:00"), NOW, HOURS, paused=True).text == "Menunggu pelapor"
    assert time_left(None, NOW, HOURS).text == "Tanpa batas waktu"
    assert time_left(local("2026-11-30T15:00"), NOW, NEVER).state in {"paused", "soon"}
