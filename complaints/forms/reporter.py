"""What a reporter types on the own page: keys, a reply, what is not solved, marks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from complaints.receipts import normalise_receipt
from services.forms.fields import Pick

NEUTRAL = "Kode atau nomor dan PIN tidak cocok. Periksa lagi di bukti laporan Anda"
TOO_MANY = "Terlalu banyak percobaan. Coba lagi nanti"


class EntryForm(forms.Form):
    """The receipt code alone, or the number with its PIN."""

    use_required_attribute = False
    reference = forms.CharField(
        label="Kode bukti, atau nomor laporan", max_length=64, help_text="Kode bukti 16 huruf dan angka, atau nomor seperti KML-P-2611-00012",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": "Isi kode bukti, atau nomor laporan", "max_length": "Isi kode bukti 16 huruf dan angka, atau nomor laporan"},
    )  # fmt: skip
    proof = forms.CharField(
        label="PIN", required=False, max_length=12, help_text="6 angka. Tidak perlu bila Anda memakai kode bukti",
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input--medium"}),
        error_messages={"max_length": "PIN terdiri dari 6 angka"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("reference") and not normalise_receipt(kept["reference"]) and not kept.get("proof"):
            self.add_error("proof", ValidationError("Isi PIN 6 angka, atau tulis kode bukti sebagai ganti nomor"))
        return kept


class WordsForm(forms.Form):
    """One box of words; the label is the page's."""

    use_required_attribute = False
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}), max_length=1000)

    def __init__(self, *args: Any, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["words"].label = label
        self.fields["words"].error_messages |= {"required": missing, "max_length": "Paling banyak 1.000 huruf"}


class RatingForm(forms.Form):
    """Solved or not, 1 to 4, and why."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        marks = [("4", "Sangat baik"), ("3", "Baik"), ("2", "Kurang baik"), ("1", "Tidak baik")]
        self.fields |= {
            "solved": Pick(label="Apakah masalahnya selesai?", choices=[("ya", "Ya, selesai"), ("tidak", "Belum")], widget=forms.RadioSelect, error_messages={"required": "Pilih selesai atau belum"}),
            "score": Pick(label="Bagaimana penanganannya?", choices=marks, widget=forms.RadioSelect, error_messages={"required": "Pilih penilaian Anda"}),
            "reason": forms.CharField(label="Mengapa?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000}), error_messages={"max_length": "Paling banyak 1.000 huruf"}),
        }  # fmt: skip
