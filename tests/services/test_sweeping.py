"""The sweep: whoever serves is warned, a missed promise is claimed and told once, however often and late it runs."""

from datetime import timedelta

import pytest
from django.db import connection

from office.actions.audit import first_broken_entry
from office.models import AuditEntry, Message, Post, ServiceWindow, ShortLink
from services.actions import intake, review
from services.actions.review import Flaw
from services.actions.sweeping import claim_overdue, plan_deliveries, warn_officers
from services.models import Document, HomeDelivery, Pause, Submission
from services.queries.clock import due_for_automatic_delivery, newly_overdue, to_warn
from services.tasks.clockwork import sweep
from tests.factories import MONDAY_9AM, local, make_office, make_service, submit
from tests.people import budi, joko, retno, sari

pytestmark = pytest.mark.django_db
WARN, DUE = local("2026-11-23T09:45"), local("2026-11-23T10:00")
LATE = DUE + timedelta(seconds=20)


def complete(**facts):
    """A file of 60 minutes, declared complete by Sari at nine."""
    submission = submit(phone="6281200000001", email="warga@example.id", **facts).submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    return Submission.objects.get(pk=submission.pk)


@pytest.fixture(autouse=True)
def house():
    make_service()
    for person in (sari(), retno()):
        person.user.email = f"{person.user.username}@kantor.example.id"
        person.user.save()


def recipients(event):
    rows = Message.objects.filter(event=f"services/{event}", channel="email")
    return sorted(row.recipient for row in rows)


def send_back(submission, at):
    review.return_for_fixes(submission, [Flaw("kk", "Foto KK buram")], staff=sari(), at=at)


def send_anew(submission, at):
    Document.objects.filter(submission=submission).update(state="pending", seen_original=True)
    intake.resubmit(submission, at=at)


def test_three_quarters_of_the_time_are_stored_with_the_deadline():
    submission = complete()

    assert (submission.warn_at, submission.due_at) == (WARN, DUE)


def test_the_officer_is_warned_once():
    submission = complete()

    assert [warn_officers(at=at) for at in (WARN - timedelta(seconds=1), WARN, WARN, DUE)] == [0, 1, 0, 0]

    submission.refresh_from_db()
    assert submission.warned_at == WARN
    assert recipients("nearly_due") == ["sari@kantor.example.id"]
    message = Message.objects.get(event="services/nearly_due")
    assert message.body == (
        f"Kecamatan Kemlagi: 1 permohonan mendekati batas waktu: {submission.number}. "
        "Buka http://localhost:8000/petugas/kemlagi/antrean/"
    )


@pytest.mark.parametrize("left", [False, True])
def test_every_reviewer_is_warned_of_what_nobody_serves(left):
    complete()
    if left:
        Post.objects.filter(user=sari().user).update(ends_on=local("2026-11-22T00:00").date())
    else:
        Submission.objects.update(officer=None)

    warn_officers(at=WARN)

    both = ["retno@kantor.example.id", "sari@kantor.example.id"]
    assert recipients("nearly_due") == (both[:1] if left else both)


def test_what_is_late_already_is_not_warned_of_any_more():
    submission = complete()

    assert warn_officers(at=LATE) == 1

    submission.refresh_from_db()
    assert submission.warned_at == LATE
    assert recipients("nearly_due") == []


def test_a_missed_promise_is_claimed_once_and_told_to_resident_and_kasi():
    submission = complete()

    assert [claim_overdue(at=at) for at in (DUE, LATE, LATE, LATE + timedelta(days=1))] == [0, 1, 0, 0]

    submission.refresh_from_db()
    assert submission.overdue_since == DUE
    entry = AuditEntry.objects.get(verb="submission.overdue")
    assert (entry.subject, entry.actor_name, entry.facts) == (
        submission.audit_key,
        "",
        {"due_at": "2026-11-23T03:00:00+00:00"},
    )
    assert first_broken_entry(make_office()) is None
    assert recipients("late") == ["retno@kantor.example.id"]
    told = Message.objects.filter(event="services/overdue")
    assert sorted(row.channel for row in told) == ["email", "page", "wa_link"]
    words = (
        f"Kecamatan Kemlagi: Surat tidak mampu {submission.number} lewat batas 10.00. Anda boleh mengajukan keberatan: "
    )
    assert {row.body.rsplit("http", 1)[0] for row in told} == {words}
    assert ShortLink.objects.filter(subject=str(submission.pk)).count() == 3  # received, complete, overdue


def test_after_an_outage_the_day_is_named():
    complete()

    assert claim_overdue(at=local("2026-11-25T08:00")) == 1

    assert "lewat batas 23 November 2026, 10.00." in Message.objects.get(event="services/overdue", channel="page").body


def test_many_are_claimed_in_batches_and_the_kasi_hears_once_of_each_batch(monkeypatch):
    monkeypatch.setattr("services.actions.claiming.BATCH", 2)
    for _ in range(5):
        complete()

    assert claim_overdue(at=LATE) == 5

    assert AuditEntry.objects.filter(verb="submission.overdue").count() == 5
    assert Message.objects.filter(event="services/overdue", channel="page").count() == 5
    assert "1 permohonan" in Message.objects.filter(event="services/late").latest("pk").body
    assert len(recipients("late")) == 3


def test_a_long_list_is_cut():
    for _ in range(12):
        complete()

    claim_overdue(at=LATE)

    assert "12 permohonan lewat batas waktu" in Message.objects.get(event="services/late").body
    assert "dan 2 lainnya" in Message.objects.get(event="services/late").body


def test_offices_do_not_hear_of_each_other():
    other = joko()
    review.declare_complete(submit(make_service(other.office)).submission, staff=other, at=MONDAY_9AM)
    complete()

    assert claim_overdue(at=LATE) == 2

    assert [first_broken_entry(office) for office in (make_office(), other.office)] == [None, None]
    assert AuditEntry.objects.filter(verb="submission.overdue", office=other.office).count() == 1
    assert recipients("late") == ["retno@kantor.example.id"]


def test_without_a_kasi_somebody_above_hears():
    signer = budi()
    signer.user.email = "camat@kantor.example.id"
    signer.user.save()
    Post.objects.filter(user=retno().user).delete()
    complete()

    claim_overdue(at=LATE)

    assert recipients("late") == ["camat@kantor.example.id"]


def test_a_paused_file_is_never_late_and_its_time_runs_on_afterwards():
    submission = complete()
    send_back(submission, MONDAY_9AM + timedelta(minutes=50))
    before = Submission.objects.values().get()

    later = MONDAY_9AM + timedelta(days=1)
    assert (claim_overdue(at=later), warn_officers(at=later)) == (0, 0)
    assert Submission.objects.values().get() == before
    assert (before["due_at"], before["warn_at"]) == (None, None)
    assert Pause.objects.get().by == sari().user

    send_anew(submission, later)
    submission.refresh_from_db()
    assert submission.due_at == later + timedelta(minutes=10)


def test_a_pause_arms_the_warning_again_only_when_the_new_one_lies_ahead():
    early, nearly = complete(), complete()
    warn_officers(at=WARN)
    send_back(nearly, WARN)
    send_anew(nearly, WARN + timedelta(minutes=30))
    nearly.refresh_from_db()
    assert nearly.warned_at == WARN  # its quarter of an hour had begun already

    Submission.objects.filter(pk=early.pk).update(completed_at=MONDAY_9AM + timedelta(minutes=40))
    send_back(early, WARN)
    send_anew(early, WARN + timedelta(minutes=30))
    early.refresh_from_db()
    assert early.warned_at is None
    assert early.warn_at > WARN + timedelta(minutes=30)


def test_a_promise_that_was_missed_stays_missed_through_a_pause():
    submission = complete()
    claim_overdue(at=LATE)
    send_back(submission, LATE + timedelta(minutes=5))
    send_anew(submission, LATE + timedelta(minutes=65))

    assert claim_overdue(at=LATE + timedelta(days=1)) == 0
    submission.refresh_from_db()
    assert submission.overdue_since == submission.due_at == DUE


def test_what_was_finished_before_the_sweep_came_counts_as_missed_too():
    late, in_time = complete(), complete()
    review.reject(late, reason="Bukan kewenangan kami", staff=retno(), at=LATE)
    review.reject(in_time, reason="Bukan kewenangan kami", staff=retno(), at=DUE)

    assert claim_overdue(at=LATE + timedelta(minutes=1)) == 0
    late.refresh_from_db()
    in_time.refresh_from_db()
    assert (late.overdue_since, in_time.overdue_since) == (DUE, None)


def test_an_office_that_dares_brings_letters_home_after_its_service_minutes():
    office = make_office()
    office.deliver_after = 30
    office.save()
    submission = complete()
    claim_overdue(at=LATE)

    assert plan_deliveries(at=DUE + timedelta(minutes=29)) == 0
    assert list(due_for_automatic_delivery(office, at=DUE + timedelta(minutes=30))) == [submission]
    assert [plan_deliveries(at=DUE + timedelta(minutes=30)) for _ in range(3)] == [1, 0, 0]

    task = HomeDelivery.objects.get()
    assert (task.submission, task.cause, task.courier) == (submission, "automatic", sari().user)


def test_by_default_nothing_is_brought_home_unasked():
    complete()
    claim_overdue(at=LATE)

    assert plan_deliveries(at=LATE + timedelta(days=3)) == 0
    assert list(due_for_automatic_delivery(make_office(), at=LATE + timedelta(days=3))) == []


def test_an_office_without_a_service_day_stops_nobody():
    office = make_office()
    office.deliver_after = 30
    office.save()
    complete()
    claim_overdue(at=LATE)
    ServiceWindow.objects.all().delete()

    assert plan_deliveries(at=LATE + timedelta(days=3)) == 0


def break_seal(submission):
    """What a restored backup with another key looks like: the phone can never be opened."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE services_submission SET phone = 'x' WHERE number = %s", [submission.number])


def test_a_file_that_cannot_be_opened_is_logged_and_blocks_nobody(caplog):
    files = [complete() for _ in range(5)]
    break_seal(files[1])

    assert [claim_overdue(at=LATE), claim_overdue(at=LATE)] == [4, 0]

    assert list(Submission.objects.filter(overdue_since=None)) == [files[1]]
    assert AuditEntry.objects.filter(verb="submission.overdue").count() == 4
    assert Message.objects.filter(event="services/overdue", channel="page").count() == 4
    assert first_broken_entry(make_office()) is None
    said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert said == [f"submission {files[1].number} cannot be claimed; the next sweep tries again"] * 2


def test_more_unreadable_files_than_a_batch_holds_block_nobody_either(monkeypatch, caplog):
    monkeypatch.setattr("services.actions.claiming.BATCH", 2)
    files = [complete() for _ in range(5)]
    for submission in files[:3]:
        break_seal(submission)

    assert claim_overdue(at=LATE) == 2
    assert set(Submission.objects.exclude(overdue_since=None)) == set(files[3:])


def test_a_letter_that_cannot_be_planned_does_not_keep_the_others_here(monkeypatch, caplog):
    from services.actions import sweeping

    office = make_office()
    office.deliver_after = 30
    office.save()
    first, second = complete(), complete()
    claim_overdue(at=LATE)
    plan = sweeping.plan_automatic

    def fails(submission, **facts):
        if submission == first:
            raise ValueError("an address nobody can read")
        return plan(submission, **facts)

    monkeypatch.setattr(sweeping, "plan_automatic", fails)

    assert plan_deliveries(at=DUE + timedelta(minutes=31)) == 1
    assert HomeDelivery.objects.get().submission == second


def test_a_sweep_that_finds_nothing_asks_three_questions(django_assert_num_queries):
    complete()
    with django_assert_num_queries(3):
        assert (claim_overdue(at=WARN - timedelta(minutes=1)), warn_officers(at=WARN - timedelta(minutes=1))) == (0, 0)
        plan_deliveries(at=WARN - timedelta(minutes=1))


def test_the_task_does_all_of_it(monkeypatch):
    complete()
    monkeypatch.setattr("services.tasks.clockwork.timezone.now", lambda: LATE)

    assert [sweep(), sweep()] == [{"overdue": 1, "warned": 1, "brought": 0}, {"overdue": 0, "warned": 0, "brought": 0}]


@pytest.mark.parametrize(
    "due, order, index",
    [(newly_overdue, "due_at", "submission_running"), (to_warn, "warn_at", "submission_to_warn")],
)
def test_what_is_due_is_found_by_its_partial_index(due, order, index):
    complete()
    if connection.vendor == "postgresql":  # a handful of rows is read faster without any index
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")

    for rows in (due(at=LATE).order_by(order)[:200], due(at=LATE).order_by(order).values("pk")[:1]):
        assert index in rows.explain()
