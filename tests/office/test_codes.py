"""Codes: unguessable, forgiving to type, and strict about slips."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from office import codes

bodies = st.text(codes.ALPHABET, min_size=12, max_size=12)
whole_codes = bodies.map(lambda body: body + luhn.calc_check_digit(body, alphabet=codes.ALPHABET))


def test_a_code_has_twelve_random_characters_and_one_check_character():
    code = codes.new_code()

    assert re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{13}", code)
    assert codes.normalise(code) == code


def test_codes_do_not_repeat_and_use_the_whole_alphabet_evenly():
    made = [codes.new_code() for _ in range(3000)]

    seen = Counter("".join(code[:12] for code in made))
    expected = 3000 * 12 / 32
    chi_square = sum((seen[letter] - expected) ** 2 / expected for letter in codes.ALPHABET)

    assert len(set(made)) == 3000
    assert chi_square < 75  # 31 degrees of freedom: a fair source exceeds this once in 50,000 runs


def test_a_code_is_printed_in_groups():
    assert codes.format_code("K7QM2X9DPA4TC") == "K7QM-2X9D-PA4TC"


@given(whole_codes)
def test_what_is_printed_reads_back_as_what_was_stored(code):
    assert codes.normalise(codes.format_code(code)) == code


@given(whole_codes)
def test_small_letters_spaces_and_look_alikes_are_forgiven(code):
    typed = " ".join(codes.format_code(code).lower().replace("0", "o").replace("1", "l"))

    assert codes.normalise(typed) == code


@given(whole_codes, st.integers(0, 12), st.sampled_from(codes.ALPHABET))
def test_every_single_character_slip_is_caught(code, place, letter):
    slipped = code[:place] + letter + code[place + 1 :]

    assert codes.normalise(slipped) == (code if slipped == code else None)


@given(whole_codes, st.integers(0, 11))
def test_swapped_neighbours_are_caught_but_for_the_two_ends_of_the_alphabet(code, place):
    left, right = code[place], code[place + 1]
    swapped = code[:place] + right + left + code[place + 2 :]

    blind_spot = {left, right} == {codes.ALPHABET[0], codes.ALPHABET[-1]}
    assert codes.normalise(swapped) == (swapped if left == right or blind_spot else None)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text):
    code = codes.normalise(text)

    assert code is None or codes.normalise(code) == code


VALID = "K7QM2X9DPA4T" + luhn.calc_check_digit("K7QM2X9DPA4T", alphabet=codes.ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        "\u200bK7QM–2X9D–PA4T" + VALID[-1],  # en dashes and a zero-width space from a messenger
        "".join(chr(ord(letter) + 0xFEE0) for letter in VALID),  # full-width, as an IME types
        f"  {VALID.lower()}\n",
        f"K7QM‑2X9D‑PA4T{VALID[-1]}",  # non-breaking hyphens
    ],
)
def test_codes_pasted_from_phones_are_read(typed):
    assert codes.normalise(typed) == VALID


@pytest.mark.parametrize("typed", ["", VALID[:-1], VALID + "0", "U" * 13, "KML-2611-00482", VALID + " " * 200])
def test_what_cannot_be_a_code_is_none(typed):
    assert codes.normalise(typed) is None


def test_a_pin_is_six_digits_and_keeps_its_zeros():
    pins = [codes.new_pin() for _ in range(2000)]

    assert all(re.fullmatch(r"\d{6}", pin) for pin in pins)
    assert any(pin.startswith("0") for pin in pins)


def test_tokens_carry_at_least_128_bits_and_fit_a_url():
    tokens = {codes.new_token() for _ in range(500)}

    assert len(tokens) == 500
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{32}", token) for token in tokens)
