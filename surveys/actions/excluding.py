"""Taking an answer out of the count: one person says why, a second decides; the answer stays and is counted as excluded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from office.actions.audit import record
from office.staff import Staff
from services.workflow import IllegalMove
from surveys.access import check_may_decide, check_may_keep
from surveys.actions.counting import deltas_of, move_counters, place_of
from surveys.models import Answer, Exclusion, Period

LONGEST_REASON = 300


class NoReason(ValueError):
    """An exclusion needs a reason that another person can judge."""


@transaction.atomic
def propose(answer: Answer, *, reason: str, staff: Staff, at: datetime) -> Exclusion:
    """Ask that an answer shall not count; it still does until a second person agrees. Raises NotAllowed, NoReason, IllegalMove."""
    period = _hold(answer)
    check_may_keep(staff, period)
    words = " ".join(reason.split())[:LONGEST_REASON]
    if len(words) < 10:
        raise NoReason
    if Exclusion.objects.filter(answer=answer).exists():
        raise IllegalMove("proposed", "proposed")
    exclusion = Exclusion.objects.create(answer=answer, reason=words, asked_by=staff.user, asked_at=at)
    record("survey.exclusion_asked", f"survey_answer:{answer.pk}", office=period.office, actor=staff.user, at=at)
    return exclusion


@transaction.atomic
def decide(exclusion: Exclusion, *, agrees: bool, staff: Staff, at: datetime) -> Exclusion:
    """The second person's word, once; with it the counters move. Raises NotAllowed or IllegalMove."""
    period = _hold(exclusion.answer)
    held = Exclusion.objects.select_for_update(of=("self",)).select_related("answer").get(pk=exclusion.pk)
    check_may_decide(staff, period, held)
    if held.decided_at is not None:
        raise IllegalMove("decided", "decided")
    held.is_excluded, held.decided_by, held.decided_at = agrees, staff.user, at
    held.save()
    if agrees:
        _take_out(period, held.answer, at=at)
    record(
        "survey.excluded" if agrees else "survey.exclusion_refused", f"survey_answer:{held.answer_id}",
        office=period.office, actor=staff.user, at=at, reason=held.reason,
    )  # fmt: skip
    return held


def _hold(answer: Answer) -> Period:
    """The period, so that a recount and an exclusion never meet."""
    return (
        Period.objects.select_for_update(of=("self",)).select_related("office", "instrument").get(pk=answer.period_id)
    )


def _take_out(period: Period, answer: Answer, *, at: datetime) -> None:
    deltas = deltas_of([answer], period.instrument.defined.keys, by=-1)
    deltas[place_of(answer)].excluded += 1
    move_counters(period, deltas, at=at)
