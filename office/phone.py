"""Mobile numbers: from the ways people write them to the one form we keep (628…), and back to readable."""

import re

from office.typed import LONGEST_NUMBER_TYPED, Verdict, is_digits, tidy_number

ADVICE = "Tulis nomor WhatsApp seperti 0812 3456 7890"
SHORTEST, LONGEST = 10, 15
_BRACKETS = re.compile(r"[()/]")
_PREFIX = re.compile(r"^(?:\+?620?|00620?|0)?(?=8)")


def check_phone(text: str) -> Verdict:
    """The number as 628…, however it was written: 0812…, +62 812…, 62812…, (0812) 3456-7890."""
    number = tidy_number(text)
    if not number:
        return Verdict("", ("Isi nomor WhatsApp, seperti 0812 3456 7890",))
    normal = normalise(number)
    return Verdict(normal) if normal else Verdict("", (ADVICE,))


def normalise(text: str) -> str:
    """628… with 10 to 15 digits, or an empty string when this is no Indonesian mobile number."""
    number = tidy_number(text)
    if len(number) > LONGEST_NUMBER_TYPED:
        return ""
    number = _BRACKETS.sub("", number)
    local, found = _PREFIX.subn("", number, count=1)
    normal = "62" + local
    fits = found and is_digits(normal) and SHORTEST <= len(normal) <= LONGEST
    return normal if fits else ""


def last4(number: str) -> str:
    return number[-4:]


def display(number: str) -> str:
    """0812 3456 7890, the way people read a number aloud."""
    local = _local(number)
    return " ".join(local[start : start + 4] for start in range(0, len(local), 4))


def mask(number: str) -> str:
    """0812••••7890: enough to recognise one's own number."""
    local = _local(number)
    return f"{local[:4]}••••{local[-4:]}" if len(local) >= 9 else "••••"


def _local(number: str) -> str:
    return "0" + number.removeprefix("62") if number.startswith("62") else number
