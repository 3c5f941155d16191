"""Form fields made from the catalogue's specs: label, hint, keyboard, judge and words of each question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from services.catalogue_fields import FieldSpec
from services.forms.judges import Judge, judge_of, missing

_NUMERIC = {"nik", "kk", "rt", "rw", "date", "time", "money", "integer", "phone"}
_WIDTHS = {
    "nik": "input--16",
    "kk": "input--16",
    "rt": "input--4",
    "rw": "input--4",
    "time": "input--4",
    "date": "input--medium",
    "phone": "input--16",
}
_INPUT_MODES = {"decimal": "decimal", "phone": "tel", "email": "email"}
FEW_CHOICES = 3


class Answer(forms.CharField):
    """A typed answer: tidied and judged as a whole, so that every way in gives the same verdict and the same words."""

    def __init__(self, judge: Judge, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.judge = judge

    def clean(self, value: Any) -> Any:
        text = value if isinstance(value, str) else ""
        if text.strip():
            return self.judge(text)
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return ""


class Pick(forms.ChoiceField):
    """One of a few words; anything else counts as not chosen."""

    def clean(self, value: Any) -> str:
        chosen = value if isinstance(value, str) else ""
        if chosen and self.valid_value(chosen):
            return chosen
        if chosen or self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return ""


class Questions(forms.Form):
    """A form of the questions it is given; our messages replace the browser's."""

    use_required_attribute = False

    def __init__(self, fields: dict[str, forms.Field], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields.update(fields)


def field_of(spec: FieldSpec, *, today: date, required: bool | None = None) -> forms.Field:
    """The field of one spec; lists of people and areas are not made here."""
    needed = spec.required if required is None else required
    words = {"required": missing(spec)}
    if spec.kind == "choice":
        return pick(
            spec.label,
            [(choice, choice) for choice in spec.choices],
            required=needed,
            hint=spec.hint,
            words=words["required"],
        )
    return Answer(
        judge_of(spec, today=today),
        label=spec.label,
        help_text=spec.hint,
        required=needed,
        error_messages=words,
        widget=_widget(spec),
    )


def pick(
    label: str, choices: Sequence[tuple[str, Any]], *, required: bool = True, hint: str = "", words: str = ""
) -> Pick:
    """A choice: radios when there are few, a list when there are many."""
    errors = {"required": words or f"Pilih {label}"}
    if len(choices) <= FEW_CHOICES:
        return Pick(
            label=label,
            choices=choices,
            required=required,
            help_text=hint,
            error_messages=errors,
            widget=forms.RadioSelect,
        )
    listed = [("", "Pilih salah satu"), *choices]
    return Pick(
        label=label, choices=listed, required=required, help_text=hint, error_messages=errors, widget=forms.Select
    )


def _widget(spec: FieldSpec) -> forms.Widget:
    if spec.kind == "long_text":
        return forms.Textarea(attrs={"rows": 3, "maxlength": spec.max_length})
    attrs = {"inputmode": _INPUT_MODES.get(spec.kind) or ("numeric" if spec.kind in _NUMERIC else "")}
    attrs |= {
        "autocomplete": "off" if spec.kind in {"nik", "kk"} else spec.autocomplete,
        "class": _WIDTHS.get(spec.kind, ""),
    }
    if spec.kind in {"nik", "kk", "email"}:
        attrs["spellcheck"] = "false"
    return forms.TextInput(attrs={name: value for name, value in attrs.items() if value})


def typed_of(data: Any, names: Iterable[str]) -> dict[str, str]:
    """What was typed into the named fields, as text to keep, whatever it is worth."""
    return {name: str(data[name])[:10_000] for name in names if name in data}
