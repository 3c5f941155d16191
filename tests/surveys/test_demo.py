"""The demonstration's surveys: through the verbs, once, with counters that a recount reproduces."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from surveys.demo.load import BEFORE, NOW, load
from surveys.models import Period, PrintedResult
from surveys.queries.recounting import differences
from surveys.queries.results import figures_of
from tests.factories import MONDAY_9AM, make_office, make_service
from tests.people import dewi

pytestmark = pytest.mark.django_db


def test_every_office_gets_a_running_quarter_once():
    office = make_office()
    make_service(office)
    dewi(office)
    make_office("KTH", "kartoharjo", unit_code="401.401")  # nobody there could have opened a survey

    assert load(at=MONDAY_9AM + timedelta(hours=1)) == NOW + BEFORE
    assert load(at=MONDAY_9AM + timedelta(hours=2)) == 0

    old, now = Period.objects.order_by("starts_on")
    assert [(period.title, period.state) for period in (old, now)] == [
        ("Triwulan III 2026", "closed"),
        ("Triwulan IV 2026", "open"),
    ]
    assert PrintedResult.objects.count() == 2
    assert [list(differences(period)) for period in (old, now)] == [[], []]
    assert figures_of(now).result.band.letter == "B"


def test_never_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="pemasangan sungguhan"):
        call_command("load_demo_surveys", stdout=io.StringIO())
