"""Mobile numbers as people write them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.phone import ADVICE, check_phone, display, last4, mask, normalise


@pytest.mark.parametrize(
    "typed",
    [
        "081234567890",
        "0812 3456 7890",
        "0812-3456-7890",
        "+62 812 3456 7890",
        "+62 0812 3456 7890",
        "(+62) 812-3456-7890",
        "6281234567890",
        "0062 812 3456 7890",
        "812 3456 7890",
        "０８１２３４５６７８９０",
        "\u202a+62 812‑3456‑7890\u202c".replace("‑", "-"),
    ],
)
def test_one_number_is_kept_in_one_form(typed):
    assert check_phone(typed).value == "6281234567890"


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("0812345", ""),
        ("08123456", ""),
        ("0812345678", "62812345678"),
        ("08" + "1" * 12, "628" + "1" * 12),
        ("08" + "1" * 13, ""),
    ],
)
def test_a_number_has_ten_to_fifteen_digits(typed, kept):
    assert normalise(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "0321 123456",
        "00812345678",
        "+60 12 345 6789",
        "+81 2345 67890",
        "abc",
        "0812 3456 789o",
        "0812345678\x00",
        "+",
        "62",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "0812/0813",
    ],
)
def test_other_numbers_are_refused_with_an_example(typed):
    assert (check_phone(typed).value, check_phone(typed).errors) == ("", (ADVICE,))


def test_an_empty_number_asks_for_one():
    assert check_phone("  ").errors == ("Isi nomor WhatsApp, seperti 0812 3456 7890",)


@given(st.text(alphabet=st.sampled_from("0123456789+ -()./६\u0000\u202e"), max_size=40))
def test_a_kept_number_is_always_indonesian_and_stays_the_same(typed):
    number = check_phone(typed).value

    assert number == "" or (number.startswith("628") and 10 <= len(number) <= 15 and normalise(number) == number)


@pytest.mark.parametrize("letter", ["8", "\u0000", "\u202e", "\ufdfa", "("])
def test_a_hundred_kilobytes_are_answered_without_getting_lost(letter):
    began = time.process_time()

    assert not check_phone(letter * 100_000).ok
    assert time.process_time() - began < 0.5  # a few ms; only a quadratic check would pass this bound


def test_a_number_is_shown_in_fours_and_masked_in_the_middle():
    number = "6281234567890"

    assert (display(number), mask(number), last4(number)) == ("0812 3456 7890", "0812••••7890", "7890")
    assert mask("") == "••••"
