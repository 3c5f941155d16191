"""What is typed to follow a request, and to take it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from office.typed import is_digits, tidy_number
from services.forms.fields import Answer
from services.forms.judges import lines

NEUTRAL = "Nomor dan PIN tidak cocok. Periksa lagi di bukti permohonan Anda"
TOO_MANY = "Terlalu banyak percobaan. Coba lagi 10 menit lagi"


class LookupForm(forms.Form):
    """Number or code, and PIN or the phone's last four digits."""

    use_required_attribute = False
    number = forms.CharField(
        label="Nomor permohonan atau kode lacak", max_length=64, help_text="Ada di bukti permohonan, seperti KML-2611-00482",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Isi nomor permohonan atau kode lacak", "max_length": "Nomor permohonan seperti KML-2611-00482"},
    )  # fmt: skip
    proof = forms.CharField(
        label="PIN, atau 4 angka terakhir nomor WhatsApp", help_text="PIN 6 angka ada di bukti permohonan",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input--medium"}),
        error_messages={"required": "Isi PIN 6 angka, atau 4 angka terakhir nomor WhatsApp"},
    )  # fmt: skip

    def clean_proof(self) -> str:
        digits = tidy_number(self.cleaned_data["proof"])
        if not is_digits(digits) or len(digits) not in {4, 6}:
            raise ValidationError("Tulis PIN 6 angka, atau 4 angka terakhir nomor WhatsApp")
        return digits


class WithdrawForm(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = Answer(
            lambda text: lines(text, most=240), label="Mengapa ditarik?", required=False,
            help_text="Contoh: surat tidak jadi dipakai", widget=forms.Textarea(attrs={"rows": 2, "maxlength": 240}),
        )  # fmt: skip
