"""The catalogue's editor, one form per section, and the small forms that move a service."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from office.models import Office, Role
from office.typed import tidy_line
from services.models import Category, LetterTemplate, Product, ServiceVersion
from services.queries.catalogue_desk import label_of, templates_for

LONGEST_TEXT = 4000
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_ROLES = [(Role.SECTION_HEAD, "Kasi Pelayanan"), (Role.SECRETARY, "Sekretaris, setelah Kasi")]


def _words(label: str, longest: int) -> dict[str, str]:
    return {"required": f"Isi {label.lower()}", "max_length": f"{label} paling panjang {longest} huruf. Ringkas lagi"}


def _line(label: str, longest: int, *, hint: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=longest, help_text=hint, required=required, error_messages=_words(label, longest)
    )


def _text(name: str, *, hint: str = "", rows: int = 3, required: bool = False) -> forms.CharField:
    label = label_of(name)
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        widget=widget,
        help_text=hint,
        required=required,
        error_messages=_words(label, LONGEST_TEXT),
    )


def _number(label: str, least: int, most: int, *, hint: str = "", required: bool = True) -> forms.IntegerField:
    words = {
        "required": f"Isi {label.lower()}",
        "invalid": f"Tulis {label.lower()} dengan angka saja",
        "min_value": f"{label} paling sedikit {least}",
        "max_value": f"{label} paling banyak {most}",
    }
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=hint,
        required=required,
        error_messages=words,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--4"}),
    )


def _tidy(text: str) -> str:
    """Line by line, so that paragraphs stay."""
    return "\n".join(tidy_line(line) for line in text.splitlines()).strip()


class SectionForm(forms.Form):
    """A section of a version: `initial_of` reads it, `changes` is what goes to the verb."""

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        return {name: _tidy(value) if isinstance(value, str) else value for name, value in found.items()}

    @classmethod
    def initial_of(cls, version: ServiceVersion) -> dict[str, Any]:
        return {name: getattr(version, name) for name in cls.base_fields}

    def changes(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class BasicsForm(SectionForm):
    name = _line("Nama layanan", 120)
    short_name = _line("Nama pendek", 60, hint="Dipakai di daftar dan pesan. Contoh: Surat tidak mampu")
    summary = _line("Kegunaan", 300, hint="Satu atau dua kalimat: menerangkan apa, dipakai untuk apa")
    product = forms.ChoiceField(
        label="Bentuk hasil", choices=Product.choices, widget=forms.RadioSelect,
        error_messages={"required": "Pilih bentuk hasil", "invalid_choice": "Pilih bentuk hasil dari daftar"},
    )  # fmt: skip
    product_name = _line("Hasil layanan", 120, hint="Contoh: Surat Keterangan Tidak Mampu")
    next_office = _line("Instansi berikutnya", 120, hint="Bila warga masih harus ke tempat lain", required=False)
    needs_field_check = forms.BooleanField(label="Perlu cek lapangan", required=False)
    on_behalf_allowed = forms.BooleanField(label="Boleh diwakilkan", required=False)
    nik_optional = forms.BooleanField(label="Boleh tanpa NIK", required=False)


class PromiseForm(SectionForm):
    unit = forms.ChoiceField(
        label="Batas waktu dalam", choices=[("minutes", "Menit layanan"), ("days", "Hari kerja")], widget=forms.RadioSelect,
        error_messages={"required": "Pilih menit atau hari kerja", "invalid_choice": "Pilih menit atau hari kerja"},
    )  # fmt: skip
    amount = _number("Lama", 1, 9999, hint="Dihitung sejak berkas lengkap, hanya selama loket buka")
    fee = _number("Biaya (rupiah)", 0, 100_000_000, hint="0 berarti gratis")

    @classmethod
    def initial_of(cls, version: ServiceVersion) -> dict[str, Any]:
        unit = "days" if version.sop_days else "minutes"
        return {"unit": unit, "amount": version.sop_days or version.sop_minutes, "fee": version.fee}

    def changes(self) -> dict[str, Any]:
        found = self.cleaned_data
        in_days = found["unit"] == "days"
        return {
            "sop_days": found["amount"] if in_days else None,
            "sop_minutes": None if in_days else found["amount"],
            "fee": found["fee"],
        }


class ComponentsForm(SectionForm):
    legal_basis = _text("legal_basis", hint="Satu peraturan per baris", rows=4, required=True)
    legal_basis_checked_on = forms.DateField(
        label="Dasar hukum diperiksa pada", required=False, widget=DATE, help_text="Hari terakhir Anda memastikan peraturan itu masih berlaku",
        error_messages={"invalid": "Tulis tanggal seperti 2026-11-23"},
    )  # fmt: skip
    complaint_handling = _text("complaint_handling")
    facilities = _text("facilities")
    staff_competence = _text("staff_competence")
    supervision = _text("supervision")
    staff_count = _line("Jumlah pelaksana", 120, required=False)
    guarantee = _text("guarantee")
    safety = _text("safety")
    evaluation = _text("evaluation")


class _Templates(forms.ModelChoiceField):
    def label_from_instance(self, template: LetterTemplate) -> str:
        return f"{template.name} ({template.code}, naskah versi {template.number})"


class LetterForm(SectionForm):
    template = _Templates(
        queryset=LetterTemplate.objects.none(), label="Naskah surat", required=False, empty_label="Tidak ada surat",
        error_messages={"invalid_choice": "Pilih naskah dari daftar"},
    )  # fmt: skip
    archive_code = _line("Kode klasifikasi", 24, hint="Awal nomor surat, contoh 400.9.2", required=False)
    validity_days = _number("Masa berlaku (hari)", 1, 3660, hint="Kosongkan bila tidak dibatasi", required=False)
    endorsers = forms.MultipleChoiceField(
        label="Paraf sebelum tanda tangan", choices=_ROLES, required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Pilih paraf dari daftar"},
    )  # fmt: skip

    def __init__(self, *args: Any, office: Office, current: LetterTemplate | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["template"]
        assert isinstance(field, _Templates)  # noqa: S101 - tells the type checker what stands above
        keys = [row.pk for row in templates_for(office)] + ([current.pk] if current else [])
        field.queryset = LetterTemplate.objects.filter(pk__in=keys).order_by("name", "-number")

    def clean_endorsers(self) -> list[str]:
        """In the order of the offices, whatever the order of the ticks."""
        return [role.value for role, _ in _ROLES if role.value in self.cleaned_data["endorsers"]]


class FindingForm(SectionForm):
    """Not part of the standard: where residents find the service."""

    category = forms.ChoiceField(
        label="Kelompok",
        choices=Category.choices,
        error_messages={"required": "Pilih kelompok", "invalid_choice": "Pilih kelompok dari daftar"},
    )
    synonyms = _line(
        "Sebutan lain", 300, hint="Kata yang dipakai warga, dipisah koma. Contoh: surat miskin, sktm", required=False
    )
    position = _number("Urutan", 0, 999, hint="Angka kecil tampil lebih dulu")


class NewServiceForm(SectionForm):
    name = _line("Nama layanan", 120, hint="Contoh: Surat Keterangan Tinggal Sementara")
    category = FindingForm.base_fields["category"]


class PublishForm(SectionForm):
    note = _line("Apa yang berubah", 200, hint="Dibaca petugas di riwayat. Contoh: syarat foto rumah dihapus")


class PauseForm(SectionForm):
    reason = _line("Alasan", 160, hint="Dibaca warga. Contoh: blangko KTP sedang habis")
    until = forms.DateField(
        label="Sampai tanggal",
        required=False,
        widget=DATE,
        help_text="Hari terakhir berhenti. Kosongkan bila belum tahu",
        error_messages={"invalid": "Tulis tanggal seperti 2026-11-30"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and until < self.today:
            raise forms.ValidationError("Tanggal tidak boleh sebelum hari ini")
        return until


class ExampleForm(forms.Form):
    file = forms.FileField(
        label="Contoh atau formulir",
        help_text="Foto atau PDF, paling besar 8 MB",
        widget=forms.FileInput,
        error_messages={"required": "Pilih berkas contoh", "empty": "Berkas kosong. Pilih berkas lain"},
    )
