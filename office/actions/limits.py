"""Counting tries: token buckets in the database, so that a lost broker or cache opens no door."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from office.models import Bucket
from office.sealing import blind_index


@transaction.atomic
def take(scope: str, key: str, *, at: datetime, burst: int, per_seconds: int, count: int = 1) -> bool:
    """Take tokens, one unless told; False when `burst` are used up (they come back evenly over `per_seconds`)."""
    index = blind_index(f"bucket:{scope}", key)
    Bucket.objects.get_or_create(key=index, defaults={"tokens": burst, "updated_at": at})
    bucket = Bucket.objects.select_for_update().get(key=index)
    gained = max(0.0, (at - bucket.updated_at).total_seconds()) * burst / per_seconds
    tokens = min(float(burst), bucket.tokens + gained)
    if tokens < count:
        return False
    Bucket.objects.filter(pk=index).update(tokens=tokens - count, updated_at=max(at, bucket.updated_at))
    return True


def has_left(scope: str, key: str, *, at: datetime, burst: int, per_seconds: int) -> bool:
    """Whether a try is left, without taking it (for limits that count misses only)."""
    bucket = Bucket.objects.filter(key=blind_index(f"bucket:{scope}", key)).first()
    if bucket is None:
        return True
    gained = max(0.0, (at - bucket.updated_at).total_seconds()) * burst / per_seconds
    return min(float(burst), bucket.tokens + gained) >= 1


@transaction.atomic
def give_back(scope: str, key: str, *, burst: int) -> None:
    """Put a token back that turned out not to count (a try that was right)."""
    bucket = Bucket.objects.select_for_update().filter(key=blind_index(f"bucket:{scope}", key)).first()
    if bucket:
        Bucket.objects.filter(pk=bucket.pk).update(tokens=min(float(burst), bucket.tokens + 1))
