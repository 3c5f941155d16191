"""An office's words for the questions, and how it invites."""

from __future__ import annotations

import ipaddress
from typing import Any

from django import forms

from office.forms.plain import LineField, WholeField
from surveys.instruments import Unsur
from surveys.models import SurveySettings

LONGEST_OPTION = 60


class WordingForm(forms.Form):
    """A question and its answers; the scores stay 1, 2, 3 …"""

    question = LineField("Pertanyaan", 200)

    def __init__(self, data: Any = None, *, unsur: Unsur) -> None:
        initial = {f"option_{score}": words for score, words in enumerate(unsur.options, start=1)}
        super().__init__(data, initial={"question": unsur.question, **initial})
        for score in range(1, len(unsur.options) + 1):
            self.fields[f"option_{score}"] = LineField(f"Jawaban bernilai {score}", LONGEST_OPTION)
        self.top = len(unsur.options)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: set[str] = set()
        for score in range(1, self.top + 1):
            words = str(data.get(f"option_{score}", "")).lower()
            if words and words in seen:
                self.add_error(f"option_{score}", "Jawaban ini sama dengan yang lain. Bedakan kalimatnya")
            seen.add(words)
        return data

    @property
    def options(self) -> list[str]:
        return [self.cleaned_data[f"option_{score}"] for score in range(1, self.top + 1)]


class SettingsForm(forms.Form):
    """Invitations, quiet hours, and which addresses are the office's own."""

    invites = forms.BooleanField(
        label="Undang warga menilai setelah surat diserahkan atau laporan selesai", required=False
    )
    from_hour = WholeField("Undangan mulai jam", 0, 23)
    to_hour = WholeField("Undangan sampai jam", 1, 24)
    remind_after_days = WholeField("Ingatkan setelah (hari)", 1, 30)
    ticket_days = WholeField("Tautan berlaku (hari)", 1, 90)
    own_networks = forms.CharField(
        label="Alamat jaringan kantor", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu per baris, contoh 203.0.113.7 atau 203.0.113.0/24. Penilaian dari sini ditandai untuk diperiksa",
        error_messages={"max_length": "Terlalu panjang. Tulis jaringan, bukan setiap alamat"},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, settings: SurveySettings) -> None:
        super().__init__(data, initial={name: getattr(settings, name) for name in self.base_fields})

    def clean_own_networks(self) -> str:
        lines = self.cleaned_data["own_networks"].split()
        for line in lines:
            try:
                ipaddress.ip_network(line, strict=False)
            except ValueError as error:
                raise forms.ValidationError(f"“{line[:40]}” bukan alamat jaringan. Contoh: 203.0.113.0/24") from error
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("from_hour"), data.get("to_hour")
        if start is not None and end is not None and start >= end:
            self.add_error("to_hour", "Jam akhir harus setelah jam mulai")
        return data
