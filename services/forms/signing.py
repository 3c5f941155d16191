"""What signers type: passphrase, a new certificate, reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

RETURN_REASONS = (
    "Data di surat tidak sama dengan KTP atau KK",
    "Keperluan belum jelas",
    "Ejaan atau tata naskah perlu diperbaiki",
    "Penanda tangan keliru",
    "Berkas pendukung belum cukup",
)
GIVE_UP_REASONS = (
    "Sertifikat penanda tangan tidak bisa dipakai",
    "Isi surat keliru, ketahuan setelah diberi nomor",
    "Permohonan dibatalkan",
)
REVOKE_REASONS = (
    "Ada kesalahan data di surat",
    "Keterangan yang menjadi dasar surat ternyata tidak benar",
    "Surat terbit ganda",
    "Diganti surat baru",
)
SHORTEST = 12
LONGEST = 200
LETTER = "surat"
MOST_AT_ONCE = 100


def ticked(data: QueryDict) -> list[tuple[UUID, str]]:
    """The letters of a batch, each with the hash of what was read ("<id>:<hash>"); made-up values are left out."""
    found: dict[UUID, str] = {}
    for text in data.getlist(LETTER)[:MOST_AT_ONCE]:
        key, _, content_hash = text.partition(":")
        try:
            found[UUID(key)] = content_hash[:64]
        except ValueError:
            continue
    return list(found.items())


class PassphraseForm(forms.Form):
    """Typed for one batch, kept nowhere; pasting and password managers are welcome."""

    use_required_attribute = False
    passphrase = forms.CharField(
        label="Frasa sandi sertifikat internal", max_length=LONGEST, strip=False,
        help_text="Bukan kata sandi akun ini. Boleh ditempel dari pengelola sandi. Kami tidak menyimpannya.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "input--medium"}),
        error_messages={"required": "Isi frasa sandi sertifikat"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class _TwiceForm(forms.Form):
    """A new passphrase, typed twice."""

    use_required_attribute = False
    passphrase = forms.CharField(
        label="Frasa sandi baru", max_length=LONGEST, strip=False, min_length=SHORTEST,
        help_text=f"Paling sedikit {SHORTEST} huruf. Beberapa kata acak lebih mudah diingat. Tidak ada yang bisa membukanya jika Anda lupa.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Isi frasa sandi baru", "min_length": f"Frasa sandi paling sedikit {SHORTEST} huruf"},
    )  # fmt: skip
    again = forms.CharField(
        label="Ulangi frasa sandi", max_length=LONGEST, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Tulis frasa sandi sekali lagi"},
    )  # fmt: skip

    def __init__(self, *args: Any, password_matches: Callable[[str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self._is_account_password = password_matches

    def clean_passphrase(self) -> str:
        text: str = self.cleaned_data["passphrase"]
        if len(set(text)) < 5:
            raise ValidationError("Frasa sandi terlalu mudah ditebak. Pakai beberapa kata yang berbeda")
        if self._is_account_password(text):
            raise ValidationError("Frasa sandi harus lain dari kata sandi akun ini")
        return text

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("passphrase") and kept.get("again") and kept["passphrase"] != kept["again"]:
            self.add_error("again", "Frasa sandi yang kedua tidak sama. Tulis lagi keduanya")
        return kept


class NewKeyForm(_TwiceForm):
    """A passphrase for a new key; the account's password shows that it is the person."""

    password = forms.CharField(
        label="Kata sandi akun ini", max_length=LONGEST, strip=False, help_text="Untuk memastikan bahwa ini Anda.",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}), error_messages={"required": "Isi kata sandi akun Anda"},
    )  # fmt: skip


class ChangePassphraseForm(_TwiceForm):
    """The old passphrase first."""

    current = forms.CharField(
        label="Frasa sandi sekarang", max_length=LONGEST, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Isi frasa sandi sekarang"},
    )  # fmt: skip
    field_order = ("current", "passphrase", "again")
