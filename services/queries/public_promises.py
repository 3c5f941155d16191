"""What anybody may read of the promise: the share within it, per service, of the last 30 days; no names, no small numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import Count, Q

from office.models import Office
from office.staff import local_day
from services.queries.promises import ENOUGH, Period, counted, open_and_late

DAYS = 30
KEPT_SECONDS = 10 * 60
TOO_FEW = f"Belum cukup surat untuk ditampilkan (kurang dari {ENOUGH} dalam {DAYS} hari terakhir)"


@dataclass(frozen=True, slots=True)
class PublicShare:
    """Files of one service (empty slug: all) that count, and how many of them kept the promise."""

    slug: str
    counted: int
    kept: int

    @property
    def is_enough(self) -> bool:
        return self.counted >= ENOUGH

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 means all of them. None where they are too few to say."""
        return 100 * self.kept // self.counted if self.is_enough else None


def public_shares(office: Office, *, at: datetime) -> dict[str, PublicShare]:
    """Each service's share, and under an empty slug the office's; kept for ten minutes, two aggregates when read."""
    found: Sequence[PublicShare] | None = cache.get_or_set(
        f"promises:{office.pk}", lambda: _read(office, at), KEPT_SECONDS
    )
    return {share.slug: share for share in found or ()}


def share_of(office: Office, slug: str, *, at: datetime) -> PublicShare:
    """One service's share; of nothing when it had no file. The empty slug is the office."""
    return public_shares(office, at=at).get(slug) or PublicShare(slug, 0, 0)


def _read(office: Office, at: datetime) -> list[PublicShare]:
    today = local_day(office, at)
    period = Period(office, today - timedelta(days=DAYS - 1), today)
    done = counted(period).order_by().values_list("service__slug")
    groups = done.annotate(n=Count("pk"), late=Count("pk", filter=Q(was_late=True)))
    numbers = {slug: (n, n - late) for slug, n, late in groups}
    waiting = open_and_late(period, at=at).order_by().values_list("service__slug").annotate(n=Count("pk"))
    for slug, n in waiting:
        counted_so_far, kept = numbers.get(slug, (0, 0))
        numbers[slug] = (counted_so_far + n, kept)
    shares = [PublicShare(slug, *pair) for slug, pair in sorted(numbers.items())]
    return [*shares, PublicShare("", sum(row.counted for row in shares), sum(row.kept for row in shares))]
