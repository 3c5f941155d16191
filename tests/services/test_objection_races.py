"""Sweeps, the Kasi and residents in the same second, with real threads: one objection, one delivery, one verdict."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from office.models import AuditEntry, Message, Office
from services.access import NotAllowed
from services.actions.objections import decide, escalate_late, raise_objection
from services.actions.sweeping import claim_overdue, plan_deliveries
from services.models import DeliveryEvent, HomeDelivery, Objection, Submission, Verdict
from services.workflow import IllegalMove
from tests.factories import make_service
from tests.people import retno
from tests.services.objection_stories import LATE, VERDICT_DUE, complete, objected
from tests.threads import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def unexpected(ends: list) -> list:
    return [end for end in ends if isinstance(end, Exception) and not isinstance(end, (IllegalMove, NotAllowed))]


def test_eight_sweeps_and_twenty_objections_at_once_leave_one_task_each():
    make_service()
    submissions = [complete() for _ in range(4)]
    kasi = retno()

    ends = race(
        *[partial(claim_overdue, at=LATE) for _ in range(8)],
        *[partial(raise_objection, submissions[tap % 4], at=LATE) for tap in range(20)],
    )

    assert unexpected(ends) == []
    claim_overdue(at=LATE)  # rows that an objection held are taken by the next sweep
    assert Objection.objects.filter(verdict="").count() == 4
    assert AuditEntry.objects.filter(verb="submission.overdue").count() == 4
    assert Message.objects.filter(event="services/objection_received", channel="page").count() == 4
    assert Submission.objects.filter(overdue_since__isnull=False).count() == 4
    verdicts = race(
        *[partial(decide, row, Verdict.UPHELD, "", staff=kasi, at=LATE) for row in Objection.objects.all()] * 2
    )
    assert unexpected(verdicts) == []
    assert HomeDelivery.objects.count() == DeliveryEvent.objects.count() == 4


def test_sweep_kasi_and_resident_in_the_same_second_make_one_delivery():
    make_service()
    objection, kasi = objected(), retno()
    Office.objects.update(deliver_after=5)

    ends = race(
        *[partial(plan_deliveries, at=LATE) for _ in range(8)],
        *[partial(decide, objection, Verdict.UPHELD, "", staff=kasi, at=LATE) for _ in range(4)],
        *[partial(raise_objection, objection.submission, at=LATE) for _ in range(4)],
    )

    assert unexpected(ends) == []
    assert HomeDelivery.objects.get().submission == objection.submission
    assert DeliveryEvent.objects.count() == 1
    assert Objection.objects.get().verdict == "upheld"
    assert AuditEntry.objects.filter(verb="objection.upheld").count() == 1


def test_both_verdicts_at_once_leave_one():
    for _ in range(4):
        objection, kasi = objected(), retno()

        ends = race(
            partial(decide, objection, Verdict.UPHELD, "", staff=kasi, at=LATE),
            partial(decide, objection, Verdict.DISMISSED, "Belum lewat", staff=kasi, at=LATE),
        )

        kept = Objection.objects.get(pk=objection.pk)
        assert sum(isinstance(end, IllegalMove) for end in ends) == 1
        assert HomeDelivery.objects.filter(submission=objection.submission).count() == (kept.verdict == "upheld")


def test_a_late_verdict_is_handed_up_once_by_many_sweeps():
    objected()
    retno()

    counts = race(*[partial(escalate_late, at=VERDICT_DUE + timedelta(minutes=1)) for _ in range(8)])

    assert sum(counts) == 1
    assert AuditEntry.objects.filter(verb="objection.escalated").count() == 1
