"""Claiming due rows in batches: each once whatever number of sweeps run, and around a row that cannot be claimed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import QuerySet

from services.models import Submission

logger = logging.getLogger(__name__)
BATCH = 200
"""Rows claimed in one transaction: short enough that nobody waits for it, also on a database with one writer."""

Due = Callable[[], QuerySet[Submission]]
Act = Callable[[list[Submission]], None]


def claim_all(due: Due, act: Act) -> int:
    """Do `act` with everything that is due, a batch per transaction; says how many rows were claimed.

    `act` must make a row not due any more. Asks without a lock first: most sweeps find nothing, and a writer's lock is
    not taken for that. A row with which `act` fails is logged and left to the next sweep, the others go on.
    """
    claimed, broken = 0, set[UUID]()
    while (left := due().exclude(pk__in=broken)).exists():
        done, failed = _claim(left, act)
        if not done and not failed:  # somebody else holds them
            break
        claimed, broken = claimed + done, broken | failed
    return claimed


def _claim(rows: QuerySet[Submission], act: Act) -> tuple[int, set[UUID]]:
    """How many were claimed, and which could not be."""
    held = list[Submission]()
    try:
        with transaction.atomic():
            held = _held(rows)
            if held:
                act(held)
            return len(held), set()
    except (OperationalError, InterfaceError):  # the database's trouble, not a row's
        raise
    except Exception:  # whatever one row breaks, the letters of two hundred people do not wait for it
        if not held:
            raise
        if len(held) == 1:
            logger.exception("submission %s cannot be claimed; the next sweep tries again", held[0].number)
            return 0, {held[0].pk}
    return _halves(rows, [row.pk for row in held], act)


def _held(due: QuerySet[Submission]) -> list[Submission]:
    """The first rows, locked to the end of the transaction; what somebody else works on waits for the next sweep."""
    free = due.select_for_update(of=("self",), skip_locked=True)
    return list(free.select_related("office", "version", "officer")[:BATCH])


def _halves(rows: QuerySet[Submission], keys: list[UUID], act: Act) -> tuple[int, set[UUID]]:
    """The same in two smaller transactions, so that few e-mails are written for what is whole."""
    middle = len(keys) // 2
    (first, broken), (second, others) = (
        _claim(rows.filter(pk__in=part), act) for part in (keys[:middle], keys[middle:])
    )
    return first + second, broken | others
