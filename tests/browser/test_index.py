"""The public index page on a phone and at a desk: figures, charts, and that it moves."""

from __future__ import annotations

import time
from datetime import date

import pytest

from surveys.actions import subjects
from surveys.actions.importing import import_printed
from surveys.models import Answer
from surveys.views.index import SECONDS
from tests.factories import MONDAY_9AM, make_office, make_service
from tests.people import dewi
from tests.surveys.making import answer, fill, make_period
from tests.surveys.test_counting import make_paper

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def period():
    office = make_office()
    period = make_period(office, target=217, users=500, promises="Kursi tunggu ditambah mulai Desember.")
    service = subjects.of_service(make_service(office))
    for year in ("2021", "2023"):
        import_printed(make_paper(year), staff=dewi(office), at=MONDAY_9AM)
    quarter = {"starts_on": date(2026, 7, 1), "ends_on": date(2026, 9, 30)}
    fill(make_period(office, title="Triwulan III 2026", state="closed", **quarter), 40, 3)
    fill(period, 40, 3, subject=service)
    fill(period, 30, 4)
    for _ in range(5):
        answer(period, 3, 4, 3, 4, 3, 4, 4, 1, 3)
    return period


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_index_page_is_accessible_whole_and_moves(people, period, width):
    looker = people.with_phone() if width == "phone" else people.at_desk()
    looker.open("/kemlagi/nilai-kepuasan/")
    looker.look(f"ikm-{width}")
    looker.open("/kemlagi/")
    looker.look(f"ikm-beranda-{width}")
    before = Answer.objects.count()

    fill(period, 200, 1)
    time.sleep(SECONDS)
    looker.open("/kemlagi/nilai-kepuasan/")

    assert Answer.objects.count() == before + 200
    assert "275 penilaian" in looker.page.locator(".card--primary").inner_text()
