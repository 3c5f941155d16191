"""What the catalogue looks like in JSON."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from office.wording import duration
from services.api.questions import questions_of
from services.models import RequirementKind, Service
from services.queries.drafts import why_closed


class Choice(serializers.Serializer[Any]):
    value = serializers.CharField()
    label = serializers.CharField()


class Place(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="Kode Kemendagri")
    name = serializers.CharField(source="full_name")


class OfficeRow(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=["kecamatan", "kelurahan"])
    region_name = serializers.CharField()
    parent = serializers.CharField(source="parent.slug", allow_null=True, help_text="Kecamatan sebuah kelurahan")
    serves_online = serializers.BooleanField()


class OfficeDetail(OfficeRow):
    code = serializers.CharField()
    address = serializers.CharField()
    postcode = serializers.CharField()
    phone = serializers.CharField()
    whatsapp = serializers.CharField()
    email = serializers.CharField()
    website = serializers.CharField()
    time_zone = serializers.CharField()
    is_open_now = serializers.SerializerMethodField()
    opening_text = serializers.SerializerMethodField()
    villages = serializers.SerializerMethodField()

    def get_is_open_now(self, office: Any) -> bool:
        return bool(self.context["is_open_now"])

    def get_opening_text(self, office: Any) -> str:
        return str(self.context["opening_text"])

    @extend_schema_field(Place(many=True))
    def get_villages(self, office: Any) -> Any:
        return Place(self.context["villages"], many=True).data


class Promise(serializers.Serializer[Any]):
    """Batas waktu: menit atau hari kerja, dihitung dalam jam layanan sejak berkas dinyatakan lengkap."""

    minutes = serializers.IntegerField(source="sop_minutes", allow_null=True)
    working_days = serializers.IntegerField(source="sop_days", allow_null=True)
    text = serializers.SerializerMethodField()

    def get_text(self, version: Any) -> str:
        return duration(minutes=version.sop_minutes or 0, working_days=version.sop_days or 0)


class ServiceRow(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField(source="current.name")
    short_name = serializers.CharField(source="current.short_name")
    summary = serializers.CharField(source="current.summary")
    category = serializers.CharField()
    category_label = serializers.CharField(source="get_category_display")
    promise = Promise(source="current")
    fee = serializers.IntegerField(source="current.fee", help_text="Rupiah; 0 berarti gratis")
    version = serializers.IntegerField(source="current.number")
    closed_because = serializers.SerializerMethodField(help_text="Kosong bila permohonan bisa dikirim")

    def get_closed_because(self, service: Service) -> str:
        return why_closed(service, self.context["office"], today=self.context["today"])


class Paper(serializers.Serializer[Any]):
    key = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=RequirementKind.values)
    kind_label = serializers.CharField(source="get_kind_display")
    is_required = serializers.BooleanField()
    is_uploaded = serializers.BooleanField(help_text="Dikirim sebagai berkas; yang lain cukup dibawa atau hadir")
    note = serializers.CharField()
    only_for = serializers.CharField(help_text="Kunci keperluan, atau diwakilkan; kosong berarti selalu")


class Purpose(serializers.Serializer[Any]):
    key = serializers.CharField()
    label = serializers.CharField()


class SubQuestion(serializers.Serializer[Any]):
    name = serializers.CharField()
    label = serializers.CharField()
    hint = serializers.CharField()
    kind = serializers.CharField()
    required = serializers.BooleanField()
    max_length = serializers.IntegerField(allow_null=True, default=None)
    minimum = serializers.IntegerField(allow_null=True, default=None)
    maximum = serializers.IntegerField(allow_null=True, default=None)
    choices = Choice(many=True, default=[])


class OnlyWhen(serializers.Serializer[Any]):
    name = serializers.CharField()
    value = serializers.CharField()


class Question(SubQuestion):
    step = serializers.CharField(help_text="Halaman formulir tempat pertanyaan ini berada")
    only_when = OnlyWhen(allow_null=True)
    min_rows = serializers.IntegerField(allow_null=True, default=None, help_text="Paling sedikit orang dalam daftar")
    max_rows = serializers.IntegerField(allow_null=True, default=None)
    fields_of_row = SubQuestion(many=True, source="fields", default=[])


class ServiceDetail(ServiceRow):
    product = serializers.CharField(source="current.product")
    product_name = serializers.CharField(source="current.product_name")
    validity_days = serializers.IntegerField(source="current.validity_days", allow_null=True)
    legal_basis = serializers.CharField(source="current.legal_basis")
    procedure = serializers.ListField(source="current.procedure", child=serializers.CharField())
    next_office = serializers.CharField(source="current.next_office")
    on_behalf_allowed = serializers.SerializerMethodField()
    nik_optional = serializers.BooleanField(source="current.nik_optional")
    published_at = serializers.DateTimeField(source="current.published_at")
    purposes = Purpose(many=True, source="current.purposes")
    requirements = serializers.SerializerMethodField()
    questions = serializers.SerializerMethodField()

    def get_on_behalf_allowed(self, service: Service) -> bool:
        return bool(self.context["terms"].may_be_on_behalf)

    @extend_schema_field(Paper(many=True))
    def get_requirements(self, service: Service) -> Any:
        return Paper(self.context["terms"].requirements, many=True).data

    @extend_schema_field(Question(many=True))
    def get_questions(self, service: Service) -> Any:
        return Question(questions_of(self.context["terms"]), many=True).data
