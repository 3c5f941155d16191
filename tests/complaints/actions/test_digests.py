"""The morning mail: figures for whoever has something to do, once a day, on days on which the agency works."""

from datetime import timedelta

import pytest

from complaints.actions.digests import digests_due, send_digests
from office.models import Message
from tests.complaints.desk_rows import forwarded, hendra, lay_house, roads, started, tirta
from tests.factories import local, make_office

pytestmark = pytest.mark.django_db
SEVEN = local("2026-11-23T07:05")  # a Monday
BEFORE = local("2026-11-20T09:00")


def mails():
    return Message.objects.filter(event="complaints/agency_digest")


def test_officers_read_how_much_waits_and_nothing_else():
    who = hendra(BEFORE)
    tirta(BEFORE)
    forwarded(at=BEFORE, text="Isi laporan rahasia")
    started(forwarded(at=BEFORE), who, at=BEFORE)
    forwarded(at=BEFORE - timedelta(days=30))

    assert send_digests(make_office(), at=SEVEN) == 1

    body = mails().get().body
    assert "Perlu dijawab: 2. Dikerjakan: 1. Lewat batas: 1." in body
    assert "rahasia" not in body
    assert mails().get().recipient == "hendra@dinas.example"


def test_once_a_day_however_often_it_runs():
    hendra(BEFORE)
    forwarded(at=BEFORE)

    sent = [
        send_digests(make_office(), at=moment)
        for moment in (SEVEN, SEVEN + timedelta(minutes=15), SEVEN + timedelta(days=1))
    ]

    assert sent == [1, 0, 1]


@pytest.mark.parametrize(
    "work_days, moment, sent",
    [("", "2026-11-22T07:05", 0), ("6", "2026-11-22T07:05", 1), ("12", "2026-11-23T07:05", 0)],
)
def test_only_on_days_on_which_the_agency_works(work_days, moment, sent):
    hendra(BEFORE)
    agency = roads()
    agency.work_days = work_days
    agency.save()
    forwarded(at=BEFORE)

    assert send_digests(make_office(), at=local(moment)) == sent


def test_each_office_has_its_own_seven_o_clock():
    wib = lay_house()
    wit = lay_house(make_office("JYP", "jayapura", name="Distrik Jayapura", time_zone="Asia/Jayapura"))

    assert digests_due(at=SEVEN) == [wib]
    assert digests_due(at=SEVEN - timedelta(hours=2)) == [wit]
    assert digests_due(at=SEVEN + timedelta(hours=3)) == []
