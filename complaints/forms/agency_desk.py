"""What an agency's officer types: the answer with its proof, an assignment, a note, a prepared text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import format_html

from complaints.models import Agency, Complaint, PhotoKind, PreparedAnswer
from complaints.workflow import Kind, State
from office.models import User
from office.uploads.refusals import LARGEST_UPLOAD, UploadRefused, amount_text
from office.uploads.sanitise import CleanFile, sanitise

START, ASK, BOUNCE = "start", "ask", "bounce"
DONE, PARTLY, NOT = "done", "partly", "not"
ANSWERS = frozenset({DONE, PARTLY, NOT})
MOST_PHOTOS = 3
PICTURES = "image/jpeg,image/png,.jpg,.jpeg,.png"
PAPERS = "application/pdf,image/jpeg,image/png,.pdf,.jpg,.jpeg,.png"
SHORTEST = 5
_WAYS = (
    (START, "Sedang dikerjakan", "kabari warga apa yang dilakukan"),
    (DONE, "Selesai", "wajib foto sesudah atau dokumen"),
    (PARTLY, "Baru sebagian", "jelaskan apa yang belum"),
    (NOT, "Tidak dapat dikerjakan", "jelaskan alasannya"),
    (ASK, "Tanya pelapor", "waktu berhenti sampai dijawab"),
    (BOUNCE, "Bukan wewenang kami", "sebutkan dinas yang berwenang"),
)


class _Several(forms.FileInput):
    allow_multiple_selected = True


class _Files(forms.FileField):
    """Several files of one field; the form looks at each when it knows which way was chosen."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [file for file in data or [] if isinstance(file, UploadedFile)]


def _file(label: str, accept: str, *, hint: str = "") -> forms.FileField:
    return _Files(
        label=label,
        required=False,
        help_text=hint,
        widget=_Several(attrs={"accept": accept, "multiple": True}),
    )


def _text(label: str, most: int, *, hint: str = "", rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": most})
    words = {"max_length": f"Paling banyak {most} huruf"}
    return forms.CharField(
        label=label, max_length=most, required=False, help_text=hint, widget=widget, error_messages=words
    )


class AnswerForm(forms.Form):
    """One form for what an officer can do; the way chosen says which fields count."""

    use_required_attribute = False
    way = forms.ChoiceField(
        label="Status", widget=forms.RadioSelect, error_messages={"required": "Pilih status", "invalid_choice": "Pilih status dari daftar"}
    )  # fmt: skip
    text = _text(
        "Jawaban untuk warga",
        2000,
        hint="Tampil di halaman publik. Tulis apa yang dikerjakan dan kapan. Jangan tulis nama atau nomor warga.",
    )
    reason = _text("Apa yang belum, dan mengapa", 500, hint="Dibaca warga bersama jawaban.", rows=2)
    before = _file("Foto sebelum", PICTURES, hint=f"Paling banyak {MOST_PHOTOS} foto")
    after = _file("Foto sesudah", PICTURES, hint="Wajib untuk status Selesai, kecuali ada dokumen")
    paper = _file("Dokumen", PAPERS, hint="PDF atau foto, misalnya berita acara")
    question = _text("Pertanyaan untuk pelapor", 2000, hint="Hanya dibaca pelapor.", rows=3)
    to = forms.ModelChoiceField(
        Agency.objects.none(), label="Dinas yang berwenang", required=False, empty_label="Pilih dinas", error_messages={"invalid_choice": "Pilih dinas dari daftar"}
    )  # fmt: skip
    why = _text("Mengapa bukan wewenang dinas Anda", 500, hint="Dibaca dinas yang menerima dan kecamatan.", rows=2)

    def __init__(self, *args: Any, complaint: Complaint, others: Iterable[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.complaint = complaint
        self.files_kept: list[tuple[CleanFile, PhotoKind]] = []
        way, to = self.fields["way"], self.fields["to"]
        assert isinstance(way, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
        assert isinstance(to, forms.ModelChoiceField)  # noqa: S101 - the same
        way.choices = [
            (key, format_html("{}<small>{}</small>", label, hint)) for key, label, hint in _WAYS if key in self._ways()
        ]
        way.widget.choices_class = "choices choices--2-wide"
        to.queryset = Agency.objects.filter(pk__in=[agency.pk for agency in others])
        for name in ("text", "reason", "after", "question", "to", "why"):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # the way chosen asks for it: not "boleh dikosongkan"
        to.label_from_instance = _named  # type: ignore[method-assign]

    def _ways(self) -> list[str]:
        """Starting is a first step only."""
        keys = [key for key, _label, _hint in _WAYS]
        return keys if self.complaint.state == State.FORWARDED else keys[1:]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        way = kept.get("way")
        if way in ANSWERS:
            self._check_answer(way, kept)
        elif way == ASK:
            self._want("question", "Tulis pertanyaan untuk pelapor")
        elif way == BOUNCE:
            self._want("why", "Tulis mengapa bukan wewenang dinas Anda")
            if not kept.get("to") and "to" not in self.errors:
                self.add_error("to", "Pilih dinas yang berwenang")
        elif way == START:
            self._want("text", "Tulis apa yang sedang dikerjakan")
        return kept

    def _check_answer(self, way: str, kept: dict[str, Any]) -> None:
        self._want("text", "Tulis jawaban untuk warga")
        if way != DONE:
            self._want("reason", "Tulis apa yang belum atau tidak dapat dikerjakan, dan mengapa")
        for name, kind in (("before", PhotoKind.BEFORE), ("after", PhotoKind.AFTER), ("paper", PhotoKind.DOCUMENT)):
            self._take_files(name, kind)
        shown = {kind for _clean, kind in self.files_kept} - {PhotoKind.BEFORE}
        if (
            way == DONE
            and self.complaint.kind == Kind.COMPLAINT
            and not shown
            and not {"after", "paper"} & set(self.errors)
        ):
            self.add_error("after", "Unggah foto sesudah dikerjakan, atau dokumen yang menunjukkannya")

    def _want(self, name: str, words: str) -> None:
        if len(str(self.cleaned_data.get(name, "")).strip()) < SHORTEST and name not in self.errors:
            self.add_error(name, words)

    def _take_files(self, name: str, kind: PhotoKind) -> None:
        """Clean every file of a field; what is refused is told beside it."""
        files = self.cleaned_data.get(name, [])
        if len(files) > MOST_PHOTOS:
            self.add_error(name, f"Paling banyak {MOST_PHOTOS} berkas. Anda memilih {len(files)}")
            return
        for file in files:
            try:
                self.files_kept.append((_cleaned(file, str(self.fields[name].label)), kind))
            except UploadRefused as refusal:
                self.add_error(name, ValidationError(refusal.message))


def _cleaned(file: UploadedFile, label: str) -> CleanFile:
    size = file.size or 0
    if size > LARGEST_UPLOAD:  # before reading it into memory
        raise UploadRefused("too_big", label=label, amount=amount_text("too_big", size))
    return sanitise(file.read(), file.name or "", file.content_type or "", label=label)


def _named(obj: Any) -> str:
    return f"{obj.name}: {obj.duties}" if obj.duties else str(obj.name)


class AssignForm(forms.Form):
    """Who of the agency works on it; nobody in particular is a choice, too."""

    officer = forms.ModelChoiceField(
        User.objects.none(), label="Petugas", required=False, empty_label="Belum ditentukan"
    )

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field = self.fields["officer"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - tells the type checker what stands above
        field.queryset = User.objects.filter(pk__in=[person.pk for person in people]).order_by("name")
        field.label_from_instance = lambda obj: str(obj.name)  # type: ignore[method-assign]


class NoteForm(forms.Form):
    """A remark that stays in the agency."""

    use_required_attribute = False
    note = forms.CharField(
        label="Catatan dinas", max_length=2000, help_text="Hanya dibaca petugas dinas Anda.", widget=forms.Textarea(attrs={"rows": 2, "maxlength": 2000}),
        error_messages={"required": "Tulis catatannya", "max_length": "Paling banyak 2.000 huruf"},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class PreparedForm(forms.ModelForm):
    """A text the agency uses often."""

    use_required_attribute = False

    class Meta:
        model = PreparedAnswer
        fields = ("title", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        error_messages = {"title": {"required": "Isi judulnya"}, "text": {"required": "Isi teksnya"}}

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if len(agencies) > 1 and self.instance._state.adding:
            choices = [(str(agency.pk), agency.name) for agency in agencies]
            self.fields["agency"] = forms.ChoiceField(
                label="Dinas", choices=choices, error_messages={"invalid_choice": "Pilih dinas dari daftar"}
            )
            self.order_fields(["agency", "title", "text"])
