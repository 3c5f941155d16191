"""The survey at two scales: the index page as a multiple of the bare view, and a recount of all answers in seconds."""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Iterator
from datetime import date
from time import perf_counter
from typing import Any

from django.core.cache import cache
from django.db import connections
from django.utils import timezone

from bench.bulk import Stamp, Table, careless_disk, without_indexes
from bench.loads import Page, costs, server
from bench.world import prepare
from office.models import Office
from surveys.actions import subjects
from surveys.actions.instruments import install
from surveys.actions.recounting import recount
from surveys.demo.load import load
from surveys.models import Answer, Period, SubjectKind

SMALL, LARGE = 1_000, 1_000_000
SUBJECTS = 8
TITLE = "Bench"


def measure() -> dict[str, float]:
    """Index page and recount at 1,000 answers and at BENCH_ROWS."""
    large = int(os.environ.get("BENCH_ROWS", LARGE))
    prepare()
    load(at=timezone.now())
    period = _period()
    figures: dict[str, float] = {"answers": large}
    for label, rows in (("small", SMALL), ("large", large)):
        fill(period, rows)
        figures |= {f"{label}: {name}": value for name, value in _at_this_scale(period).items()}
    return figures


def _at_this_scale(period: Period) -> dict[str, float]:
    recount(period, at=timezone.now(), repair=True)
    begin = perf_counter()
    assert recount(period, at=timezone.now()) == []
    seconds = perf_counter() - begin
    cache.clear()
    connections.close_all()
    pages = [
        Page("index page", ["/kemlagi/nilai-kepuasan/"]),
        Page("index page, not kept", [f"/kemlagi/nilai-kepuasan/?periode={period.pk}&fresh=1"]),
    ]
    with server() as running:
        return {"recount, seconds": seconds} | costs(running, pages)


def _period() -> Period:
    office, instrument = Office.objects.get(slug="kemlagi"), install(at=timezone.now())
    facts = {
        "kind": "year", "starts_on": date(2000, 1, 1), "ends_on": date(2000, 12, 31), "order": list(instrument.defined.keys),
        "state": "closed", "opened_at": timezone.now(), "closed_at": timezone.now(), "instrument": instrument,
    }  # fmt: skip
    return Period.objects.get_or_create(office=office, family="skm", title=TITLE, defaults=facts)[0]


def fill(period: Period, count: int) -> None:
    """Raise the period's answers to that many."""
    missing = count - Answer.objects.filter(period=period).count()
    if missing <= 0:
        return
    table = Table(Answer)
    with careless_disk(), without_indexes(Answer, when=missing > SMALL):
        table.add(_rows(table, period, missing))


def _rows(table: Table, period: Period, count: int) -> Iterator[list[Any]]:
    chance = random.Random(count)
    about = [subjects.of_kind(period.office, SubjectKind.COUNTER, f"Loket {at}").pk for at in range(SUBJECTS)]
    sample = Answer(
        period=period, subject_id=about[0], client_key="x", source="qr", is_verified=False, answered_on=period.starts_on, scores="3" * 9
    )  # fmt: skip
    stamp = Stamp(table, sample)
    for _ in range(count):
        key = uuid.UUID(int=chance.getrandbits(128), version=4)
        scores = "".join(chance.choices("1234-", (1, 3, 12, 9, 1), k=9)).replace("-" * 9, "3" * 9)
        yield stamp.row(id=key, subject_id=chance.choice(about), client_key=key.hex, scores=scores)
