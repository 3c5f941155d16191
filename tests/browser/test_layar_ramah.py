"""LAYAR RAMAH, end to end: late, objected to, upheld, signed, brought home with a signature, confirmed, and in the recap."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from services.actions import keys, letters, review
from services.actions.sweeping import claim_overdue
from services.models import DeliveryProof, HomeDelivery, Objection, Submission
from tests.browser.looking import Looker
from tests.browser.test_delivery import draw
from tests.factories import local, make_service, make_village, submit
from tests.people import PASSWORD, budi, retno, sari
from tests.services.views.desk_stories import PASSPHRASE, apart

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
DESK = "/petugas/kemlagi"
HOME = {
    "village_code": "35.16.15.2016",
    "fields": {"nama": "Siti Rohmah", "nik": "3516154405880004", "keperluan": "berobat", "alamat": "Dusun Mojodadi", "rt": "002", "rw": "001"},
}  # fmt: skip


class Wall:
    """The clock on the office's wall, Monday 23 November 2026: whoever asks the time is told what stands here."""

    def __init__(self, monkeypatch) -> None:
        self.at = local("2026-11-23T08:00")
        monkeypatch.setattr(timezone, "now", lambda: self.at)

    def says(self, hour: str) -> datetime:
        self.at = local(f"2026-11-23T{hour.replace('.', ':')}")
        return self.at


@pytest.fixture
def wall(monkeypatch) -> Wall:
    return Wall(monkeypatch)


def waiting_for_the_camat(wall: Wall):
    """Received 08.31, complete 09.05, written 09.31, paraf 09.48; then nobody signs."""
    make_village()
    receipt = submit(make_service(), at=wall.says("08.31"), phone="6281200001234", **HOME)
    submission = receipt.submission
    review.declare_complete(submission, staff=sari(), at=wall.says("09.05"))
    letter = letters.draft_letter(submission, staff=sari(), at=wall.says("09.31"), signer=budi().signing_posts[0])
    letters.endorse(submission, staff=retno(), content_hash=letter.content_hash, at=wall.says("09.48"))
    apart(lambda: keys.make_key(budi().signing_posts[0], passphrase=PASSPHRASE, at=wall.at))
    return receipt


def open_own(phone: Looker, receipt) -> None:
    phone.open("/kemlagi/lacak/")
    phone.page.locator("[name=number]").fill(receipt.submission.number)
    phone.page.locator("[name=proof]").fill(receipt.pin)
    phone.page.get_by_role("button", name="Lihat permohonan").click()
    phone.settle()


def object_on_the_phone(phone: Looker, wall: Wall, receipt) -> None:
    """09.50: the page says when the button comes. 10.19: it is there; the address is confirmed, nothing else."""
    page, own = phone.page, f"/kemlagi/lacak/{receipt.submission.number}/"
    wall.says("09.50")
    open_own(phone, receipt)
    expect(page.get_by_text("tombol keberatan muncul pukul 10.05")).to_be_visible()
    claim_overdue(at=wall.says("10.06"))
    wall.says("10.19")
    phone.open(own)
    expect(page.get_by_role("heading", name="Anda berhak mengajukan keberatan")).to_be_visible()
    phone.look("layar-lewat")
    page.get_by_role("link", name="Ajukan keberatan").click()
    expect(page.get_by_text("Dusun Mojodadi RT 02 RW 01, Desa Mojodadi")).to_be_visible()
    phone.look("layar-keberatan")
    page.get_by_label("Patokan rumah").fill("Rumah cat hijau samping musala")
    page.get_by_role("button", name="Kirim keberatan").click()
    expect(page.get_by_role("heading", name="Keberatan Anda diperiksa")).to_be_visible()
    phone.look("layar-diperiksa")


def uphold(kasi: Looker, wall: Wall) -> None:
    """10.22: Bu Retno reads the clock's story and taps twice."""
    page = kasi.page
    wall.says("10.22")
    kasi.log_in("retno", PASSWORD)
    page.wait_for_url(re.compile("/petugas/"))
    kasi.open(f"{DESK}/keberatan/")
    kasi.look("layar-kasi-daftar")
    page.get_by_role("link", name="Siti Rohmah").first.click()
    expect(page.get_by_text("Lewat 17 menit layanan, tidak ada jeda waktu")).to_be_visible()
    kasi.look("layar-kasi")
    page.get_by_label("Terbukti", exact=False).first.check()
    page.get_by_role("button", name="Simpan keputusan").click()
    expect(page.get_by_text("Keberatan Siti Rohmah terbukti. Warga diberi tahu.")).to_be_visible()


def sign(camat: Looker, wall: Wall) -> None:
    page = camat.page
    wall.says("10.30")
    camat.log_in("budi", PASSWORD)
    page.wait_for_url(re.compile("/petugas/"))
    camat.open(f"{DESK}/tanda-tangan/")
    page.get_by_role("checkbox", name=re.compile("Siti Rohmah")).check()
    page.get_by_role("button", name="Tanda tangani").click()
    page.locator("main input[type=password]").fill(PASSPHRASE)
    page.get_by_role("button", name="Tanda tangani 1 surat").click()
    expect(page.locator("main")).to_contain_text("1 surat ditandatangani")


def bring_home(courier: Looker, wall: Wall) -> None:
    """10.45: Sari leaves; 11.10: Siti signs on Sari's phone, whose log-in ends after half an hour without a tap."""
    page = courier.page
    courier.log_in("sari", PASSWORD)
    page.wait_for_url(re.compile("/petugas/"))
    wall.says("10.45")
    courier.open(f"{DESK}/antar/")
    page.get_by_label("Sampai paling lambat pukul").fill("11.30")
    page.get_by_role("button", name="Berangkat dengan surat").click()
    page.get_by_text("1 surat tercatat Anda bawa").wait_for()
    wall.says("11.10")
    door = page.locator("li.card", has=page.get_by_role("link", name="Siti Rohmah"))
    door.get_by_text("Sudah diserahkan").click()
    door.get_by_label("Nama penerima").fill("Siti Rohmah")
    door.get_by_label("Hubungan dengan pemohon").select_option("Pemohon sendiri")
    door.get_by_text("Tanda tangan di HP ini").click()
    draw(page, door.locator("canvas"))
    door.get_by_role("button", name="Simpan bukti").click()
    page.get_by_text("tercatat sudah diterima").wait_for()


def confirm(phone: Looker, wall: Wall, receipt) -> None:
    wall.says("11.40")
    open_own(phone, receipt)
    phone.page.get_by_role("button", name="Sudah saya terima").click()
    phone.page.get_by_text("tercatat sudah Anda terima").wait_for()


def read_the_recap(kasi: Looker, wall: Wall) -> None:
    """The recap names the breach, the objection, that it was upheld, the delivery and who brought it."""
    wall.says("14.00")
    kasi.log_in("retno", PASSWORD)
    kasi.page.wait_for_url(re.compile("/petugas/"))
    kasi.open(f"{DESK}/janji-layanan/")
    kasi.look("layar-rekap")
    text = " ".join(kasi.page.locator("main").inner_text().split())
    assert "Keberatan 1 0 belum diputus Terbukti 1" in text
    assert "Keberatan terbukti 1 1" in text
    assert "Sari Wulandari 1 1 0,0% 85 85 1 1" in text


def test_a_late_letter_is_objected_to_brought_home_and_stands_in_the_recap(people, wall):
    receipt = waiting_for_the_camat(wall)
    phone, kasi = people.with_phone(), people.at_desk()

    object_on_the_phone(phone, wall, receipt)
    uphold(kasi, wall)
    wall.says("10.24")
    open_own(phone, receipt)  # half an hour after the first proof it is asked for again
    expect(phone.page.get_by_role("heading", name="Keberatan Anda terbukti")).to_be_visible()
    phone.look("layar-terbukti")
    sign(people.at_desk(), wall)
    bring_home(people.with_phone(), wall)
    confirm(phone, wall, receipt)
    read_the_recap(kasi, wall)

    submission, objection, delivery = Submission.objects.get(), Objection.objects.get(), HomeDelivery.objects.get()
    assert (objection.verdict, objection.missed_due_at) == ("upheld", local("2026-11-23T10:05"))
    assert (submission.state, submission.overdue_since) == ("handed_over", local("2026-11-23T10:05"))
    assert (submission.finished_at, submission.served_minutes) == (local("2026-11-23T10:30"), 85)
    assert (delivery.state, delivery.courier, delivery.landmark) == (
        "delivered",
        sari().user,
        "Rumah cat hijau samping musala",
    )
    assert delivery.confirmed_at == local("2026-11-23T11:40")
    assert DeliveryProof.objects.get().method == "signature"
