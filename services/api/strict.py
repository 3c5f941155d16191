"""Input that means what it says: no unknown fields, no silent conversions, no text that a database or a letter cannot hold."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

UNKNOWN = "Isian ini tidak dikenal. Hapus dari kiriman"
MOST_UNKNOWN = 20


class Text(serializers.CharField):
    """A string, never a number or a truth value that became one."""

    default_error_messages = {
        "invalid": "Tulis sebagai teks",
        "blank": "Tidak boleh kosong",
        "required": "Wajib diisi",
        "null": "Tidak boleh kosong",
        "max_length": "Paling panjang {max_length} huruf",
        "min_length": "Paling pendek {min_length} huruf",
    }

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"type": "boolean", "enum": [True]})
class Yes(serializers.BooleanField):
    """A plain true; "ja", 1 and "true" are no declaration."""

    default_error_messages = {"required": "Wajib diisi", "null": "Wajib diisi", "invalid": "Tulis true atau false"}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Strict(serializers.Serializer[Any]):
    # Refuses fields it does not know: nobody sets a state, a number or a due date from outside.
    default_error_messages = {"invalid": "Kirim satu objek JSON"}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            unknown = [str(name) for name in data if name not in self.fields]
            if unknown:
                raise serializers.ValidationError({name: [UNKNOWN] for name in unknown[:MOST_UNKNOWN]})
        return super().to_internal_value(data)


def is_writable(text: str) -> bool:
    """Whether a database and a page can hold it: no NUL, no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)
