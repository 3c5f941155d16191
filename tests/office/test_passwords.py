"""Passwords that a guesser tries first in an office, and some that stand."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from office.models import Area, Office, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office():
    area = Area.objects.create(code="35.16.08", name="Kemlagi", kind="kecamatan")
    return Office.objects.create(
        code="KML", slug="kemlagi", kind="kecamatan", name="Kecamatan Kemlagi", region_name="Kabupaten Mojokerto",
        area=area, address="Jalan Raya Kemlagi 1", place_of_issue="Kemlagi", unit_code="416-313",
    )  # fmt: skip


@pytest.mark.parametrize("password", [
    "Kecamatan-2026!", "kemlagi123456", "K3camatanK3mlagi", "camatkemlagi2026", "mojokerto-2026", "PelayananLoket1",
    "password-petugas", "Rahasia-Camat-99", "admin@kecamatan", "198503012010011001", "pendek", "123456789012",
])  # fmt: skip
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="budi", name="Budi", nip="198503012010011001"))


def test_a_nip_hidden_between_signs_is_refused():
    with pytest.raises(ValidationError, match="mudah ditebak"):
        validate_password(
            "hujan 19850301 201001 1 001 turun", User(username="budi", name="Budi", nip="198503012010011001")
        )


@pytest.mark.parametrize("password", [
    "kuda hijau menanam bintang", "loket tiga menjual gerimis ungu", "xV9#qLm2!rTz8", "ꦱꦸꦒꦼꦁꦫꦮꦸꦃꦠꦩꦸ", "a" * 30 + "bcdefgh" * 6,
])  # fmt: skip
def test_what_only_the_person_knows_stands(password):
    assert validate_password(password, User(username="budi", name="Budi")) is None


def test_the_refusal_says_what_to_do():
    with pytest.raises(ValidationError, match="Tambahkan beberapa kata lain"):
        validate_password("Kecamatan-2026!")
