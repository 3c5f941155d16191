"""Every kind of answer: what is accepted, in which form it is kept, and the words of each refusal."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from services.catalogue_fields import FIELDS, FieldSpec
from services.forms.judges import judge_of, missing, read_date, small

TODAY = date(2026, 11, 23)


def judged(key: str, text: str):
    return judge_of(FIELDS[key], today=TODAY)(text)


def refused(key: str, text: str) -> str:
    with pytest.raises(ValidationError) as error:
        judged(key, text)
    return error.value.messages[0]


@pytest.mark.parametrize("key, text, kept", [
    ("nik", "3516154405880004", "3516154405880004"),
    ("nik", " 3516.1544 0588-0004 ", "3516154405880004"),
    ("nik", "３５１６１５４４０５８８０００４", "3516154405880004"),  # full-width digits of some keyboards
    ("no_kk", "3516 1512 0310 0001", "3516151203100001"),
    ("no_hp", "+62 812-0000-1234", "6281200001234"),
    ("tanggal_lahir", "4 5 1988", "1988-05-04"),
    ("tanggal_lahir", "04/05/1988", "1988-05-04"),
    ("tanggal_lahir", "4 Mei 1988", "1988-05-04"),
    ("tanggal_lahir", "04051988", "1988-05-04"),
    ("tanggal_lahir", "1988-05-04", "1988-05-04"),
    ("tanggal_rencana_akad", "20 12 2026", "2026-12-20"),
    ("pukul", "9.05", "09:05"),
    ("pukul", "pukul 19:30 WIB", "19:30"),
    ("penghasilan_per_bulan", "Rp 1.500.000,00", 1_500_000),
    ("penghasilan_per_bulan", "0", 0),
    ("jumlah_tanggungan", "3 orang", 3),
    ("panjang_cm", "49,5", 49.5),
    ("luas_m2", "1.240,75", 1240.75),
    ("luas_m2", "1.240", 1240.0),
    ("rt", "2", "002"),
    ("email", " Siti@Contoh.id ", "Siti@Contoh.id"),
    ("nama", "Siti  Nur’aini", "Siti Nur’aini"),
    ("nama", "ꦱꦶꦠꦶ", "ꦱꦶꦠꦶ"),
    ("nama", "سيتي رحمة", "سيتي رحمة"),
    ("nama_lembaga", "CV Maju & Jaya <baru>", "CV Maju & Jaya <baru>"),
    ("alasan", "Baris satu\r\n  baris dua \n", "Baris satu\nbaris dua"),
])  # fmt: skip
def test_an_answer_is_kept_in_its_clean_form(key, text, kept):
    assert judged(key, text) == kept


@pytest.mark.parametrize("key, text, words", [
    ("nik", "351615440588000", "NIK harus 16 angka. Anda mengisi 15 angka"),
    ("nik", "35161544O5880004", "NIK harus 16 angka. Hapus huruf dan tanda lain"),
    ("tanggal_lahir", "24 11 2026", "Tanggal lahir tidak boleh setelah hari ini"),
    ("tanggal_lahir", "31 2 1988", "Tulis tanggal lahir dengan tanggal, bulan, tahun, seperti 4 5 1988"),
    ("tinggal_sejak", "24 11 2026", "Tinggal di alamat ini sejak tidak boleh setelah hari ini"),
    ("tanggal_rencana_akad", "1 1 2099", "Rencana tanggal akad 1 Januari 2099 terlalu jauh. Periksa lagi tahunnya"),
    ("no_hp", "0321 123", "Tulis nomor WhatsApp seperti 0812 3456 7890"),
    ("email", "siti@", "Tulis alamat email seperti nama@contoh.id"),
    ("pukul", "25.00", "Tulis jam seperti 09.05, antara 00.00 dan 23.59"),
    ("penghasilan_per_bulan", "sejuta", "Tulis jumlah rupiah dengan angka, seperti 1500000"),
    ("jumlah_tanggungan", "31", "Jumlah tanggungan paling banyak 30"),
    ("berdiri_sejak", "1800", "Berdiri sejak tahun paling sedikit 1900"),
    ("panjang_cm", "5", "Panjang lahir harus antara 10 dan 80"),
    ("nama", "x" * 200, "Nama paling panjang 100 huruf. Anda mengisi 200 huruf"),
    ("nama", "</td><img src=file:///etc/passwd>", "Tanda < tidak dipakai dalam nama. Tulis nama seperti di KTP"),
    ("keperluan", "berobat 😀", "Tanda 😀 tidak bisa dicetak di surat. Hapus tanda itu, atau tulis dengan huruf biasa"),
    ("keperluan", "x" * 301, "Paling panjang 300 huruf. Anda mengisi 301 huruf"),
    ("keperluan", "x" * 9000, "Paling panjang 300 huruf. Isian Anda jauh lebih panjang"),
])  # fmt: skip
def test_a_refusal_says_what_is_wrong_and_what_to_do(key, text, words):
    assert refused(key, text) == words


@pytest.mark.parametrize("key, words", [
    ("nama", "Isi nama lengkap sesuai KTP"),
    ("nik", "Isi NIK sesuai KTP"),
    ("agama", "Pilih agama"),
    ("desa_kelurahan", "Pilih desa atau kelurahan"),
    ("keperluan", "Isi jawaban untuk: Untuk keperluan apa surat ini?"),
])  # fmt: skip
def test_an_empty_answer_is_named(key, words):
    assert missing(FIELDS[key]) == words


def test_a_month_that_is_none_is_no_date():
    assert [read_date(text) for text in ("4 Foo 1988", "4 0 1988", "", "abc", "4 5 88")] == [None] * 5


def test_a_short_form_in_a_label_keeps_its_capitals():
    assert [small("Nama lengkap"), small("NIK pewaris"), small("A")] == ["nama lengkap", "NIK pewaris", "a"]


def test_a_fraction_without_bounds_reaches_any_size():
    spec = FieldSpec("x", "Luas", kind="decimal")

    assert judge_of(spec, today=TODAY)("12,25") == 12.25
