"""After the survey, at the desk in Chromium: the report's page, the plan, and paper sheets typed by keyboard alone."""

from __future__ import annotations

import pytest

from surveys.actions.periods import close_period
from surveys.models import Answer, FollowUpItem
from tests.factories import MONDAY_9AM
from tests.people import PASSWORD, dewi
from tests.surveys.making import fill, make_period

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_paper_is_typed_by_keyboard_and_the_plan_waits_after_closing(people):
    period = make_period()
    fill(period, 30, 4)
    dewi(period.office)
    desk = people.at_desk()
    page = desk.page
    desk.log_in("dewi", PASSWORD)
    desk.open(f"/petugas/kemlagi/survei/{period.pk}/laporan/")
    desk.look("survei-laporan")
    desk.open(f"/petugas/kemlagi/survei/{period.pk}/kertas/")
    page.get_by_label("Lembar 1, U1", exact=True).focus()
    page.keyboard.type("343434343")
    assert page.evaluate("document.activeElement.name") == "b1-sex"
    desk.look("survei-kertas")
    page.get_by_role("button", name="Simpan lembar").click()
    page.get_by_text("1 lembar dicatat.").wait_for()
    assert Answer.objects.filter(source="paper").get().scores == "343434343"

    close_period(period, staff=dewi(period.office), at=MONDAY_9AM)
    desk.open(f"/petugas/kemlagi/survei/{period.pk}/tindak-lanjut/")
    desk.look("survei-tindak-lanjut")
    item = FollowUpItem.objects.first()
    desk.open(f"/petugas/kemlagi/survei/{period.pk}/tindak-lanjut/{item.pk}/")
    desk.look("survei-tindak-lanjut-satu")
