"""Which months and which service the figures of the promise are asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from office.models import Office
from office.wording import month_year
from services.models import Service
from services.queries.promises import Period

MONTHS_BACK, USUAL_MONTHS, MOST_MONTHS = 36, 3, 12
_UNKNOWN = {"required": "Pilih bulan", "invalid_choice": "Pilih bulan dari daftar"}


class PromiseForm(forms.Form):
    """From month to month; without a choice this month and the two before it."""

    use_required_attribute = False
    dari = forms.ChoiceField(label="Dari bulan", error_messages=_UNKNOWN)
    sampai = forms.ChoiceField(label="Sampai bulan", error_messages=_UNKNOWN)
    layanan = forms.ChoiceField(
        label="Layanan", required=False, error_messages={"invalid_choice": "Pilih layanan dari daftar"}
    )
    petugas = forms.UUIDField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": "Petugas tidak dikenal. Buka lagi dari halaman Janji layanan"},
    )  # fmt: skip

    def __init__(self, data: QueryDict, *, office: Office, today: date) -> None:
        self.office = office
        months = list(_months_back(today, MONTHS_BACK))
        usual = {"dari": f"{months[USUAL_MONTHS - 1]:%Y-%m}", "sampai": f"{months[0]:%Y-%m}"}
        given = {name: data[name] for name in ("dari", "sampai", "layanan", "petugas") if data.get(name)}
        super().__init__({**usual, **given}, label_suffix="")
        for name in ("dari", "sampai"):
            self._choices(name, [(f"{month:%Y-%m}", month_year(month)) for month in months])
        services = Service.objects.filter(office=office).order_by("name").values_list("slug", "name")
        self._choices("layanan", [("", "Semua layanan"), *services])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker what stands above
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not (found.get("dari") and found.get("sampai")):
            return found
        months = len(self._period(found).months)
        if months < 1:
            self.add_error("sampai", "Bulan akhir tidak boleh sebelum bulan awal")
        elif months > MOST_MONTHS:
            self.add_error("sampai", f"Paling panjang {MOST_MONTHS} bulan. Pilih bulan yang lebih dekat")
        return found

    @property
    def period(self) -> Period:
        """What was asked for; of a valid form."""
        return self._period(self.cleaned_data)

    def _period(self, found: dict[str, Any]) -> Period:
        since, last = (date.fromisoformat(f"{found[name]}-01") for name in ("dari", "sampai"))
        until = (last + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return Period(self.office, since, until, found.get("layanan", ""), found.get("petugas"))


def _months_back(today: date, count: int) -> list[date]:
    number = today.year * 12 + today.month - 1
    return [date((number - n) // 12, (number - n) % 12 + 1, 1) for n in range(count)]
