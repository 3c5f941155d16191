"""The OpenAPI description of /api/v1/, made once per process from the views themselves."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from rest_framework import serializers
from rest_framework.request import Request

from services.api import throttles
from services.api.door import Door

_RENDERERS = {"json": OpenApiJsonRenderer, "yaml": OpenApiYamlRenderer}
_TYPES = {"json": "application/vnd.oai.openapi+json", "yaml": "application/vnd.oai.openapi; charset=utf-8"}


@cache
def openapi() -> dict[str, Any]:
    """The schema as data."""
    generator = SchemaGenerator(urlconf=settings.API_URLCONF, api_version="v1")
    return dict(generator.get_schema(request=None, public=True))


@cache
def _rendered(kind: str) -> bytes:
    content: bytes = _RENDERERS[kind]().render(openapi(), renderer_context={})
    return content


def say_the_rest(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """What serializers cannot say: request bodies hold nothing unknown, and a 429 says how long to wait."""
    for name, component in result.get("components", {}).get("schemas", {}).items():
        if name.endswith("Request"):
            component["additionalProperties"] = False
    wait = {
        "Retry-After": {"schema": {"type": "integer", "minimum": 1}, "description": "Detik sampai boleh mencoba lagi"}
    }
    for path in result["paths"].values():
        for operation in path.values():
            if "429" in operation.get("responses", {}):
                operation["responses"]["429"]["headers"] = wait
    return result


class Schema(Door):
    """`?format=yaml` for YAML, JSON otherwise."""

    schema = None
    rate = throttles.SCHEMA
    query_names = frozenset({"format"})

    def get(self, request: Request) -> HttpResponse:
        kind = request.query_params.get("format", "json")
        if kind not in _RENDERERS:
            raise serializers.ValidationError({"format": ["Pilih json atau yaml"]})
        return HttpResponse(_rendered(kind), content_type=_TYPES[kind])
