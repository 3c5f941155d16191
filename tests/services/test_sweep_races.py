"""Eight sweeps in the same second, with real threads: each missed promise is claimed once and told once."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from office.actions.audit import first_broken_entry
from office.models import AuditEntry, Message
from services.actions import review
from services.actions.sweeping import claim_overdue, plan_deliveries, warn_officers
from services.models import HomeDelivery, Submission
from tests.factories import MONDAY_9AM, make_office, make_service, submit
from tests.people import joko, sari
from tests.threads import race

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgres,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has one writer at a time: there is no race to lose"
    ),
]
FILES, SWEEPS = 12, 8


def test_eight_sweeps_claim_each_file_once(monkeypatch):
    monkeypatch.setattr("services.actions.sweeping.BATCH", 3)
    make_service()
    other = joko()
    theirs = make_service(other.office)
    for number in range(FILES):
        staff, service = (other, theirs) if number % 3 == 0 else (sari(), None)
        review.declare_complete(submit(service).submission, staff=staff, at=MONDAY_9AM)
    make_office().__class__.objects.update(deliver_after=5)
    late = MONDAY_9AM + timedelta(minutes=70)

    warned = race(*[partial(warn_officers, at=late - timedelta(minutes=20))] * SWEEPS)
    claimed = race(*[partial(claim_overdue, at=late)] * SWEEPS)
    claimed.append(claim_overdue(at=late))  # what was held by somebody for a moment waits for the next sweep
    warned.append(warn_officers(at=late))
    brought = [planned for _ in range(3) for planned in race(*[partial(plan_deliveries, at=late)] * SWEEPS)]

    assert [outcome for outcome in warned + claimed + brought if isinstance(outcome, Exception)] == []
    assert (sum(warned), sum(claimed)) == (FILES, FILES)
    assert Submission.objects.exclude(overdue_since=None).count() == FILES
    assert AuditEntry.objects.filter(verb="submission.overdue").values("subject").distinct().count() == FILES
    assert AuditEntry.objects.filter(verb="submission.overdue").count() == FILES
    assert Message.objects.filter(event="services/overdue", channel="page").count() == FILES
    assert HomeDelivery.objects.count() == FILES
    assert [first_broken_entry(office) for office in (make_office(), other.office)] == [None, None]
