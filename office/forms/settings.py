"""What an office says about itself, one form per section of its settings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from office.forms.plain import DayField, LineField, WholeField, pick
from office.models import Office, Paper, Theme
from office.numbering import pattern_problem, rendered_number
from office.phone import ADVICE, display, normalise

_EMAIL = {"required": "Isi surel", "invalid": "Tulis surel seperti nama@contoh.go.id"}


class SettingsForm(forms.Form):
    """A section of the settings; its fields bear the names of the office's columns."""

    def __init__(self, *args: Any, office: Office, today: date, **kwargs: Any) -> None:
        self.office, self.today = office, today
        kwargs["initial"] = {name: getattr(office, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)


class LetterheadForm(SettingsForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["whatsapp"] = display(self.office.whatsapp)

    name = LineField("Nama kantor", 80, help_text="Contoh: Kecamatan Kemlagi")
    address = LineField("Alamat kantor", 160)
    postcode = forms.CharField(
        label="Kode pos", required=False, validators=[RegexValidator(r"^\d{5}$", "Kode pos harus 5 angka")],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--4"}),
    )  # fmt: skip
    phone = LineField("Telepon", 24, required=False)
    whatsapp = LineField(
        "WhatsApp petugas", 24, required=False, help_text="Nomor yang menjawab warga, contoh 0812 3456 7890"
    )
    email = forms.EmailField(label="Surel", required=False, error_messages=_EMAIL)
    website = LineField("Laman", 120, required=False, help_text="Contoh: kemlagi.mojokertokab.go.id")
    place_of_issue = LineField("Tempat surat", 60, help_text="Ditulis di depan tanggal surat, contoh Kemlagi")

    def clean_whatsapp(self) -> str:
        typed: str = self.cleaned_data["whatsapp"]
        number = normalise(typed)
        if typed and not number:
            raise forms.ValidationError(ADVICE)
        return number


class NumberForm(SettingsForm):
    unit_code = LineField("Kode unit surat", 24, help_text="Contoh: 416-310")
    number_pattern = LineField("Pola nomor surat", 80)
    paper = pick("Kertas surat", Paper.choices, radio=True)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if {"unit_code", "number_pattern"} <= found.keys():
            problem = pattern_problem(
                found["number_pattern"], unit=found["unit_code"], code=self.office.code, dated=self.today
            )
            if problem:
                self.add_error("number_pattern", problem)
        return found

    @property
    def example(self) -> str:
        """The number that today's eighth letter would get, by what stands in the form."""
        pattern, unit = self["number_pattern"].value() or "", self["unit_code"].value() or ""
        return rendered_number(pattern, klas="400.9.2", seq=8, unit=unit, code=self.office.code, dated=self.today)


class PledgeForm(SettingsForm):
    pledge = forms.CharField(
        label="Maklumat pelayanan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Satu baris menjadi satu paragraf.", error_messages={"max_length": "Maklumat paling panjang 2.000 huruf. Ringkas lagi"},
    )  # fmt: skip
    pledge_date = DayField("Tanggal maklumat", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("pledge") and "pledge_date" in found and not found["pledge_date"]:
            self.add_error("pledge_date", "Isi tanggal maklumat, agar bisa dicetak")
        return found


class LimitsForm(SettingsForm):
    serves_online = forms.BooleanField(label="Menerima permohonan dari HP", required=False)
    check_minutes = WholeField("Batas periksa berkas (menit layanan)", 5, 2400)
    lapse_days = WholeField("Gugur bila berkas tidak dilengkapi (hari)", 3, 180)
    document_days = WholeField(
        "Hapus foto berkas setelah selesai (hari)", 1, 365, help_text="Surat yang terbit tidak ikut dihapus"
    )
    elderly_from = WholeField("Lansia mulai umur", 50, 90)


class LateForm(SettingsForm):
    objection_days = WholeField(
        "Batas putusan keberatan (hari layanan)", 0, 5,
        help_text="0: diputus pada hari layanan yang sama. Lewat batas ini keberatan diteruskan ke sekretaris",
    )  # fmt: skip
    deliver_after = WholeField(
        "Antar tanpa keberatan setelah terlambat (menit layanan)", 0, 2400, required=False,
        help_text="Kosong: pemohon mengajukan keberatan dan Kasi Pelayanan memeriksanya dulu. "
        "Diisi, misalnya 30: surat yang terlambat lebih dari 30 menit layanan langsung menjadi tugas antar, tanpa diperiksa",
    )  # fmt: skip


class BrandForm(SettingsForm):
    theme = pick("Warna", Theme.choices, radio=True)


class EmblemForm(forms.Form):
    file = forms.FileField(
        label="Lambang", widget=forms.FileInput, help_text="JPG atau PNG, paling besar 8 MB. Latar tembus pandang menjadi putih.",
        error_messages={"required": "Pilih berkas lambang", "empty": "Berkas kosong. Pilih berkas lain"},
    )  # fmt: skip
