"""Counting a period anew, and setting right what differs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from office.actions.audit import record
from surveys.models import Period, Tally, TallyScore
from surveys.queries.recounting import Reckoning, differences, recounted


@transaction.atomic
def recount(period: Period, *, at: datetime, repair: bool = False) -> list[str]:
    """Sentences about counters that differ from the rows; with `repair` they are set right and the act is audited.

    The period is held meanwhile: answers wait, so that both counts are of the same rows.
    """
    Period.objects.select_for_update(of=("self",)).get(pk=period.pk)
    found = list(differences(period))
    if found and repair:
        _rewrite(period, recounted(period), at=at)
        record("survey.recounted", period.audit_key, office=period.office, actor=None, at=at, repaired=len(found))
    return found


def _rewrite(period: Period, reckonings: dict[tuple[int, bool], Reckoning], *, at: datetime) -> None:
    tallies = Tally.objects.filter(period=period)
    TallyScore.objects.filter(tally__in=tallies).delete()
    tallies.delete()
    for (subject_id, is_verified), row in reckonings.items():
        tally = Tally.objects.create(
            period=period, subject_id=subject_id, is_verified=is_verified, respondents=row.respondents,
            excluded=row.excluded, flagged=row.flagged, changed_at=at,
        )  # fmt: skip
        TallyScore.objects.bulk_create(
            TallyScore(tally=tally, unsur=key, n=n, total=total) for key, n, total in row.scores
        )
