"""What is typed to object: where the letter should go and a word, nothing that the system knows already; and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html

from office.models import Area, Office, User
from services.catalogue_fields import FIELDS, FieldSpec
from services.forms.fields import Answer, field_of, pick
from services.forms.judges import lines, small
from services.home_address import HomeAddress
from services.models import Submission, Verdict
from services.objection_home import Destination, destination_of

HERE, OTHER, FETCH = "request", "other", "none"
WORDS_AT_MOST, REASON_AT_MOST = 300, 500
_LANDMARK = FieldSpec(
    "patokan", "Patokan rumah", hint="Contoh: rumah cat hijau samping musala", required=False, max_length=120
)
_PHONE = FieldSpec(
    "home_phone", "Nomor HP untuk petugas antar", hint="Boleh nomor keluarga di rumah", kind="phone", required=False
)
_OTHER = {"address": FIELDS["alamat"], "rt": FIELDS["rt"], "rw": FIELDS["rw"]}


def words_field(label: str, hint: str = "") -> Answer:
    return Answer(
        lambda text: lines(text, most=WORDS_AT_MOST), label=label, required=False, help_text=hint,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": WORDS_AT_MOST}),
    )  # fmt: skip


class ObjectionForm(forms.Form):
    """Confirm the address on the request, name another one in this office's area, or none. Only what was given is shown."""

    use_required_attribute = False

    def __init__(
        self,
        data: Any = None,
        *,
        submission: Submission,
        villages: Sequence[Area],
        today: date,
        at_counter: bool = False,
    ) -> None:
        super().__init__(data, label_suffix="")
        self.known, self.submission = destination_of(submission), submission
        places = [(area.code, area.full_name) for area in villages]
        self.fields["to"] = self._where(dict(places))
        self.fields["village"] = pick("Desa atau kelurahan", places, required=False, words="Pilih desa atau kelurahan")
        for name, spec in _OTHER.items():
            self.fields[name] = field_of(spec, today=today, required=False)
        self.fields["landmark"] = field_of(_LANDMARK, today=today)
        self.fields["phone"] = field_of(_PHONE, today=today)
        self.fields["words"] = words_field("Kata pemohon" if at_counter else "Keterangan")
        home = self.known.home
        self.initial = {"to": HERE if home.address else OTHER, "landmark": home.landmark, "phone": _local(home.phone)}

    def _where(self, villages: dict[str, str]) -> forms.Field:
        home, office = self.known.home, self.submission.office
        area = f"RT {_short(home.rt)} RW {_short(home.rw)}" if home.rt and home.rw else ""
        village = villages.get(self.known.village_code, "")
        written = ", ".join(part for part in [f"{home.address} {area}".strip(), village] if part)
        ways: list[tuple[str, Any]] = [
            (OTHER, f"Alamat lain di {office.name}"),
            (FETCH, format_html("Tidak perlu diantar<small>{}</small>", "Saya tunggu, atau ambil sendiri di loket")),
        ]
        if home.address:
            ways.insert(0, (HERE, format_html("Alamat di permohonan<small>{}</small>", written)))
        return pick("Bila terbukti, surat diantar ke mana?", ways, words="Pilih ke mana surat diantar")

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("to") == OTHER:
            labels = {name: small(str(self.fields[name].label)) for name in ("village", *_OTHER)}
            for name, label in labels.items():
                if name in kept and not kept[name]:
                    self.add_error(name, f"{'Pilih' if name == 'village' else 'Isi'} {label}")
        return kept

    def destination(self) -> Destination:
        """Where the letter goes; call it on a valid form."""
        said = self.cleaned_data
        if said["to"] == FETCH:
            return Destination(wanted=False)
        if said["to"] == HERE:
            home = replace(self.known.home, landmark=said["landmark"], phone=said["phone"])
            return replace(self.known, wanted=True, home=home)
        home = HomeAddress(
            address=said["address"], rt=said["rt"], rw=said["rw"], landmark=said["landmark"], phone=said["phone"]
        )
        return Destination(village_code=said["village"], home=home)

    @property
    def words(self) -> str:
        return str(self.cleaned_data["words"])


def _short(number: str) -> str:
    """RT 02, as people write it; three digits are kept."""
    return str(int(number)).zfill(2) if number.isdigit() else number


def _local(phone: str) -> str:
    return f"0{phone[2:]}" if phone.startswith("62") else phone


class AppealForm(forms.Form):
    """Why the verdict is not accepted; nothing else is asked."""

    use_required_attribute = False

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        head = office.head_title.lower()
        self.fields["words"] = words_field(
            "Mengapa Anda tidak setuju?", f"Dibaca {head}. Contoh: surat saya terima pukul 10.30"
        )


class VerdictForm(forms.Form):
    """Two taps for what is true; a reason for what is not. Each verdict has its own words for the resident."""

    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, couriers: Sequence[tuple[User, int]], served: User | None, sorry: str, brings: bool
    ) -> None:
        super().__init__(data, label_suffix="")
        second = "Surat diantar ke rumah" if brings else "Surat sudah di tangan pemohon, atau akan diambil"
        ways = [
            (Verdict.UPHELD, format_html("Terbukti<small>{}</small>", second)),
            (Verdict.DISMISSED, format_html("Tidak terbukti<small>{}</small>", "Wajib tulis alasan")),
        ]
        self.fields["verdict"] = pick("Keputusan", ways, words="Pilih terbukti atau tidak terbukti")
        self.fields["verdict"].widget.choices_class = "choices choices--2"
        if brings and couriers:
            self.people = {str(user.pk): user for user, _load in couriers}
            self.fields["courier"] = self._courier(couriers, served)
        self.fields["message"] = self._text("Pesan untuk warga", False)
        self.fields["reason"] = self._text(
            "Alasan tidak terbukti", False, "Warga membaca alasan ini. Sebutkan catatan waktunya"
        )
        for name in {"courier", "reason"} & set(self.fields):
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # one of the verdicts needs it
        self.initial = {"message": sorry, "courier": str(served.pk) if served else ""}

    def _courier(self, couriers: Sequence[tuple[User, int]], served: User | None) -> forms.Field:
        names = [(str(user.pk), f"{user.name} ({load} tugas antar)") for user, load in couriers]
        known = served is not None and str(served.pk) in self.people
        hint = (
            "Sesuai aturan, petugas yang melayani"
            if known
            else "Wajib bila terbukti. Petugas yang melayani tidak bertugas lagi, pilih petugas lain"
        )
        return forms.ChoiceField(
            label="Petugas pengantar", choices=names if known else [("", "Pilih petugas"), *names], required=False,
            help_text=hint, error_messages={"invalid_choice": "Pilih petugas dari daftar"},
        )  # fmt: skip

    def _text(self, label: str, required: bool, hint: str = "") -> Answer:
        return Answer(
            lambda text: lines(text, most=REASON_AT_MOST), label=label, required=required, help_text=hint,
            widget=forms.Textarea(attrs={"rows": 3, "maxlength": REASON_AT_MOST}),
        )  # fmt: skip

    def clean_courier(self) -> User | None:
        return self.people.get(self.cleaned_data["courier"])

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if kept.get("verdict") == Verdict.DISMISSED and "reason" in kept and not kept["reason"]:
            self.add_error("reason", "Tulis alasannya. Warga membaca alasan ini")
        if kept.get("verdict") == Verdict.UPHELD and "courier" in kept and kept["courier"] is None:
            self.add_error("courier", "Pilih petugas pengantar")
        return kept

    @property
    def words(self) -> str:
        """What the resident reads: the message with one verdict, the reason with the other."""
        return str(self.cleaned_data["reason" if self.cleaned_data["verdict"] == Verdict.DISMISSED else "message"])
