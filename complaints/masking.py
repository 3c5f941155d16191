"""Hiding in a text what points at a person: NIK and KK numbers, phones, e-mail addresses, plate numbers. Pure."""

from __future__ import annotations

import re
from typing import NamedTuple

HIDDEN = "•••"
_AREA_CODES = (
    "AA AB AD AE AG A BA BB BD BE BG BH BK BL BM BN BP B CC CD DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT D EA EB ED E "
    "F G H KB KH KT KU K L M N P PA PB R S T W Z"
).split()  # Perkap 5/2012 and later letters: what a plate may begin with


class Found(NamedTuple):
    """A stretch of the text, and what it seems to be."""

    start: int
    end: int
    what: str


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("surel", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    ("NIK atau nomor KK", re.compile(r"(?<!\d)\d(?:[ .\-]?\d){15}(?!\d)")),
    ("nomor telepon", re.compile(r"(?<!\d)(?:\+?62|0)[ .\-]?8\d(?:[ .\-]?\d){6,11}(?!\d)")),
    ("nomor telepon", re.compile(r"(?<!\d)\(?0\d{2,3}\)?[ \-]\d{5,8}(?!\d)")),
    ("pelat nomor", re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_AREA_CODES)})[ .\-]?\d{{1,4}}[ .\-]?[A-Z]{{1,3}}(?![A-Za-z0-9])")),
)  # fmt: skip
_LOWER_PLATE = re.compile(
    rf"(?<![A-Za-z0-9])(?:{'|'.join(_AREA_CODES)})[ .\-]?\d{{4}}[ .\-]?[a-z]{{2,3}}(?![A-Za-z0-9])", re.IGNORECASE
)


def found_in(text: str) -> list[Found]:
    """What in a text may point at a person, in order and without overlap."""
    hits = [Found(hit.start(), hit.end(), what) for what, pattern in _PATTERNS for hit in pattern.finditer(text)]
    hits += [Found(hit.start(), hit.end(), "pelat nomor") for hit in _LOWER_PLATE.finditer(text)]
    kept: list[Found] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def masked(text: str) -> str:
    """The text with each of them hidden; masking twice changes nothing more."""
    pieces, done = [], 0
    for hit in found_in(text):
        pieces += [text[done : hit.start], HIDDEN]
        done = hit.end
    return "".join([*pieces, text[done:]])


def hints(text: str) -> list[str]:
    """What was found, each kind once, for "jangan tulis …"."""
    return list(dict.fromkeys(hit.what for hit in found_in(text)))
