"""Names in every script, hostile ones, and the words they are found by."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.names import LONGEST_NAME, check_name, masked_name, search_terms


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("Siti Rohmah", "Siti Rohmah"),
        ("  Siti \u00a0 Rohmah\n", "Siti Rohmah"),
        ("Ma'ruf Amin", "Ma'ruf Amin"),
        ("Nur`aini", "Nur`aini"),
        ("H. Abd. Rahman, S.Pd., M.M.", "H. Abd. Rahman, S.Pd., M.M."),
        ("Rene\u0301e", "Renée"),
        ("ꦱꦸꦠꦿꦶꦱ꧀ꦤꦺꦴ", "ꦱꦸꦠꦿꦶꦱ꧀ꦤꦺꦴ"),
        ("عبد الله", "عبد الله"),
        ("Yusuf 2", "Yusuf 2"),  # some cards do say so
        ("Siti\u202eRohmah\u0000\u200b", "SitiRohmah"),
        ("Si\u200dti", "Siti"),  # a joiner is nothing in Latin script
        ("A" * LONGEST_NAME, "A" * LONGEST_NAME),
        ("\ud800Siti", "Siti"),  # a half character out of JSON cannot be stored
    ],
)
def test_a_name_is_kept_as_written_without_hidden_characters(typed, kept):
    verdict = check_name(typed)

    assert (verdict.value, verdict.errors) == (kept, ())


@pytest.mark.parametrize(
    "typed, message",
    [
        ("", "Isi nama lengkap sesuai KTP"),
        ("\u200b\u202e ", "Isi nama lengkap sesuai KTP"),
        ("A" * 200, "Nama paling panjang 100 huruf. Anda mengisi 200 huruf"),
        ("A" * 100_000, "Nama paling panjang 100 huruf. Isian Anda jauh lebih panjang"),
        ("</td><img src=file:///etc/passwd>", "Tanda < tidak dipakai dalam nama. Tulis nama seperti di KTP"),
        ("Siti 😀", "Tanda 😀 tidak dipakai dalam nama. Tulis nama seperti di KTP"),
        ("12345", "Nama harus memuat huruf. Tulis nama seperti di KTP"),
        ("...", "Nama harus memuat huruf. Tulis nama seperti di KTP"),
    ],
)
def test_what_no_card_can_hold_is_refused_with_a_reason(typed, message):
    assert (check_name(typed).value, check_name(typed).errors) == ("", (message,))


def test_the_message_names_whose_name_is_missing():
    assert check_name("", what="nama anak sesuai akta").errors == ("Isi nama anak sesuai akta",)


@pytest.mark.parametrize(
    "name, shown",
    [
        ("Siti Rohmah", "SITI R*****"),
        ("Siti Nur Azizah", "SITI N** A*****"),
        ("Suparno", "S******"),
        ("  bu   wati ", "BU W***"),
        ("O'Neil Ma'ruf", "O'NEIL M*****"),
        ("A", "A"),
        ("", ""),
        ("عبد الله", "عبد ا***"),
    ],
)
def test_a_masked_name_shows_the_first_name_only(name, shown):
    assert masked_name(name) == shown


@pytest.mark.parametrize(
    "name, terms",
    [
        ("Siti Rohmah", {"siti", "rohmah"}),
        ("Ma'ruf", {"maruf"}),
        ("Nur`Aini", {"nuraini"}),
        ("Renée Łukasz", {"renee", "lukasz"}),
        ("H. Abd-Rahman, S.Pd.", {"h", "abd", "rahman", "s", "pd"}),
        ("ＳＩＴＩ", {"siti"}),
        ("عبد الله", set()),
        ("", set()),
    ],
)
def test_search_terms_are_plain_words(name, terms):
    assert search_terms(name) == terms


@given(st.text())
def test_a_kept_name_hides_nothing_and_stays_the_same(text):
    verdict = check_name(text)

    assert bool(verdict.value) != bool(verdict.errors)
    assert check_name(verdict.value).value == verdict.value
    assert not {unicodedata.category(c) for c in verdict.value} & {"Cc", "Cs", "Co"}
    assert len(masked_name(text)) < 10_000
    assert all(term.isascii() and term.isalnum() and term == term.lower() for term in search_terms(text))


@pytest.mark.parametrize("letter", ["a", "\u0000", "\u202e", "\ufdfa", "a\u0301", "😀", "'"])
def test_a_hundred_kilobytes_are_answered_without_getting_lost(letter):
    flood = letter * 100_000
    began = time.process_time()

    assert not check_name(flood).ok
    masked_name(flood)
    search_terms(flood)
    assert time.process_time() - began < 0.5  # a few ms; only a quadratic check would pass this bound
