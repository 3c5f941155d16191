"""What residents type about office days: an e-mail for reminders, the code and PIN of a slip."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints.queries.days import rws_of
from office.models import Area, Office

NEUTRAL = "Kode dan PIN tidak cocok. Periksa lagi di slip antrean Anda"
TOO_MANY = "Terlalu banyak percobaan. Coba lagi 10 menit lagi"


class RwField(forms.ModelChoiceField):
    """An RW with its desa or kelurahan."""

    def label_from_instance(self, area: Area) -> str:
        return f"{area.full_name} {area.parent.name}" if area.parent else area.full_name


class ReminderForm(forms.Form):
    """One address, one RW. `website` is a trap: people do not see it."""

    use_required_attribute = False
    rw = RwField(
        queryset=Area.objects.none(), label="RW Anda", to_field_name="code", empty_label="Pilih RW",
        error_messages={"required": "Pilih RW Anda", "invalid_choice": "Pilih RW dari daftar"},
    )  # fmt: skip
    email = forms.EmailField(
        label="Alamat surel", max_length=120, help_text="Kami kirim satu surel untuk memastikan alamat ini milik Anda.",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"required": "Isi alamat surel", "invalid": "Tulis surel seperti nama@contoh.id"},
    )  # fmt: skip
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["rw"].queryset = rws_of(office)  # type: ignore[attr-defined]  # a model's choice field has one


class SlipForm(forms.Form):
    use_required_attribute = False
    code = forms.CharField(
        label="Kode di slip", max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Isi kode di slip"},
    )  # fmt: skip
    pin = forms.CharField(
        label="PIN", max_length=12, help_text="6 angka di slip",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input--medium"}),
        error_messages={"required": "Isi PIN 6 angka"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
