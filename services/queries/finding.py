"""Finding a submission by what a person at the counter knows: name, number, NIK or phone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from office.models import Office
from office.names import search_terms
from office.phone import normalise
from office.sealing import blind_index
from office.typed import is_digits, tidy_number
from services.models import SearchTerm, Submission

MOST = 50
SIFTED = 500
LONGEST = 80
_TOP = "z" * 20
_NUMBER = re.compile(r"^([a-z]{3,6})-?(\d{4})-?(\d{1,6})$", re.IGNORECASE)


def found_keys(office: Office, text: str) -> list[UUID]:
    """The submissions of an office that fit what was typed, 51 at most: one more than a page shows."""
    digits = tidy_number(text[:LONGEST])
    if is_digits(digits):
        return _newest(_of_digits(office, digits))
    number = _NUMBER.match(digits) or _NUMBER.match(text.strip())
    if number:
        exact = f"{number[1].upper()}-{number[2]}-{int(number[3]):05}"
        return _newest([Submission.objects.filter(office=office, number=exact)])
    return _by_words(office, search_terms(text[:LONGEST]))


def _newest(parts: Iterable[QuerySet[Submission]]) -> list[UUID]:
    """Sorted here: asked for an order, SQLite walks the whole history of the office instead of the fingerprint's index."""
    found = {pk: at for rows in parts for pk, at in rows.order_by().values_list("pk", "received_at")[:SIFTED]}
    return sorted(found, key=lambda pk: found[pk], reverse=True)[: MOST + 1]


def _of_digits(office: Office, digits: str) -> list[QuerySet[Submission]]:
    """16 digits are a NIK, a mobile number is a phone, four may be the end of one, up to six the end of a number."""
    rows = Submission.objects.filter(office=office)
    if len(digits) == 16:
        return [rows.filter(nik_index=blind_index("nik", digits))]
    if normalise(digits):
        return [rows.filter(phone_index=blind_index("phone", normalise(digits)))]
    fits = []
    if len(digits) == 4:
        fits.append(rows.filter(phone_tail_index=blind_index("phone-tail", digits)))
    if len(digits) <= 6:
        tail = SearchTerm.objects.filter(office=office, term=f"{int(digits):05}")
        fits.append(rows.filter(pk__in=tail.order_by("-submission_id").values("submission_id")[: MOST + 1]))
    return fits


def _by_words(office: Office, words: Iterable[str]) -> list[UUID]:
    """Every word must begin a word of the name; the longest leads, because it fits the fewest."""
    ordered = sorted({word[:24] for word in words}, key=len, reverse=True)
    if not ordered:
        return []
    rows = SearchTerm.objects.filter(_begins(ordered[0]), office=office)
    for word in ordered[1:]:
        other = SearchTerm.objects.filter(_begins(word), office=office, submission=OuterRef("submission"))
        rows = rows.filter(Exists(other))
    found = rows.order_by("term", "-submission_id").values_list("submission_id", flat=True)[: 2 * MOST]
    return list(dict.fromkeys(found))[: MOST + 1]


def _begins(word: str) -> Q:
    """A range of the index: LIKE would not use it under every collation."""
    return Q(term__gte=word, term__lte=word + _TOP)
