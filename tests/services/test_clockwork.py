"""Deadlines follow the hours and closures of the office, also those decided after the file was complete."""

from datetime import date, time, timedelta

import pytest

from office.actions.audit import first_broken_entry
from office.actions.calendar import remove_special_day, set_special_day
from office.models import AuditEntry
from office.queries.hours import hours_of
from services.actions import review
from services.actions.clockwork import _recompute, recompute_deadlines
from services.actions.review import Flaw
from services.models import Submission
from services.tasks.clockwork import recompute
from tests.factories import MONDAY_9AM, local, make_office, make_service, submit
from tests.people import dewi, sari

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 11, 24)


def complete(**facts):
    submission = submit(make_service(**facts)).submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    return Submission.objects.get()


def close(day=TUESDAY, at=MONDAY_9AM):
    set_special_day(make_office(), day, opens=None, closes=None, reason="Upacara", staff=dewi(), at=at)


def test_a_closed_day_moves_what_was_promised_across_it():
    submission = complete(sop_days=2)
    assert submission.due_at == local("2026-11-25T15:00")
    close()

    moved = recompute_deadlines(make_office(), at=MONDAY_9AM)

    submission.refresh_from_db()
    assert moved == 1
    assert submission.due_at == submission.queue_at == local("2026-11-26T15:00")
    entry = AuditEntry.objects.get(verb="submission.due_changed")
    assert (entry.subject, entry.actor_name) == (submission.audit_key, "")
    assert first_broken_entry(make_office()) is None


def test_it_may_run_as_often_as_it_likes():
    complete(sop_days=2)
    close()

    assert [recompute_deadlines(make_office(), at=MONDAY_9AM) for _ in range(3)] == [1, 0, 0]
    assert AuditEntry.objects.filter(verb="submission.due_changed").count() == 1


def test_taking_the_closure_back_moves_it_back():
    submission = complete(sop_days=2)
    close()
    recompute_deadlines(make_office(), at=MONDAY_9AM)

    remove_special_day(make_office(), TUESDAY, staff=dewi(), at=MONDAY_9AM)
    recompute_deadlines(make_office(), at=MONDAY_9AM)

    submission.refresh_from_db()
    assert submission.due_at == local("2026-11-25T15:00")


def test_shorter_hours_today_move_minutes_to_the_next_day():
    submission = complete(sop_minutes=60)
    set_special_day(
        make_office(),
        date(2026, 11, 23),
        opens=time(8),
        closes=time(9, 30),
        reason="Rapat",
        staff=dewi(),
        at=MONDAY_9AM,
    )

    recompute_deadlines(make_office(), at=MONDAY_9AM)

    submission.refresh_from_db()
    assert submission.due_at == local("2026-11-24T08:30")


def test_a_file_that_is_no_longer_late_loses_its_mark():
    submission = complete(sop_days=2)
    late = local("2026-11-25T16:00")
    Submission.objects.update(overdue_since=submission.due_at)
    close()

    recompute_deadlines(make_office(), at=late)

    submission.refresh_from_db()
    assert submission.overdue_since is None


def test_a_paused_a_finished_and_a_foreign_file_stay():
    submission = complete(sop_days=2)
    review.return_for_fixes(
        submission, [Flaw("kk", "Foto KK buram")], staff=sari(), at=MONDAY_9AM + timedelta(minutes=5)
    )
    before = Submission.objects.values().get()
    close()

    assert recompute_deadlines(make_office(), at=MONDAY_9AM) == 0
    assert Submission.objects.values().get() == before


def test_a_file_that_moved_on_since_the_list_was_read_is_left_alone():
    submission = complete(sop_days=2)
    listed = Submission(pk=submission.pk)
    review.return_for_fixes(
        submission, [Flaw("kk", "Foto KK buram")], staff=sari(), at=MONDAY_9AM + timedelta(minutes=5)
    )
    close()

    assert _recompute(listed, hours_of(make_office(), at=MONDAY_9AM), at=MONDAY_9AM) is False
    assert AuditEntry.objects.filter(verb="submission.due_changed").count() == 0


def test_the_nightly_task_covers_every_office():
    complete(sop_days=2)
    close()

    assert recompute() == 1
