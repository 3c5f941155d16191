"""What somebody looks for in the audit chain."""

from __future__ import annotations

from typing import Any

from django import forms

from office.audit_words import WORDS
from office.forms.plain import DayField, LineField, pick
from office.queries.audit import Wanted


class AuditForm(forms.Form):
    subject = LineField(
        "Objek", 80, required=False, help_text="Sebagian sudah cukup: nomor permohonan, nama layanan, nama pengguna"
    )
    verb = pick("Tindakan", [("", "Semua tindakan"), *sorted(WORDS.items(), key=lambda pair: pair[1])], required=False)
    actor = LineField("Petugas", 100, required=False)
    since = DayField("Dari tanggal", required=False)
    until = DayField("Sampai tanggal", required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", "Tanggal akhir tidak boleh sebelum tanggal mulai")
        return found

    @property
    def wanted(self) -> Wanted:
        """An unreadable form asks for everything and shows what is wrong."""
        return Wanted(**self.cleaned_data) if self.is_valid() else Wanted()
