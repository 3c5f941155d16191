"""Putting instruments into the tables: those that come with the program, and an office's words for their questions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from office.actions.audit import record
from office.staff import Staff
from surveys.instruments import SKM, BadInstrument, defined, shipped_data
from surveys.models import Instrument, Wording


def install(code: str = SKM, *, at: datetime) -> Instrument:
    """The shipped instrument of that code as a row, made at first use. Raises BadInstrument."""
    return install_data(shipped_data(code), at=at)


def install_data(data: dict[str, Any], *, at: datetime) -> Instrument:
    """An instrument from its definition. Raises BadInstrument: an installed version is never redefined."""
    found = defined(data)
    facts = {"family": found.family, "title": found.title, "regulation": found.regulation}
    row, made = Instrument.objects.get_or_create(
        code=found.code, version=found.version, defaults={**facts, "definition": data, "created_at": at}
    )
    if not made and row.definition != data:
        raise BadInstrument(f"{row} sudah dipakai dengan isi lain. Naikkan nomor versinya")
    return row


@transaction.atomic
def reword(
    instrument: Instrument, key: str, *, question: str, options: list[str], staff: Staff, at: datetime
) -> Wording:
    """Put a question and its answers in the office's words. Raises BadInstrument; the scores stay 1, 2, 3 …"""
    base = instrument.defined
    if key not in base.keys or len(options) != base.top or not all([question.strip(), *map(str.strip, options)]):
        raise BadInstrument(f"Tulis pertanyaan dan {base.top} pilihan jawaban")
    words, _made = Wording.objects.update_or_create(
        office=staff.office,
        instrument=instrument,
        key=key,
        defaults={"question": question.strip(), "options": [option.strip() for option in options]},
    )
    record("survey.reworded", f"instrument:{instrument}", office=staff.office, actor=staff.user, at=at, unsur=key)
    return words
