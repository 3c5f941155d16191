"""A complaint that goes to the wrong agency, is handed over, answered with a photo, disputed, answered again, confirmed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from complaints.models import Complaint, RoutingRule
from office.models import Office
from tests.browser.looking import Looker
from tests.complaints.desk_rows import hendra, lay_house, lina, tirta, water
from tests.factories import make_village
from tests.people import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
INBOX = "/petugas/kemlagi/kotak-masuk/"
STORY = "Saluran di depan pasar ambles, air meluap ke jalan setiap hujan. Kemarin ada pengendara jatuh."


@pytest.fixture
def kemlagi() -> Office:
    """An office with two agencies; its last rule sends everything to the roads."""
    now = timezone.now()
    office = lay_house()
    make_village("Kemlagi", "35.16.15.2001")
    make_village()
    for person in (hendra, tirta):
        person(now)
    lina(office, now)
    assert RoutingRule.objects.get().agency.key == "upt-pu"
    water()
    return office


def photograph(folder: Path, words: str, color: str) -> Path:
    """A photo as a phone takes it."""
    picture = Image.new("RGB", (1200, 900), color)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 520, 1200, 900), fill="#6b6b6b")
    draw.ellipse((420, 600, 780, 760), fill="#222" if words == "sebelum" else "#7d7d7d")
    draw.text((60, 60), f"CONTOH {words}", fill="#222", font_size=64)
    path = folder / f"{words}.jpg"
    picture.save(path, "JPEG", quality=85)
    return path


def report(phone: Looker, folder: Path) -> tuple[str, str]:
    """Wati reports on her phone, with a photo and her name kept secret; she leaves with a number and a code."""
    page = phone.page
    phone.open("/kemlagi/pengaduan/")
    page.get_by_label("Banjir").check()
    page.locator("[name=village]").select_option(label="Desa Kemlagi")
    page.locator("[name=rw]").fill("3")
    page.locator("[name=landmark]").fill("depan pintu barat pasar")
    page.locator("[name=text]").fill(STORY)
    page.locator("[name=photos]").set_input_files(photograph(folder, "sebelum", "#9db4c0"))
    for name, value in (("latitude", "-7.3601"), ("longitude", "112.3802")):
        page.locator(f"[name={name}]").evaluate("(field, value) => { field.value = value }", value)
    page.get_by_label("Sebut nama, tetapi dirahasiakan").check()
    page.locator("[name=name]").fill("Wati Rahayu")
    phone.look("complaint-phone-report")
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Periksa laporan")
    phone.look("complaint-phone-check")
    page.get_by_role("button", name=re.compile("^Kirim")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laporan terkirim")
    phone.look("complaint-phone-sent")
    number = page.locator(".reference").inner_text().strip()
    return number, page.locator("dt:text-is('Kode bukti') + dd").inner_text().strip()


def open_case(desk: Looker, number: str) -> Page:
    """An officer finds the complaint in the inbox and opens it."""
    desk.open(INBOX)
    desk.page.locator(f'a[href*="{number}"]').first.click()
    expect(desk.page.locator("main")).to_contain_text(number)
    return desk.page


def hand_over(desk: Looker, number: str) -> None:
    """Hendra sees that it is water, not roads, and names the right agency."""
    desk.log_in("hendra", PASSWORD)
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Kotak masuk")
    desk.look("complaint-desk-inbox")
    page = open_case(desk, number)
    expect(page.locator("main")).not_to_contain_text("Wati Rahayu")
    page.get_by_label("Bukan wewenang kami").check()
    expect(page.get_by_label("Jawaban untuk warga")).to_be_hidden()
    desk.look("complaint-desk-bounce")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("Pilih dinas yang berwenang")
    desk.look("complaint-desk-bounce-refused")
    page.locator("[name=to]").select_option(label="UPT Sumber Daya Air: Tugas UPT SDA")
    page.locator("[name=why]").fill("Saluran induk, bukan jalan")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("main")).to_contain_text("Laporan dialihkan")
    expect(page.locator("main")).to_contain_text("sudah tidak di dinas Anda")
    desk.look("complaint-desk-gone")


def work_on(desk: Looker, phone: Looker, number: str, folder: Path) -> None:
    """Tirta starts on the phone in the field, then answers with photos of before and after."""
    phone.log_in("tirta", PASSWORD)
    phone.look("complaint-phone-inbox")
    page = open_case(phone, number)
    phone.look("complaint-phone-case")
    page.get_by_label("Jawaban untuk warga").fill("Tim sudah meninjau. Saluran dibongkar Senin malam.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("main")).to_contain_text("Tercatat sedang dikerjakan")
    page.get_by_label("Catatan dinas").fill("Pinjam alat berat dari UPT PU")
    page.get_by_role("button", name="Simpan catatan").click()
    expect(page.locator("main")).to_contain_text("Pinjam alat berat dari UPT PU")
    desk.log_in("tirta", PASSWORD)
    desk.open(f"{INBOX}?lihat=dikerjakan")
    page = desk.page
    page.locator(f'a[href*="{number}"]').first.click()
    page.get_by_label("Selesai").check()
    page.get_by_label("Jawaban untuk warga").fill("Saluran sudah diperbaiki dan air mengalir.")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator(".error-summary")).to_contain_text("Unggah foto sesudah dikerjakan")
    expect(page.get_by_label("Jawaban untuk warga")).to_have_value("Saluran sudah diperbaiki dan air mengalir.")
    page.locator("[name=before]").set_input_files(photograph(folder, "sebelum", "#9db4c0"))
    page.locator("[name=after]").set_input_files(photograph(folder, "sesudah", "#a8c69f"))
    desk.look("complaint-desk-answer")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("main")).to_contain_text("Jawaban terkirim")
    desk.look("complaint-desk-answered")


def dispute(phone: Looker, number: str) -> None:
    """Wati does not agree: the water still comes."""
    page = phone.page
    phone.open(f"/kemlagi/pengaduan/laporan/{number}/")
    expect(page.locator("main")).to_contain_text("Saluran sudah diperbaiki dan air mengalir.")
    expect(page.locator("main")).not_to_contain_text("Pinjam alat berat")
    phone.look("complaint-phone-answered")
    page.get_by_text("Belum selesai? Buka lagi").click()
    page.locator("details[open] textarea").fill("Air masih meluap tadi pagi")
    page.get_by_role("button", name="Buka lagi laporan").click()
    assert Complaint.objects.get(number=number).times_reopened == 1


def answer_again(desk: Looker, number: str, folder: Path) -> None:
    """Back in the inbox with its reason; answered again."""
    page = open_case(desk, number)
    expect(page.locator("main")).to_contain_text("Dibuka lagi 1 kali")
    expect(page.locator("main")).to_contain_text("Air masih meluap tadi pagi")
    page.get_by_label("Selesai").check()
    page.get_by_label("Jawaban untuk warga").fill("Sumbatan kedua sudah diangkat.")
    page.locator("[name=after]").set_input_files(photograph(folder, "sesudah", "#a8c69f"))
    desk.look("complaint-desk-again")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator("main")).to_contain_text("Jawaban terkirim")


def confirm(phone: Looker, number: str) -> None:
    """Wati agrees and gives marks."""
    page = phone.page
    phone.open(f"/kemlagi/pengaduan/laporan/{number}/")
    page.get_by_role("button", name="Ya, selesai").click()
    page.get_by_label("Ya, selesai").check()
    page.get_by_label("Sangat baik").check()
    page.get_by_role("button", name="Kirim penilaian").click()
    phone.look("complaint-phone-closed")
    done = Complaint.objects.get(number=number)
    assert (done.state, done.closed_how, done.rating.score) == ("closed", "confirmed", 4)


def look_as_everybody(phone: Looker, desk: Looker, number: str, name: str) -> None:
    """The public page, the list and the map, on a phone and at a desk."""
    cache.clear()  # public pages are kept for half a minute
    for looker, width in ((phone, "390"), (desk, "1280")):
        looker.open(f"/kemlagi/laporan-warga/{number}/")
        expect(looker.page.locator("main")).not_to_contain_text("Wati")
        looker.look(f"complaint-public-{name}-{width}")


def test_the_story_of_a_complaint(people, kemlagi, tmp_path):
    wati, hendra_desk, tirta_desk, tirta_phone, lina_desk = (
        people.with_phone(), people.at_desk(), people.at_desk(), people.with_phone(), people.at_desk()
    )  # fmt: skip
    neighbour, visitor = people.with_phone(javascript=False), people.at_desk()
    passer_by = people.with_phone()

    number, _code = report(wati, tmp_path)
    forward(lina_desk, number)
    hand_over(hendra_desk, number)
    neighbour.open(f"/kemlagi/laporan-warga/{number}/")
    neighbour.page.get_by_role("button", name="Saya juga terdampak").click()
    expect(neighbour.page.locator("main")).to_contain_text("1 warga juga terdampak")
    look_as_everybody(passer_by, visitor, number, "forwarded")
    work_on(tirta_desk, tirta_phone, number, tmp_path)
    dispute(wati, number)
    answer_again(tirta_desk, number, tmp_path)
    release(lina_desk, number)
    confirm(wati, number)

    look_as_everybody(passer_by, visitor, number, "closed")
    for looker, width in ((passer_by, "390"), (visitor, "1280")):
        looker.open("/kemlagi/laporan-warga/")
        looker.look(f"complaint-list-{width}")
        looker.open("/kemlagi/laporan-warga/peta/")
        looker.look(f"complaint-map-{width}")
    lina_desk.open("/petugas/kemlagi/rekap-pengaduan/")
    expect(lina_desk.page.locator("main")).to_contain_text("1 ditindaklanjuti ÷ 1 laporan × 100% = 100%")
    lina_desk.look("complaint-figures-1280")


def forward(desk: Looker, number: str) -> None:
    """Lina reads it, says what it is and forwards it by the list; then shows it to everybody, with its photo."""
    page = desk.page
    desk.log_in("lina", PASSWORD)
    desk.open(f"/petugas/kemlagi/pengaduan/{number}/")
    desk.look("complaint-office-case")
    page.locator("#find_title").fill("Saluran ambles di depan Pasar Kemlagi")
    page.get_by_role("button", name="Periksa dan teruskan").click()
    assert Complaint.objects.get(number=number).agency.key == "upt-pu"
    page.locator("summary", has_text="Tampilkan untuk umum").click()
    page.locator("input[name=photos]").first.check()
    page.get_by_role("button", name="Tampilkan", exact=True).click()
    expect(page.locator("summary", has_text="Jangan tampilkan lagi")).to_be_visible()
    assert Complaint.objects.get(number=number).published_at


def release(desk: Looker, number: str) -> None:
    """Lina looks at the pictures of the answers and lets everybody see them."""
    desk.open(f"/petugas/kemlagi/pengaduan/{number}/")
    show = desk.page.get_by_role("button", name=re.compile("^Tampilkan bukti"))
    for left in range(show.count(), 0, -1):
        expect(show).to_have_count(left)
        show.first.click()
    expect(show).to_have_count(0)
    desk.look("complaint-office-proofs")
