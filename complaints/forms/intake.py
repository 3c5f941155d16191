"""The form of a report, for residents and for the counter: what, where, who; every refusal says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html

from complaints.models import Category
from complaints.queries.reporting import Topic
from complaints.report import Report
from complaints.workflow import KIND_WORDS, Identity, Kind
from office.identity import check_rw
from office.models import Area
from office.names import check_name
from office.phone import check_phone
from office.typed import tidy_line
from services.forms.fields import Answer, Pick
from services.forms.judges import email
from services.forms.papers import ACCEPT

MOST_TEXT, SHORTEST_TEXT = 1000, 15
WORLD = {"latitude": (Decimal(-11), Decimal(6)), "longitude": (Decimal(95), Decimal(141))}
"""From Rote to Sabang, from Sabang to Merauke."""
WHO = (
    (Identity.SECRET, "Sebut nama, tetapi dirahasiakan", "Nama Anda disimpan tersandi. Dinas dan umum tidak melihatnya. Hanya petugas pengaduan dan camat yang dapat membukanya, dengan alasan yang tercatat."),
    (Identity.OPEN, "Sebut nama kepada petugas dan dinas", "Dinas dapat menghubungi Anda. Umum tidak melihat nama Anda."),
    (Identity.ANONYMOUS, "Tanpa nama", "Kami tidak menyimpan nama, nomor, atau alamat internet Anda. Kami tidak dapat mengabari Anda."),
)  # fmt: skip
NAMES = (
    "kind", "category", "finer", "village", "rw", "landmark", "latitude", "longitude", "text", "identity", "name", "phone", "email", "may_publish",
)  # fmt: skip


class _Photos(forms.FileInput):
    allow_multiple_selected = True


def _line(most: int) -> Any:
    def judge(text: str) -> str:
        kept = tidy_line(text[:8000])
        if len(kept) > most:
            raise ValidationError(f"Paling panjang {most} huruf. Anda mengisi {len(kept)} huruf")
        return kept

    return judge


def _story(text: str) -> str:
    kept = "\n".join(tidy_line(row) for row in text[:20_000].replace("\r\n", "\n").split("\n")).strip("\n")
    if len(kept) > MOST_TEXT:
        raise ValidationError(f"Paling panjang {MOST_TEXT} huruf. Anda mengisi {len(kept)} huruf")
    if len(kept) < SHORTEST_TEXT:
        raise ValidationError("Ceritakan sedikit lebih panjang, supaya dinas tahu apa yang harus dikerjakan")
    return kept


def _passed(check: Any) -> Any:
    def judge(text: str) -> str:
        verdict = check(text)
        if verdict.errors:
            raise ValidationError(verdict.errors[0])
        return str(verdict.value)

    return judge


def _degrees(name: str) -> Any:
    def judge(text: str) -> Decimal:
        low, high = WORLD[name]
        try:
            value = Decimal(text.strip().replace(",", "."))
        except InvalidOperation as error:
            raise ValidationError("Titik peta ditulis seperti -7.4321") from error
        if not value.is_finite() or not low <= value <= high:
            raise ValidationError("Titik itu di luar Indonesia. Kosongkan bila ragu")
        return value

    return judge


class ReportForm(forms.Form):
    """Sections in the order of the page. `at_counter` asks for no consent of a device and allows no photos."""

    use_required_attribute = False

    def __init__(self, *args: Any, topics: Sequence[Topic], villages: Sequence[Area], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.topics, self.villages = topics, villages
        self.fields.update(self._what() | self._where(villages) | self._who())
        self.fields["name"].required = not (self.is_bound and self.data.get("identity") == Identity.ANONYMOUS)

    def _what(self) -> dict[str, forms.Field]:
        finer = [("", "Tidak tahu, atau tidak ada di daftar")] + [
            (topic.category.name, [(child.key, child.name) for child in topic.finer])
            for topic in self.topics
            if topic.finer
        ]
        topics = [(topic.category.key, topic.category.name) for topic in self.topics]
        return {
            "kind": Pick(label="Anda ingin", choices=[(kind.value, KIND_WORDS[kind]) for kind in Kind], initial=Kind.COMPLAINT.value, widget=forms.RadioSelect, error_messages={"required": "Pilih jenis laporan"}),
            "category": Pick(label="Masalahnya tentang apa?", choices=topics, widget=forms.RadioSelect, error_messages={"required": "Pilih masalahnya tentang apa"}),
            "finer": forms.ChoiceField(label="Lebih tepatnya", choices=finer, required=False, error_messages={"invalid_choice": "Pilih dari daftar"}),
            "text": Answer(_story, label="Ceritakan masalahnya", help_text="Sejak kapan, seberapa parah, siapa yang terdampak. Jangan tulis nama atau nomor orang.", widget=forms.Textarea(attrs={"rows": 5, "data-max": MOST_TEXT}), error_messages={"required": "Ceritakan masalahnya"}),
            "photos": forms.FileField(label="Foto", required=False, help_text="Paling banyak 5. Data lokasi dan waktu di dalam foto kami hapus.", widget=_Photos(attrs={"accept": ACCEPT, "multiple": True})),
        }  # fmt: skip

    def _where(self, villages: Sequence[Area]) -> dict[str, forms.Field]:
        listed = [("", "Pilih desa atau kelurahan"), *((area.code, area.full_name) for area in villages)]
        return {
            "village": Pick(label="Desa atau kelurahan", choices=listed, widget=forms.Select, error_messages={"required": "Pilih desa atau kelurahan"}),
            "rw": Answer(_passed(check_rw), label="RW", required=False, widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input--4", "autocomplete": "off"})),
            "landmark": Answer(_line(160), label="Patokan", help_text="Contoh: depan pintu barat pasar", widget=forms.TextInput(attrs={"autocomplete": "off"}), error_messages={"required": "Tulis patokan tempatnya, misalnya depan balai desa"}),
            "latitude": Answer(_degrees("latitude"), label="Lintang", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--16", "autocomplete": "off"})),
            "longitude": Answer(_degrees("longitude"), label="Bujur", required=False, widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input--16", "autocomplete": "off"})),
        }  # fmt: skip

    def _who(self) -> dict[str, forms.Field]:
        choices = [(mode.value, format_html("{}<small>{}</small>", label, hint)) for mode, label, hint in WHO]
        return {
            "identity": Pick(label="Siapa Anda?", choices=choices, initial=Identity.SECRET.value, widget=forms.RadioSelect, error_messages={"required": "Pilih apakah Anda menyebut nama"}),
            "name": Answer(_passed(lambda text: check_name(text, what="nama Anda")), label="Nama", error_messages={"required": "Isi nama Anda, atau pilih Tanpa nama"}, widget=forms.TextInput(attrs={"autocomplete": "name"})),
            "phone": Answer(_passed(check_phone), label="Nomor WhatsApp", required=False, help_text="Untuk mengabari Anda. Tidak ditampilkan kepada umum.", widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel", "class": "input--16"})),
            "email": Answer(email, label="Surel", required=False, widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email", "spellcheck": "false"})),
            "may_publish": forms.BooleanField(label="Boleh ditampilkan untuk umum, tanpa nama, setelah diperiksa petugas", required=False, initial=True),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if bool(kept.get("latitude")) != bool(kept.get("longitude")) and not {"latitude", "longitude"} & set(
            self.errors
        ):
            self.add_error("longitude", "Isi lintang dan bujur, atau kosongkan keduanya")
        return kept

    def report(self, *, held_reason: str = "") -> Report:
        """What was said, as intake takes it; a name beside "tanpa nama" is dropped here."""
        said = self.cleaned_data
        hidden = said["identity"] == Identity.ANONYMOUS
        finer = said["finer"] if said["finer"] in self._finer_of(said["category"]) else ""
        return Report(
            category=finer or said["category"], text=said["text"], kind=Kind(said["kind"]), village_code=said["village"], rw=said["rw"],
            landmark=said["landmark"], latitude=said["latitude"] or None, longitude=said["longitude"] or None,
            identity=Identity(said["identity"]), may_publish=said["may_publish"], held_reason=held_reason,
            name="" if hidden else said["name"], phone="" if hidden else said["phone"], email="" if hidden else said["email"],
        )  # fmt: skip

    def _finer_of(self, key: str) -> set[str]:
        return {child.key for topic in self.topics if topic.category.key == key for child in topic.finer}

    def topic_of(self, report: Report) -> Category:
        """The category that was chosen."""
        found = {topic.category.key: topic.category for topic in self.topics}
        found |= {child.key: child for topic in self.topics for child in topic.finer}
        return found[report.category]


def typed(data: Any) -> dict[str, Any]:
    """What was typed, as text to keep, whatever it is worth; nothing of somebody who wants no name is kept."""
    kept = {name: str(data[name])[:10_000] for name in NAMES if name in data}
    if kept.get("identity") == Identity.ANONYMOUS:
        kept = {name: text for name, text in kept.items() if name not in {"name", "phone", "email"}}
    return kept
