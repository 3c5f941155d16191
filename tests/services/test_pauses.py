"""A wrong pause is put right by the Kasi alone, with a reason, and the old values stay."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from office.models import AuditEntry
from office.queries.hours import hours_of
from services.access import NotAllowed
from services.actions import intake, review
from services.actions.pauses import shorten_pause, strike_pause
from services.actions.review import Flaw
from services.actions.sweeping import claim_overdue
from services.models import Document, Pause, Submission
from services.queries.clock import served_minutes
from services.queries.clock_story import clock_story
from tests.factories import MONDAY_9AM, make_office, make_service, submit
from tests.people import joko, retno, sari

pytestmark = pytest.mark.django_db


def after(minutes):
    return MONDAY_9AM + timedelta(minutes=minutes)


def paused(start=20, end=50, **facts):
    """Complete at nine, sent back after 20 minutes, sent anew after 50."""
    submission = submit(**facts).submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    review.return_for_fixes(submission, [Flaw("kk", "Foto KK buram")], staff=sari(), at=after(start))
    Document.objects.filter(submission=submission).update(state="pending", seen_original=True)
    intake.resubmit(submission, at=after(end))
    return Submission.objects.get(pk=submission.pk)


@pytest.fixture
def submission():
    make_service()
    return paused()


def test_a_struck_pause_counts_again_and_stays_readable(submission):
    pause = Pause.objects.get()
    assert submission.due_at == after(90)

    strike_pause(pause, reason="Berkas sudah lengkap sejak awal", staff=retno(), at=after(55))

    submission.refresh_from_db()
    assert (submission.due_at, submission.warn_at) == (after(60), after(45))
    pause.refresh_from_db()
    assert (pause.starts_at, pause.ends_at, pause.by) == (after(20), after(50), sari().user)
    assert (pause.struck_by, pause.struck_reason) == (retno().user, "Berkas sudah lengkap sejak awal")
    entry = AuditEntry.objects.get(verb="submission.pause_struck")
    assert (entry.actor_name, entry.facts["reason"]) == (retno().user.name, "Berkas sudah lengkap sejak awal")
    assert [datetime.fromisoformat(entry.facts[key]) for key in ("before", "after")] == [after(90), after(60)]
    assert claim_overdue(at=after(61)) == 1


def test_a_shorter_pause_takes_the_place_of_a_wrong_one(submission):
    wrong = Pause.objects.get()

    shorten_pause(
        wrong, starts_at=after(20), ends_at=after(30), reason="Berkas masuk 09.30", staff=retno(), at=after(55)
    )

    submission.refresh_from_db()
    assert submission.due_at == after(70)
    right = Pause.objects.get(struck_at=None)
    assert (right.starts_at, right.ends_at, right.reason, right.by) == (after(20), after(30), wrong.reason, sari().user)
    assert Pause.objects.exclude(struck_at=None).get() == wrong
    assert AuditEntry.objects.filter(verb="submission.pause_shortened").count() == 1


@pytest.mark.parametrize("start, end", [(19, 30), (20, 51), (30, 30), (40, 30), (20, 50)])
def test_a_pause_never_grows(submission, start, end):
    before = list(Pause.objects.values())

    with pytest.raises(NotAllowed, match="dipendekkan"):
        shorten_pause(
            Pause.objects.get(),
            starts_at=after(start),
            ends_at=after(end),
            reason="Keliru",
            staff=retno(),
            at=after(55),
        )

    assert list(Pause.objects.values()) == before


@pytest.mark.parametrize("who, reason", [(sari, "Keliru"), (joko, "Keliru"), (retno, "  ")])
def test_nobody_else_and_nobody_without_a_reason(submission, who, reason):
    before = Submission.objects.values().get()

    with pytest.raises(NotAllowed):
        strike_pause(Pause.objects.get(), reason=reason, staff=who(), at=after(55))

    assert Submission.objects.values().get() == before
    assert Pause.objects.get().struck_at is None
    assert AuditEntry.objects.filter(verb__startswith="submission.pause").count() == 0


def test_once_is_enough(submission):
    strike_pause(Pause.objects.get(), reason="Keliru", staff=retno(), at=after(55))

    with pytest.raises(NotAllowed, match="sudah dibatalkan"):
        strike_pause(Pause.objects.get(), reason="Keliru", staff=retno(), at=after(56))


def test_a_pause_that_runs_is_ended_first():
    make_service()
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    review.return_for_fixes(submission, [Flaw("kk", "Buram")], staff=sari(), at=after(20))

    with pytest.raises(NotAllowed, match="masih berjalan"):
        strike_pause(Pause.objects.get(), reason="Keliru", staff=retno(), at=after(55))


def test_figures_of_a_finished_file_follow(submission):
    review.reject(submission, reason="Bukan kewenangan kami", staff=retno(), at=after(80))
    submission.refresh_from_db()
    assert (submission.served_minutes, submission.overdue_since) == (50, None)

    strike_pause(Pause.objects.get(), reason="Keliru", staff=retno(), at=after(400))

    submission.refresh_from_db()
    assert (submission.served_minutes, submission.overdue_since) == (80, after(60))


def test_time_in_a_pause_that_never_ended_is_not_served():
    make_service()
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    review.return_for_fixes(submission, [Flaw("kk", "Buram")], staff=sari(), at=after(20))
    submission.refresh_from_db()

    assert served_minutes(submission, at=after(200)) == 20


def test_a_server_clock_that_was_set_back_stops_nobody():
    """Staff work on; a pause takes nothing, and no figure falls below zero."""
    make_service()
    submission = paused(start=20, end=-30)

    pause = Pause.objects.get()
    assert (pause.starts_at, pause.ends_at) == (after(20), after(20))
    assert submission.due_at == after(60)
    review.reject(submission, reason="Bukan kewenangan kami", staff=retno(), at=after(-40))
    submission.refresh_from_db()
    assert (submission.served_minutes, submission.overdue_since) == (0, None)


def test_the_story_tells_start_pauses_deadline_and_now(submission):
    strike_pause(Pause.objects.get(), reason="Keliru", staff=retno(), at=after(55))
    submission.refresh_from_db()

    told = [
        (line.at, line.what, line.who, line.why)
        for line in clock_story(submission, hours_of(make_office(), at=after(62)), at=after(62))
    ]

    assert told == [
        (MONDAY_9AM, "Berkas lengkap, waktu mulai", "Sari Wulandari", ""),
        (after(20), "Jeda yang dibatalkan", "Sari Wulandari", f"Dibatalkan {retno().user.name}: Keliru"),
        (after(60), "Batas 60 menit", "", ""),
        (after(62), "Sekarang", "", "Terpakai 62 menit layanan"),
    ]


def test_the_story_says_what_was_asked_and_how_long_it_took(submission):
    hours = hours_of(make_office(), at=after(62))
    Submission.objects.update(warned_at=after(75))
    submission.refresh_from_db()

    told = [(line.what, line.why) for line in clock_story(submission, hours, at=after(80))]
    assert told[1:4] == [
        ("Waktu dijeda", "Kartu Keluarga: Foto KK buram"), ("Waktu berjalan lagi", "Jeda 30 menit layanan"),
        ("Petugas diperingatkan", ""),
    ]  # fmt: skip
    review.reject(submission, reason="Bukan kewenangan kami", staff=retno(), at=after(80))
    submission.refresh_from_db()
    assert clock_story(submission, hours, at=after(99))[4].why == "Terpakai 50 menit layanan"
    assert clock_story(submit().submission, hours, at=after(99)) == []


def page(submission):
    return reverse("services:pause_correct", args=["kemlagi", submission.number, Pause.objects.get(struck_at=None).pk])


def test_the_kasi_reaches_the_page_from_the_case(client, submission):
    client.force_login(retno().user)
    assert (
        page(submission) in client.get(reverse("services:case", args=["kemlagi", submission.number])).content.decode()
    )

    answer = client.get(page(submission))
    assert "23 November 2026, 09.20 sampai 23 November 2026, 09.50" in answer.content.decode()
    assert 'value="2026-11-23T09:20"' in answer.content.decode()

    facts = {
        "kind": "pendekkan",
        "starts_at": "2026-11-23T09:20",
        "ends_at": "2026-11-23T09:30",
        "reason": "Masuk 09.30",
    }
    assert client.post(page(submission), facts).status_code == 302
    submission.refresh_from_db()
    assert submission.due_at == after(70)
    assert client.post(page(submission), {"kind": "batalkan", "reason": "Keliru semua"}).status_code == 302
    submission.refresh_from_db()
    assert submission.due_at == after(60)


@pytest.mark.parametrize(
    "facts, words",
    [
        ({"kind": "batalkan"}, "Isi alasan"),
        ({"reason": "Keliru"}, "Pilih yang keliru"),
        ({"kind": "pendekkan", "reason": "Keliru"}, "Isi mulai dan selesai jeda yang benar"),
        (
            {"kind": "pendekkan", "reason": "x", "starts_at": "kemarin", "ends_at": "2026-11-23T09:30"},
            "Tulis tanggal dan jam",
        ),
        (
            {"kind": "pendekkan", "reason": "x", "starts_at": "2026-11-23T09:00", "ends_at": "2026-11-23T09:30"},
            "di dalam jeda",
        ),
        (
            {"kind": "pendekkan", "reason": "x", "starts_at": "2026-11-23T09:40", "ends_at": "2026-11-23T09:30"},
            "setelah mulainya",
        ),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client, submission, facts, words):
    client.force_login(retno().user)

    answer = client.post(page(submission), facts)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert Pause.objects.get().struck_at is None


def test_others_do_not_reach_it(client, submission):
    address = page(submission)
    for person, status in ((sari(), 403), (joko(), 404)):
        client.force_login(person.user)
        assert client.get(address).status_code == status
    client.force_login(sari().user)
    assert address not in client.get(reverse("services:case", args=["kemlagi", submission.number])).content.decode()
    client.force_login(retno().user)
    assert client.get(address.replace(f"/{Pause.objects.get().pk}/", "/999999/")).status_code == 404


def test_a_second_kasi_who_was_slower_reads_why(client, submission):
    client.force_login(retno().user)
    address = page(submission)
    strike_pause(Pause.objects.get(), reason="Keliru", staff=retno(), at=after(55))

    answer = client.post(address, {"kind": "batalkan", "reason": "Keliru"}, follow=True)

    assert "Jeda ini sudah dibatalkan." in answer.content.decode()
