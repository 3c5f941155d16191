"""A letter brought home: the phone at 360 px, a signature, no signal, sent once; the resident says that it came."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from services.actions import delivery_answers
from services.models import DeliveryProof, HomeDelivery, Submission
from services.queries.deliveries import handover_code
from tests.browser.looking import Looker
from tests.factories import make_village
from tests.people import PASSWORD, retno, sari
from tests.services import delivering

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
SMALL = {"width": 360, "height": 760}
HOME = {
    "village_code": "35.16.15.2016", "delivery": "home", "vulnerability": "elderly",
    "fields": {"nama": "Siti Rohmah", "alamat": "Dusun Mojodadi 4", "rt": "002", "rw": "001"},
}  # fmt: skip


def test_a_courier_leaves_proves_without_signal_and_the_resident_confirms(people):
    make_village()
    at = timezone.now() - timedelta(hours=1)
    task, other = delivering.ready(at, **HOME), delivering.ready(at, **{**HOME, "applicant_name": "Tumini"})
    retno(), sari()
    courier = people.with_phone()
    courier.page.set_viewport_size(SMALL)
    courier.log_in("sari", PASSWORD)
    leave(courier)
    sign_offline(courier, task)
    resident_confirms(people, task)
    fetch_by_code(courier, other)


def leave(courier: Looker) -> None:
    page = courier.page
    page.wait_for_url(re.compile("/petugas/"))
    courier.open("/petugas/kemlagi/antar/")
    courier.look("antar-siap-360")
    page.get_by_label("Sampai paling lambat pukul").fill("23.59")
    page.get_by_role("button", name="Berangkat dengan surat").click()
    page.get_by_text("2 surat tercatat Anda bawa").wait_for()
    courier.look("antar-jalan-360")


def sign_offline(courier: Looker, task: HomeDelivery) -> None:
    page = courier.page
    door = page.locator("li.card", has=page.get_by_role("link", name="Siti Rohmah"))
    door.get_by_text("Sudah diserahkan").click()
    door.get_by_role("button", name="Simpan bukti").click()
    door.get_by_text("Isi nama penerima").wait_for()
    door.get_by_label("Nama penerima").fill("Dwi Rohmah")
    door.get_by_label("Hubungan dengan pemohon").select_option("Anak")
    door.get_by_text("Tanda tangan di HP ini").click()
    draw(page, door.locator("canvas"))
    courier.look("antar-tanda-tangan-360")
    page.context.set_offline(True)
    door.get_by_role("button", name="Simpan bukti").click()
    door.get_by_text("Tersimpan di HP, dikirim saat ada sinyal").wait_for()
    assert not DeliveryProof.objects.exists()
    page.get_by_text("1 bukti tersimpan di HP ini").wait_for()
    leave_and_come_back(courier)
    page.get_by_text("tercatat sudah diterima").wait_for()
    courier.look("antar-terkirim-360")
    page.reload()
    courier.settle()
    proof = DeliveryProof.objects.get()
    assert (proof.method, proof.receiver_name, proof.delivery) == ("signature", "Dwi Rohmah", task)
    assert HomeDelivery.objects.get(pk=task.pk).state == "delivered"
    assert Submission.objects.get(pk=task.submission_id).state == "handed_over"


def leave_and_come_back(courier: Looker) -> None:
    """Signal comes and goes, and somebody logs out meanwhile: what waits on the phone waits on."""
    page = courier.page
    page.route("**/bukti/", lambda route: route.abort())
    page.context.set_offline(False)
    page.get_by_role("button", name="Kirim sekarang").click()
    page.locator("form[action='/keluar/'] button").click()
    page.wait_for_load_state("load")
    courier.log_in("sari", PASSWORD)
    page.wait_for_url(re.compile("/petugas/"))
    assert not DeliveryProof.objects.exists()
    page.unroute("**/bukti/")
    courier.open("/petugas/kemlagi/antar/")


def draw(page, canvas) -> None:
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in range(1, 12):
        page.mouse.move(box["x"] + 20 + step * 20, box["y"] + box["height"] / 2 + (20 if step % 2 else -20))
    page.mouse.up()


def resident_confirms(people, task: HomeDelivery) -> None:
    resident = people.with_phone()
    resident.open("/kemlagi/lacak/")
    resident.page.get_by_label("Nomor permohonan").fill(task.submission.number)
    resident.page.locator("input[name=proof]").fill(task.submission.phone[-4:])
    resident.page.locator("main form button[type=submit]").first.click()
    resident.page.get_by_text("Surat Anda sudah diserahkan").wait_for()
    resident.look("lacak-diserahkan")
    resident.page.get_by_role("button", name="Sudah saya terima").click()
    resident.page.get_by_text("tercatat sudah Anda terima").wait_for()
    resident.look("lacak-dibenarkan")
    assert HomeDelivery.objects.get(pk=task.pk).confirmed_at


def fetch_by_code(courier: Looker, task: HomeDelivery) -> None:
    """The other door, on its own page, with the code the resident reads out."""
    page = courier.page
    courier.open(reverse("services:delivery", args=["kemlagi", task.pk]))
    page.get_by_label("Nama penerima").fill("Tumini")
    page.get_by_label("Hubungan dengan pemohon").select_option("Pemohon sendiri")
    page.get_by_text("PIN atau kode pemohon").click()
    page.locator("input[name=pin]").fill("0000" if handover_code(task) != "0000" else "1111")
    page.get_by_role("button", name="Simpan bukti").click()
    page.get_by_text("PIN atau kode tidak cocok").wait_for()
    courier.look("antar-kode-salah-360")
    page.locator("input[name=pin]").fill(handover_code(task))
    page.get_by_role("button", name="Simpan bukti").click()
    page.get_by_text("tercatat sudah diterima").wait_for()
    courier.open("/petugas/kemlagi/antar/semua/?lihat=selesai")
    courier.look("antar-semua-360")
    assert set(HomeDelivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_the_pages_around_it_are_whole_on_a_wide_screen_and_for_the_resident(people):
    make_village()
    at = timezone.now() - timedelta(hours=1)
    gone, denied = delivering.on_the_way(at, **HOME), delivering.delivered(at - timedelta(hours=1), **HOME)
    delivery_answers.dispute(denied, at=timezone.now(), words="Tidak ada yang datang")
    fresh = delivering.complete(at)
    kasi = people.at_desk()
    kasi.log_in("retno", PASSWORD)
    kasi.page.wait_for_url(re.compile("/petugas/"))
    here = "/petugas/kemlagi"
    pages = {
        "putaran": f"{here}/antar/?lihat=semua", "semua": f"{here}/antar/semua/", "disangkal": f"{here}/antar/tugas/{denied.pk}/",
        "alamat": f"{here}/antar/tugas/{gone.pk}/alamat/", "tawarkan": f"{here}/permohonan/{fresh.number}/antar/",
    }  # fmt: skip
    for name, path in pages.items():
        kasi.open(path)
        kasi.look(f"antar-{name}-1280")
    resident = people.with_phone()
    resident.open("/kemlagi/lacak/")
    resident.page.get_by_label("Nomor permohonan").fill(gone.submission.number)
    resident.page.locator("input[name=proof]").fill(gone.submission.phone[-4:])
    resident.page.locator("main form button[type=submit]").first.click()
    resident.page.get_by_text("Surat Anda dalam perjalanan").wait_for()
    resident.look("lacak-diantar")
