"""The portal's wording of dates, amounts and numbers, as tables a clerk can read."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from office import wording

MORNING = datetime(2026, 11, 25, 9, 5)  # noqa: DTZ001 - wording takes the office's own wall clock


@pytest.mark.parametrize(
    "words, text",
    [
        (wording.clock, "09.05"),
        (wording.plain_date, "25 November 2026"),
        (wording.long_date, "Rabu 25 November 2026"),
        (wording.short_date, "25 Nov 2026"),
        (wording.date_time, "25 November 2026, 09.05"),
        (wording.month_year, "November 2026"),
    ],
)
def test_a_moment_is_written_as_the_content_guide_says(words, text):
    assert words(MORNING) == text


def test_each_day_and_month_has_its_indonesian_name():
    days = [wording.long_date(date(2026, 6, day)).split()[0] for day in range(1, 8)]
    months = [wording.short_date(date(2026, month, 1)) for month in (5, 8, 10, 12)]

    assert days == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]
    assert months == ["1 Mei 2026", "1 Agu 2026", "1 Okt 2026", "1 Des 2026"]


@pytest.mark.parametrize(
    "amount, text", [(0, "Gratis"), (500, "Rp500"), (10_000, "Rp10.000"), (1_250_000, "Rp1.250.000")]
)
def test_rupiah_has_dots_and_no_space(amount, text):
    assert wording.rupiah(amount) == text


@pytest.mark.parametrize(
    "number, places, text",
    [
        (Decimal("86.41"), 2, "86,41"),
        (86.4, 2, "86,40"),
        (Decimal("0.125"), 2, "0,13"),
        (1284.5, 1, "1.284,5"),
        (100, 0, "100"),
    ],
)
def test_decimals_use_a_comma_and_round_halves_up(number, places, text):
    assert wording.decimal_id(number, places) == text


@pytest.mark.parametrize(
    "size, text",
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (411_800, "412 KB"),
        (1_000_000, "1 MB"),
        (9_400_000, "9,4 MB"),
        (31_457_280, "31,5 MB"),
    ],
)
def test_file_sizes_are_read_at_a_glance(size, text):
    assert wording.file_size(size) == text


def test_a_promise_names_minutes_or_working_days():
    assert wording.duration(minutes=60) == "60 menit"
    assert wording.duration(working_days=3) == "3 hari kerja"


@pytest.mark.parametrize(
    "number, text",
    [
        (0, "nol"), (6, "enam"), (10, "sepuluh"), (11, "sebelas"), (14, "empat belas"), (20, "dua puluh"),
        (45, "empat puluh lima"), (100, "seratus"), (117, "seratus tujuh belas"), (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"), (1500, "seribu lima ratus"), (11_000, "sebelas ribu"), (100_000, "seratus ribu"),
        (1_000_000, "satu juta"), (2_350_000, "dua juta tiga ratus lima puluh ribu"), (1_000_000_000, "satu miliar"),
        (-2, "minus dua"),
    ],
)  # fmt: skip
def test_numbers_are_spelt_out_for_letters(number, text):
    assert wording.number_words(number) == text


@pytest.mark.parametrize("number, text", [(1, "I"), (4, "IV"), (9, "IX"), (11, "XI"), (12, "XII"), (2026, "MMXXVI")])
def test_roman_numerals(number, text):
    assert wording.roman(number) == text


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_there_is_no_roman_numeral_outside_the_table(number):
    with pytest.raises(ValueError, match="Roman"):
        wording.roman(number)


@pytest.mark.parametrize(
    "seconds, state, text",
    [
        (3 * 86400, "ok", "Sisa 3 hari"),
        (5 * 3600, "ok", "Sisa 5 jam"),
        (2520, "ok", "Sisa 42 menit"),
        (901, "ok", "Sisa 16 menit"),
        (900, "soon", "Sisa 15 menit"),
        (1, "soon", "Sisa 1 menit"),
        (0, "soon", "Sisa 0 menit"),
        (-1, "overdue", "Lewat 1 menit"),
        (-820, "overdue", "Lewat 14 menit"),
        (-3 * 3600, "overdue", "Lewat 3 jam"),
        (-4 * 86400, "overdue", "Lewat 4 hari"),
    ],
)
def test_time_left_has_a_state_and_a_word(seconds, state, text):
    assert (wording.remaining_state(seconds), wording.remaining_text(seconds)) == (state, text)


@pytest.mark.parametrize(
    "name, text",
    [
        ("Dwi Hartanto", "DH"),
        ("Bambang Setyawan, S.Sos., M.Si.", "BS"),
        ("Sulastri", "S"),
        ("", ""),
        ("H. Masykur Ali", "HA"),
    ],
)
def test_initials_leave_titles_out(name, text):
    assert wording.initials(name) == text
