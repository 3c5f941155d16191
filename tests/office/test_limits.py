"""Limits: so many tries, then a wait; at once from many sides they still hold."""

from datetime import timedelta

import pytest

from office.actions.limits import has_left, take
from office.models import Bucket
from tests.factories import MONDAY_9AM
from tests.threads import race

pytestmark = pytest.mark.django_db
FIVE = {"burst": 5, "per_seconds": 600}


def test_tries_run_out_and_come_back_evenly():
    assert [take("x", "me", at=MONDAY_9AM, **FIVE) for _ in range(6)] == [True] * 5 + [False]
    assert not has_left("x", "me", at=MONDAY_9AM, **FIVE)

    later = MONDAY_9AM + timedelta(seconds=121)

    assert take("x", "me", at=later, **FIVE)
    assert not take("x", "me", at=later, **FIVE)


def test_scopes_and_keys_do_not_share_tries():
    for _ in range(5):
        take("x", "me", at=MONDAY_9AM, **FIVE)

    assert take("x", "you", at=MONDAY_9AM, **FIVE)
    assert take("y", "me", at=MONDAY_9AM, **FIVE)
    assert has_left("z", "nobody", at=MONDAY_9AM, **FIVE)


def test_a_clock_set_back_gives_no_tries():
    for _ in range(5):
        take("x", "me", at=MONDAY_9AM, **FIVE)

    assert not take("x", "me", at=MONDAY_9AM - timedelta(days=1), **FIVE)


def test_no_address_is_kept():
    take("x", "203.0.113.77", at=MONDAY_9AM, **FIVE)

    assert "203.0.113.77" not in Bucket.objects.get().key


@pytest.mark.django_db(transaction=True)
def test_tries_at_once_are_counted():
    answers = race(*[lambda: take("x", "me", at=MONDAY_9AM, **FIVE)] * 12)

    assert answers.count(True) == 5
