"""Reporters' names are forgotten when the office's days after the end are over, each once, and only theirs."""

from __future__ import annotations

from datetime import timedelta

import pytest

from complaints.actions import closing, forwarding, merging, retention
from complaints.models import Complaint, ComplaintIdentity, ComplaintSettings, ComplaintSource
from complaints.workflow import Identity
from office.models import AuditEntry
from tests.complaints.making import ready_office, received, tini, verified
from tests.factories import MONDAY_9AM

pytestmark = pytest.mark.django_db
AFTER = MONDAY_9AM + timedelta(days=30)


@pytest.fixture(autouse=True)
def _thirty_days() -> None:
    office = ready_office()
    ComplaintSettings.objects.filter(office=office).update(identity_days=30)


def ended(**facts: object) -> Complaint:
    tia = tini()
    return forwarding.archive(verified(tia, **facts), reason="Tempatnya tidak jelas", staff=tia, at=MONDAY_9AM)


def test_a_name_is_forgotten_once_when_its_days_are_over():
    complaint = ended()
    asked = [retention.wipe_identities(complaint.office, at=at) for at in (AFTER - timedelta(minutes=1), AFTER, AFTER)]
    complaint.refresh_from_db()

    assert asked == [0, 1, 0]
    assert ComplaintIdentity.objects.count() == 0
    assert (complaint.wiped_at, complaint.text) == (AFTER, "Jalan berlubang satu meter, sudah dua minggu.")
    assert AuditEntry.objects.filter(verb="complaint.identity_wiped").count() == 1


def test_open_complaints_and_anonymous_ones_are_left_alone():
    still_open = received().complaint
    nameless = ended(identity=Identity.ANONYMOUS)
    told = AuditEntry.objects.count()

    assert retention.wipe_identities(still_open.office, at=AFTER + timedelta(days=999)) == 0
    assert ComplaintIdentity.objects.get().complaint == still_open
    assert set(Complaint.objects.values_list("wiped_at", flat=True)) == {None}
    assert AuditEntry.objects.count() == told
    assert not nameless.is_open


def test_names_from_sp4n_are_forgotten_and_its_number_stays(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(retention, "BATCH", 1)
    tia = tini()
    for number in ("5049672", "5049673", "5049674"):
        told = received(source=ComplaintSource.SP4N, sp4n_id=number, name="Pelapor lain").complaint
        forwarding.archive(verified(tia, told), reason="Tempatnya tidak jelas", staff=tia, at=MONDAY_9AM)

    assert retention.wipe_identities(tia.office, at=AFTER) == 3
    assert ComplaintIdentity.objects.count() == 0
    assert Complaint.objects.exclude(sp4n_id="").count() == 3


def test_a_merged_report_keeps_its_name_while_the_other_one_runs():
    tia = tini()
    main, other = verified(tia), received().complaint
    merging.merge(other, main, staff=tia, at=MONDAY_9AM)

    assert retention.wipe_identities(tia.office, at=AFTER) == 0

    forwarding.archive(main, reason="Tempatnya tidak jelas", staff=tia, at=MONDAY_9AM)
    assert retention.wipe_identities(tia.office, at=AFTER) == 2


def test_one_that_was_opened_again_meanwhile_keeps_its_name():
    complaint = ended()
    Complaint.objects.filter(pk=complaint.pk).update(state="verified", is_open=True, closed_at=None)

    assert retention._wipe(complaint, at=AFTER) is False
    assert ComplaintIdentity.objects.count() == 1
    assert closing.may_reopen(complaint)
