"""What the Kasi types to put a wrong pause right."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from office.forms.plain import LineField, pick
from services.models import Pause

STRIKE, SHORTEN = "batalkan", "pendekkan"
TYPED = "%Y-%m-%dT%H:%M"
ADVICE = "Tulis tanggal dan jam seperti 2026-11-23T09:05"


class PauseForm(forms.Form):
    """Strike the whole pause, or let a shorter one stand; always with a reason."""

    use_required_attribute = False
    kind = pick(
        "Yang keliru",
        [
            (STRIKE, "Seluruh jeda. Waktunya dihitung lagi"),
            (SHORTEN, "Mulai atau selesainya. Jeda yang lebih pendek menggantikannya"),
        ],
        radio=True,
    )
    starts_at = forms.DateTimeField(
        label="Mulai jeda yang benar", required=False, input_formats=[TYPED], error_messages={"invalid": ADVICE},
        help_text="Hanya bila jeda dipendekkan. Jam kantor ini.",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input--medium"}, format=TYPED),
    )  # fmt: skip
    ends_at = forms.DateTimeField(
        label="Selesai jeda yang benar", required=False, input_formats=[TYPED], error_messages={"invalid": ADVICE},
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", "class": "input--medium"}, format=TYPED),
    )  # fmt: skip
    reason = LineField(
        "Alasan", 240, help_text="Tersimpan bersama nama Anda dan nilai yang lama. Jangan tulis nama orang atau NIK."
    )

    def __init__(self, data: Any, *, pause: Pause, zone: ZoneInfo) -> None:
        self.pause, self.zone = pause, zone
        first = {name: moment.astimezone(zone) for name, moment in self._old().items()}
        super().__init__(data, label_suffix="", initial=first)

    def _old(self) -> dict[str, datetime]:
        return {"starts_at": self.pause.starts_at, "ends_at": self.pause.ends_at or self.pause.starts_at}

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("kind") == SHORTEN:
            for name, old in self._old().items():
                self._check(kept, name, old)
            if "starts_at" in kept and "ends_at" in kept and not self.errors and kept["starts_at"] >= kept["ends_at"]:
                self.add_error("ends_at", "Selesai jeda harus setelah mulainya")
        return kept

    def _check(self, kept: dict[str, Any], name: str, old: datetime) -> None:
        """Typed to the minute in the office's time; what was not touched keeps its seconds."""
        typed = kept.get(name)
        if typed is None:
            if name not in self.errors:
                self.add_error(name, "Isi mulai dan selesai jeda yang benar")
            return
        there = typed.replace(tzinfo=self.zone)
        kept[name] = old if there == old.astimezone(self.zone).replace(second=0, microsecond=0) else there
        first, last = self._old().values()
        if not first <= kept[name] <= last:
            self.add_error(name, "Harus di dalam jeda yang lama")
