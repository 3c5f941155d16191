"""Papers on the upload page: what is refused in which words, what is kept, with and without JavaScript."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from office.models import StoredFile
from services.actions import drafts
from services.models import Document
from tests.office.uploads.makers import jpeg, pdf
from tests.services.views.wizard import APPLICANT, PURPOSE, Wizard, photo, service

pytestmark = pytest.mark.django_db


@pytest.fixture
def wizard(client):
    service()
    made = Wizard(client)
    made.post("keperluan", PURPOSE)
    made.post("pemohon", APPLICANT)
    return made


def file(name: str, content: bytes, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, kind)


def page_of(answer) -> str:
    return answer.content.decode()


BAD = {
    "too big": (
        lambda: file("ktp.jpg", b"\xff\xd8\xff" + b"0" * 30_000_000, "image/jpeg"),
        "Ukuran KTP pemohon terlalu besar (30 MB). Paling besar 8 MB",
    ),
    "renamed pdf": (
        lambda: file("ktp.jpg", pdf(), "image/jpeg"),
        "Nama berkas KTP pemohon tidak sesuai dengan isinya (PDF)",
    ),
    "svg": (
        lambda: file("ktp.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        "Berkas .svg tidak bisa diterima. Kirim JPG, PNG, atau PDF",
    ),
    "truncated": (lambda: file("ktp.jpg", jpeg()[:900], "image/jpeg"), "Foto rusak atau terpotong: KTP pemohon"),
    "encrypted": (lambda: file("ktp.pdf", locked(), "application/pdf"), "PDF KTP pemohon terkunci kata sandi"),
    "empty": (lambda: file("ktp.jpg", b"", "image/jpeg"), "Berkas KTP pemohon kosong. Pilih berkas lain"),
}


def locked() -> bytes:
    from pikepdf import Encryption

    return pdf(encryption=Encryption(owner="a", user="b"))


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_named_and_the_good_ones_stay(wizard, case):
    make, words = BAD[case]

    page = page_of(wizard.post("berkas", {"berkas-ktp": make(), "berkas-kk": photo("kk.jpg")}))

    assert page.count(words) == 2
    assert "Unggah foto Surat rujukan" in page
    assert "Unggah foto Kartu Keluarga" not in page
    assert "kk.jpg" in page
    assert [row.requirement.key for row in Document.objects.all()] == ["kk"]


@pytest.mark.parametrize("case", BAD)
def test_the_script_gets_the_same_words(wizard, case):
    make, words = BAD[case]

    answer = wizard.client.post(
        f"/kemlagi/permohonan/{wizard.token}/unggah/", {"field": "berkas-ktp", "berkas-ktp": make()}
    )

    assert answer.status_code == 422
    assert words in answer.json()["error"]
    assert Document.objects.count() == 0


def test_the_script_sends_one_file_and_learns_what_was_kept(wizard):
    answer = wizard.client.post(
        f"/kemlagi/permohonan/{wizard.token}/unggah/", {"field": "berkas-ktp", "berkas-ktp": photo("IMG 0912.jpg")}
    )

    stored = Document.objects.get().file
    assert answer.json() == {"name": "IMG 0912.jpg", "size": stored.size}
    assert "IMG 0912.jpg" in page_of(wizard.get("berkas"))


def test_a_field_that_is_not_asked_takes_no_file(wizard):
    answer = wizard.client.post(
        f"/kemlagi/permohonan/{wizard.token}/unggah/", {"field": "berkas-akta", "berkas-akta": photo()}
    )

    assert answer.status_code == 422
    assert StoredFile.objects.count() == 0


def test_a_new_photo_replaces_the_old_one_and_wipes_it(wizard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        wizard.papers("ktp")
        wizard.papers("ktp")

    assert Document.objects.filter(replaced_at=None).count() == 1
    assert StoredFile.objects.filter(wiped_at=None).count() == 1


def test_ones_own_file_can_be_looked_at_but_only_through_the_link(wizard, client):
    wizard.papers("ktp")
    document = Document.objects.get()

    own = client.get(f"/kemlagi/permohonan/{wizard.token}/lihat/{document.pk}/")
    other = client.get(f"/kemlagi/permohonan/salah/lihat/{document.pk}/")

    assert b"".join(own.streaming_content).startswith(b"\xff\xd8")
    own.close()
    assert (own.headers["Content-Type"], other.status_code) == ("image/jpeg", 410)


def test_a_link_takes_so_many_files_and_no_more(wizard, monkeypatch):
    monkeypatch.setattr(drafts, "MOST_FILES", 1)
    wizard.papers("ktp")

    page = page_of(wizard.papers("kk"))

    assert "Sudah 1 berkas terkirim lewat halaman ini" in page
    assert Document.objects.count() == 1


def test_a_network_sends_so_much_a_day_and_no_more(wizard, monkeypatch):
    monkeypatch.setattr(drafts, "DAILY_MEGABYTES", 1)
    wizard.papers("ktp")

    page = page_of(wizard.papers("kk"))

    assert "sudah 1 MB hari ini" in page
    assert Document.objects.count() == 1


def test_a_full_disk_is_said_before_anything_is_written(wizard, monkeypatch):
    monkeypatch.setattr(drafts, "ROOM_KEPT", 10**18)

    answer = wizard.client.post(
        f"/kemlagi/permohonan/{wizard.token}/unggah/", {"field": "berkas-ktp", "berkas-ktp": photo()}
    )

    assert (answer.status_code, "sedang penuh" in answer.json()["error"]) == (503, True)
    assert StoredFile.objects.count() == 0


def test_going_on_later_keeps_the_files_that_came(wizard):
    answer = wizard.post("berkas", {"berkas-ktp": photo(), "nanti": "1"})

    assert answer.url.endswith("/nanti/")
    assert Document.objects.count() == 1


def test_the_page_asks_the_database_the_same_for_one_paper_as_for_three(wizard, django_assert_num_queries):
    wizard.papers("ktp")
    with django_assert_num_queries(5):
        wizard.get("berkas")
    wizard.papers("kk", "rujukan")
    with django_assert_num_queries(5):
        wizard.get("berkas")
