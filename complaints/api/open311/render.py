"""Answers of GeoReport v2 as bytes: the same values as JSON or as the XML that the specification draws."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from django.http import HttpResponse

NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CONTENT_TYPES = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}
Row = Mapping[str, Any]


class Refused(Exception):
    """A request the specification has a status for; `status` is also the error's code."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status, self.description = status, description


@dataclass(frozen=True)
class Names:
    """How XML names a list and its rows; `inner` names the rows of lists inside a row (attributes/attribute)."""

    root: str
    row: str
    inner: Mapping[str, str]


SERVICES = Names("services", "service", {})
DEFINITION = Names("service_definition", "", {"attributes": "attribute", "values": "value"})
REQUESTS = Names("service_requests", "request", {})
DISCOVERY = Names("discovery", "", {"endpoints": "endpoint", "formats": "format"})
ERRORS = Names("errors", "error", {})


def answer(data: Row | Sequence[Row], names: Names, ending: str, *, status: int = 200) -> HttpResponse:
    """The answer in the form that the address ends in."""
    body = as_json(data) if ending == "json" else as_xml(data, names)
    response = HttpResponse(body, status=status, content_type=CONTENT_TYPES[ending])
    response.headers["Access-Control-Allow-Origin"] = "*"  # the specification's clients include pages of other hosts
    return response


def refusal(error: Refused, ending: str) -> HttpResponse:
    """An error as the specification draws it: a list with one code and one description."""
    return answer([{"code": error.status, "description": error.description}], ERRORS, ending, status=error.status)


def as_json(data: Row | Sequence[Row]) -> bytes:
    return json.dumps(data, ensure_ascii=False, default=str).encode()


def as_xml(data: Row | Sequence[Row], names: Names) -> bytes:
    """Elements in the order of the values; nothing becomes an empty element, a truth value its English word."""
    root = ElementTree.Element(names.root)
    if isinstance(data, Mapping):
        _fill(root, data, names)
    else:
        for row in data:
            _fill(ElementTree.SubElement(root, names.row), row, names)
    return ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)


def _fill(element: ElementTree.Element, row: Row, names: Names) -> None:
    for key, value in row.items():
        child = ElementTree.SubElement(element, key)
        if isinstance(value, (list, tuple)):
            _fill_list(child, value, names)
        else:
            child.text = _text(value)


def _fill_list(element: ElementTree.Element, rows: Sequence[Any], names: Names) -> None:
    for row in rows:
        child = ElementTree.SubElement(element, names.inner[element.tag])
        if isinstance(row, Mapping):
            _fill(child, row, names)
        else:
            child.text = _text(row)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else NOT_IN_XML.sub("", str(value))
