"""What staff type after a survey: the report's words, a publication, an item of the plan and its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator

from office.forms.plain import DayField, LineField, WholeField, pick
from office.models import User
from office.uploads.refusals import LARGEST_UPLOAD, UploadRefused, amount_text
from office.uploads.sanitise import CleanFile, sanitise
from office.wording import roman
from surveys.actions.follow_up import Task
from surveys.actions.reporting import LONGEST_TEXT, Published
from surveys.instruments import Unsur
from surveys.models import Channel
from surveys.queries.report import SECTIONS

PAPERS = "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png"
QUARTERS = [(str(number), f"TW {roman(number)}") for number in range(1, 5)]


class ProofField(forms.FileField):
    """One picture or PDF, made anew; what is refused is told beside the field."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(
            label=label, required=False, help_text="PDF atau foto", widget=forms.FileInput(attrs={"accept": PAPERS}),
            error_messages={"empty": "Berkas ini kosong. Pilih berkas lain", "invalid": "Pilih berkas lagi"}, **kwargs,
        )  # fmt: skip

    def clean(self, data: Any, initial: Any = None) -> CleanFile | None:
        file: UploadedFile | None = super().clean(data, initial)
        if file is None:
            return None
        size = file.size or 0
        try:
            if size > LARGEST_UPLOAD:  # before reading it into memory
                raise UploadRefused("too_big", label=str(self.label), amount=amount_text("too_big", size))
            return sanitise(file.read(), file.name or "", file.content_type or "", label=str(self.label))
        except UploadRefused as refusal:
            raise ValidationError(refusal.message) from refusal


class TextsForm(forms.Form):
    """A field for each section; the figures are not among them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for key, title, prepared in SECTIONS:
            self.fields[key] = forms.CharField(
                label=title, required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}),
                help_text="Kosongkan untuk memakai kalimat yang disiapkan" if prepared else "Boleh kosong",
                error_messages={"max_length": f"Paling panjang {LONGEST_TEXT} huruf. Ringkas lagi"},
            )  # fmt: skip

    @property
    def texts(self) -> dict[str, str]:
        """What differs from the prepared words; those are not kept, so that a better wording reaches old reports too."""
        prepared = {key: words for key, _title, words in SECTIONS}
        given = {key: str(text).replace("\r\n", "\n").strip() for key, text in self.cleaned_data.items()}
        return {key: "" if text == prepared[key] else text for key, text in given.items()}


class PublicationForm(forms.Form):
    """Where a result was published, with a link or a file that shows it."""

    use_required_attribute = False
    channel = pick("Saluran", Channel.choices)
    place = LineField("Tempat", 160, help_text="Contoh: papan pengumuman pendopo, laman kecamatan")
    published_on = DayField("Tanggal")
    link = LineField("Tautan bukti", 300, required=False, help_text="Diawali https://")
    proof = ProofField("Berkas bukti")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.today = today

    def clean_published_on(self) -> date:
        day: date = self.cleaned_data["published_on"]
        if day.year < 2000 or day > self.today:
            raise ValidationError("Tanggal publikasi tidak boleh setelah hari ini")
        return day

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link:
            URLValidator(schemes=["http", "https"], message="Tulis tautan lengkap, contoh https://kemlagi.id/skm")(link)
        return link

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("link") and not data.get("proof") and not {"link", "proof"} & set(self.errors):
            self.add_error("link", "Isi tautan, atau unggah berkas sebagai bukti")
        return data

    @property
    def published(self) -> Published:
        kept = self.cleaned_data
        return Published(kept["channel"], kept["place"], kept["published_on"], kept["link"], kept["proof"])


class TaskForm(forms.Form):
    """An item of the plan."""

    use_required_attribute = False
    unsur = pick("Unsur", [])
    programme = LineField(
        "Program atau kegiatan", 300, help_text="Apa yang dikerjakan. Dibaca warga di halaman nilai kepuasan."
    )
    quarter = pick("Triwulan", QUARTERS)
    year = WholeField("Tahun", 2000, 2100)
    due_on = DayField("Selesai paling lambat")
    in_charge = LineField("Penanggung jawab", 120, help_text="Jabatan, contoh Kasi Pelayanan")
    person = forms.ModelChoiceField(
        User.objects.none(), label="Petugas yang diingatkan lewat surel", required=False, empty_label="Surel kantor",
        error_messages={"invalid_choice": "Pilih petugas dari daftar"},
    )  # fmt: skip

    def __init__(self, *args: Any, words: Iterable[Unsur], people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        unsur, person = self.fields["unsur"], self.fields["person"]
        assert isinstance(unsur, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
        assert isinstance(person, forms.ModelChoiceField)  # noqa: S101 - the same
        unsur.choices = [(row.key, f"U{place} {row.name}") for place, row in enumerate(words, start=1)]
        person.queryset = people
        person.label_from_instance = lambda obj: str(obj.name)  # type: ignore[method-assign]

    @property
    def task(self) -> Task:
        kept = self.cleaned_data
        return Task(
            kept["unsur"], kept["programme"], kept["year"], int(kept["quarter"]), kept["due_on"], kept["in_charge"], kept["person"]
        )  # fmt: skip


class DoneForm(forms.Form):
    """What was done about it."""

    use_required_attribute = False
    note = forms.CharField(
        label="Yang dilakukan", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang dilakukan", "max_length": "Paling panjang 1.000 huruf. Ringkas lagi"},
    )  # fmt: skip
    done_on = DayField("Selesai pada")
    proof = ProofField("Bukti")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.today = today

    def clean_done_on(self) -> date:
        day: date = self.cleaned_data["done_on"]
        if day > self.today or day.year < 2000:
            raise ValidationError("Tanggal selesai tidak boleh setelah hari ini")
        return day
