"""Reading the register of letter numbers (buku agenda)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from office.models import Office
from services.models import RegisterEntry

PAGE = 50


def years_of(office: Office, *, now: int) -> list[int]:
    """The years that have entries, newest first, and this one."""
    found = RegisterEntry.objects.filter(office=office).order_by().values_list("year", flat=True).distinct()
    return sorted({now, *found}, reverse=True)


def entries(
    office: Office, *, year: int, words: str = "", before: int | None = None
) -> tuple[list[RegisterEntry], int | None]:
    """Fifty entries of a year, the newest number first, and below which the next page begins."""
    rows = _rows(office, year)
    if words:
        sought = Q(subject__icontains=words) | Q(number__icontains=words) | Q(letter__submission__number__iexact=words)
        rows = rows.filter(
            sought | Q(seq=int(words)) if words.isascii() and words.isdigit() and len(words) < 8 else sought
        )
    if before:
        rows = rows.filter(seq__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].seq if len(found) > PAGE else None


def _rows(office: Office, year: int) -> QuerySet[RegisterEntry]:
    rows = RegisterEntry.objects.filter(office=office, register="surat", year=year)
    return rows.select_related("created_by", "letter__submission").defer("letter__content").order_by("-seq")


def all_entries(office: Office, *, year: int) -> Iterator[RegisterEntry]:
    """The whole year for an export, in the order of the numbers."""
    return _rows(office, year).order_by("seq").iterator(chunk_size=500)
