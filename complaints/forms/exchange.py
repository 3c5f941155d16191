"""What the exchange desk asks: keys of programs, the days of an export, the file of an import."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from complaints.models import Category
from office.forms.plain import DayField, LineField
from office.models import Office

MOST_BYTES = 8 * 1024 * 1024
LONGEST_SPAN = timedelta(days=366)


class KeyForm(forms.Form):
    """A key for one program."""

    name = LineField("Nama aplikasi", 80, help_text="Contoh: Aplikasi laporan Kabupaten Mojokerto")
    contact = forms.EmailField(
        label="Surel penanggung jawab", max_length=120,
        error_messages={"required": "Isi surel penanggung jawab", "invalid": "Tulis surel seperti nama@contoh.go.id"},
    )  # fmt: skip


class SpanForm(forms.Form):
    """From one day to another, a year at most."""

    first = DayField("Dari tanggal")
    last = DayField("Sampai tanggal")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first: date | None = data.get("first")
        last: date | None = data.get("last")
        if first and last and last < first:
            self.add_error("last", "Tanggal akhir tidak boleh sebelum tanggal awal")
        elif first and last and last - first > LONGEST_SPAN:
            self.add_error("last", "Paling lama satu tahun. Unduh tahun demi tahun")
        return data


class ImportForm(forms.Form):
    """The file, and where its reports belong when their category is not one of ours."""

    file = forms.FileField(
        label="Berkas ekspor SP4N-LAPOR", help_text="XLSX atau CSV, paling besar 8 MB",
        error_messages={"required": "Pilih berkas ekspor SP4N-LAPOR", "empty": "Berkas ini kosong. Pilih berkas lain"},
    )  # fmt: skip
    category = forms.ModelChoiceField(
        Category.objects.none(), label="Kategori bila namanya tidak dikenal", empty_label="Pilih kategori",
        error_messages={"required": "Pilih kategori", "invalid_choice": "Pilih kategori dari daftar"},
    )  # fmt: skip

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Category.objects.filter(office=office, is_active=True, is_sensitive=False)
        self.fields["category"].queryset = rows.order_by("position", "name")  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError("Berkas paling besar 8 MB. Bagi ekspor menjadi beberapa bulan")
        return file


class ThereForm(forms.Form):
    """The number a complaint has in SP4N-LAPOR."""

    sp4n_id = forms.RegexField(
        r"^\d{0,20}$", required=False, label="Nomor SP4N-LAPOR", strip=True,
        error_messages={"invalid": "Nomor SP4N-LAPOR hanya angka, contoh 5049672"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--16"}),
    )  # fmt: skip
