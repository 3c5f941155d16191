"""The content of a letter: its hash, its snapshot, how values are written, what the screen shows."""

import datetime as dt
import json
import re
from dataclasses import replace

import pytest

from services.catalogue_fields import FIELDS
from services.documents.letter import LetterContent, Verification, missing_fields, render_html
from services.documents.letter.formats import written

from .letter_samples import CAMAT, KEMLAGI, LURAH, letter


def test_number_date_and_code_arrive_after_the_preview_and_leave_the_hash_alone():
    preview = letter("KEL-SKTM", number=None, date=None, verification=None)

    assert preview.content_hash() == letter("KEL-SKTM").content_hash()


@pytest.mark.parametrize("changes", [
    {"data": {"nama": "Siti Rohma"}},
    {"data": {"tambahan": "x"}},
    {"signatory": CAMAT},
    {"letterhead": KEMLAGI},
    {"letterhead": replace(letter("KEL-SKTM").letterhead, emblem=b"lain")},
    {"paper": "F4"},
    {"signing": "wet"},
    {"validity_days": 91},
    {"template": letter("KEL-DOM").template},
])  # fmt: skip
def test_any_change_of_what_was_read_changes_the_hash(changes: dict):
    assert letter("KEL-SKTM", **changes).content_hash() != letter("KEL-SKTM").content_hash()


def test_the_order_of_answers_does_not_matter():
    content = letter("KEL-SKTM")

    assert replace(content, data=dict(reversed(content.data.items()))).content_hash() == content.content_hash()


def test_a_stored_snapshot_gives_the_same_letter_back():
    content = letter("KEL-WARIS", letterhead=replace(KEMLAGI, emblem=b"gambar"))
    stored = json.loads(json.dumps(content.as_plain()))

    again = LetterContent.from_plain(
        stored, emblem=b"gambar", number=content.number, date=content.date, verification=content.verification
    )

    assert again == content
    assert again.content_hash() == content.content_hash()


def test_a_snapshot_with_another_emblem_is_refused():
    with pytest.raises(ValueError, match="another emblem"):
        LetterContent.from_plain(letter("KEL-SKTM").as_plain(), emblem=b"lain")


def test_an_object_in_the_answers_is_refused():
    with pytest.raises(TypeError, match="holds no object"):
        letter("KEL-SKTM", data={"nama": object()}).content_hash()


@pytest.mark.parametrize("key, value, format_name, text", [
    ("tanggal_lahir", "1988-05-04", "", "4 Mei 1988"),
    ("tanggal_lahir", dt.date(1988, 5, 4), "", "4 Mei 1988"),
    ("tanggal_akad", "2026-12-01", "hari_tanggal", "Selasa, 1 Desember 2026"),
    ("tanggal_lahir", "entah", "", "entah"),
    ("penghasilan_per_bulan", "1500000", "", "Rp1.500.000"),
    ("penghasilan_per_bulan", 0, "", "Rp0"),
    ("penghasilan_per_bulan", "1500000", "terbilang_rupiah", "satu juta lima ratus ribu rupiah"),
    ("jumlah_tanggungan", "3", "", "3 orang"),
    ("jumlah_tanggungan", "3", "terbilang", "tiga"),
    ("luas_m2", "1240.50", "", "1.240,5 m²"),
    ("luas_m2", "NaN", "", "NaN"),
    ("berdiri_sejak", "2019", "", "2019"),
    ("pukul", "9:05", "", "9.05"),
    ("rt", "2", "", "02"),
    ("rt", "012", "", "012"),
    ("nama", "siti", "kapital", "SITI"),
    ("dasar_status", "Akta cerai", "kecil", "akta cerai"),
    ("nama", None, "", ""),
    ("nama", "", "kapital", ""),
    ("saksi", [{"nama": "x"}], "", ""),
])  # fmt: skip
def test_values_are_written_as_indonesian_letters_do(key: str, value: object, format_name: str, text: str):
    assert written(value, FIELDS[key], format_name) == text


def test_what_is_still_empty_is_named_in_reading_order():
    content = letter("KEL-SKTM", data={"nama": "", "keperluan": "", "pengantar_rt_rw_nomor": ""})

    assert missing_fields(content) == ["nama", "keperluan"]


def test_a_village_letter_names_the_village_head():
    desa = render_html(letter("KEC-SOSIAL"))
    kelurahan = render_html(letter("KEC-SOSIAL", data={"desa_kelurahan": "Kelurahan Klegen"}))

    assert "Surat Pengantar Kepala Desa Mojodadi Nomor" in desa
    assert "Surat Pengantar Lurah Klegen Nomor" in kelurahan


def test_the_screen_shows_the_same_sheet_under_the_pages_own_heading():
    html = render_html(letter("KEL-SKTM", number=None, date=None, verification=None), emblem_url="/lambang.png")

    assert '<h2 class="letter__heading">SURAT KETERANGAN TIDAK MAMPU</h2>' in html
    assert "<h1" not in html
    assert '<th scope="row">NIK</th>' in html
    assert "(belum ditandatangani)" in html


def test_the_screen_carries_no_script_no_style_and_no_foreign_address():
    html = render_html(
        letter("KEL-SKTM", data={"nama": "<script>alert(1)</script>", "keperluan": '"><img src=x onerror=y>'})
    )

    assert not re.search(r"<script|<style|<img src=x|\sstyle=|javascript:", html)
    assert re.findall(r'src="(?!data:image/png)', html) == []


def test_the_address_to_type_is_the_one_in_the_code():
    assert Verification("https://kemlagi.go.id/cek/AB-CD", "AB-CD").page == "kemlagi.go.id/cek"


def test_the_lurahs_letters_say_lurah():
    assert LURAH.title_lines == ("LURAH ORO-ORO OMBO,",)
