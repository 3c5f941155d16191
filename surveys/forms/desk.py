"""What staff type about a survey: a period, a promise, an exclusion, a file of answers, a printed table."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from office.models import Office
from office.typed import tidy_line
from services.models import Service
from surveys.actions.periods import Plan
from surveys.models import PeriodKind
from surveys.scoring import Policy, Pooling

LARGEST_FILE = 4 * 1024 * 1024


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": f"Isi tanggal {label.lower()}", "invalid": "Tulis tanggal seperti 2026-10-01"},
    )  # fmt: skip


def _title() -> forms.CharField:
    return forms.CharField(
        label="Nama periode", max_length=80, help_text="Contoh: Triwulan I 2027",
        error_messages={"required": "Isi nama periode", "max_length": "Nama paling panjang 80 huruf"},
    )  # fmt: skip


class _Span(forms.Form):
    def clean_title(self) -> str:
        return tidy_line(self.cleaned_data["title"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", "Tanggal sampai tidak boleh sebelum tanggal mulai")
        if isinstance(start, date) and not 2000 <= start.year <= 2100:
            self.add_error("starts_on", "Tahunnya di luar 2000–2100")
        return data


class PeriodForm(_Span):
    """A period as staff plan it."""

    title = _title()
    kind = forms.ChoiceField(label="Jenis periode", choices=PeriodKind.choices)
    starts_on = _date("Mulai")
    ends_on = _date("Sampai")
    users = forms.IntegerField(
        label="Pengguna layanan periode lalu", min_value=0, max_value=10_000_000, required=False,
        help_text="Sasaran responden dihitung dari angka ini (Krejcie & Morgan)",
        error_messages={"invalid": "Tulis jumlahnya dengan angka saja"}, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    policy = forms.ChoiceField(
        label="Bobot unsur", choices=[(policy.value, policy.label) for policy in Policy],
        help_text="Pilih 0,111 hanya bila harus sama dengan lembar lama. Cara ini disebut di setiap angka",
    )  # fmt: skip
    pooling = forms.ChoiceField(label="Nilai kantor", choices=[(pooling.value, pooling.label) for pooling in Pooling])

    @property
    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(**{**data, "policy": Policy(data["policy"]), "pooling": Pooling(data["pooling"])})


class PromiseForm(forms.Form):
    promises = forms.CharField(
        label="Yang kami perbaiki", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tampil di halaman nilai kepuasan. Sebutkan unsurnya, apa yang dikerjakan, dan kapan",
    )  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="Alasan dikeluarkan dari hitungan", min_length=10, max_length=300,
        error_messages={"required": "Tulis alasannya", "min_length": "Tulis alasan paling sedikit 10 huruf"},
    )  # fmt: skip


class SheetForm(forms.Form):
    """A file of answers, all about one service or about the office."""

    service = forms.ModelChoiceField(
        Service.objects.none(), label="Layanan yang dinilai", required=False, empty_label="Pelayanan kantor",
        error_messages={"invalid_choice": "Pilih layanan dari daftar"},
    )  # fmt: skip
    file = forms.FileField(
        label="Lembar jawaban (CSV atau XLSX)",
        help_text="Satu baris per responden. Judul kolom: U1 sampai U9, atau nama unsurnya. Paling besar 4 MB",
        error_messages={"required": "Pilih berkasnya", "empty": "Berkas ini kosong"},
    )  # fmt: skip

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = Service.objects.filter(office=office).order_by("name")  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("Berkas terlalu besar. Paling besar 4 MB. Bagi menjadi beberapa berkas")
        return file


class PaperForm(_Span):
    """A printed result of a year before; the table is pasted as it is."""

    title = _title()
    starts_on = _date("Mulai")
    ends_on = _date("Sampai")
    table = forms.CharField(
        label="Tabel nilai unsur", max_length=4000, widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Satu baris per unsur: nama unsur; nilai. Contoh: persyaratan; 77,38. Boleh skala 1–4 atau 25–100",
        error_messages={"required": "Tempel tabel nilai unsurnya"},
    )  # fmt: skip
    respondents = forms.IntegerField(
        label="Jumlah responden", min_value=1, max_value=10_000_000, required=False,
        error_messages={"invalid": "Tulis jumlahnya dengan angka saja"}, widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    source = forms.CharField(
        label="Sumber", max_length=200, required=False, help_text="Contoh: Laporan SKM 2023, halaman 12"
    )
