"""A report from a phone and at the desk, looked at with a browser: form, check, receipt, the desk's page, the rules."""

from __future__ import annotations

import pytest
from django.utils import timezone

from complaints.actions import quiet_limits
from complaints.models import Complaint
from tests.complaints.making import officer, ready_office, tini
from tests.people import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HOME = "/kemlagi/pengaduan/"


def test_a_report_from_the_phone_reaches_its_agency(people):
    quiet_limits.forget()
    ready_office(at=timezone.now())
    officer()
    tini()
    phone = people.with_phone()
    page = phone.page
    phone.open(HOME)
    phone.look("report-form")
    page.get_by_label("Jalan dan jembatan").check()
    page.get_by_label("Desa atau kelurahan").select_option("35.16.15.2016")
    page.get_by_label("Patokan").fill("Depan pintu barat pasar")
    page.get_by_label("Ceritakan masalahnya").fill("Jalan berlubang satu meter, dekat motor S 1234 AB.")
    page.locator("#id_name").fill("Wati Handayani")
    page.get_by_role("button", name="Periksa laporan").click()
    page.get_by_text("Ini yang akan dilihat umum").wait_for()
    phone.look("report-check")
    page.get_by_role("button", name="Kirim laporan").click()
    page.get_by_role("heading", name="Laporan terkirim").wait_for()
    phone.look("report-sent")
    page.get_by_role("link", name="Pantau laporan").click()
    page.get_by_role("heading", name="Perkembangan").wait_for()
    phone.look("report-own")
    number = Complaint.objects.get().number

    desk = people.at_desk()
    page = desk.page
    desk.log_in("tini", PASSWORD)
    desk.settle()
    desk.open("/petugas/kemlagi/pengaduan/")
    desk.look("complaint-desk")
    desk.open(f"/petugas/kemlagi/pengaduan/{number}/")
    desk.look("complaint-case")
    page.get_by_role("button", name="Periksa dan teruskan").click()
    page.get_by_text("Diteruskan ke UPT Dinas Bina Marga").first.wait_for()
    desk.open("/petugas/kemlagi/aturan-pengaduan/")
    desk.look("complaint-rules")
    wide = people.at_desk()
    wide.open(HOME)
    wide.look("report-form-wide")

    assert Complaint.objects.get().agency.key == "dbmsda"
