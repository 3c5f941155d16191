"""What an application looks like in JSON: a draft, a paper, the answers, the receipt."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from services.api.shapes import Paper
from services.api.strict import Strict, Yes
from services.forms.apply import ConsentForm


class Nothing(Strict):
    """Tidak ada isian."""


class DraftOpened(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="Satu-satunya kunci draf ini. Simpan rahasia, berlaku 24 jam")
    expires_at = serializers.DateTimeField()
    version = serializers.IntegerField(help_text="Versi layanan yang dipakai draf ini sampai terkirim")
    papers = Paper(many=True)


class PaperFile(Strict):
    """Satu berkas untuk satu syarat; berkas sebelumnya diganti."""

    file = serializers.FileField(
        help_text="JPG, PNG, WebP, atau PDF, paling besar 8 MB",
        allow_empty_file=True,
        error_messages={"required": "Kirim berkasnya", "invalid": "Kirim sebagai berkas"},
    )


class PaperReceived(serializers.Serializer[Any]):
    requirement = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField(help_text="Setelah dibuat ulang tanpa metadata")
    pages = serializers.IntegerField()


@extend_schema_field(
    {
        "type": "object",
        "description": "Jawaban menurut name di questions layanan ini. Daftar orang ditulis sebagai daftar objek.",
        "additionalProperties": {
            "anyOf": [
                {"type": "string", "maxLength": 10_000},
                {"type": "number"},
                {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "number"}]},
                    },
                },
            ]
        },
    }
)
class AnswersField(serializers.Field[Any, Any, Any, Any]):
    default_error_messages = {"invalid": "Kirim sebagai objek JSON", "required": "Wajib diisi", "null": "Wajib diisi"}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class Sending(Strict):
    """Seluruh jawaban pemohon."""

    data = AnswersField()
    consent = Yes(help_text="Pemohon menyatakan datanya benar dan setuju dipakai untuk surat ini saja")

    def validate_consent(self, given: bool) -> bool:
        form = ConsentForm({"consent": given})
        if not form.is_valid():
            raise serializers.ValidationError([str(words) for words in form.errors["consent"]])
        return given


class Sent(serializers.Serializer[Any]):
    number = serializers.CharField()
    code = serializers.CharField(help_text="Kode lacak")
    pin = serializers.CharField(help_text="Hanya diberikan di jawaban ini. Serahkan kepada pemohon")
    office = serializers.CharField()
    service = serializers.CharField()
    version = serializers.IntegerField()
    received_at = serializers.DateTimeField()
    check_by = serializers.DateTimeField(help_text="Sampai kapan petugas memeriksa berkas")
    track_url = serializers.CharField()
