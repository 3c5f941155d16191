"""How often one address may ask: the same buckets as the pages, so that neither is a way around the other."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.core.cache import cache
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from office.actions import limits
from office.clients import client_address

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Rate:
    """`burst` requests at once; they come back evenly over `per_seconds`.

    Taking from a bucket is a durable write. Where a request only reads, a process takes a `purse` of tokens at once and
    spends them from memory: dearer to forget (at most one purse per process), far cheaper to serve.
    """

    scope: str
    burst: int
    per_seconds: int
    purse: int = 1

    @property
    def wait(self) -> int:
        return math.ceil(self.purse * self.per_seconds / self.burst)


READ = Rate("api-read", 600, 5 * MINUTE, purse=20)
SCHEMA = Rate("api-schema", 60, 5 * MINUTE, purse=5)
WRITE = Rate("api-write", 120, 10 * MINUTE)
DRAFT = Rate("draft", 60, HOUR)
SUBMIT = Rate("submit", 30, HOUR)


def take(request: Request, rate: Rate) -> bool:
    """One token of this address; False when none is left."""
    return spend(client_address(request._request), rate)


def spend(client: str, rate: Rate) -> bool:
    """The same for an address that is known already."""
    purse = f"purse:{rate.scope}:{client}"
    left = cache.get(purse, 0) if rate.purse > 1 else 0
    if left < 1:
        if not limits.take(
            rate.scope, client, at=timezone.now(), burst=rate.burst, per_seconds=rate.per_seconds, count=rate.purse
        ):
            return False
        left = rate.purse
    if rate.purse > 1:
        cache.set(purse, left - 1, MINUTE)
    return True


class PerAddress(BaseThrottle):
    """Asks the bucket of the view's own rate."""

    def __init__(self) -> None:
        self.rate: Rate = READ

    def allow_request(self, request: Request, view: APIView) -> bool:
        self.rate = getattr(view, "rate", READ)
        return take(request, self.rate)

    def wait(self) -> float:
        return self.rate.wait
