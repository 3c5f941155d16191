"""The demonstration of office days: every state is there, made by the verbs, and a second load changes nothing."""

from collections import Counter
from datetime import timedelta

import pytest

from complaints.demo import days
from complaints.models import Complaint, DayItem, RwDay
from complaints.queries import rw_public
from office.actions import setup
from office.actions.audit import first_broken_entry
from office.models import Area, Office
from office.roles import Role
from tests.factories import MONDAY_9AM, make_office, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    setup.load_areas()
    area = Area.objects.get(code="32.75.06")
    made = make_office("MDS", "medan-satria", name="Kecamatan Medan Satria", area=area, unit_code="Kec.MS")
    staff("tiur", "Tiurma Simanjuntak", Role.COMPLAINTS, made)
    staff("yusuf", "Yusuf Hidayat", Role.COUNTER, made)
    return Office.objects.get(pk=made.pk)


def test_every_state_of_a_day_is_shown(office):
    first = days.load(at=MONDAY_9AM, password="rahasia-yang-panjang-1")
    again = days.load(at=MONDAY_9AM, password="rahasia-yang-panjang-1")

    states = Counter(RwDay.objects.values_list("state", flat=True))
    assert (first, again) == (RwDay.objects.count(), 0)
    assert states == {"closed": 3, "running": 1, "announced": 3, "cancelled": 1, "planned": 6}
    assert RwDay.objects.filter(moved_from__isnull=False).count() == 1
    assert RwDay.objects.get(state="cancelled").replaced_by is not None
    assert Complaint.objects.filter(source="rw").count() == 7
    assert DayItem.objects.filter(day__state="closed", is_public=True).count() == 18
    assert first_broken_entry(office) is None
    oldest = RwDay.objects.order_by("date").first()
    standing = rw_public.promised_in(office, oldest.rw, today=MONDAY_9AM.date())
    assert standing.overdue == 2
    assert rw_public.next_day(office, today=MONDAY_9AM.date() + timedelta(days=1)).state == "announced"
