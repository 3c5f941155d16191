"""The base of every API view: no session, no cookie, JSON only, bounded bodies, known query names, one shape of refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.exceptions import MethodNotAllowed, ValidationError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from office.guards import everyone, open_to
from office.wording import file_size
from services.api import problems, throttles
from services.api.parsers import JsonBody
from services.api.strict import MOST_UNKNOWN, UNKNOWN

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE


class OneKind(BaseContentNegotiation):
    """What a view answers does not depend on the Accept header."""

    def select_parser(self, request: Request, parsers: Sequence[BaseParser]) -> BaseParser | None:
        given = (request.content_type or "").split(";", 1)[0].strip().lower()
        return next((parser for parser in parsers if parser.media_type == given), None)

    def select_renderer(
        self, request: Request, renderers: Sequence[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type or ""


class Door(APIView):
    authentication_classes = ()
    permission_classes = (AllowAny,)  # nobody has an account here; proofs are asked for in the body
    throttle_classes = (throttles.PerAddress,)
    parser_classes: Sequence[type[BaseParser]] = (JsonBody,)
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = OneKind
    metadata_class = None
    http_method_names = ["get", "head", "post"]
    rate = throttles.READ
    body_limit = 256 * KILOBYTE
    query_names: frozenset[str] = frozenset()
    is_personal = False

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        request.encoding = "utf-8"  # whatever a header claims
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        if request.method not in self.allowed_methods:
            raise MethodNotAllowed(request.method or "")
        super().initial(request, *args, **kwargs)
        self._check_size(request)
        unknown = [name for name in request.query_params if name not in self.query_names]
        if unknown:
            raise ValidationError({name: [UNKNOWN] for name in unknown[:MOST_UNKNOWN]})

    def _check_size(self, request: Request) -> None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length[:18]) > self.body_limit:
            raise problems.TooLarge(f"Kiriman paling besar {file_size(self.body_limit)}.")

    def get_exception_handler(self) -> Callable[[Exception, Mapping[str, Any]], Response]:
        return problems.answer

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        answered = super().finalize_response(request, response, *args, **kwargs)
        if self.is_personal:
            answered.headers["Cache-Control"] = "no-store"
        return answered


class NoSuchAddress(Door):
    """Every other address under /api/: a refusal in the API's own shape, whatever the method."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Http404


def opened(view: type[APIView], **options: Any) -> Callable[..., HttpResponseBase]:
    """The view as a URL pattern takes it, with the guard that the middleware asks for."""
    return open_to(everyone)(view.as_view(**options))
