"""NIK, KK number, birth date, RT and RW as people type them."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.identity import (
    FEMALE,
    MALE,
    PROVINCES,
    check_birth_date,
    check_kk,
    check_nik,
    check_rt,
    check_rw,
    mask,
)

TODAY = date(2026, 11, 22)
WOMAN, MAN = "3516154101900001", "3577011708850002"


@pytest.mark.parametrize(
    "number, born, sex",
    [
        (WOMAN, date(1990, 1, 1), FEMALE),
        (MAN, date(1985, 8, 17), MALE),
        ("3516156902000003", date(2000, 2, 29), FEMALE),
        ("3516152211260001", date(2026, 11, 22), MALE),  # born today
        ("3516152311260001", date(1926, 11, 23), MALE),  # tomorrow, so a hundred years ago
    ],
)
def test_a_nik_tells_birth_date_and_sex(number, born, sex):
    verdict = check_nik(number, today=TODAY)

    assert (verdict.value, verdict.errors, verdict.warnings) == (number, (), ())
    assert (verdict.birth_date, verdict.sex, verdict.district) == (born, sex, number[:6])


@pytest.mark.parametrize(
    "typed",
    [
        "3516 1541 0190 0001",
        "3516.1541.0190.0001",
        "3516-1541-0190-0001",
        "\u202a3516154101900001\u202c",  # pasted from a chat
        "３５１６１５４１０１９００００１",
        " 3516154101900001\n",
    ],
)
def test_the_same_nik_is_read_however_it_is_typed(typed):
    assert check_nik(typed, today=TODAY).value == WOMAN


@pytest.mark.parametrize(
    "typed, message",
    [
        ("", "Isi NIK sesuai KTP"),
        ("   ", "Isi NIK sesuai KTP"),
        ("351615410190001", "NIK harus 16 angka. Anda mengisi 15 angka"),
        ("35161541019000011", "NIK harus 16 angka. Anda mengisi 17 angka"),
        ("35161541019000aa", "NIK harus 16 angka. Hapus huruf dan tanda lain"),
        ("+3516154101900001", "NIK harus 16 angka. Hapus huruf dan tanda lain"),
        ("3516154101900001\x00", "NIK harus 16 angka. Hapus huruf dan tanda lain"),
        ("٣٥١٦١٥٤١٠١٩٠٠٠٠١", "NIK harus 16 angka. Hapus huruf dan tanda lain"),
        ("3" * 65, "NIK harus 16 angka. Isian Anda terlalu panjang"),
        ("0016154101900001", "Dua angka pertama NIK (00) bukan kode provinsi. Periksa lagi nomor di KTP"),
        ("3516153202900001", "Angka ke-7 sampai ke-12 NIK (320290) bukan tanggal lahir. Periksa lagi NIK di KTP"),
        ("3516157202900001", "Angka ke-7 sampai ke-12 NIK (720290) bukan tanggal lahir. Periksa lagi NIK di KTP"),
        ("3516150000000001", "Angka ke-7 sampai ke-12 NIK (000000) bukan tanggal lahir. Periksa lagi NIK di KTP"),
        ("3516154000900001", "Angka ke-7 sampai ke-12 NIK (400090) bukan tanggal lahir. Periksa lagi NIK di KTP"),
        ("3516152902990001", "Angka ke-7 sampai ke-12 NIK (290299) bukan tanggal lahir. Periksa lagi NIK di KTP"),
        ("3516154101900000", "Empat angka terakhir NIK tidak mungkin 0000. Periksa lagi NIK di KTP"),
    ],
)
def test_what_cannot_be_a_nik_is_refused_with_the_way_out(typed, message):
    verdict = check_nik(typed, today=TODAY)

    assert (verdict.value, verdict.errors, verdict.ok) == ("", (message,), False)


def test_a_nik_that_disagrees_warns_and_is_accepted():
    verdict = check_nik(WOMAN, today=TODAY, birth_date=date(1990, 1, 2), sex=MALE, known_districts={"357701"})

    assert verdict.ok
    assert verdict.warnings == (
        "Enam angka pertama NIK (351615) tidak ada di daftar kecamatan sekarang. Bila di kartu memang begitu, lanjutkan",
        "Tanggal lahir menurut NIK 1 Januari 1990, isian Anda 2 Januari 1990. Bila di KTP memang begitu, lanjutkan",
        "Jenis kelamin menurut NIK perempuan, isian Anda laki-laki. Bila di KTP memang begitu, lanjutkan",
    )


def test_a_hundred_year_old_is_not_told_to_be_a_baby():
    verdict = check_nik(
        "3516150505250001", today=TODAY, birth_date=date(1925, 5, 5), sex=MALE, known_districts={"351615"}
    )

    assert (verdict.birth_date, verdict.warnings) == (date(1925, 5, 5), ())


@given(
    province=st.sampled_from(sorted(PROVINCES)),
    born=st.dates(date(1927, 1, 1), TODAY),
    woman=st.booleans(),
    serial=st.integers(1, 9999),
)
def test_every_nik_composed_by_the_rule_is_read_back(province, born, woman, serial):
    day = born.day + (40 if woman else 0)
    number = f"{province}1615{day:02}{born:%m%y}{serial:04}"

    verdict = check_nik(number, today=TODAY, birth_date=born, sex=FEMALE if woman else MALE)

    assert (verdict.value, verdict.birth_date, verdict.warnings) == (number, born, ())


@given(st.text())
def test_any_text_gets_a_verdict(text):
    for verdict in (check_nik(text, today=TODAY), check_kk(text, today=TODAY), check_rt(text), check_rw(text)):
        assert bool(verdict.value) != bool(verdict.errors)


@pytest.mark.parametrize("letter", ["3", "\u0000", "\u202e", "\ufdfa", "😀", " ", "a\u0300"])
def test_a_hundred_kilobytes_are_answered_without_getting_lost(letter):
    flood = letter * 100_000
    began = time.process_time()

    verdicts = [check_nik(flood, today=TODAY), check_kk(flood, today=TODAY), check_rt(flood)]

    assert not any(verdict.ok for verdict in verdicts)
    assert time.process_time() - began < 0.5  # a few ms; only a quadratic check would pass this bound


@pytest.mark.parametrize(
    "typed, errors, warned, issued",
    [
        ("3516150101150007", (), 0, date(2015, 1, 1)),
        ("3516154101150007", (), 1, None),  # no +40 in a KK number
        ("351615010115000", ("Nomor KK harus 16 angka. Anda mengisi 15 angka",), 0, None),
        ("", ("Isi Nomor KK sesuai Kartu Keluarga",), 0, None),
        (
            "9916150101150007",
            ("Dua angka pertama nomor KK (99) bukan kode provinsi. Periksa lagi nomor di Kartu Keluarga",),
            0,
            None,
        ),
    ],
)
def test_a_family_card_number_is_checked_by_shape_and_province(typed, errors, warned, issued):
    verdict = check_kk(typed, today=TODAY)

    assert (verdict.errors, len(verdict.warnings), verdict.issued) == (errors, warned, issued)


@pytest.mark.parametrize(
    "number, shown", [("3516000000000004", "3516 •••• •••• 0004"), ("35160", "••••"), ("", "••••")]
)
def test_a_masked_number_shows_its_ends_only(number, shown):
    assert mask(number) == shown


@pytest.mark.parametrize(
    "born, errors",
    [
        (TODAY, ()),
        (date(2026, 11, 23), ("Tanggal lahir tidak boleh setelah hari ini",)),
        (date(1895, 1, 1), ("Tanggal lahir lebih dari 130 tahun lalu. Periksa lagi tahunnya",)),
        (date(1896, 12, 31), ()),
    ],
)
def test_a_birth_date_lies_between_memory_and_today(born, errors):
    assert check_birth_date(born, today=TODAY) == errors


@pytest.mark.parametrize(
    "typed, kept", [("1", "001"), ("02", "002"), ("003", "003"), (" 4 ", "004"), ("０５", "005"), ("000", "000")]
)
def test_rt_and_rw_are_kept_in_three_digits(typed, kept):
    assert check_rt(typed).value == check_rw(typed).value == kept


@pytest.mark.parametrize("typed", ["", "0001", "a", "1/2", "-", "١"])
def test_other_rt_texts_are_refused(typed):
    assert check_rt(typed).errors == ("RT ditulis 1–3 angka, misalnya 003",)
    assert check_rw(typed).errors == ("RW ditulis 1–3 angka, misalnya 003",)
