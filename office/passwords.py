"""A password rule: words of the office, its places and the person's numbers do not count."""

import re

from django.core.exceptions import ValidationError

from office.models import Office, User

FEWEST_OWN_LETTERS = 8
_WORDS = (
    "kecamatan kelurahan kabupaten kota desa camat lurah kantor pelayanan petugas loket verifikator admin pemerintah "
    "pendopo surat layanan masyarakat indonesia merdeka rahasia sandi password katasandi selamat pagi qwerty asdf zxcv bismillah"
).split()
_LEET = str.maketrans("013457@$!", "oieastasi")
_NOT_LETTERS = re.compile(r"[\W\d_]+")


class NoOfficeWords:
    """Refuses a password that is little more than office words, years and numbers: "Kecamatan-2026!"."""

    message = "Kata sandi ini mudah ditebak: isinya nama kantor, tempat, atau kata umum. Tambahkan beberapa kata lain yang hanya Anda tahu."

    def validate(self, password: str, user: User | None = None) -> None:
        if _mentions_number_of(user, password) or _own_letters(password, _known_words()) < FEWEST_OWN_LETTERS:
            raise ValidationError(self.message, code="password_office_words")

    def get_help_text(self) -> str:
        return "Jangan pakai nama kantor, nama desa, tahun, atau NIP sebagai kata sandi."


def _mentions_number_of(user: User | None, password: str) -> bool:
    return bool(user and user.nip and user.nip in re.sub(r"\D", "", password))


def _known_words() -> list[str]:
    names = " ".join(f"{name} {region}" for name, region in Office.objects.values_list("name", "region_name"))
    found = {word for word in _NOT_LETTERS.split(names.lower()) if len(word) >= 4}
    return sorted(found.union(_WORDS), key=len, reverse=True)


def _own_letters(password: str, words: list[str]) -> int:
    """How many letters are left when the known words, years and signs are gone; all of it where there are none."""
    if not any(word in _letters(password) for word in words):
        return len(password)
    rest = _letters(password)
    for word in words:
        rest = rest.replace(word, "")
    return len(rest)


def _letters(password: str) -> str:
    return _NOT_LETTERS.sub("", password.lower().translate(_LEET))
