"""Which characters the bundled fonts can print, so that a letter never depends on what a machine happens to have installed."""

import unicodedata
from functools import cache
from pathlib import Path

FONT_FOLDER = Path(__file__).resolve().parents[3] / "static" / "fonts" / "letters"
UNKNOWN = "\ufffd"  # printed for a letter of a script we have no font for; never dropped in silence
_SHAPING = "\u200c\u200d"  # joiners that Arabic and Javanese need
_SPACES = "\n "


def printable(text: str) -> str:
    """The text as it is printed: signs without a glyph (emoji) go, letters without a glyph show as an unknown mark."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))
    known = _known()
    return "".join(_printed(c, known) for c in composed)


def unprintable(text: str) -> str:
    """The characters that printable() drops or replaces, each once."""
    known = _known()
    composed = unicodedata.normalize("NFC", text)
    return "".join(dict.fromkeys(c for c in composed if not c.isspace() and _printed(c, known) != c))


def _printed(character: str, known: frozenset[int]) -> str:
    if character in _SPACES or ord(character) in known:
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    return UNKNOWN if category[0] in "LMNP" and not _is_variation(character) else ""


def _is_variation(character: str) -> bool:
    """Emoji selectors and tags are marks by category, but belong to no letter."""
    return 0xFE00 <= ord(character) <= 0xFE0F or 0xE0000 <= ord(character) <= 0xE01EF or ord(character) == 0x20E3


@cache
def _known() -> frozenset[int]:
    """Every code point with a glyph, without control and direction characters, which could make a name read differently."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for path in sorted(FONT_FOLDER.glob("*-400-normal.woff2")):
        with TTFont(path, lazy=True) as font:
            found.update(font.getBestCmap())
    return frozenset(c for c in found if chr(c) in _SHAPING or unicodedata.category(chr(c)) not in {"Cc", "Cf", "Co"})
