"""Sheets of paper that staff type in: a batch at once, all of it or nothing, once however often it is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from office.actions.audit import record
from office.sealing import blind_index
from office.staff import Staff
from surveys.access import check_may_enter
from surveys.actions.answering import Sheet, record_answer
from surveys.models import Batch, Period, Source, Subject

ROWS = 10


def enter_sheets(
    period: Period, subject: Subject, sheets: Mapping[int, Sheet], *, batch_key: str, staff: Staff, at: datetime
) -> tuple[Batch, bool]:
    """The batch and whether this call wrote it: the same `batch_key` again writes nothing.

    `sheets` by their row's number. Raises NotAllowed, BadScores or PeriodClosed and writes nothing.
    """
    check_may_enter(staff, period)
    mark = blind_index("survey-paper", f"{period.pk}:{staff.user.pk}:{batch_key}")
    try:
        with transaction.atomic():
            batch = Batch.objects.create(
                office_id=period.office_id, period=period, source=Source.PAPER, sha256=mark, rows=len(sheets),
                entered_by=staff.user, entered_at=at,
            )  # fmt: skip
            for number, sheet in sheets.items():
                key = f"paper:{mark}:{number}"
                record_answer(period, subject, sheet, source=Source.PAPER, client_key=key, at=at, batch=batch)
            facts = {"batch": str(batch.pk), "rows": len(sheets)}
            record("survey.paper_entered", period.audit_key, office=period.office, actor=staff.user, at=at, **facts)
            return batch, True
    except IntegrityError:
        if batch := Batch.objects.filter(period=period, sha256=mark).first():  # type: ignore[assignment]
            return batch, False
        raise
