"""What the counter adds to an application: where it came from, originals that were shown, the applicant's word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from services.forms.fields import pick
from services.models import Requirement, Source

SOURCES = [(Source.COUNTER, "Datang ke loket"), (Source.WHATSAPP, "Lewat WhatsApp"), (Source.RW, "Kantor di RW")]


class CounterForm(forms.Form):
    """`token` is made with the page, so that a second tap on the button finds the same draft."""

    use_required_attribute = False
    token = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["source"] = pick("Asal permohonan", SOURCES, words="Pilih asal permohonan")
        self.fields["consent"] = forms.BooleanField(
            label="Pemohon menyatakan data ini benar dan setuju dipakai untuk memproses surat ini",
            error_messages={"required": "Centang setelah pemohon menyetujui"},
        )


def seen_name(requirement: Requirement) -> str:
    return f"asli-{requirement.key}"


def seen_in(data: Mapping[str, Any], requirements: list[Requirement]) -> list[Requirement]:
    """The papers whose originals were shown."""
    return [paper for paper in requirements if data.get(seen_name(paper))]
