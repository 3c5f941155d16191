"""Rows of the survey tables for tests: an open period, answers, staff."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count as counting
from typing import Any

from office.models import Office
from surveys.actions import subjects
from surveys.actions.answering import Sheet, built, record_answer
from surveys.actions.counting import deltas_of, move_counters
from surveys.actions.instruments import install
from surveys.instruments import SKM, shipped
from surveys.models import Answer, Period, Source, Subject
from tests.factories import MONDAY_9AM, make_office

KEYS = shipped().keys
_numbers = counting(1)


def make_period(office: Office | None = None, *, code: str = SKM, state: str = "open", **facts: Any) -> Period:
    """The office's running quarter."""
    office, instrument = office or make_office(), install(code, at=MONDAY_9AM)
    defaults: dict[str, Any] = {
        "title": "Triwulan IV 2026", "kind": "quarter", "starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31),
        "order": list(instrument.defined.keys), "opened_at": None if state == "draft" else MONDAY_9AM,
        "closed_at": MONDAY_9AM if state == "closed" else None,
    }  # fmt: skip
    return Period.objects.create(
        office=office, instrument=instrument, family=instrument.family, state=state, **{**defaults, **facts}
    )


def sheet(*values: int | None, **facts: Any) -> Sheet:
    """Scores in the order of the SKM's definition; one value stands for all nine."""
    scores = values * len(KEYS) if len(values) == 1 else values
    return Sheet(dict(zip(KEYS, scores, strict=True)), **facts)


def answer(
    period: Period, *values: int | None, subject: Subject | None = None, at: datetime = MONDAY_9AM, **facts: Any
) -> Answer:
    """An answer by QR, with a key of its own."""
    facts = {"source": Source.QR, "client_key": f"kunci-{next(_numbers)}", **facts}
    subject = subject or subjects.of_office(period.office)
    return record_answer(period, subject, sheet(*values), at=at, **facts)[0]


def fill(period: Period, count: int, value: int = 3, *, subject: Subject | None = None) -> None:
    """That many equal answers by QR, counted, in a few queries."""
    subject = subject or subjects.of_office(period.office)
    rows = [
        built(period, subject, sheet(value), source=Source.QR, key=f"banyak-{next(_numbers)}", at=MONDAY_9AM)
        for _ in range(count)
    ]
    Answer.objects.bulk_create(rows)
    move_counters(period, deltas_of(rows, KEYS), at=MONDAY_9AM)
