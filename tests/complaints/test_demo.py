"""The demonstration's complaints: every state is there, made through the verbs."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from complaints.demo.play import play
from complaints.models import AgencyOfficer, Complaint
from complaints.workflow import State
from tests.factories import MONDAY_9AM, make_office, make_village

pytestmark = pytest.mark.django_db


def test_every_state_is_shown_and_a_second_run_adds_nothing():
    make_office()
    make_village()

    assert play(at=MONDAY_9AM, password="rahasia-yang-panjang-1", per_office=20) == 20
    assert play(at=MONDAY_9AM, password="rahasia-yang-panjang-1") == 0
    assert set(Complaint.objects.values_list("state", flat=True)) == {state.value for state in State}
    assert Complaint.objects.filter(overdue_since__isnull=False).exists()
    assert Complaint.objects.filter(published_at__isnull=False).exists()
    assert AgencyOfficer.objects.filter(is_head=True).count() == 3


def test_the_command_says_nothing_where_there_is_no_office(capsys: pytest.CaptureFixture[str]):
    call_command("load_demo_complaints")

    assert capsys.readouterr().out == ""
