"""Text as people type or paste it, tidied before any check looks at it, and the answer a check gives."""

import re
import unicodedata
from dataclasses import dataclass

LONGEST_NUMBER_TYPED = 64  # room for spaces and dots; anything longer is no number worth reading
_SEPARATORS = re.compile(r"[\s.\-]+")
_JOINERS = "\u200c\u200d"  # they shape Arabic and Javanese script, so a name may hold them


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was typed, in the form we keep it, and what a person must know about it."""

    value: str
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.errors


def tidy_number(text: str) -> str:
    """Bring a typed number to plain characters; NFKC turns the full-width digits of some keyboards into ours."""
    if len(text) > LONGEST_NUMBER_TYPED:
        return text  # refused by its length; folding it would only cost time
    visible = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return _SEPARATORS.sub("", visible)


def is_digits(text: str) -> bool:
    """Plain digits only: `str.isdigit` would also accept digits of other scripts."""
    return text.isascii() and text.isdigit()


def tidy_line(text: str) -> str:
    """One line in NFC, without the characters that hide, reorder or end text; everything else literally."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(_kept(text, index) for index in range(len(text)))
    return " ".join(kept.split())


def _kept(text: str, index: int) -> str:
    character = text[index]
    if character in _JOINERS:
        return character if _joins(text, index) else ""
    category = unicodedata.category(character)
    if category in {"Zs", "Zl", "Zp"} or character in "\t\r\n":
        return " "
    return "" if category in {"Cc", "Cf", "Cs", "Co"} else character


def _joins(text: str, index: int) -> bool:
    """In Latin text a joiner only makes two names that look the same, so it stays between other letters only."""
    around = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
    return len(around) == 2 and not around.isascii()
