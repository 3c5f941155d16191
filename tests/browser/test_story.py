"""The main job, end to end: from the QR in the village hall to a letter that the bank can check."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFilter
from playwright.sync_api import Page, expect

from office.actions.setup import create_office, load_areas
from office.models import Area
from services.actions import catalogue
from services.actions.seeding import load_catalogue
from services.demo.world import adapt_poverty_letter
from services.models import Letter, Service, ServiceType, Submission
from tests.browser.looking import Looker
from tests.people import PASSWORD, budi, dewi, retno, sari
from tests.pictures import page_images

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PASSPHRASE = "angin pagi di sawah kemlagi"
DESK = "/petugas/kemlagi"


@pytest.fixture
def kemlagi() -> Service:
    """Kecamatan Kemlagi with its 20 villages, its people, and the Surat Keterangan Tidak Mampu."""
    now = timezone.now()
    load_areas()
    load_catalogue(at=now)
    office = create_office(
        area=Area.objects.get(code="35.16.15"), at=now, code="KML", slug="kemlagi", kind="kecamatan", name="Kecamatan Kemlagi", unit_code="416-310",
        address="Jalan Raya Kemlagi 1, Kemlagi", postcode="61353", phone="(0321) 000-000", whatsapp="6281200001234", place_of_issue="Kemlagi",
    )  # fmt: skip
    for person in (sari, retno, budi, dewi):
        person(office, at=now)
    service = catalogue.adopt(ServiceType.objects.get(code="KEC-SOSIAL"), office, staff=dewi(office, at=now), at=now)
    adapt_poverty_letter(service, staff=dewi(office, at=now), at=now)
    catalogue.publish(service.versions.get(), staff=dewi(office, at=now), at=now)
    return Service.objects.get(pk=service.pk)


def photograph(folder: Path, words: str, *, blurred: bool = False) -> Path:
    """A photo of a paper, as a phone takes it."""
    picture = Image.new("RGB", (1600, 1100), "#f4f1ea")
    draw = ImageDraw.Draw(picture)
    for line in range(12):
        draw.text((120, 100 + line * 70), f"{words} baris {line} CONTOH", fill="#222", font_size=42)
    path = folder / f"{words}.jpg"
    (picture.filter(ImageFilter.GaussianBlur(14)) if blurred else picture).save(path, "JPEG", quality=85)
    return path


def print_poster(desk: Looker) -> str:
    """The Kasi prints Mojodadi's poster; its QR gives an address."""
    desk.log_in("retno", PASSWORD)
    desk.open(f"{DESK}/poster/")
    desk.look("story-poster-desk")
    with desk.page.expect_download() as download:
        desk.page.get_by_role("button", name="Buat poster (satu PDF)").click()
    posters = page_images(Path(download.value.path()).read_bytes(), dpi=70)
    assert len(posters) == 20
    [found] = zxingcpp.read_barcodes(posters[15])  # villages come in the order of their codes; Mojodadi is 2016
    return str(found.text)


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


EXACT = {"RT", "RW", "NIK", "Alamat", "PIN"}
PURPOSE = {
    "dipakai untuk apa": "Untuk berobat", "#id_keperluan": "pengobatan anak bernama Ahmad Fauzi di RSUD Prof. dr. Soekandar",
    "Nomor surat pengantar": "470/118/416-310.16/2026", "Tanggal surat pengantar": "20 11 2026", "Untuk saya sendiri": "",
}  # fmt: skip
SITI = {
    "Nama lengkap": "Siti Rohmah", "NIK": "3516154405880004", "Nomor Kartu Keluarga": "3516151203100001", "Tempat lahir": "Mojokerto",
    "Tanggal lahir": "4 5 1988", "Perempuan": "", "Agama": "Islam", "Status perkawinan": "Kawin", "Pekerjaan": "Buruh tani", "Indonesia": "",
    "Alamat": "Dusun Mojodadi", "RT": "02", "RW": "01", "Desa atau kelurahan": "Desa Mojodadi", "Nomor WhatsApp": "0812 0000 1234",
}  # fmt: skip


def fill(page: Page, answers: dict[str, str]) -> None:
    for label, value in answers.items():
        field = page.locator(label) if label.startswith("#") else page.get_by_label(label, exact=label in EXACT).first
        kind = field.evaluate("e => e.type")
        if kind.startswith("select"):
            field.select_option(label=value)
        elif kind in {"radio", "checkbox"}:
            field.check()
        else:
            field.fill(value)


def go_on(looker: Looker, name: str, answers: dict[str, str]) -> None:
    """Fill one page of the form, look at it, go on."""
    fill(looker.page, answers)
    looker.look(name)
    looker.page.get_by_role("button", name="Lanjut", exact=True).click()


def apply(phone: Looker, folder: Path) -> tuple[str, str]:
    """Siti applies on her phone and leaves with a number and a PIN; her photo of the family card is blurred."""
    page = phone.page
    page.get_by_role("link", name="Ajukan dari HP").last.click()
    phone.look("story-mulai")
    page.get_by_role("button", name="Mulai mengisi").click()
    go_on(phone, "story-keperluan", PURPOSE)
    go_on(phone, "story-pemohon", SITI)
    for field in page.locator("main input[type=file]").all():
        name = field.evaluate("e => e.labels[0].innerText")
        field.set_input_files(photograph(folder, name.strip(), blurred="Keluarga" in name))
    expect(page.get_by_text("terunggah")).to_have_count(5)
    go_on(phone, "story-berkas", {})
    go_on(phone, "story-terima", {"PDF": ""})
    expect(page.get_by_text("3516 •••• •••• 0004")).to_be_visible()
    page.get_by_label("Saya menyatakan data ini benar").check()
    phone.look("story-periksa")
    page.get_by_role("button", name="Kirim permohonan").click()
    phone.look("story-terkirim")
    pin = page.locator("dt:text-is('PIN') + dd").inner_text().replace(" ", "")
    return page.locator(".reference").inner_text(), pin


def give_back(desk: Looker, number: str) -> None:
    """Sari cannot read the family card and sends the file back with that reason."""
    page = desk.page
    desk.log_in("sari", PASSWORD)
    desk.look("story-antrean")
    page.get_by_role("link", name="Siti Rohmah").first.click()
    page.get_by_role("button", name="Ambil", exact=True).click()
    desk.look("story-berkas-petugas")
    card = page.get_by_role("group", name=re.compile("^Kartu Keluarga"))
    card.get_by_label("Perlu diganti").check()
    card.get_by_text("Alasan perlu diganti").click()
    card.locator("textarea, input[type=text]").last.fill("Foto KK buram, nomor KK tidak terbaca")
    page.get_by_role("button", name="Kembalikan ke warga").click()
    expect(page.locator("main")).to_contain_text("Menunggu warga")
    assert Submission.objects.get(number=number).state == "returned"


def send_again(phone: Looker, number: str, pin: str, folder: Path) -> None:
    """Siti reads what is wrong and sends a clear photo of the family card only."""
    page = phone.page
    phone.open("/kemlagi/lacak/")
    fill(page, {"Nomor": number, "PIN": pin} if page.get_by_label("PIN", exact=True).count() else {"Nomor": number})
    page.locator("[name=proof]").fill(pin)
    page.get_by_role("button", name="Lihat permohonan").click()
    expect(page.locator("main")).to_contain_text("Foto KK buram, nomor KK tidak terbaca")
    phone.look("story-lacak-kurang")
    assert page.locator("main input[type=file]").count() == 1
    page.locator("main input[type=file]").set_input_files(photograph(folder, "KK jelas"))
    expect(page.get_by_text("terunggah")).to_have_count(1)
    page.get_by_role("button", name="Kirim perbaikan").click()
    expect(page.locator("main")).to_contain_text("Berkas perbaikan terkirim")
    assert Submission.objects.get(number=number).state == "submitted"


def write_letter(desk: Looker, number: str) -> None:
    """Sari finds the file complete and writes the letter."""
    page = desk.page
    desk.open(f"{DESK}/permohonan/{number}/")
    for choice in page.get_by_label("Sesuai", exact=True).all():
        choice.check()
    page.get_by_role("button", name="Nyatakan lengkap").click()
    expect(page.locator("main")).to_contain_text("Pembuatan surat")
    desk.open(f"{DESK}/permohonan/{number}/surat/")
    desk.look("story-buat-surat")
    page.get_by_role("button", name="Buat surat").click()
    assert Submission.objects.get(number=number).state == "drafted"


def endorse(desk: Looker, number: str) -> None:
    """Bu Retno reads the letter and puts her paraf."""
    desk.open(f"{DESK}/paraf/{number}/")
    desk.look("story-paraf")
    desk.page.get_by_role("button", name="Paraf surat ini").click()
    assert Submission.objects.get(number=number).state == "endorsed"


def sign(desk: Looker) -> None:
    """Pak Budi makes his certificate, reads the letter and signs it with his passphrase."""
    page = desk.page
    desk.log_in("budi", PASSWORD)
    desk.open(f"{DESK}/tanda-tangan/sertifikat/")
    page.get_by_label("Frasa sandi baru").fill(PASSPHRASE)
    page.get_by_label("Ulangi frasa sandi").fill(PASSPHRASE)
    page.get_by_label("Kata sandi akun ini").fill(PASSWORD)
    desk.look("story-sertifikat")
    page.get_by_role("button", name="Buat sertifikat internal").click()
    desk.open(f"{DESK}/tanda-tangan/")
    page.get_by_role("checkbox", name=re.compile("Siti Rohmah")).check()
    desk.look("story-tanda-tangan")
    page.get_by_role("button", name="Tanda tangani").click()
    page.locator("main input[type=password]").fill(PASSPHRASE)
    desk.look("story-konfirmasi")
    page.get_by_role("button", name="Tanda tangani 1 surat").click()
    expect(page.locator("main")).to_contain_text("1 surat ditandatangani")


def download(phone: Looker, number: str) -> bytes:
    """The letter is ready; Siti downloads it on her phone."""
    phone.open(f"/kemlagi/lacak/{number}/")
    phone.look("story-lacak-selesai")
    with phone.page.expect_download() as got:
        phone.page.get_by_role("button", name=re.compile("Unduh surat")).click()
    return Path(got.value.path()).read_bytes()


def check_at_the_bank(bank: Looker, pdf: bytes, folder: Path, public: str) -> None:
    """The bank scans the letter's QR, then drops the file: genuine; a changed copy is not."""
    [image] = page_images(pdf, dpi=150)
    image.save(folder / "surat.png")
    [found] = zxingcpp.read_barcodes(image)
    assert found.text.startswith(f"{public}/cek/")
    bank.open(path_of(found.text))
    bank.look("story-cek-sah")
    expect(bank.page.get_by_role("heading", level=1)).to_have_text("Surat ini sah")
    expect(bank.page.locator("main")).to_contain_text("SITI R")
    expect(bank.page.locator("main")).not_to_contain_text("3516154405880004")
    genuine, forged = folder / "surat.pdf", folder / "palsu.pdf"
    genuine.write_bytes(pdf)
    forged.write_bytes(pdf + b"\n% tambahan")
    bank.page.locator("input[type=file]").set_input_files(genuine)
    expect(bank.page.get_by_text("Berkas ini sama persis")).to_be_visible()
    bank.page.locator("input[type=file]").set_input_files(forged)
    expect(bank.page.get_by_text("Berkas ini BERBEDA")).to_be_visible()
    bank.page.get_by_role("button", name="Cek berkas").click()
    expect(bank.page.get_by_role("heading", level=1)).to_have_text("Berkas ini tidak sah")
    bank.look("story-cek-palsu")


def test_from_the_poster_in_the_village_hall_to_the_bank(people, kemlagi, tmp_path, settings):
    kasi, sari_desk, phone = people.at_desk(), people.at_desk(), people.with_phone()
    poster = print_poster(kasi)
    phone.open(path_of(poster))
    expect(phone.page.get_by_text("Anda memindai QR di Balai Desa Mojodadi")).to_be_visible()
    phone.page.get_by_role("link", name="Surat Keterangan Tidak Mampu").first.click()
    phone.look("story-syarat")

    number, pin = apply(phone, tmp_path)
    give_back(sari_desk, number)
    send_again(phone, number, pin, tmp_path)
    write_letter(sari_desk, number)
    endorse(kasi, number)
    sign(people.at_desk())
    pdf = download(phone, number)
    check_at_the_bank(people.with_phone(), pdf, tmp_path, settings.PUBLIC_URL)

    submission, letter = Submission.objects.get(), Letter.objects.get()
    assert (submission.state, submission.poster.area.name, submission.times_returned) == ("handed_over", "Mojodadi", 1)
    assert letter.entry.number == f"{submission.version.archive_code}/1/416-310/{letter.entry.year}"
    assert submission.poster.scans.get().count == 1
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 1
