"""What planners type about office days: how the office goes round, a day, its move, its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from complaints.actions.days import Coming, Programme, When
from complaints.forms.rw_public import RwField
from complaints.models import Agency, RwDay, RwRound
from complaints.queries.days import possible_officers, rws_of
from office.forms.plain import DayField, LineField, WholeField
from office.models import Area, Office, User
from office.typed import tidy_line
from office.wording import DAYS

HOUR = "Tulis jam seperti 08:00"


class HourField(forms.TimeField):
    def __init__(self, label: str, **kwargs: Any) -> None:
        words = {"required": f"Isi {label[:1].lower()}{label[1:]}", "invalid": HOUR}
        widget = forms.TimeInput(attrs={"type": "time", "class": "input--medium"}, format="%H:%M")
        super().__init__(label=label, widget=widget, error_messages=words, **kwargs)


class Plain(forms.Form):
    """Our messages replace the browser's."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class RoundForm(Plain):
    """On which weekdays, from when to when, how far apart."""

    weekdays = forms.MultipleChoiceField(
        label="Hari berkantor di RW", choices=[(str(number), name) for number, name in enumerate(DAYS)], widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih paling sedikit satu hari", "invalid_choice": "Pilih hari dari daftar"},
    )  # fmt: skip
    opens = HourField("Mulai")
    closes = HourField("Selesai")
    fridays = forms.BooleanField(
        required=False, label="Jumat boleh, selesai paling lambat 11.00", help_text="Tanpa centang, Jumat dilewati."
    )
    nearest = WholeField("Jarak paling dekat di satu RW (hari)", 1, 365)
    klas = LineField("Kode klasifikasi surat undangan", 24, help_text="Contoh 100.2.5")

    def __init__(self, *args: Any, rules: RwRound, **kwargs: Any) -> None:
        usual = {name: getattr(rules, name) for name in ("opens", "closes", "fridays", "nearest", "klas")}
        super().__init__(*args, initial={**usual, "weekdays": rules.weekdays.split(",")}, **kwargs)
        self.fields["weekdays"].widget.choices_class = "choices choices--3"

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        _check_hours(self, kept.get("opens"), kept.get("closes"))
        if "weekdays" in kept:
            kept["weekdays"] = ",".join(sorted(kept["weekdays"]))
        return kept


def _check_hours(form: forms.Form, opens: time | None, closes: time | None) -> None:
    if opens and closes and opens >= closes:
        form.add_error("closes", "Jam selesai harus sesudah jam mulai")


class FirstDayForm(Plain):
    mulai = DayField("Mulai tanggal")


class WhenForm(Plain):
    """Time and place."""

    date = DayField("Tanggal")
    opens = HourField("Mulai")
    closes = HourField("Selesai")
    hall = LineField("Tempat", 100, help_text="Contoh Balai RW 03")
    address = LineField("Alamat tempat", 160, required=False)
    point = LineField(
        "Titik peta", 40, required=False,
        help_text="Lintang dan bujur dari aplikasi peta, contoh -6.212300, 106.984500",
    )  # fmt: skip

    def clean_point(self) -> tuple[Decimal, Decimal] | None:
        text = self.cleaned_data["point"]
        if not text:
            return None
        try:
            latitude, longitude = (Decimal(part.strip()) for part in text.split(","))
            if -11 <= latitude <= 6 and 95 <= longitude <= 141:
                return latitude.quantize(Decimal("0.000001")), longitude.quantize(Decimal("0.000001"))
        except (ValueError, ArithmeticError):
            pass
        raise ValidationError("Tulis lintang dan bujur di Indonesia, contoh -6.212300, 106.984500")

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        _check_hours(self, kept.get("opens"), kept.get("closes"))
        return kept

    def when(self) -> When:
        kept = self.cleaned_data
        latitude, longitude = kept["point"] or (None, None)
        return When(
            date=kept["date"], opens=kept["opens"], closes=kept["closes"], hall=kept["hall"], address=kept["address"],
            latitude=latitude, longitude=longitude,
        )  # fmt: skip


def when_of(day: RwDay) -> dict[str, Any]:
    """The day's time and place as the form shows them."""
    point = f"{day.latitude}, {day.longitude}" if day.point else ""
    return {name: getattr(day, name) for name in ("date", "opens", "closes", "hall", "address")} | {"point": point}


class MoveForm(WhenForm):
    reason = LineField(
        "Alasan", 200, required=False, help_text="Dibaca warga dan dinas. Wajib bila jadwal sudah diumumkan."
    )

    def __init__(self, *args: Any, day: RwDay, **kwargs: Any) -> None:
        super().__init__(*args, initial=when_of(day), **kwargs)
        self.needs_reason = day.is_public

    def clean_reason(self) -> str:
        if self.needs_reason and not self.cleaned_data["reason"]:
            raise ValidationError("Tulis alasan: jadwal ini sudah diumumkan kepada warga")
        return str(self.cleaned_data["reason"])


class CancelForm(Plain):
    reason = LineField("Alasan dibatalkan", 200, help_text="Dibaca warga dan dinas.")
    instead = DayField(
        "Tanggal pengganti", required=False, help_text="Jam, tempat, dan dinasnya sama. Boleh diubah sesudahnya."
    )


class _Officers(forms.ModelMultipleChoiceField):
    def label_from_instance(self, user: User) -> str:
        return user.name


@dataclass(frozen=True)
class GuestRow:
    """One agency of the list with its three fields."""

    agency: Agency
    comes: BoundField
    services: BoundField
    bring: BoundField


class ProgrammeForm(Plain):
    """Who comes, what is talked about, how to get in."""

    directions = LineField("Petunjuk arah", 200, required=False, help_text="Contoh utara musala, 200 m dari sekolah")
    access = LineField("Akses", 300, required=False, help_text="Contoh lantai rata, ada kursi roda dan toilet")
    forum_at = HourField("Rembuk warga mulai", required=False)
    topics = LineField("Topik rembuk warga", 300, required=False)
    capacity = WholeField(
        "Nomor antrean dari rumah", 0, 500, required=False, help_text="0: nomor hanya diberikan di tempat"
    )
    capacity_for = LineField("Nomor itu untuk layanan", 60, required=False, help_text="Contoh KTP dan KK")
    officers = _Officers(
        queryset=User.objects.none(), required=False, label="Petugas kantor yang bertugas", widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Pilih petugas dari daftar", "invalid_pk_value": "Pilih petugas dari daftar"},
    )  # fmt: skip

    def __init__(self, *args: Any, office: Office, programme: Programme, on: Any, **kwargs: Any) -> None:
        self.agencies = list(Agency.objects.filter(office=office, is_active=True))
        super().__init__(*args, initial=_initial(programme), **kwargs)
        self.fields["officers"].queryset = possible_officers(office, on=on)  # type: ignore[attr-defined]  # a model's choice field has one
        self.fields["officers"].widget.choices_class = "choices choices--3"
        for agency in self.agencies:
            self.fields[f"comes-{agency.key}"] = forms.BooleanField(required=False, label=agency.name)
            self.fields[f"services-{agency.key}"] = LineField("Layanan yang dibawa", 160, required=False)
            self.fields[f"bring-{agency.key}"] = LineField("Yang perlu dibawa warga", 200, required=False)

    def guests(self) -> Iterator[GuestRow]:
        for agency in self.agencies:
            key = agency.key
            yield GuestRow(agency, self[f"comes-{key}"], self[f"services-{key}"], self[f"bring-{key}"])

    def plain_fields(self) -> list[BoundField]:
        return [self[name] for name in ("directions", "access", "forum_at", "topics", "capacity", "capacity_for", "officers")]  # fmt: skip

    def programme(self) -> Programme:
        kept = self.cleaned_data
        coming = tuple(
            Coming(agency=agency, services=kept[f"services-{agency.key}"], bring=kept[f"bring-{agency.key}"])
            for agency in self.agencies
            if kept[f"comes-{agency.key}"]
        )
        return Programme(
            directions=kept["directions"], access=kept["access"], topics=kept["topics"], forum_at=kept["forum_at"],
            capacity=kept["capacity"] or 0, capacity_for=kept["capacity_for"], agencies=coming, officers=tuple(kept["officers"]),
        )  # fmt: skip


def _initial(programme: Programme) -> dict[str, Any]:
    shown: dict[str, Any] = {
        name: getattr(programme, name) for name in ("directions", "access", "topics", "forum_at", "capacity", "capacity_for")
    }  # fmt: skip
    shown["officers"] = [user.pk for user in programme.officers]
    for coming in programme.agencies:
        key = coming.agency.key
        shown |= {f"comes-{key}": True, f"services-{key}": coming.services, f"bring-{key}": coming.bring}
    return shown


class NewDayForm(WhenForm):
    """A day by hand: which RW, when and where; the rest is filled in afterwards."""

    rw = RwField(
        queryset=Area.objects.none(), label="RW", to_field_name="code", empty_label="Pilih RW",
        error_messages={"required": "Pilih RW", "invalid_choice": "Pilih RW dari daftar"},
    )  # fmt: skip
    field_order = ["rw"]

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rw"].queryset = rws_of(office)  # type: ignore[attr-defined]  # a model's choice field has one


class CloseForm(Plain):
    attendance = WholeField("Jumlah warga hadir", 0, 9999)
    witnesses = forms.CharField(
        label="Yang menandatangani berita acara", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "maxlength": 1000}),
        help_text="Satu orang satu baris: nama, jabatan. Kosong: camat, ketua RW, dan setiap dinas.",
    )  # fmt: skip
    note = forms.CharField(
        label="Catatan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3, "maxlength": 1000})
    )

    def clean_witnesses(self) -> str:
        lines = (tidy_line(line) for line in self.cleaned_data["witnesses"].splitlines())
        return "\n".join(line for line in lines if line)
