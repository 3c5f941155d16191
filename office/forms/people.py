"""Registering staff, giving and ending posts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from office.forms.plain import DayField, LineField, pick
from office.identity import check_kk, check_nik
from office.roles import Capacity, Role
from office.typed import tidy_number

_USERNAME = RegexValidator(
    r"^[a-z0-9][a-z0-9._-]{2,59}$", "Pakai 3–60 huruf kecil, angka, titik, atau garis, contoh sari.wulandari"
)


class NamesForm(forms.Form):
    """Who somebody is, as letters print it."""

    name = LineField("Nama dengan gelar", 100, help_text="Seperti dicetak di surat, contoh Retno Astuti, S.E.")
    nip = forms.CharField(
        label="NIP",
        required=False,
        max_length=30,
        help_text="18 angka. Kosongkan bila bukan ASN",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--16"}),
    )
    rank = LineField("Pangkat dan golongan", 60, required=False, help_text="Contoh: Pembina Tingkat I (IV/b)")
    email = forms.EmailField(
        label="Surel", required=False, error_messages={"invalid": "Tulis surel seperti nama@contoh.go.id"}
    )

    def clean_nip(self) -> str:
        nip = tidy_number(self.cleaned_data["nip"])
        if nip and not (nip.isascii() and nip.isdigit() and len(nip) == 18):
            raise forms.ValidationError(f"NIP harus 18 angka. Anda mengisi {len(nip)}")
        return nip


class PersonForm(NamesForm):
    """A new member of staff."""

    username = forms.CharField(
        label="Nama pengguna", max_length=60, validators=[_USERNAME], help_text="Dipakai untuk masuk, contoh sari.wulandari",
        error_messages={"required": "Isi nama pengguna", "max_length": "Nama pengguna paling panjang 60 huruf"},
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ["username", "name", "nip", "rank", "email"]


class PostForm(forms.Form):
    """A role with its dates; for a signer, in which capacity."""

    role = pick("Peran", Role.choices)
    title = LineField("Jabatan", 80, help_text="Contoh: Kepala Seksi Pelayanan, Loket 1")
    starts_on = DayField("Mulai")
    ends_on = DayField("Hari terakhir", required=False, help_text="Kosongkan bila tidak dibatasi")
    signs = forms.BooleanField(label="Boleh menandatangani surat", required=False)
    capacity = pick("Kedudukan sebagai penanda tangan", Capacity.choices, initial=Capacity.DEFINITIVE, required=False)
    decree = LineField("Nomor SK", 80, required=False, help_text="Wajib untuk Plt., Plh., a.n., dan u.b.")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        found["capacity"] = found.get("capacity") or Capacity.DEFINITIVE
        first, last = found.get("starts_on"), found.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Hari terakhir tidak boleh sebelum hari mulai")
        if found.get("signs") and found["capacity"] != Capacity.DEFINITIVE and not found.get("decree"):
            self.add_error("decree", "Isi nomor SK. Tanpa SK, Plt., Plh., a.n., dan u.b. tidak boleh menandatangani")
        return found


class EndForm(forms.Form):
    """The last day of a post; yesterday ends it at once."""

    last_day = DayField("Hari terakhir bertugas")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_last_day(self) -> date:
        day: date = self.cleaned_data["last_day"]
        if day < self.today - timedelta(days=1):
            raise forms.ValidationError("Paling awal kemarin. Surat yang sudah ditandatangani memakai jabatan ini")
        return day


class FamilyForm(forms.Form):
    """NIK and KK of the member of staff; only fingerprints are kept."""

    nik = forms.CharField(
        label="NIK petugas",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--16", "autocomplete": "off"}),
        error_messages={"required": "Isi NIK petugas"},
    )
    kk = forms.CharField(
        label="Nomor KK petugas",
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--16", "autocomplete": "off"}),
        error_messages={"required": "Isi nomor KK petugas"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_nik(self) -> str:
        verdict = check_nik(self.cleaned_data["nik"], today=self.today)
        if not verdict.ok:
            raise forms.ValidationError(list(verdict.errors))
        return verdict.value

    def clean_kk(self) -> str:
        verdict = check_kk(self.cleaned_data["kk"], today=self.today)
        if not verdict.ok:
            raise forms.ValidationError(list(verdict.errors))
        return verdict.value
