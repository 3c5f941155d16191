"""Logging in and choosing a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError

from office.models import User


class LoginForm(AuthenticationForm):
    """One message for every failure: nobody learns which accounts exist (quality/ABUSE.md 5)."""

    error_messages = {
        "invalid_login": "Nama pengguna dan kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi",
        "inactive": "Nama pengguna dan kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Nama pengguna"
        self.fields["username"].error_messages["required"] = "Isi nama pengguna"
        self.fields["password"].label = "Kata sandi"
        self.fields["password"].error_messages["required"] = "Isi kata sandi"


class PasswordForm(forms.Form):
    """A new password, twice; the rules come from settings."""

    password = forms.CharField(
        label="Kata sandi baru", strip=False, help_text="Paling sedikit 12 huruf. Kalimat pendek lebih mudah diingat daripada kata acak.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), error_messages={"required": "Isi kata sandi baru"},
    )  # fmt: skip
    again = forms.CharField(
        label="Ulangi kata sandi", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Ulangi kata sandi yang sama"},
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.user)
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("Kedua kata sandi tidak sama. Ketik ulang yang kedua")
        return again


class ChangePasswordForm(PasswordForm):
    """The same, after proving the old one."""

    old = forms.CharField(
        label="Kata sandi sekarang", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Isi kata sandi yang sekarang"},
    )  # fmt: skip
    field_order = ["old", "password", "again"]

    def clean_old(self) -> str:
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError("Kata sandi sekarang tidak cocok. Coba ketik lagi")
        return old
