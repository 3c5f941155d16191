"""What is asked for when a number of the register is reserved or struck out."""

from __future__ import annotations

from typing import Any

from django import forms

from office.typed import tidy_line


class ReserveForm(forms.Form):
    """A number for a letter made outside the portal."""

    use_required_attribute = False
    klas = forms.CharField(
        label="Kode klasifikasi", max_length=24, help_text="Contoh 400.9.2",
        widget=forms.TextInput(attrs={"class": "input--16"}), error_messages={"required": "Isi kode klasifikasi, contoh 400.9.2"},
    )  # fmt: skip
    subject = forms.CharField(
        label="Perihal surat", max_length=160, help_text="Tanpa NIK.", error_messages={"required": "Isi perihal surat"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_klas(self) -> str:
        return tidy_line(self.cleaned_data["klas"])

    def clean_subject(self) -> str:
        return tidy_line(self.cleaned_data["subject"])


class VoidForm(forms.Form):
    use_required_attribute = False
    reason = forms.CharField(
        label="Alasan dibatalkan", max_length=200, error_messages={"required": "Isi alasan nomor ini dibatalkan"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_reason(self) -> str:
        return tidy_line(self.cleaned_data["reason"])
