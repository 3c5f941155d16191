"""Why a report is held for a person to look at: never a reason to drop it. Pure."""

from __future__ import annotations

import re

FASTEST_SECONDS = 8
_LOANS = re.compile(
    r"pinjam(?:an|kan)?\s+(?:dana|uang|online|cepat|tanpa)|dana\s+(?:tunai|cepat)|tanpa\s+(?:agunan|jaminan)|bunga\s+rendah|\bpinjol\b|cair\s+(?:cepat|hari ini)",
    re.IGNORECASE,
)
_GAMBLING = re.compile(
    r"\b(?:slot\s*gacor|gacor|judi\s+online|togel|maxwin|jackpot|bandar\s+\w+\s*\d*|casino)\b", re.IGNORECASE
)
_LINK = re.compile(r"https?://|www\.|\bwa\.me/|\bbit\.ly/|\bt\.me/", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]")


def why_held(text: str, *, seconds: float | None = None) -> str:
    """The reason, in words for the desk, or an empty string. `seconds` is how long the form was open, when known."""
    if _LOANS.search(text) and (_LINK.search(text) or re.search(r"\d{8}", text)):
        return "Mirip iklan pinjaman"
    if _GAMBLING.search(text):
        return "Mirip iklan judi"
    if len(_LINK.findall(text)) > 2:
        return "Memuat banyak tautan"
    if len(_LETTERS.findall(text)) < 10:
        return "Isinya hampir kosong"
    if seconds is not None and seconds < FASTEST_SECONDS:
        return "Terisi terlalu cepat"
    return ""
