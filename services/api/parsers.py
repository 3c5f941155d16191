"""Reading bodies: UTF-8 whatever the header claims, and nothing that could break the reader."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import IO, Any, NoReturn

from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, DataAndFiles, MultiPartParser

UNREADABLE = "Isi kiriman bukan JSON yang benar. Periksa tanda kurung, kutip, dan koma."


class JsonBody(BaseParser):
    media_type = "application/json"

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return json.loads(stream.read().decode("utf-8"), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise ParseError(UNREADABLE) from None


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)  # NaN and Infinity are Python's, not JSON's


class FormBody(MultiPartParser):
    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> DataAndFiles[Any, Any]:
        try:
            return super().parse(
                stream, media_type=media_type, parser_context={**(parser_context or {}), "encoding": "utf-8"}
            )
        except ParseError:
            raise ParseError("Isi kiriman bukan multipart/form-data yang benar.") from None
