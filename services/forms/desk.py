"""What officers type and tick: filters, marks on papers, reasons, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from office.models import Area, Office, Post
from office.typed import tidy_line
from services.actions.review import Flaw
from services.models import DocumentState, Service
from services.queries.cases import Paper
from services.queries.queue import Wish
from services.workflow import DONE, LABELS

PAPER_REASONS = (
    "Foto buram, tulisan tidak terbaca",
    "Foto terpotong, semua sisi harus terlihat",
    "Foto terlalu gelap atau silau",
    "Bukan berkas yang diminta",
    "Nama atau nomor tidak sama dengan isian",
    "Masa berlaku berkas sudah habis",
    "Halaman kurang, kirim semua halaman",
    "Belum ditandatangani atau belum distempel",
    "Belum dibubuhi meterai",
    "Berkas belum dikirim",
)
MESSAGES = (
    "Cukup kirim ulang berkas yang diminta, isian lain sudah lengkap.",
    "Foto di tempat terang, lurus dari atas, tanpa lampu kilat.",
    "Jika kesulitan, datang ke loket dengan berkas asli. Petugas akan memotretkan.",
    "Minta surat pengantar yang baru di kantor desa atau kelurahan Anda.",
)
REJECT_REASONS = (
    "Bukan kewenangan kantor kami. Ajukan ke kantor sesuai alamat di KTP.",
    "Keterangan yang diminta tidak sesuai dengan keadaan di lapangan.",
    "Permohonan yang sama sudah kami proses.",
    "Syarat utama tidak dapat dipenuhi.",
)
WITHDRAW_REASONS = ("Pemohon membatalkan di loket", "Salah memilih layanan", "Sudah mengajukan lewat jalan lain")
OTHER = "lain"


class QueueForm(forms.Form):
    """The address of the queue: filters and search."""

    q = forms.CharField(required=False, max_length=200)
    lihat = forms.CharField(required=False, max_length=20)
    layanan = forms.SlugField(required=False, max_length=60)
    desa = forms.CharField(required=False, max_length=20)
    saring = forms.CharField(required=False, max_length=1)

    def __init__(self, data: Any, *, office: Office) -> None:
        super().__init__(data)
        self.office = office
        self.is_valid()

    @property
    def words(self) -> str:
        return tidy_line(self.cleaned_data.get("q", ""))

    def wish(self) -> Wish:
        kept = self.cleaned_data
        return Wish(chip=kept.get("lihat", ""), service=kept.get("layanan", ""), village=kept.get("desa", ""))

    @property
    def is_filtered(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("saring", "layanan", "desa"))

    def services(self) -> list[tuple[str, str]]:
        """Read by the template only when the filter is open."""
        return list(Service.objects.filter(office=self.office).order_by("name").values_list("slug", "name"))

    def villages(self) -> list[Area]:
        area = self.office.area_id
        return list(Area.objects.filter(parent=area, kind__in=["desa", "kelurahan"]).order_by("name"))


class ArchiveForm(forms.Form):
    q = forms.CharField(required=False, max_length=200)
    keadaan = forms.ChoiceField(
        required=False, choices=[("", "Semua"), *((state.value, LABELS[state]) for state in sorted(DONE))]
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    @property
    def words(self) -> str:
        return tidy_line(self.cleaned_data.get("q", ""))

    @property
    def state(self) -> str:
        return self.cleaned_data.get("keadaan", "")


class Line(NamedTuple):
    """A requirement with its three inputs."""

    paper: Paper
    mark: BoundField
    reason: BoundField
    other: BoundField


@dataclass(frozen=True)
class Marks:
    """What an officer said of the papers."""

    accepted: list[Paper]
    refused: list[tuple[Paper, str]]

    @property
    def flaws(self) -> list[Flaw]:
        return [Flaw(paper.requirement.key, reason) for paper, reason in self.refused]


class PapersForm(forms.Form):
    """Each requirement will do, or will not and why; then: keep the marks, send back, or declare complete."""

    use_required_attribute = False
    SAVE, RETURN, COMPLETE = "simpan", "kembalikan", "lengkap"
    do = forms.ChoiceField(choices=[(SAVE, ""), (RETURN, ""), (COMPLETE, "")], widget=forms.HiddenInput)
    message = forms.ChoiceField(
        label="Pesan tambahan untuk warga",
        required=False,
        choices=[("", "Tanpa pesan tambahan"), *((text, text) for text in MESSAGES)],
    )
    own_message = forms.CharField(
        label="Pesan dengan kata sendiri",
        required=False,
        max_length=240,
        widget=forms.TextInput(attrs={"class": "input"}),
    )

    def __init__(self, *args: Any, papers: Sequence[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.papers = papers
        for paper in papers:
            self._add(paper)
        self.fields["message"].widget.attrs["class"] = "input"

    def _add(self, paper: Paper) -> None:
        key, document = paper.requirement.key, paper.document
        state = document.state if document and document.state != DocumentState.PENDING else ""
        said = document.reason if document else ""
        self.fields[f"mark-{key}"] = forms.ChoiceField(
            label=paper.requirement.name, required=False, initial=state, widget=forms.RadioSelect,
            choices=[(DocumentState.ACCEPTED, "Sesuai"), (DocumentState.REFUSED, "Perlu diganti")],
        )  # fmt: skip
        prepared = [
            ("", "Pilih alasan"),
            *((text, text) for text in PAPER_REASONS),
            (OTHER, "Alasan lain, tulis di bawah"),
        ]
        self.fields[f"reason-{key}"] = forms.ChoiceField(
            label=f"Alasan {paper.requirement.name}", required=False, choices=prepared,
            initial=said if said in PAPER_REASONS else OTHER if said else "", widget=forms.Select(attrs={"class": "input"}),
        )  # fmt: skip
        self.fields[f"other-{key}"] = forms.CharField(
            label=f"Alasan lain {paper.requirement.name}", required=False, max_length=200, initial="" if said in PAPER_REASONS else said,
            widget=forms.TextInput(attrs={"class": "input"}),
        )  # fmt: skip

    def lines(self) -> Iterator[Line]:
        for paper in self.papers:
            key = paper.requirement.key
            yield Line(paper, self[f"mark-{key}"], self[f"reason-{key}"], self[f"other-{key}"])

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        for paper in self.papers:
            if kept.get(f"mark-{paper.requirement.key}") == DocumentState.REFUSED and not self._reason(paper):
                self.add_error(
                    f"reason-{paper.requirement.key}", f"Pilih alasan mengapa {paper.requirement.name} perlu diganti"
                )
        if kept.get("do") == self.COMPLETE:
            self._check_complete(kept)
        if kept.get("do") == self.RETURN and not any(
            kept.get(f"mark-{paper.requirement.key}") == DocumentState.REFUSED for paper in self.papers
        ):
            raise ValidationError("Tandai paling sedikit satu berkas yang perlu diganti")
        return kept

    def _check_complete(self, kept: dict[str, Any]) -> None:
        """Berkas lengkap means that every required paper was looked at and will do."""
        for paper in self.papers:
            mark = kept.get(f"mark-{paper.requirement.key}")
            if mark == DocumentState.REFUSED:
                self.add_error(
                    f"mark-{paper.requirement.key}",
                    f"{paper.requirement.name} ditandai perlu diganti. Kembalikan ke warga, atau tandai sesuai",
                )
            elif not mark and paper.requirement.is_required:
                self.add_error(
                    f"mark-{paper.requirement.key}", f"Tandai {paper.requirement.name}: sesuai, atau perlu diganti"
                )

    def _reason(self, paper: Paper) -> str:
        chosen = self.cleaned_data.get(f"reason-{paper.requirement.key}", "")
        written = tidy_line(self.cleaned_data.get(f"other-{paper.requirement.key}", ""))
        return written if chosen in {OTHER, ""} else chosen

    @property
    def marks(self) -> Marks:
        accepted = [paper for paper in self.papers if self._mark(paper) == DocumentState.ACCEPTED]
        refused = [(paper, self._reason(paper)) for paper in self.papers if self._mark(paper) == DocumentState.REFUSED]
        return Marks(accepted, refused)

    def _mark(self, paper: Paper) -> str:
        return str(self.cleaned_data.get(f"mark-{paper.requirement.key}", ""))

    @property
    def words(self) -> str:
        """What is added for the resident: the prepared sentence and the officer's own."""
        return " ".join(
            filter(None, [self.cleaned_data.get("message", ""), tidy_line(self.cleaned_data.get("own_message", ""))])
        )


class ReasonForm(forms.Form):
    """A prepared reason, or one's own words."""

    use_required_attribute = False
    prepared = forms.ChoiceField(
        label="Alasan",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasan", "invalid_choice": "Pilih alasan dari daftar"},
    )
    written = forms.CharField(
        label="Alasan dengan kata sendiri", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}),
        help_text="Jangan tulis nama orang atau NIK.",
    )  # fmt: skip

    def __init__(self, *args: Any, reasons: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["prepared"].choices = [*((text, text) for text in reasons), (OTHER, "Alasan lain, tulis di bawah")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("prepared") == OTHER and not tidy_line(kept.get("written", "")):
            self.add_error("written", "Tulis alasannya, atau pilih alasan dari daftar")
        return kept

    @property
    def reason(self) -> str:
        chosen = self.cleaned_data.get("prepared", "")
        written = tidy_line(self.cleaned_data.get("written", ""))
        return written if chosen == OTHER else f"{chosen} {written}".strip()[:200]


class NoteForm(forms.Form):
    """One line: an internal remark, who came for a letter, a note for the next office."""

    note = forms.CharField(
        max_length=300, error_messages={"required": "Isi catatan"}, widget=forms.TextInput(attrs={"class": "input"})
    )

    def __init__(self, *args: Any, required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = required

    @property
    def words(self) -> str:
        return tidy_line(self.cleaned_data.get("note", ""))


class DraftForm(forms.Form):
    """Who signs, when several may; and that empty places are meant."""

    signer = forms.ModelChoiceField(Post.objects.none(), label="Penanda tangan", required=False, empty_label=None)
    leave_empty = forms.BooleanField(label="Buat surat walau ada bagian yang kosong", required=False)

    def __init__(self, *args: Any, posts: Sequence[Post], missing: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.missing = missing
        self.fields["signer"].queryset = Post.objects.filter(pk__in=[post.pk for post in posts]).select_related("user")  # type: ignore[attr-defined]
        if len(posts) < 2:
            del self.fields["signer"]
        if not missing:
            del self.fields["leave_empty"]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if self.missing and not kept.get("leave_empty"):
            self.add_error(
                "leave_empty", "Isi dulu bagian yang kosong di Perbaiki data, atau centang untuk tetap membuat surat"
            )
        return kept
