"""A resident applies, follows, repairs and downloads; the counter takes a walk-in in: on phone and desk, with and without JavaScript."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from django.utils import timezone

from office.models import ServiceWindow
from services.actions import catalogue, letters, review
from services.actions.keys import make_key
from services.actions.review import Flaw
from services.actions.seeding import load_catalogue
from services.models import Service, ServiceType, Submission
from services.tasks.signing import sign_batch
from tests.factories import MONDAY_9AM, make_office, make_village
from tests.office.uploads.makers import phone_photo
from tests.people import PASSWORD, budi, retno, sari

pytestmark = pytest.mark.django_db(transaction=True)
PASSPHRASE = "frasa sandi yang panjang sekali"


@pytest.fixture
def service() -> Service:
    office = make_office()
    ServiceWindow.objects.filter(office=office).update(opens="00:00", closes="23:59")
    make_village()
    load_catalogue(at=MONDAY_9AM)
    made = catalogue.adopt(ServiceType.objects.get(code="KEC-SOSIAL"), office, staff=None, at=MONDAY_9AM)
    catalogue.publish(made.versions.get(), staff=None, at=MONDAY_9AM)
    return made


@pytest.fixture
def photos(tmp_path) -> Path:
    for name in ("ktp", "kk", "pengantar-desa", "sktm-desa", "rujukan"):
        (tmp_path / f"{name}.jpg").write_bytes(phone_photo())
    (tmp_path / "ktp.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    return tmp_path


def fill_purpose(page) -> None:
    page.get_by_label("Surat ini dipakai untuk apa?").select_option("berobat")
    page.locator("#id_keperluan").fill("Berobat di RSUD Prof. dr. Soekandar")
    page.get_by_label("Nomor surat pengantar desa").fill("470/112/416-310.16/2026")
    page.get_by_label("Tanggal surat pengantar desa").fill("20 11 2025")
    page.get_by_label("Untuk saya sendiri").check()


def fill_applicant(page) -> None:
    for name, text in {
        "nama": "Siti Rohmah", "nik": "3516154405880004", "no_kk": "3516151203100001", "tempat_lahir": "Mojokerto",
        "tanggal_lahir": "5 5 1988", "pekerjaan": "Buruh tani", "alamat": "Dusun Mojodadi 4", "rt": "2", "rw": "1", "phone": "0812 0000 1234",
    }.items():  # fmt: skip
        page.locator(f"#id_{name}").fill(text)
    page.get_by_label("Perempuan").check()
    page.get_by_label("Agama").select_option("Islam")
    page.get_by_label("Status perkawinan").select_option("Kawin")
    page.get_by_label("Indonesia").check()
    page.get_by_label("Desa Mojodadi").check()


def go_on(page) -> None:
    page.get_by_role("button", name="Lanjut", exact=True).click()


def attach_all(page, photos: Path, javascript: bool) -> None:
    for name in ("ktp", "kk", "pengantar-desa", "sktm-desa", "rujukan"):
        page.locator(f"input[name=berkas-{name}]").set_input_files(photos / f"{name}.jpg")
    if javascript:
        page.locator(".upload__state b").nth(4).wait_for()


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_a_resident_applies_and_gets_the_letter(people, service, photos, width, javascript):
    resident = (people.with_phone if width == "phone" else people.at_desk)(javascript=javascript)
    page, looks = resident.page, javascript
    look = resident.look if looks else (lambda name: None)

    resident.open(f"/kemlagi/ajukan/{service.slug}/")
    look(f"ajukan-mulai-{width}")
    page.get_by_role("button", name="Mulai mengisi").click()
    look(f"ajukan-keperluan-{width}")
    go_on(page)
    look(f"ajukan-keperluan-galat-{width}")
    fill_purpose(page)
    go_on(page)
    look(f"ajukan-pemohon-{width}")
    fill_applicant(page)
    page.locator("#id_nik").fill("351615440588000")
    go_on(page)
    look(f"ajukan-pemohon-galat-{width}")
    assert page.get_by_text("NIK harus 16 angka. Anda mengisi 15 angka").count() == 2
    page.locator("#id_nik").fill("3516154405880004")
    go_on(page)
    page.locator("input[name=berkas-ktp]").set_input_files(photos / "ktp.svg")
    if javascript:
        page.get_by_text("Berkas .svg tidak bisa diterima").wait_for()
    go_on(page)
    look(f"ajukan-berkas-galat-{width}")
    attach_all(page, photos, javascript)
    look(f"ajukan-berkas-{width}")
    go_on(page)
    look(f"ajukan-terima-{width}")
    page.get_by_label("PDF, diunduh di HP").check()
    go_on(page)
    look(f"ajukan-periksa-{width}")
    page.get_by_label("Saya menyatakan data ini benar").check()
    page.get_by_role("button", name="Kirim permohonan").click()
    look(f"ajukan-terkirim-{width}")
    page.get_by_role("link", name="Pantau permohonan").click()
    look(f"lacak-diperiksa-{width}")

    submission = Submission.objects.get()
    _work_on(submission, page, look, photos, width)
    page.get_by_text("Surat sudah ditandatangani", exact=True).wait_for()
    look(f"lacak-terbit-{width}")
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh surat").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.reload()
    look(f"lacak-selesai-{width}")


def _work_on(submission, page, look, photos, width) -> None:
    """The office's part, between the resident's looks at the page."""
    now = timezone.now()
    review.return_for_fixes(
        submission, [Flaw("kk", "Foto KK buram, nomor KK tidak terbaca")], staff=sari(at=now), at=now
    )
    page.reload()
    look(f"lacak-perbaikan-{width}")
    page.locator("input[name=berkas-kk]").set_input_files(photos / "kk.jpg")
    page.get_by_role("button", name="Kirim perbaikan").click()
    page.get_by_text("Berkas perbaikan terkirim").wait_for()
    now = timezone.now()
    review.declare_complete(submission, staff=sari(at=now), at=now)
    page.reload()
    look(f"lacak-berjalan-{width}")
    Submission.objects.update(completed_at=now - timedelta(minutes=74), due_at=now - timedelta(minutes=14))
    page.reload()
    look(f"lacak-lewat-{width}")
    letter = letters.draft_letter(submission, staff=sari(at=now), at=now, signer=budi(at=now).signing_posts[0])
    letters.endorse(submission, staff=retno(at=now), content_hash=letter.content_hash, at=now)
    make_key(budi(at=now).signing_posts[0], passphrase=PASSPHRASE, at=now)
    with ThreadPoolExecutor(
        1
    ) as apart:  # the signer runs an event loop of its own, and Playwright's runs in this thread
        assert apart.submit(_signed, letter, now).result() == [""]
    page.reload()


def _signed(letter, now) -> list[str]:
    try:
        outcomes = sign_batch([(letter, letter.content_hash)], staff=budi(at=now), passphrase=PASSPHRASE, at=now)
    finally:
        connections.close_all()
    return [outcome.problem for outcome in outcomes]


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_other_pages_on_the_way_are_whole(people, service, width):
    resident = (people.with_phone if width == "phone" else people.at_desk)()
    page = resident.page
    resident.open(f"/kemlagi/ajukan/{service.slug}/")
    page.get_by_role("button", name="Mulai mengisi").click()
    page.get_by_role("button", name="Simpan, lanjutkan nanti").click()
    resident.look(f"ajukan-nanti-{width}")
    page.goto("/kemlagi/permohonan/tidak-ada/pemohon/")
    resident.look(f"ajukan-hilang-{width}")
    resident.open("/kemlagi/lacak/")
    page.get_by_label("Nomor permohonan").fill("KML-2611-00001")
    page.get_by_label("PIN, atau 4").fill("123456")
    page.get_by_role("button", name="Lihat permohonan").click()
    resident.look(f"lacak-masuk-galat-{width}")
    Service.objects.update(pause_reason="Alat rekam rusak")
    resident.open(f"/kemlagi/ajukan/{service.slug}/")
    resident.look(f"ajukan-tutup-{width}")


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_counter_takes_a_walk_in_in(people, service, width):
    sari(at=timezone.now())
    desk = (people.with_phone if width == "phone" else people.at_desk)()
    page = desk.page
    desk.log_in("sari", PASSWORD)
    desk.open("/petugas/kemlagi/loket/")
    desk.look(f"loket-pilih-{width}")
    page.get_by_label("Layanan yang diminta").fill("surat miskin")
    page.get_by_role("button", name="Buka", exact=True).click()
    desk.look(f"loket-isi-{width}")
    page.get_by_role("button", name="Terima permohonan").click()
    desk.look(f"loket-galat-{width}")
    fill_purpose(page)
    fill_applicant(page)
    for name in ("ktp", "kk", "pengantar-desa", "sktm-desa", "rujukan"):
        page.locator(f"#id_asli-{name}").check()
    page.get_by_label("Ambil cetakan di loket").check()
    page.get_by_label("Pemohon menyatakan data ini benar").check()
    page.get_by_role("button", name="Terima permohonan").click()
    page.get_by_text("Permohonan terkirim").wait_for()
    desk.look(f"loket-selesai-{width}")
    assert Submission.objects.get().source == "loket"
