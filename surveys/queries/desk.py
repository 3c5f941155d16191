"""What staff read about surveys: periods with their progress, answers to look at, exclusions that wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet, Sum

from office.models import Office
from services.models import Submission
from services.workflow import State
from surveys.models import Answer, Exclusion, Period, Tally
from surveys.queries.recounting import FLAGGED

MOST = 50
MOST_USERS = 100_000


@dataclass(frozen=True)
class Progress:
    """A period and how far it is from its target."""

    period: Period
    respondents: int

    @property
    def percent(self) -> int | None:
        target = self.period.target
        return min(100, self.respondents * 100 // target) if target else None

    @property
    def missing(self) -> int:
        return max(0, (self.period.target or 0) - self.respondents)


def progress_of(office: Office) -> list[Progress]:
    """Every period of an office, newest first; two queries."""
    rows = list(Period.objects.filter(office=office).select_related("instrument").order_by("-starts_on", "-pk")[:MOST])
    people = dict(
        Tally.objects.filter(period__in=rows).values_list("period_id").annotate(total=Sum("respondents")).order_by()
    )
    return [Progress(row, people.get(row.pk, 0)) for row in rows]


def handed_over(office: Office, *, since: datetime, until: datetime) -> int:
    """How many files were closed as served between two moments: N for the next period; counted to a bound."""
    rows = Submission.objects.filter(
        office=office, finished_at__gte=since, finished_at__lt=until, state=State.HANDED_OVER
    )
    return rows.order_by()[:MOST_USERS].count()


def users_before(office: Office, *, at: datetime, days: int = 92) -> int:
    """Users of the quarter that ends now, as a proposal for N."""
    return handed_over(office, since=at - timedelta(days=days), until=at)


def to_look_at(period: Period) -> QuerySet[Answer]:
    """Flagged answers that nobody has proposed to exclude."""
    return Answer.objects.filter(FLAGGED, period=period, exclusion=None).select_related("subject").order_by("pk")


def exclusions_of(period: Period) -> QuerySet[Exclusion]:
    """Those that wait first."""
    rows = Exclusion.objects.filter(answer__period=period).select_related("answer__subject", "asked_by", "decided_by")
    return rows.order_by("is_excluded", "-asked_at")
