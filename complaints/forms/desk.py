"""What the kecamatan's desk types about a complaint: findings, an agency, a reason, a number, what everybody may read."""

from __future__ import annotations

from typing import Any

from django import forms

from complaints.actions.forwarding import Findings
from complaints.models import Agency, Category, Complaint, ComplaintPhoto
from complaints.workflow import KIND_WORDS, Kind
from office.forms.plain import LineField
from office.models import Office


class _Plain(forms.Form):
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class FindingsForm(_Plain):
    """What it is, and where it goes."""

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        begun = {
            "category": complaint.category_id,
            "kind": complaint.kind,
            "needs_investigation": complaint.needs_investigation,
            "title": complaint.title,
        }
        super().__init__(*args, **{"initial": begun, "auto_id": "find_%s", **kwargs})
        office = complaint.office
        self.fields |= {
            "title": LineField("Judul", 120),
            "category": forms.ModelChoiceField(categories_of(office), label="Kategori", empty_label=None, error_messages={"required": "Pilih kategori", "invalid_choice": "Pilih kategori dari daftar"}),
            "kind": forms.ChoiceField(label="Jenis", choices=[(kind.value, KIND_WORDS[kind]) for kind in Kind], widget=forms.RadioSelect),
            "needs_investigation": forms.BooleanField(label="Berkadar pengawasan: perlu diperiksa di lapangan (60 hari kerja)", required=False),
            "agency": forms.ModelChoiceField(Agency.objects.filter(office=office, is_active=True), label="Teruskan ke", required=False, empty_label="Menurut daftar aturan", error_messages={"invalid_choice": "Pilih dinas dari daftar"}),
        }  # fmt: skip

    def findings(self) -> Findings:
        said = self.cleaned_data
        return Findings(said["category"], Kind(said["kind"]), said["needs_investigation"], said["title"])


def categories_of(office: Office) -> Any:
    return Category.objects.filter(office=office, is_active=True).order_by("parent__position", "position", "name")


class AgencyForm(_Plain):
    """Where it goes, by the list or by hand."""

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "send_%s", **kwargs})
        rows = Agency.objects.filter(office=complaint.office, is_active=True)
        self.fields["agency"] = forms.ModelChoiceField(
            rows, label="Teruskan ke", required=False, empty_label="Menurut daftar aturan", error_messages={"invalid_choice": "Pilih dinas dari daftar"}
        )  # fmt: skip


class WordsForm(_Plain):
    """One box of words."""

    def __init__(self, *args: Any, label: str, missing: str, hint: str = "", most: int = 500, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"] = forms.CharField(
            label=label, help_text=hint, max_length=most, widget=forms.Textarea(attrs={"rows": 2, "maxlength": most}),
            error_messages={"required": missing, "max_length": f"Paling banyak {most} huruf"},
        )  # fmt: skip


class MergeForm(_Plain):
    """The number of the complaint it repeats."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "merge_%s", **kwargs})
        self.fields["number"] = LineField("Nomor laporan yang sama", 24, help_text="Seperti KML-P-2611-00012")


class PublishForm(_Plain):
    """What everybody will read: masked, and read by a person."""

    def __init__(self, *args: Any, complaint: Complaint, text: str = "", **kwargs: Any) -> None:
        begun = {"title": complaint.title, "text": text}
        super().__init__(*args, **{"initial": begun, "auto_id": "show_%s", **kwargs})
        photos = ComplaintPhoto.objects.filter(complaint=complaint, kind="report")
        self.fields |= {
            "title": LineField("Judul untuk umum", 120),
            "text": forms.CharField(label="Teks untuk umum", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), error_messages={"required": "Isi teks yang dibaca umum", "max_length": "Paling banyak 2.000 huruf"}),
            "photos": forms.ModelMultipleChoiceField(photos, label="Foto yang boleh ditampilkan", required=False, widget=forms.CheckboxSelectMultiple, help_text="Hanya foto tanpa wajah, pelat nomor, dan nama", error_messages={"invalid_choice": "Pilih foto laporan ini"}),
        }  # fmt: skip
        chosen = self.fields["photos"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)  # noqa: S101 - tells the type checker what stands above
        chosen.label_from_instance = lambda obj: f"Foto {obj.position}"  # type: ignore[method-assign]
        if not photos.exists():
            del self.fields["photos"]
