"""Loading what the portal ships: the shared catalogue and its letter templates, from services/data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from services.models import LetterTemplate, ServiceType

DATA = Path(__file__).resolve().parents[1] / "data"
_DRAFT = ("version", "requirements", "synonyms", "needs")
_TYPE = ("level", "name", "category", "confidence", "source")


@transaction.atomic
def load_catalogue(*, at: datetime) -> int:
    """Bring the shared catalogue up to what this release ships; says how many types it holds. Safe to repeat.

    Offices keep their own adopted copies: only the seed they adopt from changes. A template that an office's
    version may already print from is never rewritten; a changed one is added under its next number.
    """
    types = list(_read("catalogue"))
    names = {data["code"]: data["version"]["product_name"] for data in types}
    for template in _read("letters"):
        _ship_template(template, name=names[template["code"]], at=at)
    for data in types:
        facts = {name: data[name] for name in _TYPE} | {"draft": {name: data[name] for name in _DRAFT}}
        ServiceType.objects.update_or_create(code=data["code"], defaults=facts)
    return len(types)


def _read(folder: str) -> Iterator[dict[str, Any]]:
    for path in sorted((DATA / folder).glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


def _ship_template(blocks: dict[str, Any], *, name: str, at: datetime) -> None:
    latest = LetterTemplate.objects.filter(office=None, code=blocks["code"]).order_by("-number").first()
    if latest and latest.blocks == blocks:
        return
    LetterTemplate.objects.create(
        office=None, code=blocks["code"], number=latest.number + 1 if latest else 1,
        name=name, blocks=blocks, published_at=at,
    )  # fmt: skip
