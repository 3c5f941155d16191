"""What an API client reads when something is wrong: one shape for every refusal, in the words of the pages."""

from __future__ import annotations

import logging
import math
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, UnreadablePostError
from rest_framework import exceptions, serializers, status
from rest_framework.response import Response

log = logging.getLogger("django.request")
MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Isian belum benar",
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    405: "Cara ini tidak dilayani",
    409: "Tidak bisa dijalankan sekarang",
    413: "Kiriman terlalu besar",
    415: "Bentuk kiriman tidak dikenal",
    429: "Terlalu sering",
    500: "Kesalahan di portal",
    503: "Sedang tidak bisa dilayani",
}
DETAILS = {
    400: "Perbaiki isian yang disebut di errors, lalu kirim lagi.",
    404: "Alamat atau data ini tidak ada. Periksa lagi alamatnya.",
    405: "Lihat cara yang dilayani di kepala Allow.",
    415: "Kirim application/json, atau multipart/form-data untuk berkas.",
    503: "Coba lagi sebentar lagi.",
}


class Refusal(exceptions.APIException):
    """A refusal with words of its own; `errors` names fields where there are any."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, detail: str, *, errors: Mapping[str, list[str]] | None = None) -> None:
        super().__init__(detail)
        self.errors = dict(errors or {})


class Conflict(Refusal):
    status_code = status.HTTP_409_CONFLICT


class NotFitting(Refusal):
    status_code = status.HTTP_404_NOT_FOUND


class TooLarge(Refusal):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


class Unavailable(Refusal):
    status_code = status.HTTP_503_SERVICE_UNAVAILABLE


class Problem(serializers.Serializer[dict[str, Any]]):
    """Bentuk setiap penolakan."""

    title = serializers.CharField(help_text="Apa yang salah, singkat")
    status = serializers.IntegerField(help_text="Kode HTTP yang sama dengan jawaban ini")
    detail = serializers.CharField(help_text="Apa yang harus dilakukan", allow_blank=True)
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Kesalahan per isian; kosong bila tidak ada",
    )


def answer(error: Exception, context: Mapping[str, Any]) -> Response:
    """Turn anything that went wrong into a problem; what we did not expect is logged and told without a trace."""
    if isinstance(error, exceptions.ValidationError):
        return problem(400, errors=flat(error.detail))
    if isinstance(error, exceptions.Throttled):
        return throttled(math.ceil(getattr(error, "wait", None) or 60))
    if isinstance(error, Refusal):
        return problem(error.status_code, str(error.detail), errors=error.errors)
    if isinstance(error, exceptions.ParseError):
        return problem(400, str(error.detail))
    if isinstance(error, exceptions.APIException):
        return problem(error.status_code)
    return _of_django(error)


def _of_django(error: Exception) -> Response:
    if isinstance(error, Http404):
        return problem(404)
    if isinstance(error, RequestDataTooBig):
        return problem(413)
    if isinstance(error, SuspiciousOperation | UnreadablePostError):
        return problem(400, "Kiriman ini tidak bisa dibaca.")
    code = f"G-{secrets.token_hex(2).upper()}"
    log.error("API failed, %s", code, exc_info=error)
    if isinstance(error, OperationalError):
        return problem(503, headers={"Retry-After": "5"})
    return problem(500, f"Ada kesalahan di portal ini. Coba lagi, atau hubungi kantor dan sebutkan kode {code}.")


def throttled(wait: int) -> Response:
    return problem(
        429,
        f"Terlalu banyak permintaan dari alamat ini. Coba lagi {wait} detik lagi.",
        headers={"Retry-After": str(wait)},
    )


def problem(
    code: int,
    detail: str = "",
    *,
    errors: Mapping[str, list[str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    content = {
        "title": TITLES.get(code, TITLES[400]),
        "status": code,
        "detail": detail or DETAILS.get(code, ""),
        "errors": dict(errors or {}),
    }
    return Response(content, status=code, content_type=MEDIA_TYPE, headers=dict(headers or {}))


def flat(detail: Any) -> dict[str, list[str]]:
    """DRF's nested errors as one level: `data.nik`, `data.saksi.0.nama`; `body` for the whole."""
    found: dict[str, list[str]] = {}
    for name, words in _walk(detail, ""):
        found.setdefault(safe(name) or "body", []).append(words)
    return found


def _walk(detail: Any, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(detail, Mapping):
        for key, inner in detail.items():
            own = "" if key == "non_field_errors" else str(key)
            yield from _walk(inner, f"{name}.{own}".strip("."))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _walk(inner, name)
    else:
        yield name, str(detail)


def safe(name: str) -> str:
    """A name somebody sent, fit to be sent back: short, and without what cannot be written as UTF-8."""
    return name[:80].encode("utf-8", "replace").decode()
