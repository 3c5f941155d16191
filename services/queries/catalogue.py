"""Reading the catalogue: what an office offers, by need, and a search that forgives typing."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import QuerySet
from rapidfuzz import fuzz

from office.models import Office
from services.models import Category, Poster, Service

GOOD_ENOUGH = 72
MOST_FOUND = 12
# Words that say nothing about which service is meant.
_EMPTY_WORDS = frozenset(
    {
        "surat",
        "keterangan",
        "pengantar",
        "mau",
        "cara",
        "buat",
        "bikin",
        "untuk",
        "urus",
        "mengurus",
        "minta",
        "syarat",
        "ngurus",
        "dan",
        "di",
        "ke",
    }
)


def offered(office: Office) -> QuerySet[Service]:
    """What residents can ask for, in the office's order."""
    return (
        Service.objects.filter(office=office, is_offered=True, current__isnull=False)
        .select_related("current")
        .order_by("position", "name")
    )


@dataclass(frozen=True)
class Group:
    key: str
    label: str
    services: tuple[Service, ...]


def grouped(services: list[Service]) -> list[Group]:
    """By category, in the order of the categories, empty ones left out."""
    found = [
        Group(key, label, tuple(service for service in services if service.category == key))
        for key, label in Category.choices
    ]
    return [group for group in found if group.services]


@dataclass(frozen=True)
class Need:
    """An occasion in life for which people come, as residents would name it."""

    key: str
    label: str
    hint: str


@cache
def _all_needs() -> tuple[Need, ...]:
    path = Path(__file__).resolve().parent.parent / "data" / "needs.json"
    return tuple(Need(**entry) for entry in json.loads(path.read_text(encoding="utf-8")))


def needs_of(services: list[Service]) -> list[Need]:
    """The occasions that this office's services answer, in the shared order."""
    met = {key for service in services for key in _met_by(service)}
    return [need for need in _all_needs() if need.key in met]


def answering(services: list[Service], need: str) -> list[Service]:
    """The services for one occasion."""
    return [service for service in services if need in _met_by(service)]


def _met_by(service: Service) -> list[str]:
    return service.type.draft.get("needs", []) if service.type else []


def search(services: list[Service], text: str) -> list[Service]:
    """The services that fit what somebody typed, best first; knows everyday names and forgives slips."""
    words = fold(text)
    if not words:
        return []
    scored = [(_score(words, service), service) for service in services]
    good = [(score, service) for score, service in scored if score >= GOOD_ENOUGH]
    return [service for _score_, service in sorted(good, key=lambda pair: -pair[0])][:MOST_FOUND]


def fold(text: str) -> str:
    """Lower case, plain letters, single spaces; at most 80 characters."""
    plain = unicodedata.normalize("NFKD", text[:200]).lower()
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"[\u0300-\u036f]", "", plain)).strip()[:80]


def _score(words: str, service: Service) -> float:
    names = [service.name, service.current.short_name if service.current else "", *service.synonyms.split(",")]
    return max(_likeness(words, fold(name)) for name in names if name.strip())


def _likeness(typed: str, name: str) -> float:
    """100 for the same words; each typed word must resemble one of the name's, empty words aside."""
    wanted = [word for word in typed.split() if word not in _EMPTY_WORDS] or typed.split()
    has = name.split()
    each = [max((_word_likeness(word, other) for other in has), default=0.0) for word in wanted]
    whole: float = fuzz.token_sort_ratio(typed, name)
    return 0.85 * (sum(each) / len(each)) + 0.15 * whole if min(each) >= 60 else min(whole, 60.0)


def _word_likeness(typed: str, word: str) -> float:
    if len(typed) >= 3 and word.startswith(typed):
        return 96.0
    likeness: float = fuzz.ratio(typed, word)
    return likeness


def is_paused(service: Service, *, on: date) -> bool:
    """Whether new requests are stopped on this day."""
    return bool(service.pause_reason) and (service.paused_until is None or on <= service.paused_until)


def poster_named(office: Office, text: str) -> Poster | None:
    """The poster whose code came along in the address (`?asal=12`), if it is this office's."""
    return (
        Poster.objects.filter(office=office, code=int(text)).select_related("area").first()
        if text.isdecimal() and len(text) < 9
        else None
    )
