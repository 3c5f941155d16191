"""What the posters' desk asks: halls, service, paper; the names of halls; the period of the figures."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.html import format_html

from office.models import Area, Office
from office.typed import tidy_line
from services.models import Service
from services.queries.catalogue import offered
from services.queries.posters import hall_names, places_of, usual_hall

ALL = "*"  # no slug can be that
PAPERS = [("A4", "A4"), ("A5", "A5, untuk meja"), ("A3", "A3, untuk dinding luar")]
LONGEST_PERIOD = timedelta(days=366)


class _Places(forms.ModelMultipleChoiceField):
    halls: dict[int, str] = {}

    def label_from_instance(self, area: Area) -> str:
        hall = self.halls.get(area.pk) or usual_hall(area)
        return format_html("{}<small>{}</small>", area.full_name, hall)


class PosterForm(forms.Form):
    """Which posters to print."""

    places = _Places(
        queryset=Area.objects.none(), label="Dipasang di", widget=forms.CheckboxSelectMultiple,
        help_text="Semua wilayah di bawah kantor sudah dicentang. Hilangkan centang yang tidak perlu.",
        error_messages={"required": "Pilih paling sedikit satu tempat", "invalid_choice": "Pilih tempat dari daftar", "invalid_pk_value": "Pilih tempat dari daftar"},
    )  # fmt: skip
    service = forms.ChoiceField(
        label="Layanan", error_messages={"required": "Pilih layanan", "invalid_choice": "Pilih layanan dari daftar"}
    )
    paper = forms.ChoiceField(
        choices=PAPERS, initial="A4", label="Ukuran kertas", widget=forms.RadioSelect,
        error_messages={"required": "Pilih ukuran kertas", "invalid_choice": "Pilih ukuran kertas dari daftar"},
    )  # fmt: skip
    delivers = forms.BooleanField(
        required=False, initial=True, label="Cantumkan “Lewat batas waktu? Surat kami antar ke rumah.”",
        help_text="Hilangkan centang bila kantor belum melayani antar.",
    )  # fmt: skip

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places, field, service = places_of(office), self.fields["places"], self.fields["service"]
        assert isinstance(field, _Places)  # noqa: S101 - tells the type checker what stands above
        assert isinstance(service, forms.ChoiceField)  # noqa: S101 - the same
        field.halls = hall_names(office)
        field.queryset = Area.objects.filter(pk__in=[place.pk for place in places]).order_by("code")
        field.initial = [place.pk for place in places if place.pk != office.area_id]
        field.widget.choices_class = "choices choices--3"
        self.fields["paper"].widget.choices_class = "choices choices--3"
        self.services = {row.slug: row for row in offered(office)}
        service.choices = [
            (ALL, "Semua layanan kantor ini"),
            *((slug, row.current.name if row.current else row.name) for slug, row in self.services.items()),
        ]

    def clean_service(self) -> Service | None:
        """The chosen service; none stands for all."""
        return self.services.get(self.cleaned_data["service"])


class HallsForm(forms.Form):
    """How each hall is called on its posters."""

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = hall_names(office)
        self.places = {f"hall-{place.pk}": place for place in places_of(office)}
        for key, place in self.places.items():
            self.fields[key] = forms.CharField(
                label=place.full_name, max_length=80, initial=names.get(place.pk) or usual_hall(place),
                error_messages={"required": f"Isi nama tempat di {place.full_name}", "max_length": "Nama tempat paling panjang 80 huruf"},
            )  # fmt: skip

    @property
    def halls(self) -> dict[Area, str]:
        return {place: tidy_line(self.cleaned_data[key]) for key, place in self.places.items()}


class PeriodForm(forms.Form):
    """From which day to which day; without a choice the last thirty days."""

    since = forms.DateField(
        label="Dari tanggal",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggal mulai", "invalid": "Tulis tanggal seperti 2026-11-23"},
    )
    until = forms.DateField(
        label="Sampai tanggal",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Isi tanggal akhir", "invalid": "Tulis tanggal seperti 2026-11-23"},
    )

    def __init__(self, data: Any, *, today: date) -> None:
        usual = {"since": today - timedelta(days=29), "until": today}
        super().__init__({**usual, **{key: data[key] for key in usual if data.get(key)}})

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", "Tanggal akhir tidak boleh sebelum tanggal mulai")
        elif since and until and until - since > LONGEST_PERIOD:
            self.add_error("until", "Rentang paling panjang satu tahun. Pilih tanggal yang lebih dekat")
        return found
