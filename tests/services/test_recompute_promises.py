"""The figures' columns against their story: what the verbs wrote is found again, what was written behind them is named."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from office.actions.audit import record
from services.actions import intake, letters, review
from services.actions.review import Flaw
from services.models import Event, Pause, Submission
from services.queries.promise_check import differences
from services.workflow import State
from tests.factories import MONDAY_9AM, make_office, submit
from tests.people import budi, retno, sari
from tests.services.test_invariants import issued

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def rejected_after_a_pause():
    """Complete at nine, returned at ten, sent again at eleven, rejected at half past eleven: 90 minutes."""
    row = submit().submission
    review.declare_complete(row, staff=sari(), at=MONDAY_9AM)
    review.return_for_fixes(row, [Flaw("kk", "Buram")], staff=sari(), at=MONDAY_9AM + HOUR)
    row.documents.all().delete()
    intake.resubmit(row, at=MONDAY_9AM + 2 * HOUR)
    review.declare_complete(row, staff=sari(), at=MONDAY_9AM + 2 * HOUR)
    return review.reject(row, reason="Bukan warga sini", staff=retno(), at=MONDAY_9AM + 2.5 * HOUR)


def only_difference():
    (sentence,) = differences()
    return sentence


def test_what_the_verbs_wrote_is_found_again():
    letter = issued()
    letters.revoke(letter, reason="Salah nama", staff=budi(), at=MONDAY_9AM + HOUR, replace=True)
    row = rejected_after_a_pause()
    lapsing = submit().submission
    review.declare_complete(lapsing, staff=sari(), at=MONDAY_9AM)
    review.return_for_fixes(lapsing, [Flaw("kk", "Buram")], staff=sari(), at=MONDAY_9AM + HOUR)
    review.lapse(lapsing, at=MONDAY_9AM + timedelta(days=20))

    assert list(differences()) == []
    assert Submission.objects.get(pk=row.pk).served_minutes == 90


def test_minutes_written_behind_the_portals_back_are_named():
    row = rejected_after_a_pause()
    Submission.objects.filter(pk=row.pk).update(served_minutes=30)

    assert only_difference() == f"{row.number}: menit layanan tercatat 30, hitungan ulang 90"


def test_lateness_taken_away_is_named():
    row = rejected_after_a_pause()
    Submission.objects.filter(pk=row.pk).update(overdue_since=None, due_at=MONDAY_9AM + 9 * HOUR)

    assert "tercatat dalam batas, hitungan ulang terlambat" in only_difference()


@pytest.mark.parametrize(
    "field, words", [("completed_at", "berkas lengkap tercatat"), ("finished_at", "selesai tercatat")]
)
def test_a_moment_that_no_event_knows_is_named(field, words):
    row = rejected_after_a_pause()
    Submission.objects.filter(pk=row.pk).update(**{field: MONDAY_9AM + timedelta(minutes=1)})

    assert any(words in sentence for sentence in differences())


def test_a_pause_without_its_event_is_named():
    row = rejected_after_a_pause()
    Pause.objects.create(submission=row, starts_at=MONDAY_9AM, ends_at=MONDAY_9AM, reason="Karangan")

    assert "2 jeda tercatat, kejadian berkata 1" in only_difference()


def test_minutes_are_not_judged_by_hours_that_came_later():
    row = rejected_after_a_pause()
    Submission.objects.filter(pk=row.pk).update(served_minutes=30)
    record("office.hours", "office:KML", office=row.office, actor=None, at=MONDAY_9AM + 9 * HOUR)

    assert list(differences()) == []


def test_the_command_names_differences_of_one_office_and_fails():
    row = rejected_after_a_pause()
    make_office("KTH", "kartoharjo")
    said = StringIO()
    call_command("recompute_promises", stdout=said)
    Event.objects.filter(submission=row, target=State.REJECTED).delete()

    with pytest.raises(CommandError, match="selesai tercatat"):
        call_command("recompute_promises", office="KML")
    call_command("recompute_promises", office="KTH", stdout=said)
    with pytest.raises(CommandError, match="Tidak ada kantor"):
        call_command("recompute_promises", office="XXX")
    assert said.getvalue().count("Semua angka sama") == 2
