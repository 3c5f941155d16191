"""What is typed at the hall, on a phone, with people waiting: a number, what somebody says, an answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from complaints.actions.day_hall import Entry, Reply
from complaints.day_states import ItemKind, ItemState
from complaints.forms.days import Plain
from complaints.models import Agency, Category, DayVisitor, RwDay
from office.forms.plain import DayField, LineField, pick

SHORTEST_TOKEN = 20
REPLIES = [ItemState.DONE, ItemState.ANSWERED, ItemState.PROMISED]
LATER = [ItemState.KEPT, ItemState.PROMISED, ItemState.ANSWERED]


class TokenForm(Plain):
    """`token` is made with the page, or by the phone: the same one sent twice is one entry."""

    token = forms.CharField(min_length=SHORTEST_TOKEN, max_length=64, widget=forms.HiddenInput)


class NumberForm(TokenForm):
    name = LineField("Nama", 80, required=False, help_text="Hanya bila warga setuju namanya masuk berita acara")
    consents = forms.BooleanField(required=False, label="Warga setuju namanya dicatat")

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("name") and not kept.get("consents"):
            self.add_error("consents", "Centang bila warga setuju, atau kosongkan namanya")
        return kept


class _Agencies(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return agency.short_name


class EntryForm(TokenForm):
    """Fast: what kind, what was said. A category makes it a report with limits; without one it stays in the minutes."""

    number = forms.IntegerField(
        label="Nomor antrean", required=False, min_value=1, max_value=9999, error_messages={"invalid": "Tulis angka saja"},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--4"}),
    )  # fmt: skip
    kind = pick("Jenis", ItemKind.choices, radio=True)
    text = forms.CharField(
        label="Apa yang disampaikan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000}),
        error_messages={"required": "Tulis apa yang disampaikan", "max_length": "Paling panjang 1.000 huruf. Ringkas lagi"},
    )  # fmt: skip
    place = LineField("Patokan tempat", 120, required=False)
    category = forms.ModelChoiceField(
        queryset=Category.objects.none(), label="Kategori", required=False, to_field_name="key", empty_label="Tanpa kategori",
        help_text="Wajib untuk pengaduan. Dengan kategori, dinas mendapat batas waktu.",
        error_messages={"invalid_choice": "Pilih kategori dari daftar"},
    )  # fmt: skip
    agency = _Agencies(
        queryset=Agency.objects.none(), label="Untuk dinas", required=False, to_field_name="key", empty_label="Menurut kategori",
        error_messages={"invalid_choice": "Pilih dinas dari daftar"},
    )  # fmt: skip

    def __init__(self, *args: Any, day: RwDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        offered = Category.objects.filter(office=day.office_id, is_active=True, is_sensitive=False)
        self.fields["category"].queryset = offered  # type: ignore[attr-defined]  # a model's choice field has one
        agencies = Agency.objects.filter(office=day.office_id, is_active=True)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]  # the same

    def clean_number(self) -> DayVisitor | None:
        number = self.cleaned_data["number"]
        if not number:
            return None
        found = DayVisitor.objects.filter(day=self.day, number=number).first()
        if found is None:
            raise ValidationError(f"Nomor {number} belum dibagikan")
        return found

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("kind") == ItemKind.COMPLAINT and "category" in kept and kept["category"] is None:
            self.add_error("category", "Pilih kategori pengaduan")
        return kept

    def entry(self) -> Entry:
        kept = self.cleaned_data
        return Entry(
            kind=ItemKind(kept["kind"]), text=kept["text"].strip(), place=kept["place"], agency=kept["agency"],
            category=kept["category"], visitor=kept["number"],
        )  # fmt: skip


class ReplyForm(Plain):
    """The button pressed says which; a promise needs its date."""

    state = forms.ChoiceField(choices=ItemState.choices, error_messages={"required": "Tekan salah satu tombol jawaban", "invalid_choice": "Tekan salah satu tombol jawaban"})  # fmt: skip
    answer = forms.CharField(
        label="Jawaban atau janji", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 1000}),
        error_messages={"max_length": "Paling panjang 1.000 huruf. Ringkas lagi"},
    )  # fmt: skip
    due_on = DayField("Dijanjikan selesai", required=False)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        promised = kept.get("state") == ItemState.PROMISED
        if promised and "due_on" in kept and not kept["due_on"]:
            self.add_error("due_on", "Isi tanggal selesai yang dijanjikan")
        if kept.get("state") in {ItemState.PROMISED, ItemState.ANSWERED} and not kept.get("answer"):
            self.add_error("answer", "Tulis jawaban atau janjinya")
        return kept

    def reply(self) -> Reply:
        kept = self.cleaned_data
        due = kept["due_on"] if kept["state"] == ItemState.PROMISED else None
        return Reply(state=ItemState(kept["state"]), answer=kept["answer"].strip(), due_on=due)


class HandForm(Plain):
    agency = _Agencies(
        queryset=Agency.objects.none(), label="Alihkan ke dinas", to_field_name="key", empty_label="Pilih dinas",
        error_messages={"required": "Pilih dinas", "invalid_choice": "Pilih dinas dari daftar"},
    )  # fmt: skip

    def __init__(self, *args: Any, day: RwDay, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agencies = Agency.objects.filter(office=day.office_id, is_active=True)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]  # a model's choice field has one
