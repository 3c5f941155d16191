"""What couriers, the Kasi and residents type about a delivery: the home, the round, the proof, the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from office.models import User
from office.phone import check_phone, display
from office.typed import tidy_line
from office.uploads.refusals import LARGEST_UPLOAD, UploadRefused, amount_text
from office.uploads.sanitise import CleanFile, sanitise
from services.actions.delivery_answers import PICK_UP, SEND_AGAIN, SHOW_PROOF
from services.actions.proofs import Proof
from services.catalogue_fields import FIELDS
from services.forms.fields import field_of, pick
from services.home_address import HomeAddress
from services.home_place import ADVICE, check_place
from services.models import ProofMethod, Vulnerability

RELATIONS = ("Pemohon sendiri", "Suami atau istri", "Anak", "Orang tua", "Saudara serumah", "Ketua RT atau tetangga", "Lainnya")  # fmt: skip
PICTURE = "image/jpeg,image/png,.jpg,.jpeg,.png"
_WAYS = ("pin", "photo", "signature")
SIGNED_ON_PHONE = "Tanda tangan di HP ini"


def _text(label: str, most: int, *, hint: str = "", required: str = "", css: str = "", **attrs: str) -> forms.CharField:
    words = {"required": required} if required else {}
    widget = forms.TextInput(attrs={**({"class": css} if css else {}), **attrs})
    return forms.CharField(
        label=label, max_length=most, help_text=hint, required=bool(required), error_messages=words, widget=widget
    )


class HomeForm(forms.Form):
    """Where to bring it. The point on the map may be filled in by the phone; the rest is what neighbours would say."""

    use_required_attribute = False
    address = _text("Alamat", 200, hint="Jalan atau dusun dan nomor rumah", required="Isi alamat rumah")
    landmark = _text("Patokan", 160, hint="Contoh: rumah cat hijau, samping musala")
    place = _text("Titik di peta", 40, hint="Boleh kosong. Contoh: -7.39120,112.35500", **{"data-place": ""})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for key in ("rt", "rw"):
            self.fields[key] = _judged(key)
        self.fields["phone"] = _text("Nomor HP", 24, hint="Untuk menelepon saat petugas mencari rumah", css="input--16", inputmode="tel")  # fmt: skip
        self.order_fields(["address", "rt", "rw", "landmark", "phone", "place"])
        if self.initial.get("phone"):
            self.initial = {**self.initial, "phone": display(self.initial["phone"])}

    def clean_place(self) -> str:
        text = self.cleaned_data["place"]
        kept = check_place(text)
        if text.strip() and not kept:
            raise ValidationError(ADVICE)
        return kept

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        if not text.strip():
            return ""
        verdict = check_phone(text)
        if verdict.errors:
            raise ValidationError(verdict.errors[0])
        return str(verdict.value)

    @property
    def home(self) -> HomeAddress:
        kept = {name: self.cleaned_data.get(name, "") for name in HomeAddress.__dataclass_fields__}
        return HomeAddress(**kept | {name: tidy_line(kept[name]) for name in ("address", "landmark")})


def _judged(key: str) -> forms.Field:
    """RT and RW with the judge of the applications; it asks no date."""
    return field_of(FIELDS[key], today=date.min, required=False)


class OfferForm(HomeForm):
    """The counter's offer: which group the resident belongs to, and where they live."""

    def __init__(self, *args: Any, known: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["vulnerability"] = pick(
            "Termasuk kelompok", Vulnerability.choices, hint="Menurut pemohon, atau umurnya", words="Pilih kelompoknya"
        )
        self.fields["vulnerability"].initial = known
        self.order_fields(["vulnerability", "address", "rt", "rw", "landmark", "phone", "place"])


class RoundForm(forms.Form):
    """Leaving: until when the last letter is brought, and whether the surat tugas takes a number of the register."""

    use_required_attribute = False
    arrives_by = forms.TimeField(
        label="Sampai paling lambat pukul", required=False, input_formats=["%H.%M", "%H:%M"], help_text="Boleh kosong. Warga membaca jam ini. Contoh 15.00",
        error_messages={"invalid": "Tulis jam seperti 15.00"}, widget=forms.TextInput(attrs={"class": "input--4", "inputmode": "numeric"}),
    )  # fmt: skip
    numbered = forms.BooleanField(label="Beri nomor surat tugas dari buku agenda", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def arrives(self, now: datetime) -> datetime | None:
        """The moment of today in the office's zone (`now` is local there); a time that has passed counts as none."""
        time = self.cleaned_data.get("arrives_by")
        moment = now.replace(hour=time.hour, minute=time.minute, second=0, microsecond=0) if time else None
        return moment if moment and moment > now + timedelta(minutes=1) else None


def ticked(data: QueryDict) -> list[UUID]:
    """The letters of a round; made-up values are left out."""
    found = []
    for text in data.getlist("surat")[:100]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


class ProofForm(forms.Form):
    """Who received it, and one of three ways to show it. `key` is made with the form: the same form makes one proof."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput)
    taken_at = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput(attrs={"data-taken": ""}))
    place = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput(attrs={"data-place": ""}))
    receiver_name = _text("Nama penerima", 100, required="Isi nama penerima", autocomplete="off")
    relation = forms.ChoiceField(
        label="Hubungan dengan pemohon", choices=[("", "Pilih salah satu"), *((word, word) for word in RELATIONS)],
        error_messages={"required": "Pilih hubungan penerima dengan pemohon"},
    )  # fmt: skip
    method = forms.ChoiceField(
        label="Bukti penyerahan", widget=forms.RadioSelect, error_messages={"required": "Pilih cara membuktikan penyerahan"},
        choices=[(ProofMethod.PIN, "PIN atau kode pemohon"), (ProofMethod.PHOTO, "Foto penyerahan"), (ProofMethod.SIGNATURE, SIGNED_ON_PHONE)],
    )  # fmt: skip
    pin = _text("PIN atau kode", 12, hint="6 angka di bukti permohonan, atau 4 angka di halaman lacak", css="input--16", inputmode="numeric", autocomplete="off")  # fmt: skip
    photo = forms.FileField(label="Foto penyerahan", required=False, help_text="Surat di tangan penerima. Tanpa KTP, tanpa KK", widget=forms.FileInput(attrs={"accept": PICTURE, "capture": "environment"}))  # fmt: skip
    signature = forms.FileField(label="Gambar tanda tangan", required=False, widget=forms.FileInput(attrs={"accept": PICTURE}))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["key"].initial = self.fields["key"].initial or uuid4()
        self.picture: CleanFile | None = None
        for name in _WAYS:
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # its label does not say "boleh dikosongkan"

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        method = kept.get("method")
        if method == ProofMethod.PIN and not kept.get("pin", "").strip():
            self.add_error("pin", "Isi PIN atau kode yang disebutkan pemohon")
        if method == ProofMethod.PHOTO:
            self._read("photo", kept, "foto penyerahan", "Ambil foto penyerahan")
        if method == ProofMethod.SIGNATURE:
            self._read("signature", kept, "tanda tangan", "Minta penerima menandatangani")
        return kept

    def _read(self, name: str, kept: dict[str, Any], label: str, missing: str) -> None:
        """Clean the picture once everything else is right: decoding costs a process."""
        file = kept.get(name)
        if not isinstance(file, UploadedFile):
            self.add_error(name, missing) if name not in self.errors else None
        elif (file.size or 0) > LARGEST_UPLOAD:
            amount = amount_text("too_big", file.size or 0)
            self.add_error(name, UploadRefused("too_big", label=label, amount=amount).message)
        elif not self.errors:
            try:
                self.picture = sanitise(file.read(), file.name or "", file.content_type or "", label=label)
            except UploadRefused as refusal:
                self.add_error(name, refusal.message)

    def proof(self, *, at: datetime) -> Proof:
        """The clean values; the phone's clock and place count where they can be read."""
        kept = self.cleaned_data
        return Proof(
            key=kept["key"], method=ProofMethod(kept["method"]), receiver_name=tidy_line(kept["receiver_name"]),
            relation=kept["relation"], file=self.picture, place=check_place(kept["place"]),
            taken_at=_moment(kept["taken_at"]) or at,
        )  # fmt: skip

    @property
    def said(self) -> str:
        """The first thing that is wrong, for a phone that sent it in the background."""
        return next((str(error) for errors in self.errors.values() for error in errors), "")


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


class AbsentForm(forms.Form):
    """Nobody home; what the resident may read about it."""

    note = forms.CharField(required=False, max_length=160)

    @property
    def words(self) -> str:
        return tidy_line(self.cleaned_data.get("note", "")) if self.is_valid() else ""


class DisputeForm(forms.Form):
    """ "Belum saya terima", in the resident's words."""

    use_required_attribute = False
    words = forms.CharField(
        label="Ceritakan singkat", required=False, max_length=200, help_text="Boleh kosong. Jangan tulis NIK",
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class VerdictForm(forms.Form):
    """How the Kasi ends a dispute."""

    use_required_attribute = False
    verdict = forms.ChoiceField(
        label="Keputusan", widget=forms.RadioSelect, error_messages={"required": "Pilih keputusan"},
        choices=[(SEND_AGAIN, "Antar lagi"), (SHOW_PROOF, "Sudah diserahkan, jelaskan buktinya"), (PICK_UP, "Pemohon mengambil di loket")],
    )  # fmt: skip
    reason = forms.CharField(
        label="Penjelasan untuk pemohon", max_length=200, error_messages={"required": "Isi penjelasan untuk pemohon"},
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 200}), help_text="Pemohon membaca ini. Contoh: diterima anak Anda, Selasa 10.20",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class CourierForm(forms.Form):
    """Somebody who serves here today."""

    use_required_attribute = False
    courier = forms.ChoiceField(label="Petugas antar", error_messages={"required": "Pilih petugas", "invalid_choice": "Pilih petugas dari daftar"})  # fmt: skip

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.people = {str(person.pk): person for person in people}
        self.fields["courier"].choices = [("", "Pilih petugas"), *((key, row.name) for key, row in self.people.items())]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> User:
        return self.people[self.cleaned_data["courier"]]
