"""A grid of paper sheets: a row per sheet, one digit per unsur, the profile beside it; a blank row is no sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from office.codes import new_token
from office.forms.plain import DayField
from surveys.actions.answering import LONGEST_REMARK, Profile, Sheet
from surveys.actions.paper import ROWS
from surveys.instruments import Unsur
from surveys.models import AgeGroup, Education, Occupation, Period, Sex

_KEY = re.compile(r"[\w-]{20,64}")
_TRAITS = (("sex", "Jenis kelamin", Sex), ("age_group", "Umur", AgeGroup), ("education", "Pendidikan", Education), ("occupation", "Pekerjaan", Occupation))  # fmt: skip


class RowForm(forms.Form):
    """One sheet of paper."""

    use_required_attribute = False

    def __init__(self, data: Any, *, words: Iterable[Unsur], top: int, number: int) -> None:
        super().__init__(data, prefix=f"b{number}", label_suffix="")
        self.number, self.top = number, top
        self.keys = []
        for place, unsur in enumerate(words, start=1):
            self.keys.append(unsur.key)
            self.fields[unsur.key] = forms.CharField(
                label=f"Lembar {number}, U{place}", required=False, max_length=4,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-digit": str(top), "size": "1", "class": "input paper__digit"}),
                error_messages={"max_length": f"Tulis satu angka 1–{top}"},
            )  # fmt: skip
        for name, label, choices in _TRAITS:
            self.fields[name] = forms.ChoiceField(
                label=f"Lembar {number}, {label.lower()}", choices=[("", "–"), *choices.choices], required=False,
                widget=forms.Select(attrs={"class": "input paper__pick"}),
                error_messages={"invalid_choice": "Pilih dari daftar"},
            )  # fmt: skip
        self.fields["remark"] = forms.CharField(
            label=f"Lembar {number}, saran", required=False, max_length=LONGEST_REMARK, widget=forms.TextInput(attrs={"class": "input paper__words"}),
            error_messages={"max_length": f"Paling panjang {LONGEST_REMARK} huruf"},
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for key in self.keys:
            typed = str(data.get(key, "")).strip()
            if typed and not (typed.isascii() and typed.isdigit() and len(typed) == 1 and 1 <= int(typed) <= self.top):
                self.add_error(key, f"Nilai 1–{self.top}, atau kosong")
        said = any(data.get(name) for name in data if name not in self.keys)
        if said and not self.errors and not any(data.get(key) for key in self.keys):
            self.add_error(self.keys[0], "Belum ada nilai di lembar ini")
        return data

    @property
    def is_blank(self) -> bool:
        return not any(str(value).strip() for value in self.cleaned_data.values())

    @property
    def digits(self) -> list[forms.BoundField]:
        return [self[key] for key in self.keys]

    @property
    def traits(self) -> list[forms.BoundField]:
        return [self[name] for name, _label, _choices in _TRAITS]

    def sheet(self, answered_on: date) -> Sheet:
        data = self.cleaned_data
        scores = {key: int(data[key]) if data[key].strip() else None for key in self.keys}
        profile = Profile(data["age_group"], data["sex"], data["education"], data["occupation"])
        return Sheet(scores, profile, data["remark"], answered_on)


class PaperForm(forms.Form):
    """What all sheets of the batch share; `batch` is made once per grid, so that a repeat counts once."""

    use_required_attribute = False
    batch = forms.CharField(widget=forms.HiddenInput, max_length=64)
    layanan = forms.ChoiceField(
        label="Layanan yang dinilai", required=False, error_messages={"invalid_choice": "Pilih layanan dari daftar"}
    )
    answered_on = DayField("Tanggal di lembar")

    def __init__(self, data: Any = None, *, period: Period, words: list[Unsur], services: Iterable[tuple[str, str]], today: date) -> None:  # fmt: skip
        super().__init__(data, initial={"batch": new_token(), "answered_on": today}, label_suffix="")
        self.period, self.today = period, today
        layanan = self.fields["layanan"]
        assert isinstance(layanan, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
        layanan.choices = [("", "Pelayanan kantor pada umumnya"), *services]
        top = period.instrument.defined.top
        self.rows = [RowForm(data, words=words, top=top, number=number) for number in range(1, ROWS + 1)]

    def clean_batch(self) -> str:
        key: str = self.cleaned_data["batch"]
        if not _KEY.fullmatch(key):
            raise forms.ValidationError("Halaman ini terlalu lama terbuka. Muat ulang, lalu isi lagi")
        return key

    def clean_answered_on(self) -> date:
        day: date = self.cleaned_data["answered_on"]
        if day > self.today or day < self.period.starts_on:
            raise forms.ValidationError("Tanggalnya di antara awal periode dan hari ini")
        return day

    def is_valid(self) -> bool:
        """The rows too; a grid without one sheet is told at the first cell."""
        valid = [super().is_valid(), *(row.is_valid() for row in self.rows)]
        if all(valid) and all(row.is_blank for row in self.rows):
            self.rows[0].add_error(self.rows[0].keys[0], "Belum ada lembar yang diisi")
            return False
        return all(valid)

    def sheets(self) -> dict[int, Sheet]:
        """By the row's number."""
        day = self.cleaned_data["answered_on"]
        return {row.number: row.sheet(day) for row in self.rows if not row.is_blank}
