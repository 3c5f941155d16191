"""What an Open311 client sends: the names of GeoReport v2 in, a report out; filters of its lists."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime

from complaints.models import Category
from complaints.queries.open311 import MOST, Asked
from complaints.report import Report
from complaints.workflow import Identity, Kind
from office.models import Area
from office.phone import normalise
from office.typed import tidy_line

DAY = timedelta(days=1)


class MomentField(forms.CharField):
    """W3C date and time; the specification wants an offset, a bare one is refused."""

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = parse_datetime(text.replace(" ", "+"))  # a plus sign that nobody escaped arrives as a space
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            raise forms.ValidationError("tulis waktu seperti 2026-11-23T08:00:00+07:00")
        return found


class LineField(forms.CharField):
    """One line, without control characters and doubled spaces."""

    def to_python(self, value: Any) -> str:
        return tidy_line(super().to_python(value) or "")


class TextField(forms.CharField):
    """Several lines, without control characters."""

    def to_python(self, value: Any) -> str:
        return "\n".join(tidy_line(line) for line in (super().to_python(value) or "").splitlines())


class ListForm(forms.Form):
    """Filters of GET requests."""

    service_request_id = forms.CharField(required=False, max_length=20_000)
    service_code = forms.CharField(required=False, max_length=2_000)
    start_date = MomentField(required=False, max_length=40)
    end_date = MomentField(required=False, max_length=40)
    status = forms.CharField(required=False, max_length=40)
    page = forms.IntegerField(required=False, min_value=1, max_value=1_000)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=MOST)

    def clean_status(self) -> bool | None:
        words = set(_words(self.cleaned_data["status"]))
        if words - {"open", "closed"}:
            raise forms.ValidationError("open, closed, atau keduanya")
        return None if len(words) != 1 else "open" in words

    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(
            numbers=_words(data["service_request_id"]),
            services=_words(data["service_code"]),
            starts=data["start_date"],
            ends=data["end_date"],
            is_open=data["status"],
            page=data["page"] or 1,
            page_size=data["page_size"] or MOST,
        )


class PostForm(forms.Form):
    """A new request. The place is a point, an address in words, or a village of the service's definition."""

    description = TextField(min_length=10, max_length=4000)
    lat = forms.DecimalField(required=False, min_value=-90, max_value=90, max_digits=20)
    long = forms.DecimalField(required=False, min_value=-180, max_value=180, max_digits=20)
    address_string = LineField(required=False, max_length=160)
    address_id = forms.CharField(required=False, max_length=80)
    first_name = LineField(required=False, max_length=50)
    last_name = LineField(required=False, max_length=50)
    email = forms.EmailField(required=False, max_length=120)
    phone = forms.CharField(required=False, max_length=40)
    media_url = forms.CharField(required=False, max_length=2000)
    kind = forms.ChoiceField(required=False, choices=[(kind.value, kind.value) for kind in Kind])
    village = forms.CharField(required=False, max_length=32)
    rw = forms.RegexField(r"^\d{1,3}$", required=False)
    landmark = LineField(required=False, max_length=160)
    discreet = forms.ChoiceField(required=False, choices=[("ya", "ya"), ("tidak", "tidak")])

    ATTRIBUTES = {"jenis": "kind", "desa": "village", "rw": "rw", "patokan": "landmark", "rahasia": "discreet"}

    def __init__(self, data: Any, *, category: Category, villages: list[Area]) -> None:
        named = {name: data.get(name, "") for name in self.base_fields if name not in self.ATTRIBUTES.values()}
        told = {field: data.get(f"attribute[{code}]", "") for code, field in self.ATTRIBUTES.items()}
        super().__init__(named | told)
        self.category = category
        self.codes = {area.code for area in villages}

    def clean_phone(self) -> str:
        text = self.cleaned_data["phone"]
        number = normalise(text)
        if text and not number:
            raise forms.ValidationError("tulis nomor seperti 0812 3456 7890")
        return number

    def clean_village(self) -> str:
        code: str = self.cleaned_data["village"]
        if code and code not in self.codes:
            raise forms.ValidationError("kode desa tidak dikenal, lihat daftar nilai layanan ini")
        return code

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        has_point = data.get("lat") is not None and data.get("long") is not None
        if (data.get("lat") is None) != (data.get("long") is None):
            self.add_error("lat", "lat dan long dikirim berdua")
        elif (
            not has_point
            and not data.get("address_string")
            and not data.get("village")
            and "village" not in self.errors
        ):
            self.add_error("lat", "sebutkan tempatnya: lat dan long, address_string, atau attribute[desa]")
        return data

    def report(self, *, held_reason: str = "") -> Report:
        """Who gives no name, phone or e-mail reports anonymously."""
        data = self.cleaned_data
        name = f"{data['first_name']} {data['last_name']}".strip()
        is_known = bool(name or data["phone"] or data["email"])
        identity = (
            Identity.ANONYMOUS if not is_known else Identity.SECRET if data["discreet"] == "ya" else Identity.OPEN
        )
        return Report(
            category=self.category.key,
            text=data["description"],
            kind=Kind(data["kind"] or Kind.COMPLAINT),
            village_code=data["village"],
            rw=data["rw"],
            landmark=data["landmark"] or data["address_string"],
            latitude=_degrees(data["lat"]),
            longitude=_degrees(data["long"]),
            identity=identity,
            may_publish=identity != Identity.SECRET,
            name=name or ("Pengguna aplikasi" if is_known else ""),
            phone=data["phone"],
            email=data["email"],
            held_reason=held_reason,
        )


def said(form: forms.Form) -> str:
    """All that is wrong, as one sentence per field, with the field's name in the specification."""
    codes = {field: f"attribute[{code}]" for code, field in PostForm.ATTRIBUTES.items()}
    return "; ".join(
        f"{codes.get(name, name) if isinstance(form, PostForm) else name}: {' '.join(error['message'] for error in errors)}"
        for name, errors in form.errors.get_json_data().items()
    )


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _degrees(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.0001"))
