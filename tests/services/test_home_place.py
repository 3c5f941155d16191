"""Where a home is: points as people and phones write them, and the address from what was answered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.home_address import HomeAddress
from services.home_place import EAST, NORTH, SOUTH, WEST, check_place


@pytest.mark.parametrize("text, kept", [
    ("-7.3912,112.355", "-7.39120,112.35500"), (" -7.39 ; 112.35 ", "-7.39000,112.35000"), ("5.55,95.32", "5.55000,95.32000"),
    ("51.5,-0.12", ""), ("112.355,-7.3912", ""), ("7°23'", ""), ("", ""), ("-7.3912", ""), ("nan,inf", ""), ("٧,١١٢", ""),
])  # fmt: skip
def test_a_point_is_of_this_country_or_nothing(text, kept):
    assert check_place(text) == kept


@given(st.floats(SOUTH, NORTH), st.floats(WEST, EAST))
def test_what_was_kept_once_is_kept_the_same_again(latitude, longitude):
    once = check_place(f"{latitude:.6f},{longitude:.6f}")

    assert once
    assert check_place(once) == once


@given(st.text(max_size=40))
def test_whatever_is_typed_breaks_nothing(text):
    assert check_place(text) == "" or "," in check_place(text)


def test_what_was_said_of_the_home_comes_before_the_letters_own_answers():
    data = {"fields": {"alamat": "Dusun Lama", "rt": "001"}, "home": {"address": "Dusun Baru", "landmark": "samping musala", "nik": "1"}}  # fmt: skip

    home = HomeAddress.of(data, "628120000")

    assert home == HomeAddress(address="Dusun Baru", rt="001", landmark="samping musala", phone="628120000")
    assert HomeAddress.of({}).as_plain() == {}
    assert home.as_plain() == {"address": "Dusun Baru", "rt": "001", "landmark": "samping musala", "phone": "628120000"}
