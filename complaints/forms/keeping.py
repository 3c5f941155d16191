"""What whoever keeps complaint settings types: an agency, who sits there, a topic, a limit, the office's choices."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints.models import CLASS_CHOICES, Agency, Category, ComplaintSettings, DayType, DeadlineRule
from complaints.queries.keeping import seatable
from complaints.queries.reporting import villages_of
from complaints.workflow import STEP_WORDS, Step
from office.forms.people import PersonForm
from office.forms.plain import LineField, WholeField, pick
from office.models import Area, Office
from office.phone import ADVICE, normalise
from office.wording import DAYS


class _Kept(forms.ModelForm):
    use_required_attribute = False

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.office = office


class AgencyForm(_Kept):
    """An agency as residents and the routing list know it."""

    name = LineField("Nama", 100)
    short_name = LineField("Sebutan", 40, help_text="Nama pendek di daftar, contoh UPT PU")
    duties = LineField("Tugas", 240, required=False, help_text="Dibaca warga: urusan apa saja")
    email = forms.EmailField(label="Surel", required=False, error_messages={"invalid": "Tulis surel seperti nama@contoh.go.id"})  # fmt: skip
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(), label="Wilayah layanan", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Hanya bila tidak melayani seluruh wilayah", error_messages={"invalid_choice": "Pilih wilayah dari daftar"},
    )  # fmt: skip
    work_days = forms.MultipleChoiceField(
        label="Hari kerja", choices=[(str(number), name) for number, name in enumerate(DAYS)], required=False,
        widget=forms.CheckboxSelectMultiple, help_text="Kosongkan bila mengikuti kantor ini",
        error_messages={"invalid_choice": "Pilih hari dari daftar"},
    )  # fmt: skip

    class Meta:
        model = Agency
        fields = (
            "name", "short_name", "kind", "duties", "phone", "whatsapp", "email", "address", "serves_all", "areas", "work_days", "is_active",
        )  # fmt: skip
        error_messages = {"kind": {"required": "Pilih jenisnya", "invalid_choice": "Pilih jenis dari daftar"}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.office = self.office
        self.fields["areas"].queryset = Area.objects.filter(pk__in=[area.pk for area in villages_of(self.office)])  # type: ignore[attr-defined]  # chooses among rows
        self.initial["work_days"] = list(self.instance.work_days)

    def clean_work_days(self) -> str:
        return "".join(sorted(self.cleaned_data["work_days"]))

    def clean_whatsapp(self) -> str:
        typed: str = self.cleaned_data["whatsapp"]
        number = normalise(typed) if typed else ""
        if typed and not number:
            raise forms.ValidationError(ADVICE)
        return number

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        if not kept.get("serves_all") and not kept.get("areas") and "areas" not in self.errors:
            self.add_error("areas", "Pilih wilayahnya, atau centang melayani seluruh wilayah")
        return kept


class _Seat(forms.Form):
    use_required_attribute = False
    is_head = forms.BooleanField(label="Kepala dinas ini", required=False, help_text="Diberi tahu bila laporan lewat batas")  # fmt: skip
    group = LineField("Kelompok", 40, required=False, help_text="Bila petugas dibagi kelompok, seperti pada aturan")


class KnownForm(_Seat):
    """A person the office knows."""

    field_order = ["user", "is_head", "group"]

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        words = {"required": "Pilih orangnya", "invalid_choice": "Pilih orang dari daftar"}
        self.fields["user"] = forms.ModelChoiceField(
            seatable(agency), label="Petugas", empty_label="Pilih orang", error_messages=words
        )
        self.fields["user"].label_from_instance = lambda user: f"{user.name} ({user.username})"  # type: ignore[attr-defined]
        self.order_fields(self.field_order)


class NewForm(PersonForm, _Seat):
    """A person who comes to the portal for the first time."""

    field_order = ["username", "name", "nip", "rank", "email", "is_head", "group"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": "new_%s", **kwargs})


class CategoryForm(_Kept):
    """A topic; what stands on the first level stays there once it has finer ones."""

    name = LineField("Nama", 60)
    hint = LineField("Keterangan", 160, required=False, help_text="Contoh yang membantu warga memilih")
    position = WholeField("Urutan", 0, 999, initial=0)

    class Meta:
        model = Category
        fields = ("parent", "name", "hint", "agency", "position", "is_active")
        labels = {"parent": "Di bawah", "agency": "Biasanya ke"}
        help_texts = {"agency": "Petunjuk bagi warga. Aturan penerusan yang menentukan"}
        error_messages = {
            "parent": {"invalid_choice": "Pilih kategori dari daftar"},
            "agency": {"invalid_choice": "Pilih dinas dari daftar"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.office = self.office
        tops = Category.objects.filter(office=self.office, parent=None).exclude(pk=self.instance.pk)
        self.fields["parent"].queryset = tops  # type: ignore[attr-defined]  # chooses among rows
        self.fields["parent"].empty_label = "Tingkat pertama"  # type: ignore[attr-defined]
        self.fields["agency"].queryset = Agency.objects.filter(office=self.office)  # type: ignore[attr-defined]
        if not self.instance._state.adding:
            del self.fields["parent"]


class LimitForm(_Kept):
    """Days of a limit; step and class are chosen once."""

    days = WholeField("Batas (hari)", 1, 365)
    day_type = pick("Hitungan", DayType.choices, radio=True)
    source = LineField("Dasar", 160, help_text="Peraturan atau keputusan yang menetapkan batas ini")

    class Meta:
        model = DeadlineRule
        fields = ("step", "complaint_class", "days", "day_type", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.office = self.office
        if self.instance._state.adding:
            self.fields["step"] = pick("Langkah", [("", "Pilih langkah"), *((step.value, STEP_WORDS[step]) for step in Step)])  # fmt: skip
            self.fields["complaint_class"] = pick("Jenis laporan", [("", "Pilih jenis"), *CLASS_CHOICES])
        else:
            del self.fields["step"], self.fields["complaint_class"]


class SettingsForm(_Kept):
    """The office's choices."""

    reopens_most = WholeField("Dapat dibuka lagi (kali)", 0, 10)
    head_after_days = WholeField("Naik ke pimpinan setelah lewat (hari kerja)", 0, 30)
    identity_days = WholeField("Hapus identitas pelapor setelah selesai (hari)", 30, 3650)

    class Meta:
        model = ComplaintSettings
        fields = ("is_open", "reopens_most", "head_after_days", "identity_days")
