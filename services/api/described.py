"""How a view describes itself in the OpenAPI schema: its answer, and every refusal it may give."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from services.api.problems import MEDIA_TYPE, TITLES, Problem

Method = TypeVar("Method", bound=Callable[..., Any])
ALWAYS = (400, 429, 503)
READS_BODY = (413, 415)


def described(
    name: str, summary: str, *, tag: str, answer: Any, status: int = 200, refusals: Iterable[int] = (), request: Any = None, parameters: Iterable[OpenApiParameter] = (),
    media_type: str = "application/json",
) -> Callable[[Method], Method]:  # fmt: skip
    """`answer` is a serializer, or a type for bytes; the refusals that any view may give are added."""
    codes = sorted({*ALWAYS, *(READS_BODY if request else ()), *refusals})
    responses: dict[Any, Any] = {(status, media_type): answer}
    responses |= {(code, MEDIA_TYPE): OpenApiResponse(Problem, description=TITLES[code]) for code in codes}
    return extend_schema(
        operation_id=name,
        summary=summary,
        tags=[tag],
        request=request,
        responses=responses,
        parameters=list(parameters),
    )
