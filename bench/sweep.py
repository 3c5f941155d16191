"""The sweep over many open submissions: with nothing due, and with a thousand promises newly missed."""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.utils import timezone

from bench import world
from bench.bulk import Stamp, Table, careless_disk, without_indexes
from office.ids import uuid7
from office.models import Office
from office.sealing import blind_index
from services.actions.sweeping import claim_overdue, plan_deliveries, warn_officers
from services.models import Service, Submission
from services.workflow import State

SMALL, LARGE, MISSED = 2_000, 1_000_000, 1_000
REPEATS = 20
OFFICES = 4
WORTH_REBUILDING = 50_000
OURS = "sweep-"


def measure() -> dict[str, float]:
    """Both sweeps at 2,000 open submissions and at BENCH_ROWS, all of them with a running clock, and their ratios.

    Seconds are the clock's on the wall; "CPU" is this process alone, without what PostgreSQL works.
    """
    world.prepare()
    figures: dict[str, float] = {}
    for label, rows in (("small", SMALL), ("large", int(os.environ.get("BENCH_ROWS", LARGE)))):
        fill(rows)
        now = timezone.now()
        claim_overdue(at=now), warn_officers(at=now)  # what the demonstration left behind
        figures[f"{label}: open submissions"] = Submission.objects.filter(is_open=True).count()
        figures |= {f"{label}: {name}": value for name, value in (_nothing_due(now) | _missed(now)).items()}
    names = ("nothing due, ms", f"{MISSED} missed, seconds", f"{MISSED} missed, CPU seconds")
    return figures | {f"large/small: {name}": figures[f"large: {name}"] / figures[f"small: {name}"] for name in names}


def _nothing_due(at: datetime) -> dict[str, float]:
    costs = [
        _cost(lambda: (claim_overdue(at=at), warn_officers(at=at), plan_deliveries(at=at))) for _ in range(REPEATS)
    ]
    return {"nothing due, ms": 1000 * statistics.median(wall for wall, _cpu in costs)}


def _missed(at: datetime) -> dict[str, float]:
    """A thousand of the bench's own rows miss their promise; afterwards they run again, as before."""
    keys = list(_ours().order_by("due_at").values_list("pk", flat=True)[:MISSED])
    chosen = Submission.objects.filter(pk__in=keys)
    chosen.update(due_at=at - timedelta(minutes=5))
    claimed: list[int] = []
    wall, cpu = _cost(lambda: claimed.append(claim_overdue(at=at)))
    if claimed != [MISSED]:
        raise SystemExit(f"claimed {claimed} of {MISSED}")
    chosen.update(overdue_since=None, due_at=at + timedelta(days=40))
    return {f"{MISSED} missed, seconds": wall, f"{MISSED} missed, CPU seconds": cpu}


def _cost(act: Callable[[], Any]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def fill(count: int, seed: int = 5) -> int:
    """Add submissions whose clock runs until there are `count`; says how many were added.

    Rows as the sweep meets them: sealed phone, due within thirty days and none before tomorrow; nothing hangs on them.
    """
    already = _ours().count()
    missing = max(0, count - already)
    if missing:
        large, dice = missing > WORTH_REBUILDING, random.Random(seed + already)
        with careless_disk(), without_indexes(Submission, when=large):
            Table(Submission).add(_rows(_stamps(), already, missing, dice))
        connections.close_all()
    return missing


def _ours() -> QuerySet[Submission]:
    return Submission.objects.filter(request_key__startswith=OURS, is_open=True)


def _stamps() -> list[tuple[str, Stamp]]:
    """One for each service of the first offices: what all its submissions have in common."""
    now, table = timezone.now(), Table(Submission)
    services = Service.objects.filter(current__isnull=False, office__in=Office.objects.order_by("pk")[:OFFICES])
    return [
        (
            service.office.code,
            Stamp(
                table,
                Submission(
                    office_id=service.office_id, service=service, version=service.current, state=State.COMPLETE, is_open=True, source="web",
                    applicant_name="Siti Rohmah", received_at=now, completed_at=now, queue_at=now,
                ),
            ),
        )
        for service in services.select_related("current", "office")
    ]  # fmt: skip


def _rows(stamps: list[tuple[str, Stamp]], already: int, missing: int, dice: random.Random) -> Iterator[list[Any]]:
    now = timezone.now().astimezone(UTC)
    for number in range(already, already + missing):
        code, stamp = dice.choice(stamps)
        due = now + timedelta(minutes=dice.randrange(2 * 1440, 30 * 1440))
        yield stamp.row(
            id=uuid7(), number=f"{code}-S{number:09}", code_index=blind_index("sweep", str(number)), pin_index=f"{number:064}",
            request_key=f"{OURS}{number:09}", phone=f"62812{number:08}", due_at=due, queue_at=due, warn_at=due - timedelta(minutes=15),
        )  # fmt: skip
