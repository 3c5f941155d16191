"""One respondent's sheet: a question per unsur, a few words about oneself that anybody may refuse, free words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from office.codes import new_token
from surveys.actions.answering import LONGEST_REMARK, Profile, Sheet
from surveys.instruments import Unsur
from surveys.models import AgeGroup, Education, Occupation, Period, Sex
from surveys.queries.results import worded

_KEY = re.compile(r"[\w-]{20,64}")
REFUSED = [("", "Tidak ingin menjawab")]


def _said(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[*REFUSED, *choices],
        required=False,
        error_messages={"invalid_choice": "Pilih dari daftar"},
    )


class AnswerForm(forms.Form):
    """Blank is missing, never zero: whoever leaves a question out is asked once, and may send without it."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    age_group = _said("Umur", AgeGroup.choices)
    sex = _said("Jenis kelamin", Sex.choices)
    education = _said("Pendidikan terakhir", Education.choices)
    occupation = _said("Pekerjaan", Occupation.choices)
    remark = forms.CharField(
        label="Saran", required=False, max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": f"Saran paling panjang {LONGEST_REMARK} huruf. Ringkas lagi"},
    )  # fmt: skip
    website = forms.CharField(required=False)

    def __init__(self, data: Any = None, *, period: Period) -> None:
        super().__init__(data, initial={"key": new_token()})
        self.unsur = worded(period)
        for unsur in self.unsur:
            self.fields[unsur.key] = _question(unsur)

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if not _KEY.fullmatch(key):
            raise forms.ValidationError("Halaman ini terlalu lama terbuka. Muat ulang, lalu kirim lagi")
        return key

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError("Kosongkan isian ini")
        return ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        blank = [unsur for unsur in self.unsur if not data.get(unsur.key) and unsur.key not in self.errors]
        if len(blank) == len(self.unsur):
            self.add_error(self.unsur[0].key, "Belum ada pertanyaan yang dijawab. Jawab paling sedikit satu")
        elif "partly" not in self.data:
            for unsur in blank:
                self.add_error(unsur.key, f"Pilih jawaban untuk {unsur.short.lower()}")
        return data

    @property
    def lacks_only_answers(self) -> bool:
        """Whether sending without the blanks is a way out: nothing else is wrong, and something is answered."""
        keys = {unsur.key for unsur in self.unsur}
        return set(self.errors) <= keys and any(self.cleaned_data.get(key) for key in keys)

    @property
    def questions(self) -> list[Any]:
        return [(unsur, self[unsur.key]) for unsur in self.unsur]

    @property
    def answered(self) -> int:
        return sum(1 for unsur in self.unsur if self[unsur.key].value())

    def sheet(self) -> Sheet:
        data = self.cleaned_data
        scores = {unsur.key: int(data[unsur.key]) if data[unsur.key] else None for unsur in self.unsur}
        profile = Profile(data["age_group"], data["sex"], data["education"], data["occupation"])
        return Sheet(scores, profile, data["remark"])


def _question(unsur: Unsur) -> forms.ChoiceField:
    choices = [(str(score), words) for score, words in enumerate(unsur.options, start=1)]
    return forms.ChoiceField(
        label=unsur.question, choices=choices, required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": f"Pilih jawaban untuk {unsur.short.lower()}"},
    )  # fmt: skip


class SubjectForm(forms.Form):
    """Which service is judged; empty is the office as a whole."""

    layanan = forms.ChoiceField(
        label="Layanan yang dinilai", required=False, error_messages={"invalid_choice": "Pilih layanan dari daftar"}
    )

    def __init__(self, *args: Any, services: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["layanan"].choices = [("", "Pelayanan kantor pada umumnya"), *services]  # type: ignore[attr-defined]
