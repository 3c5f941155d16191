"""Two phones at one hall in the same moment: numbers run on without a gap, an entry sent by both tabs is one."""

import pytest
from django.db import connection

from complaints.actions import day_hall
from complaints.actions.day_hall import Entry
from complaints.day_states import ItemKind
from complaints.models import DayItem, DayVisitor
from office.codes import new_token
from tests.complaints import day_rows as rows
from tests.factories import MONDAY_9AM
from tests.threads import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite knows no row locks"),
]


def test_two_phones_give_different_numbers():
    day, planner = rows.running(), rows.planner()

    def give():
        return day_hall.take_number(day, token=new_token(), staff=planner, at=MONDAY_9AM).visitor.number

    assert sorted(race(give, give, give)) == [1, 2, 3]
    assert DayVisitor.objects.count() == 3


def test_the_same_entry_from_two_tabs_is_one():
    day, planner, token = rows.running(), rows.planner(), new_token()

    def record():
        entry = Entry(kind=ItemKind.QUESTION, text="Kapan diaspal?")
        return day_hall.record_item(day, entry, token=token, staff=planner, at=MONDAY_9AM)[1]

    assert sorted(race(record, record)) == [False, True]
    assert DayItem.objects.count() == 1
