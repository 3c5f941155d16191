"""What whoever keeps the routing list types: a rule, and a question for the tester."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from complaints.forms.desk import categories_of
from complaints.models import Agency, RoutingRule
from complaints.queries.reporting import villages_of
from complaints.routing import keywords_of
from office.models import Area, Office


class RuleForm(forms.ModelForm):
    """Conditions and where it goes; the last rule has no conditions."""

    use_required_attribute = False

    class Meta:
        model = RoutingRule
        fields = ("category", "area", "keywords", "kind", "source", "agency", "group", "is_active")
        error_messages = {"agency": {"required": "Pilih dinasnya"}}

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.instance.office = office
        choose = {
            "category": categories_of(office), "agency": Agency.objects.filter(office=office, is_active=True),
            "area": Area.objects.filter(pk__in=[area.pk for area in villages_of(office)]),
        }  # fmt: skip
        for name, rows in choose.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]  # these three choose among rows
        if self.instance.is_default:
            for name in ("category", "area", "keywords", "kind", "source", "is_active"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        asks = [kept.get(name) for name in ("category", "area", "keywords", "kind", "source")]
        if not self.instance.is_default and not any(asks):
            raise ValidationError("Isi paling sedikit satu syarat: kategori, wilayah, kata kunci, jenis, atau asal")
        return kept

    def clean_keywords(self) -> str:
        return ", ".join(keywords_of(self.cleaned_data["keywords"]))


class QuestionForm(forms.Form):
    """Where would this go?"""

    use_required_attribute = False
    text = forms.CharField(
        label="Contoh isi laporan", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, office: Office, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields |= {
            "category": forms.ModelChoiceField(categories_of(office), label="Kategori", required=False, empty_label="Tanpa kategori"),
            "area": forms.ModelChoiceField(Area.objects.filter(pk__in=[area.pk for area in villages_of(office)]), label="Desa/kelurahan", required=False, empty_label="Tanpa wilayah"),
        }  # fmt: skip
