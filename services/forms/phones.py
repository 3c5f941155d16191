"""A resident's new phone number, and how they showed who they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from office.phone import check_phone
from office.typed import is_digits, tidy_number
from services.actions.phones import Proof
from services.actions.tracking import PIN_DIGITS


class PhoneForm(forms.Form):
    """The number, the proof, and the PIN where that is the proof."""

    use_required_attribute = False
    phone = forms.CharField(
        label="Nomor WhatsApp yang baru", max_length=40, help_text="Contoh: 0812 3456 7890",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off", "class": "input--16"}),
        error_messages={"required": "Isi nomor WhatsApp, seperti 0812 3456 7890", "max_length": "Tulis nomor WhatsApp seperti 0812 3456 7890"},
    )  # fmt: skip
    proof = forms.ChoiceField(
        label="Bukti bahwa ini pemohonnya", choices=Proof.choices, widget=forms.RadioSelect,
        error_messages={"required": "Pilih bukti yang diperlihatkan pemohon", "invalid_choice": "Pilih bukti dari daftar"},
    )  # fmt: skip
    pin = forms.CharField(
        label="PIN permohonan", required=False, max_length=20, help_text="Hanya bila pemohon menyebut PIN: 6 angka di bukti permohonan",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input--medium"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_phone(self) -> str:
        verdict = check_phone(self.cleaned_data["phone"])
        if verdict.errors:
            raise ValidationError(list(verdict.errors))
        return verdict.value

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        found["pin"] = tidy_number(found.get("pin", ""))
        if found.get("proof") == Proof.PIN and not (is_digits(found["pin"]) and len(found["pin"]) == PIN_DIGITS):
            self.add_error("pin", "Tulis PIN 6 angka dari bukti permohonan")
        return found
