"""Fields of staff forms with our words for what is wrong: what is missing, its limit, the way out."""

from __future__ import annotations

from typing import Any

from django import forms

from office.typed import tidy_line

DATE_HINT = "Tulis tanggal seperti 2026-11-23"


class LineField(forms.CharField):
    """One tidy line of text."""

    def __init__(self, label: str, longest: int, **kwargs: Any) -> None:
        words = {
            "required": f"Isi {label[:1].lower()}{label[1:]}",
            "max_length": f"{label} paling panjang {longest} huruf. Ringkas lagi",
        }
        super().__init__(label=label, max_length=longest, error_messages=words, **kwargs)

    def to_python(self, value: Any) -> str:
        return tidy_line(super().to_python(value) or "")


class WholeField(forms.IntegerField):
    """A whole number between two limits, typed as digits."""

    def __init__(self, label: str, least: int, most: int, **kwargs: Any) -> None:
        small = f"{label[:1].lower()}{label[1:]}"
        words = {
            "required": f"Isi {small}", "invalid": f"Tulis {small} dengan angka saja",
            "min_value": f"{label} paling sedikit {least}", "max_value": f"{label} paling banyak {most}",
        }  # fmt: skip
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "input--4"})
        super().__init__(label=label, min_value=least, max_value=most, error_messages=words, widget=widget, **kwargs)


class DayField(forms.DateField):
    """A date, by the browser's own calendar where it has one."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "input--medium"}, format="%Y-%m-%d")
        words = {"required": f"Isi {label[:1].lower()}{label[1:]}", "invalid": DATE_HINT}
        super().__init__(label=label, widget=widget, error_messages=words, **kwargs)


def pick(label: str, choices: Any, *, radio: bool = False, **kwargs: Any) -> forms.ChoiceField:
    """One of a few choices."""
    small = f"{label[:1].lower()}{label[1:]}"
    words = {"required": f"Pilih {small}", "invalid_choice": f"Pilih {small} dari daftar"}
    widget = forms.RadioSelect if radio else forms.Select
    return forms.ChoiceField(label=label, choices=choices, widget=widget, error_messages=words, **kwargs)
