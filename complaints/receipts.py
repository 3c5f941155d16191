"""The keys a reporter carries: a 16-character receipt and a PIN, both worked out from the link of the draft, stored nowhere."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from stdnum import luhn

from office.codes import ALPHABET, LONGEST_INPUT, normalise_text

RECEIPT_LENGTH = 16
_BODY = RECEIPT_LENGTH - 1  # 75 bits


def receipt_of(token: str) -> str:
    """The receipt of a sending, in its stored form; the same sending always has the same one."""
    number = int.from_bytes(_derived("receipt", token), "big")
    body = ""
    for _ in range(_BODY):
        number, place = divmod(number, len(ALPHABET))
        body += ALPHABET[place]
    return body + luhn.calc_check_digit(body, alphabet=ALPHABET)


def pin_of(token: str) -> str:
    """Six digits for the slip."""
    return f"{int.from_bytes(_derived('pin', token), 'big') % 10**6:06}"


def format_receipt(code: str) -> str:
    """The printed form: K7QM-2X9D-PA4T-C0DE."""
    return "-".join(code[start : start + 4] for start in range(0, RECEIPT_LENGTH, 4))


def normalise_receipt(text: str) -> str | None:
    """The stored form of a typed receipt, or None where it cannot be one of ours."""
    folded = normalise_text(text) if len(text) <= LONGEST_INPUT else ""
    fits = len(folded) == RECEIPT_LENGTH and set(folded) <= set(ALPHABET)
    return folded if fits and luhn.is_valid(folded, alphabet=ALPHABET) else None


def _derived(purpose: str, token: str) -> bytes:
    return hmac.new(settings.INDEX_KEY.encode(), f"complaint-{purpose}:{token}".encode(), hashlib.sha256).digest()
