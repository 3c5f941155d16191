"""Files that must never be kept, and the words their senders read."""

import pytest

from office.uploads.sanitise import UploadRefused, sanitise
from tests.office.uploads.corpus import ACTIVE_PDFS, HOSTILE
from tests.office.uploads.makers import jpeg


@pytest.mark.parametrize("code, name, filename", HOSTILE)
def test_a_hostile_or_broken_file_is_refused(code, name, filename):
    with pytest.raises(UploadRefused) as refused:
        sanitise(HOSTILE[code, name, filename], filename, label="KTP")

    assert refused.value.code == code
    assert "{" not in refused.value.message


def test_the_corpus_is_as_large_as_promised():
    assert len(HOSTILE) >= 70
    assert len(ACTIVE_PDFS) >= 12


@pytest.mark.parametrize(
    "case, message",
    [
        (
            ("too_big", "9.4 MB", "foto.jpg"),
            "Ukuran KTP terlalu besar (9,4 MB). Paling besar 8 MB. Foto ulang, atau kirim lewat WhatsApp petugas",
        ),
        (("wrong_type", "docm", "surat.docm"), "Berkas .docm tidak bisa diterima. Kirim JPG, PNG, atau PDF"),
        (
            ("mismatch", "PDF named jpg", "foto.jpg"),
            "Nama berkas KTP tidak sesuai dengan isinya (PDF). Kirim berkas aslinya, atau foto ulang",
        ),
        (("broken_picture", "JPEG cut", "foto.jpg"), "Foto rusak atau terpotong: KTP. Foto ulang, lalu kirim lagi"),
        (
            ("too_many_pixels", "PNG 9000 x 9000", "foto.png"),
            "Foto KTP terlalu besar (81 juta titik). Paling besar 50 juta titik. Foto ulang dengan ukuran biasa",
        ),
        (
            ("encrypted", "encrypted", "surat.pdf"),
            "PDF KTP terkunci kata sandi. Simpan tanpa kata sandi, atau kirim fotonya",
        ),
        (
            ("too_many_pages", "21 pages", "surat.pdf"),
            "PDF KTP berisi 21 halaman. Paling banyak 20 halaman. Kirim halaman yang diminta saja",
        ),
        (
            ("active", "open action", "surat.pdf"),
            "PDF KTP memuat skrip, formulir aktif, atau lampiran. Cetak ulang ke PDF, atau kirim fotonya",
        ),
    ],
)
def test_a_refusal_says_what_is_wrong_the_limit_and_the_way_out(case, message):
    with pytest.raises(UploadRefused) as refused:
        sanitise(HOSTILE[case], case[2], label="KTP")

    assert refused.value.message == message


def test_without_a_label_the_words_still_fit():
    with pytest.raises(UploadRefused) as refused:
        sanitise(b"", "foto.jpg")

    assert refused.value.message == "Berkas kosong. Pilih berkas lain"


@pytest.mark.parametrize(
    "declared, accepted",
    [("image/jpeg", True), ("", True), ("application/octet-stream", True), ("application/pdf", False)],
)
def test_a_name_without_ending_is_accepted_unless_the_browser_names_another_type(declared, accepted):
    if accepted:
        assert sanitise(jpeg(), "1000012345", declared).original_name == "1000012345.jpg"
        return
    with pytest.raises(UploadRefused, match="tidak sesuai"):
        sanitise(jpeg(), "1000012345", declared)
