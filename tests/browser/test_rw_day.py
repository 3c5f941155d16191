"""An RW day from plan to minutes: two phones at the hall, one of them without signal in between, an agency that ticks its own."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from complaints.day_states import DayState, ItemState
from complaints.models import DayItem, DayVisitor, RwDay
from office.staff import local_day
from tests.complaints import day_rows as rows
from tests.complaints.desk_rows import hendra, lay_house, tirta
from tests.factories import make_office
from tests.people import PASSWORD, budi, sari

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
HERE = "/petugas/kemlagi/kantor-rw"


@pytest.fixture
def house():
    """Three RW, two agencies with an officer each, a planner, Sari on duty."""
    now = timezone.now()
    office = lay_house(make_office())
    for number in (1, 2, 3):
        rows.rw(number)
    rows.planner(office, now), hendra(now), tirta(now), budi(office, now), sari(office, now)
    rows.programme(office)
    return office


def plan_today(looker, today):
    """The planner plans a day by hand, says who comes, announces it."""
    page = looker.page
    looker.open(f"{HERE}/baru/")
    page.get_by_label("RW", exact=True).select_option("35.16.15.2016.RW03")
    page.get_by_label("Tanggal", exact=True).fill(f"{today}")
    page.get_by_label("Tempat", exact=True).fill("Balai RW 03")
    looker.look("rw-baru")
    page.get_by_role("button", name="Masukkan ke rencana").click()
    page.get_by_role("link", name="Ubah dinas dan acara").click()
    page.get_by_label("UPT Pekerjaan Umum Wilayah Utara").check()
    page.get_by_label("UPT Sumber Daya Air").check()
    page.get_by_label("Sari Wulandari").check()
    looker.look("rw-acara")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("button", name="Umumkan dan undang").click()
    page.get_by_text("Surat undangan sudah bernomor").wait_for()
    looker.look("rw-hari")


def write_down(page, text, *, kind="Pertanyaan", agency="UPT PU"):
    record = page.locator("form[data-rw-form=catatan]")
    record.get_by_label(kind).check()
    record.get_by_label("Apa yang disampaikan").fill(text)
    record.get_by_label("Untuk dinas").select_option(label=agency)
    record.get_by_role("button", name="Simpan catatan").click()


def test_a_day_from_plan_to_minutes_with_two_phones(people, house):
    today = local_day(house, timezone.now())
    lina, sarah, opd, resident = people.at_desk(), people.with_phone(), people.with_phone(), people.with_phone()
    for looker, name in ((lina, "lina"), (sarah, "sari"), (opd, "hendra")):
        looker.log_in(name, PASSWORD)
    plan_today(lina, today)
    day = RwDay.objects.get()
    lina.page.get_by_role("button", name="Buka hari ini").click()
    lina.page.get_by_role("heading", name="Beri nomor antrean").wait_for()
    hall = f"{HERE}/{day.number}/hari-ini/"
    sarah.open(hall)
    sarah.look("rw-meja")

    sarah.page.get_by_role("button", name="Beri nomor berikutnya").click()
    sarah.page.get_by_text("Nomor 1 diberikan").wait_for()
    write_down(lina.page, "Kapan gang 2 diaspal?")
    lina.page.get_by_text("Catatan 1 tersimpan").wait_for()

    sarah.page.context.set_offline(True)
    write_down(sarah.page, "Got depan masjid mampet", agency="UPT SDA")
    sarah.page.get_by_text("1 menunggu sinyal").wait_for()
    write_down(sarah.page, "Lampu jalan mati")
    sarah.page.get_by_text("2 menunggu sinyal").wait_for()
    sarah.look("rw-tanpa-sinyal")
    assert DayItem.objects.count() == 1
    sarah.page.context.set_offline(False)
    sarah.page.locator("[data-rw-waiting]").wait_for(state="hidden")
    assert list(DayItem.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
    sarah.open(hall)
    sarah.page.get_by_text("Lampu jalan mati").wait_for()

    opd.open(hall)
    assert opd.page.get_by_text("Got depan masjid mampet").count() == 0
    opd.page.get_by_text("Jawab catatan 3").click()
    opd.page.locator("#item-3").get_by_role("button", name="Selesai di tempat").click()
    opd.page.get_by_text("Catatan 3: selesai di tempat").wait_for()
    opd.page.get_by_text("Jawab catatan 1").click()
    opd.look("rw-dinas")
    opd.page.get_by_label("Jawaban atau janji").first.fill("Diaspal bulan depan")
    opd.page.get_by_label("Bila dijanjikan").first.fill(f"{today + timedelta(days=30)}")
    opd.page.locator("#item-1").get_by_role("button", name="Janjikan").click()
    opd.page.get_by_text("Catatan 1: dijanjikan").wait_for()

    lina.open(f"{HERE}/{day.number}/tutup/")
    lina.page.get_by_label("Jumlah warga hadir").fill("17")
    lina.look("rw-tutup")
    lina.page.get_by_role("button", name="Tutup dan buat berita acara").click()
    lina.page.get_by_text("Hari ini ditutup").wait_for()
    answer = lina.page.request.get(f"{HERE}/{day.number}/berita-acara.pdf")
    assert len(pikepdf.open(BytesIO(answer.body())).pages) >= 1
    lina.open(f"{HERE}/{day.number}/tindak-lanjut/")
    lina.look("rw-tindak-lanjut")

    day.refresh_from_db()
    assert (day.state, day.attendance) == (DayState.CLOSED, 17)
    assert DayVisitor.objects.get().pin == ""
    states = dict(DayItem.objects.values_list("number", "state"))
    assert states == {1: ItemState.PROMISED, 2: ItemState.OPEN, 3: ItemState.DONE}
    resident.open(f"/kemlagi/kantor-di-rw/{day.number}/")
    resident.page.get_by_text("Diaspal bulan depan").wait_for()
    resident.look("rw-hasil-hp")
    resident.open("/kemlagi/kantor-di-rw/rw/35.16.15.2016.rw03/")
    resident.look("rw-janji-hp")


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_residents_read_the_calendar_and_take_a_number(people, house, width):
    now = timezone.now()
    day = rows.announced(local_day(house, now) + timedelta(days=3), at=now, capacity=40, capacity_for="KTP dan KK")
    looker = people.with_phone() if width == "phone" else people.at_desk()

    looker.open("/kemlagi/kantor-di-rw/")
    looker.look(f"rw-kalender-{width}")
    looker.open(f"/kemlagi/kantor-di-rw/{day.number}/")
    looker.look(f"rw-rinci-{width}")
    looker.page.get_by_role("link", name="Ambil nomor").click()
    looker.page.get_by_role("button", name="Ambil nomor").click()
    looker.page.get_by_text("Nomor antrean Anda").wait_for()
    looker.look(f"rw-nomor-{width}")
    looker.open("/kemlagi/kantor-di-rw/pengingat/")
    looker.look(f"rw-pengingat-{width}")

    assert DayVisitor.objects.get().is_online
