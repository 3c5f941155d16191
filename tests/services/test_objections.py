"""Keberatan: from when one may object, once, by when it is decided and by whom, and what follows."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from office.models import AuditEntry, Message, Role, ServiceWindow, SpecialDay, User
from services.access import NotAllowed
from services.actions import objections, review
from services.actions.objections import appeal, decide, escalate_late, raise_objection
from services.actions.review import Flaw
from services.home_address import HomeAddress
from services.models import HomeDelivery, Objection, Submission, Verdict
from services.objection_home import Destination, destination_of
from services.queries.judges import judges_of
from services.queries.objections import Standing, decide_by, stand_of
from services.workflow import IllegalMove
from tests.factories import MONDAY_9AM, local, make_office, make_post, make_village, staff, submit
from tests.people import budi, joko, retno, sari
from tests.services.objection_stories import DUE, LATE, VERDICT_DUE, complete, decided, objected

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def traces() -> tuple[int, int, int]:
    return (
        Objection.objects.count(),
        AuditEntry.objects.filter(verb__startswith="objection").count(),
        HomeDelivery.objects.count(),
    )


def test_an_objection_is_taken_as_soon_as_the_deadline_has_passed():
    submission = complete()

    objection = raise_objection(submission, at=DUE + MINUTE, words="Saya menunggu sejak pagi")

    assert (objection.level, objection.missed_due_at, objection.due_at) == ("kasi", DUE, VERDICT_DUE)
    assert (objection.words, objection.source, objection.entered_by) == ("Saya menunggu sejak pagi", "web", None)
    assert Submission.objects.get().overdue_since is None  # no sweep has run
    assert AuditEntry.objects.get(verb="objection.raised").subject == submission.audit_key
    [told] = Message.objects.filter(event="services/objection_received", channel="page")
    assert "Putusannya paling lambat 23 November 2026, 15.00" in told.body
    assert "Saya menunggu" not in told.body


@pytest.mark.parametrize("at", [MONDAY_9AM, DUE - MINUTE, DUE])
def test_before_the_deadline_it_is_refused_with_the_moment_from_which_it_will_be_possible(at):
    submission = complete()

    with pytest.raises(NotAllowed, match=r"mulai 23 November 2026, 10\.00"):
        raise_objection(submission, at=at)

    assert traces() == (0, 0, 0)


def test_a_file_that_was_never_complete_has_no_deadline_to_miss():
    submission = submit().submission

    with pytest.raises(NotAllowed, match="tidak ada batas waktu"):
        raise_objection(submission, at=LATE)

    assert traces() == (0, 0, 0)


def test_a_second_tap_gets_the_first_objection_back():
    submission = complete()

    taps = {raise_objection(submission, at=LATE + tap * MINUTE).pk for tap in range(3)}

    assert len(taps) == 1
    assert traces() == (1, 1, 0)
    assert Message.objects.filter(event="services/objection_received", channel="page").count() == 1


def test_the_database_keeps_one_open_objection_per_request():
    objection = objected()

    with pytest.raises(IntegrityError), transaction.atomic():
        Objection.objects.create(
            office=objection.office, submission=objection.submission, level="kasi", source="web",
            raised_at=LATE, missed_due_at=DUE, due_at=LATE,
        )  # fmt: skip


def test_sending_a_late_file_back_is_no_way_around_the_objection():
    submission = complete()
    review.return_for_fixes(submission, [Flaw("kk", "Foto buram")], staff=sari(), at=DUE + MINUTE)

    assert raise_objection(submission, at=LATE).missed_due_at == DUE


def test_while_the_clock_stands_still_in_time_there_is_nothing_to_object_to():
    submission = complete()
    review.return_for_fixes(submission, [Flaw("kk", "Foto buram")], staff=sari(), at=DUE - MINUTE)

    with pytest.raises(NotAllowed, match="tidak ada batas waktu"):
        raise_objection(submission, at=LATE)


@pytest.mark.parametrize("days, taken", [(0, True), (30, True), (31, False)])
def test_a_letter_that_came_late_may_be_objected_to_for_thirty_days(days, taken):
    submission = complete()
    Submission.objects.filter(pk=submission.pk).update(state="issued", is_open=False, finished_at=LATE)
    submission = Submission.objects.get(pk=submission.pk)

    assert (stand_of(submission, at=LATE + timedelta(days=days)).standing is Standing.MAY) is taken


def test_a_letter_that_came_in_time_is_nothing_to_object_to():
    submission = complete()
    Submission.objects.filter(pk=submission.pk).update(state="issued", is_open=False, finished_at=DUE)

    with pytest.raises(NotAllowed, match="tidak ada batas waktu"):
        raise_objection(Submission.objects.get(pk=submission.pk), at=LATE)


@pytest.mark.parametrize("raised, days, due", [
    ("2026-11-23T10:19", 0, "2026-11-23T15:00"),
    ("2026-11-23T15:01", 0, "2026-11-24T15:00"),  # after closing: as if raised next morning
    ("2026-11-27T15:00", 0, "2026-11-30T15:00"),  # Friday evening → Monday
    ("2026-11-27T09:00", 1, "2026-11-30T15:00"),
    ("2026-11-23T06:00", 2, "2026-11-25T15:00"),
])  # fmt: skip
def test_the_verdict_is_due_by_the_end_of_the_service_day(raised, days, due):
    office = make_office(objection_days=days)

    assert decide_by(office, at=local(raised)) == local(due)


@pytest.mark.parametrize("days, due", [(0, "2026-11-24T10:19"), (2, "2026-11-25T10:19")])
def test_an_office_without_a_service_day_takes_an_objection_all_the_same(days, due):
    make_office(objection_days=days)
    submission = complete()
    ServiceWindow.objects.all().delete()

    objection = raise_objection(submission, at=local("2026-11-23T10:19"))

    assert objection.due_at == local(due)


def test_an_office_without_a_service_day_still_hears_an_appeal():
    first = decided(Verdict.DISMISSED)
    ServiceWindow.objects.all().delete()

    stand = stand_of(first.submission, at=first.decided_at)

    assert (stand.may_appeal, stand.moment) == (True, first.decided_at + timedelta(days=3))


def test_a_half_day_ends_the_service_day_early():
    office = make_office()
    SpecialDay.objects.create(office=office, date=MONDAY_9AM.date(), opens="08:00", closes="11:30", reason="Rapat")

    assert decide_by(office, at=LATE) == local("2026-11-23T11:30")


def test_upheld_means_one_delivery_by_the_officer_who_served_and_the_resident_may_go_home():
    done = decided(Verdict.UPHELD, "")

    delivery = HomeDelivery.objects.get()
    assert (delivery.cause, delivery.objection, delivery.courier) == ("objection", done, sari().user)
    assert done.reason == objections.BROUGHT
    assert (done.verdict, done.decided_by, done.decided_at) == ("upheld", retno().user, LATE)
    [told] = Message.objects.filter(event="services/objection_upheld", channel="page")
    assert "Anda boleh pulang" in told.body


def test_the_kasi_may_send_somebody_else():
    other = staff("lestari", "Lestari", Role.COUNTER)

    decide(objected(), Verdict.UPHELD, "", staff=retno(), at=LATE, courier=other.user)

    assert HomeDelivery.objects.get().courier == other.user
    assert AuditEntry.objects.filter(verb="delivery.reassigned").count() == 1


def test_the_letter_goes_where_the_resident_said():
    make_village()
    other = make_village("Betro", "35.16.15.2001")
    submission = complete(village_code="35.16.15.2016")
    to = Destination(
        village_code=other.code, home=HomeAddress(address="Jalan Mawar 3", rt="002", rw="001", landmark="musala")
    )

    decide(raise_objection(submission, at=LATE, to=to), Verdict.UPHELD, "", staff=retno(), at=LATE)

    sent = HomeDelivery.objects.get()
    assert (sent.village, sent.address, sent.rt, sent.rw, sent.landmark) == (
        other,
        "Jalan Mawar 3",
        "002",
        "001",
        "musala",
    )


def test_somebody_who_would_rather_fetch_it_gets_the_verdict_without_a_delivery():
    objection = raise_objection(complete(), at=LATE, to=Destination(wanted=False))

    done = decide(objection, Verdict.UPHELD, "", staff=retno(), at=LATE)

    assert done.reason == objections.SORRY
    assert not destination_of(done.submission).wanted
    assert traces()[2] == 0
    assert "Anda boleh pulang" not in Message.objects.get(event="services/objection_upheld", channel="page").body


def test_a_letter_already_in_hand_is_not_brought_again():
    submission = complete()
    Submission.objects.filter(pk=submission.pk).update(
        state="handed_over", is_open=False, finished_at=LATE, closed_at=LATE
    )
    objection = raise_objection(Submission.objects.get(pk=submission.pk), at=LATE)

    decide(objection, Verdict.UPHELD, "", staff=retno(), at=LATE)

    assert traces()[2] == 0


def test_a_refusal_needs_a_reason_that_the_resident_reads():
    objection = objected()

    with pytest.raises(NotAllowed, match="Tulis alasannya"):
        decide(objection, Verdict.DISMISSED, "  ", staff=retno(), at=LATE)

    assert Objection.objects.get().is_open
    done = decide(objection, Verdict.DISMISSED, "Surat selesai 09.50, sebelum batas", staff=retno(), at=LATE)
    assert (done.verdict, done.reason) == ("dismissed", "Surat selesai 09.50, sebelum batas")
    assert traces()[2] == 0
    [told] = Message.objects.filter(event="services/objection_dismissed", channel="page")
    assert "Banding sampai 26 November 2026, 15.00" in told.body
    assert "09.50" not in told.body  # the reason stands on the page, not in the text


def test_it_is_decided_once():
    objection = objected()
    decide(objection, Verdict.DISMISSED, "Belum lewat", staff=retno(), at=LATE)

    with pytest.raises(IllegalMove):
        decide(objection, Verdict.UPHELD, "", staff=retno(), at=LATE + MINUTE)

    assert Objection.objects.get().verdict == "dismissed"
    assert traces() == (1, 2, 0)


@pytest.mark.parametrize("judge", [sari, budi, joko])
def test_only_the_kasi_decides(judge):
    objection, person = objected(), judge()
    retno()

    with pytest.raises(NotAllowed):
        decide(objection, Verdict.UPHELD, "", staff=person, at=LATE)

    assert traces() == (1, 1, 0)
    assert Objection.objects.get().is_open


def served_by_the_kasi() -> Objection:
    submission = submit().submission
    review.declare_complete(submission, staff=retno(), at=MONDAY_9AM)
    return raise_objection(submission, at=LATE)


def names(objection) -> list[str]:
    return [user.username for user in judges_of(Objection.objects.get(pk=objection.pk), at=LATE)]


def test_a_kasi_who_served_the_file_leaves_it_to_whoever_stands_next():
    objection = served_by_the_kasi()
    assert names(objection) == ["retno"]  # alone in the office: the work must go on
    budi()
    assert names(objection) == ["budi"]
    staff("sekcam", "Sekretaris", Role.SECRETARY)
    assert names(objection) == ["sekcam"]
    staff("kasi2", "Kasi Kedua", Role.SECTION_HEAD)
    assert names(objection) == ["kasi2"]

    with pytest.raises(NotAllowed, match="diputus oleh Kasi Kedua"):
        decide(objection, Verdict.DISMISSED, "Tidak benar", staff=retno(), at=LATE)


def test_nobody_judges_an_objection_of_their_own_household():
    kasi = retno()
    User.objects.filter(pk=kasi.user.pk).update(kk_index=complete().kk_index)
    objection = raise_objection(Submission.objects.get(), at=LATE)

    assert names(objection) == []
    with pytest.raises(NotAllowed, match="atas nama Anda atau keluarga"):
        decide(objection, Verdict.UPHELD, "", staff=staff("retno", "", Role.SECTION_HEAD), at=LATE)


def test_a_late_verdict_is_handed_up_once_and_the_secretary_may_decide():
    kasi, sekcam = retno(), staff("sekcam", "Sekretaris", Role.SECRETARY)
    User.objects.filter(pk__in=[kasi.user.pk, sekcam.user.pk]).update(email="meja@contoh.go.id")
    objection = objected()

    assert escalate_late(at=VERDICT_DUE) == 0
    assert [escalate_late(at=VERDICT_DUE + MINUTE) for _ in range(3)] == [1, 0, 0]

    kept = Objection.objects.get()
    assert kept.escalated_at == VERDICT_DUE + MINUTE
    assert AuditEntry.objects.filter(verb="objection.escalated").count() == 1
    assert Message.objects.filter(event="services/objection_late").count() == 1
    assert decide(objection, Verdict.UPHELD, "", staff=sekcam, at=VERDICT_DUE + 2 * MINUTE).decided_by == sekcam.user


def test_an_office_without_a_secretary_hands_late_verdicts_to_its_head():
    objected()
    head = budi()
    User.objects.filter(pk=head.user.pk).update(email="camat@contoh.go.id")

    escalate_late(at=VERDICT_DUE + MINUTE)

    assert Message.objects.get(event="services/objection_late").recipient == "camat@contoh.go.id"


def test_a_refused_objection_goes_to_the_camat_once_and_ends_there():
    first = decided()
    camat = budi()

    second = appeal(first, words="Saya masih menunggu", at=LATE + MINUTE)
    again = appeal(first, at=LATE + 2 * MINUTE)

    assert (second.pk, second.level, second.appeal_of, second.missed_due_at) == (again.pk, "camat", first, DUE)
    with pytest.raises(NotAllowed, match="diputus oleh BAMBANG"):
        decide(second, Verdict.UPHELD, "", staff=retno(), at=LATE)
    decide(second, Verdict.DISMISSED, "Catatan waktunya benar", staff=camat, at=LATE + 3 * MINUTE)
    with pytest.raises(NotAllowed, match="Hanya keberatan"):
        appeal(Objection.objects.get(pk=second.pk), at=LATE + 4 * MINUTE)
    assert traces() == (2, 4, 0)


def test_an_appeal_that_is_upheld_brings_the_letter_home():
    second = appeal(decided(), at=LATE + MINUTE)

    decide(second, Verdict.UPHELD, "", staff=budi(), at=LATE + 2 * MINUTE)

    assert HomeDelivery.objects.get().objection == second


@pytest.mark.parametrize("at, taken", [("2026-11-26T15:00", True), ("2026-11-26T15:01", False)])
def test_an_appeal_has_three_service_days(at, taken):
    first = decided()

    if taken:
        assert appeal(first, at=local(at)).level == "camat"
    else:
        with pytest.raises(NotAllowed, match="sudah lewat"):
            appeal(first, at=local(at))
        assert Objection.objects.count() == 1


def test_what_was_upheld_cannot_be_appealed_nor_raised_again():
    done = decided(Verdict.UPHELD, "")

    with pytest.raises(NotAllowed):
        appeal(done, at=LATE)
    with pytest.raises(NotAllowed, match="sudah diputus"):
        raise_objection(done.submission, at=LATE)

    assert traces() == (1, 2, 1)


def test_a_deadline_that_moved_and_passed_again_may_be_objected_to_again():
    first = decided()
    with pytest.raises(NotAllowed, match="sudah diputus"):
        raise_objection(first.submission, at=LATE)
    Submission.objects.filter(pk=first.submission_id).update(due_at=DUE + timedelta(hours=1))

    second = raise_objection(first.submission, at=DUE + timedelta(hours=2))

    assert (second.level, second.missed_due_at) == ("kasi", DUE + timedelta(hours=1))
    with pytest.raises(NotAllowed, match="Masih ada keberatan"):
        appeal(first, at=DUE + timedelta(hours=2))


def test_staff_of_another_office_enter_nothing_here():
    submission = complete()

    with pytest.raises(NotAllowed, match="milik kantor lain"):
        raise_objection(submission, at=LATE, entered_by=joko())

    assert traces() == (0, 0, 0)


def test_somebody_at_the_counter_is_on_record_as_the_one_who_wrote_it_down():
    objection = raise_objection(complete(), at=LATE, source="loket", entered_by=sari())

    assert (objection.source, objection.entered_by) == ("loket", sari().user)
    assert AuditEntry.objects.get(verb="objection.raised").actor_name == sari().user.name


def test_an_acting_head_decides_appeals():
    second = appeal(decided(), at=LATE)
    acting = staff("plt", "Pelaksana Tugas", Role.SECTION_HEAD)
    make_post(acting.user, Role.HEAD, make_office(), title="Plt. Camat", capacity="plt", decree="800/1/2026")

    assert names(second) == ["plt"]
