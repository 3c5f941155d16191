"""Taking an answer in: one row and its counters in one transaction, once however often it is sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction

from office.sealing import blind_index
from office.staff import local_day
from surveys.actions.counting import deltas_of, move_counters
from surveys.models import Answer, Batch, Period, Remark, Source, Subject, Ticket

LONGEST_REMARK = 1000


class Flag(StrEnum):
    """Why an answer deserves a look; it counts all the same until two people exclude it."""

    BURST = "is_burst"
    STRAIGHT = "is_straight"
    OWN_NETWORK = "is_own_network"


class PeriodClosed(Exception):
    """The period takes no answers now."""


class TicketSpent(Exception):
    """The one-time link was used before, or its time is over."""


@dataclass(frozen=True)
class Profile:
    """Who answered, as far as they would say; empty is refused to say."""

    age_group: str = ""
    sex: str = ""
    education: str = ""
    occupation: str = ""


@dataclass(frozen=True)
class Sheet:
    """One respondent's sheet: scores by unsur key (None is blank), profile, free words; a date only where paper has one."""

    scores: Mapping[str, int | None]
    profile: Profile = Profile()
    remark: str = ""
    answered_on: date | None = None


def record_answer(
    period: Period, subject: Subject, sheet: Sheet, *, source: Source, client_key: str, at: datetime,
    ticket: Ticket | None = None, batch: Batch | None = None, flags: Iterable[Flag] = (),
) -> tuple[Answer, bool]:  # fmt: skip
    """The answer and whether this call was the one that wrote it: a repeat with the same `client_key` changes nothing.

    `source` TICKET needs the `ticket`, which is spent in the same transaction and forgotten; PAPER and IMPORT need a
    `batch`. Raises BadScores, PeriodClosed or TicketSpent and writes nothing.
    """
    key = blind_index("survey-answer", f"{period.pk}:{client_key}")
    if answer := Answer.objects.filter(client_key=key).first():
        return answer, False
    try:
        with transaction.atomic():
            return _write(period, subject, sheet, source, key, at, ticket, batch, frozenset(flags)), True
    except IntegrityError:  # the same form arrived twice at once: the other one wrote it
        if answer := Answer.objects.filter(client_key=key).first():
            return answer, False
        raise


def _write(
    period: Period, subject: Subject, sheet: Sheet, source: Source, key: str, at: datetime,
    ticket: Ticket | None, batch: Batch | None, flags: frozenset[Flag],
) -> Answer:  # fmt: skip
    if subject.office_id != period.office_id:
        raise ValueError("yang dinilai milik kantor lain")
    answer = built(period, subject, sheet, source=source, key=key, at=at, batch=batch, flags=flags)
    check_open(period, at=at)
    if (ticket is not None) != (source == Source.TICKET):
        raise ValueError("tautan sekali pakai hanya untuk jawaban dengan tautan")
    if ticket is not None:
        _spend(ticket, at=at)
    answer.save(force_insert=True)
    _keep_remark(answer, sheet.remark)
    move_counters(period, deltas_of([answer], period.instrument.defined.keys), at=at)
    return answer


def built(
    period: Period, subject: Subject, sheet: Sheet, *, source: Source, key: str, at: datetime,
    batch: Batch | None = None, flags: frozenset[Flag] = frozenset(),
) -> Answer:  # fmt: skip
    """An answer not yet saved. Raises BadScores."""
    instrument = period.instrument.defined
    packed = instrument.pack(sheet.scores)
    marks = packed.replace("-", "")
    return Answer(
        period=period, subject=subject, client_key=key, source=source, is_verified=source == Source.TICKET,
        batch=batch, answered_on=sheet.answered_on or local_day(period.office, at), top=instrument.top, scores=packed,
        age_group=sheet.profile.age_group, sex=sheet.profile.sex,
        education=sheet.profile.education, occupation=sheet.profile.occupation,
        is_burst=Flag.BURST in flags, is_own_network=Flag.OWN_NETWORK in flags,
        is_straight=Flag.STRAIGHT in flags or _is_straight(marks),
    )  # fmt: skip


def _is_straight(marks: str) -> bool:
    """The same score to every question, of four at least: worth a look, not a fault."""
    return len(marks) >= 4 and len(set(marks)) == 1


def check_open(period: Period, *, at: datetime) -> None:
    """Raise PeriodClosed unless the period takes answers now: locked, so that closing waits for who is writing."""
    held = Period.objects.select_for_update(no_key=True, of=("self",)).filter(pk=period.pk, state="open").first()
    if held is None:
        raise PeriodClosed(period.title)


def _spend(ticket: Ticket, *, at: datetime) -> None:
    """Use the link up: the one UPDATE that finds it unspent wins."""
    if not Ticket.objects.filter(pk=ticket.pk, is_spent=False, expires_at__gt=at).update(is_spent=True):
        raise TicketSpent


def _keep_remark(answer: Answer, text: str) -> None:
    """Free words go where nothing points back to the answer."""
    if words := " ".join(text.replace("\x00", "").split())[:LONGEST_REMARK]:
        Remark.objects.create(
            period_id=answer.period_id, subject_id=answer.subject_id, text=words, said_on=answer.answered_on
        )
