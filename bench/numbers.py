"""Gapless numbers from eight processes on one register, each in a transaction of its own as a letter takes it."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import django
from django.db import DatabaseError, connections, transaction

from bench import world
from office.actions.counters import next_number
from office.models import Office


def measure(processes: int = 8, seconds: float = 3.0) -> dict[str, float]:
    """Numbers a second; gaps, repeats and errors must be 0."""
    office = world.first_office()
    period = f"B{int(time.time()) % 10**6}"
    connections.close_all()
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup) as pool:
        list(pool.map(_take, [(office.pk, f"{period}w", 0.2)] * processes))
        taken = list(pool.map(_take, [(office.pk, period, seconds)] * processes))
    given = sorted(number for numbers, _failed in taken for number in numbers)
    return {
        "per second": len(given) / seconds,
        "gaps": float(given[-1] - len(set(given))),
        "repeats": float(len(given) - len(set(given))),
        "errors": float(sum(failed for _numbers, failed in taken)),
    }


def _take(job: tuple[int, str, float]) -> tuple[list[int], int]:
    key, period, seconds = job
    office, given, failed = Office.objects.get(pk=key), [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with transaction.atomic():
                number = next_number(office, register="bench", period=period)
            given.append(number)
        except DatabaseError:
            failed += 1
    return given, failed
