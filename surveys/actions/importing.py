"""Importing: sheets of answers into a period's counters, and printed results of years before, kept apart from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from office.actions.audit import record
from office.sealing import blind_index
from office.staff import Staff
from surveys.access import check_may_keep
from surveys.actions.answering import Sheet, built, check_open
from surveys.actions.counting import deltas_of, move_counters
from surveys.actions.instruments import install
from surveys.instruments import SKM
from surveys.models import Answer, Batch, Instrument, Period, PrintedResult, Source, Subject
from surveys.scoring import Policy

AT_ONCE = 1_000


class FileTaken(Exception):
    """This very file was imported into the period before."""


class TitleTaken(Exception):
    """A printed result of this name exists."""


@dataclass(frozen=True)
class Row:
    """An accepted row of the file: its number and the sheet on it."""

    number: int
    subject: Subject
    sheet: Sheet


@transaction.atomic
def import_answers(period: Period, rows: Sequence[Row], *, name: str, sha256: str, staff: Staff, at: datetime) -> Batch:
    """Write the rows and their counters in one go. Raises NotAllowed, PeriodClosed, FileTaken or BadScores, and writes nothing."""
    check_may_keep(staff, period)
    check_open(period, at=at)
    batch = _batch(period, name=name, sha256=sha256, rows=len(rows), staff=staff, at=at)
    keys = period.instrument.defined.keys
    answers = [_answer(period, row, batch, at) for row in rows]
    Answer.objects.bulk_create(answers, batch_size=AT_ONCE)
    move_counters(period, deltas_of(answers, keys), at=at)
    record(
        "survey.imported", period.audit_key, office=period.office, actor=staff.user, at=at, batch=str(batch.pk),
        rows=len(rows),
    )  # fmt: skip
    return batch


def _batch(period: Period, *, name: str, sha256: str, rows: int, staff: Staff, at: datetime) -> Batch:
    try:
        with transaction.atomic():
            return Batch.objects.create(
                office_id=period.office_id, period=period, source=Source.IMPORT, name=name[:120], sha256=sha256,
                rows=rows, entered_by=staff.user, entered_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise FileTaken from error


def _answer(period: Period, row: Row, batch: Batch, at: datetime) -> Answer:
    if row.subject.office_id != period.office_id:
        raise ValueError("yang dinilai milik kantor lain")
    key = blind_index("survey-answer", f"{period.pk}:{batch.pk}:{row.number}")
    return built(period, row.subject, row.sheet, source=Source.IMPORT, key=key, at=at, batch=batch)


@dataclass(frozen=True)
class Paper:
    """A printed result as staff describe it; `values` on `scale` ("nrr" or "index")."""

    title: str
    starts_on: date
    ends_on: date
    scale: str
    values: Mapping[str, Decimal]
    respondents: int | None = None
    printed_index: Decimal | None = None
    printed_class: str = ""
    source: str = ""
    policy: Policy = Policy.EXACT


@transaction.atomic
def import_printed(paper: Paper, *, staff: Staff, at: datetime, instrument: Instrument | None = None) -> PrintedResult:
    """Keep a printed result beside the computed ones. Raises NotAllowed or TitleTaken."""
    instrument = instrument or install(SKM, at=at)
    check_may_keep(staff, Period(office=staff.office))
    try:
        with transaction.atomic():
            row = PrintedResult.objects.create(
                office=staff.office, instrument=instrument, family=instrument.family, title=paper.title,
                starts_on=paper.starts_on, ends_on=paper.ends_on, scale=paper.scale, policy=paper.policy,
                values={key: str(value) for key, value in paper.values.items()}, respondents=paper.respondents,
                printed_index=paper.printed_index, printed_class=paper.printed_class, source=paper.source,
                imported_by=staff.user, imported_at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise TitleTaken(paper.title) from error
    record("survey.printed_imported", f"printed_result:{row.pk}", office=staff.office, actor=staff.user, at=at)
    return row
