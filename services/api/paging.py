"""Lists in pages of a bounded size; a list costs the same number of queries whatever it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

SIZE, LARGEST, DEEPEST = 50, 100, 1000
PAGE_NAMES = frozenset({"page", "size"})
WHOLE = "Tulis angka {least} sampai {most}"


def page_parameters() -> list[OpenApiParameter]:
    page = {"type": "integer", "minimum": 1, "maximum": DEEPEST, "default": 1}
    size = {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": SIZE}
    return [
        OpenApiParameter("page", page, description="Halaman ke berapa"),
        OpenApiParameter("size", size, description=f"Banyak baris per halaman, paling banyak {LARGEST}"),
    ]


def page_of(request: Request, rows: QuerySet[Any] | Sequence[Any]) -> dict[str, Any]:
    """One page with the count of all; a page beyond the last is empty."""
    page = _whole(request, "page", DEEPEST, 1)
    size = _whole(request, "size", LARGEST, SIZE)
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    begin = (page - 1) * size
    return {"count": count, "page": page, "size": size, "results": list(rows[begin : begin + size])}


def _whole(request: Request, name: str, most: int, usual: int) -> int:
    text = request.query_params.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= most):
        raise serializers.ValidationError({name: [WHOLE.format(least=1, most=most)]})
    return int(text)


class Page(serializers.Serializer[Any]):
    """Satu halaman dari sebuah daftar."""

    count = serializers.IntegerField(help_text="Banyak baris seluruhnya")
    page = serializers.IntegerField()
    size = serializers.IntegerField()
