"""Names of people: what we accept, how they are masked in public, and the words they are found by."""

import re
import unicodedata

from office.typed import Verdict, tidy_line

LONGEST_NAME = 100
_LONGEST_LOOKED_AT = 1000
_APOSTROPHES = "'’‘ʼʻ`´"
_MARKS = {"Mn", "Mc", "Me"}
_FOLDED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "ð": "d", "þ": "th"})


def check_name(text: str, *, what: str = "nama lengkap sesuai KTP") -> Verdict:
    """A name in any script, kept literally. Signs such as < or an emoji stand on no card, so they are named and refused."""
    if len(text) > _LONGEST_LOOKED_AT:
        return Verdict("", (f"Nama paling panjang {LONGEST_NAME} huruf. Isian Anda jauh lebih panjang",))
    name = tidy_line(text)
    error = _name_error(name, what)
    return Verdict("" if error else name, (error,) if error else ())


def masked_name(name: str) -> str:
    """SITI R*****: who holds the paper recognises the name, who does not learns little."""
    words = tidy_line(name[:_LONGEST_LOOKED_AT]).upper().split()
    if len(words) <= 1:
        return "".join(_masked_word(word) for word in words)
    return " ".join([words[0], *(_masked_word(word) for word in words[1:])])


def search_terms(name: str) -> set[str]:
    """Lower-case words in a-z and 0-9, for search by their beginnings; a query goes through the same door."""
    bare = "".join(c for c in name[:_LONGEST_LOOKED_AT] if c not in _APOSTROPHES).casefold()
    split = unicodedata.normalize("NFKD", bare)
    letters = "".join(c for c in split if unicodedata.category(c) not in _MARKS).translate(_FOLDED)
    return set(re.findall(r"[a-z0-9]+", letters))


def _name_error(name: str, what: str) -> str:
    if not name:
        return f"Isi {what}"
    if len(name) > LONGEST_NAME:
        return f"Nama paling panjang {LONGEST_NAME} huruf. Anda mengisi {len(name)} huruf"
    strange = next((c for c in name if _is_sign(c)), "")
    if strange:
        return f"Tanda {strange} tidak dipakai dalam nama. Tulis nama seperti di KTP"
    if not any(unicodedata.category(c).startswith("L") for c in name):
        return "Nama harus memuat huruf. Tulis nama seperti di KTP"
    return ""


def _is_sign(character: str) -> bool:
    return unicodedata.category(character).startswith("S") and character not in _APOSTROPHES


def _masked_word(word: str) -> str:
    """The first letter with its marks, then one star for each further letter."""
    letters = [c for c in word if unicodedata.category(c) not in _MARKS]
    end = next((i for i, c in enumerate(word[1:], 1) if unicodedata.category(c) not in _MARKS), len(word))
    return word[:end] + "*" * (len(letters) - 1)
