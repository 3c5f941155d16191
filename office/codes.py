"""Codes that people carry: tracking and verification codes with a check character, PINs and link tokens."""

import re
import secrets
import unicodedata

from stdnum import luhn

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no I, L, O, U
RANDOM_CHARACTERS = 12  # 60 bits: 6·10¹² guesses per hit with 200,000 live codes
CODE_LENGTH = RANDOM_CHARACTERS + 1
PIN_DIGITS = 6
TOKEN_BYTES = 24  # 192 bits
LONGEST_INPUT = 100  # no one types more; longer text is not worth normalising

_LOOK_ALIKES = str.maketrans("OIL", "011")
# Hyphens and dashes as keyboards and messengers write them, every space, and what hides between letters.
_SEPARATORS = re.compile("[\\s._\u00ad\u200b-\u200f\u2010-\u2015\u2060\u2212\ufeff-]+")


def new_code() -> str:
    """A fresh code in its stored form, e.g. ``K7QM2X9DPA4TC``; print it with `format_code`."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_CHARACTERS))
    return body + luhn.calc_check_digit(body, alphabet=ALPHABET)


def format_code(code: str) -> str:
    """The printed form: ``K7QM-2X9D-PA4TC``."""
    return f"{code[:4]}-{code[4:8]}-{code[8:]}"


def normalise(text: str) -> str | None:
    """The stored form of a typed code, or None where it cannot be one of ours."""
    if len(text) > LONGEST_INPUT:
        return None
    folded = normalise_text(text)
    return folded if _is_code(folded) else None


def normalise_text(text: str) -> str:
    """Typed letters and figures as our alphabet has them, without what separates them."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper().translate(_LOOK_ALIKES)


def _is_code(text: str) -> bool:
    return len(text) == CODE_LENGTH and set(text) <= set(ALPHABET) and luhn.is_valid(text, alphabet=ALPHABET)


def new_pin() -> str:
    """Six digits for the slip; leading zeros count."""
    return f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}}"


def new_token() -> str:
    """An unguessable part of a link, safe in a URL."""
    return secrets.token_urlsafe(TOKEN_BYTES)
