"""How well the promise is kept: which files count, in which month, how long they took, and the recap per officer."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.cache import cache

from office.models import Role
from services.models import Submission
from services.queries.promise_late import finished_late, still_late
from services.queries.promise_report import report
from services.queries.promises import Period, Tally, percentile, tallies
from services.queries.public_promises import public_shares, share_of
from services.workflow import State
from tests.factories import local, make_office, make_service, staff
from tests.services.promise_rows import brought, finished, late, november, objected, paused, still_open

pytestmark = pytest.mark.django_db
AT = local("2026-11-30T12:00")
TENTH = local("2026-11-10T09:00")


def total(**facts):
    return tallies(november(**facts), at=AT).total


def test_a_file_counts_by_when_it_was_finished_and_late_ones_are_late():
    finished(TENTH)
    late(TENTH)

    found = total()

    assert (found.counted, found.kept, found.late, found.still_open, found.share) == (2, 1, 1, 0, 50.0)


def test_late_needs_no_note_of_the_sweep():
    finished(TENTH, due_at=TENTH - timedelta(seconds=1))

    assert total().late == 1


def test_finished_on_the_very_minute_is_in_time():
    finished(TENTH, due_at=TENTH)

    assert total().late == 0


def test_an_open_file_past_its_deadline_is_late_without_minutes():
    still_open(TENTH)
    still_open(AT + timedelta(minutes=1))

    found = total()

    assert (found.counted, found.late, found.still_open, found.median) == (1, 1, 1, None)


@pytest.mark.parametrize("since, late_files", [(None, 0), (TENTH, 1)])
def test_an_open_file_that_waits_for_the_resident_is_late_only_if_it_was_before(since, late_files):
    still_open(
        TENTH, state=State.RETURNED, paused_at=TENTH, due_at=None, overdue_since=since, queue_at=TENTH + timedelta(3650)
    )

    assert total().late == late_files


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.LAPSED])
def test_what_the_resident_took_back_counts_only_when_it_was_late(state):
    finished(TENTH, state=state)
    late(TENTH, state=state)

    assert (total().counted, total().late) == (1, 1)


def test_a_rejection_is_an_answer_and_a_file_that_never_was_complete_is_none():
    finished(TENTH, state=State.REJECTED)
    finished(TENTH, state=State.REJECTED, completed_at=None, due_at=None, served_minutes=None)

    assert total().counted == 1


def test_minutes_of_a_file_closed_while_it_waited_are_not_asked():
    finished(TENTH, minutes=40)
    finished(TENTH, minutes=4000, state=State.REJECTED, paused_at=TENTH - timedelta(days=9))

    assert total().minutes == Counter([40])


@pytest.mark.parametrize(
    "at, counted", [("2026-10-31T23:59", 0), ("2026-11-01T00:00", 1), ("2026-11-30T23:59", 1), ("2026-12-01T00:00", 0)]
)
def test_the_months_are_the_offices_own(at, counted):
    finished(local(at))

    assert total().counted == counted


def test_an_office_in_the_east_has_its_own_midnight():
    office = make_office(time_zone="Asia/Jayapura")
    finished(local("2026-10-31T22:30"), service=make_service(office))  # half past midnight on 1 November there

    assert tallies(november(office), at=AT).total.counted == 1


def test_another_offices_files_are_not_ours():
    other = make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")
    finished(TENTH, service=make_service(other))

    assert total().counted == 0
    assert tallies(november(other), at=AT).total.counted == 1


def test_groups_by_service_month_and_officer_and_an_empty_month_is_shown():
    slow = make_service(slug="pindah", name="Surat Pindah")
    finished(local("2026-10-05T10:00"), service=make_service())
    late(TENTH, service=slow)
    finished(TENTH, service=slow, officer=None)

    found = tallies(Period(make_office(), date(2026, 9, 1), date(2026, 11, 30)), at=AT)

    assert [(row.label, row.counted) for row in found.by_month] == [
        ("September 2026", 0),
        ("Oktober 2026", 1),
        ("November 2026", 2),
    ]
    assert [(row.key, row.share) for row in found.by_service] == [("pindah", 50.0), ("surat-tidak-mampu", 100.0)]
    assert [(row.label, row.counted, row.late) for row in found.by_officer] == [
        ("Sari Wulandari", 2, 1),
        ("Tanpa petugas", 1, 0),
    ]


def test_asking_for_one_service_and_one_officer():
    finished(TENTH, service=make_service())
    finished(TENTH, service=make_service(slug="pindah"), officer=None)
    still_open(TENTH, officer=None)
    sari = Submission.objects.exclude(officer=None).first().officer_id

    assert total(service="pindah").counted == 1
    assert total(officer=sari).counted == 1


@pytest.mark.parametrize(
    "minutes, percent, answer",
    [
        ([], 50, None),
        ([7], 90, 7),
        ([10, 20], 50, 10),
        ([10, 20, 30], 50, 20),
        (list(range(1, 11)), 90, 9),
        (list(range(1, 12)), 90, 10),
    ],
)
def test_percentiles_are_nearest_ranks(minutes, percent, answer):
    assert percentile(Counter(minutes), percent) == answer


def test_a_share_is_never_rounded_up_to_all():
    assert Tally("x", counted=10_000, late=1).share == 99.9
    assert Tally("x").share is None


def test_pauses_by_reason_without_the_struck_ones_and_those_of_an_earlier_letter():
    row = finished(TENTH, minutes=40)
    paused(row, 20)
    paused(row, 10, reason="Menunggu saksi")
    paused(row, 30, struck_at=AT, struck_by=staff("x", "X", Role.SECTION_HEAD).user, struck_reason="Keliru")
    paused(row, 5, starts_at=row.completed_at - timedelta(minutes=5), ends_at=row.completed_at)

    found = report(november(), at=AT).pauses

    assert [(row.reason, row.count, row.minutes) for row in found] == [
        ("Menunggu berkas dari pemohon", 1, 20),
        ("Menunggu saksi", 1, 10),
    ]


def test_objections_are_upheld_also_on_appeal():
    rows = [late(TENTH) for _ in range(4)]
    objected(rows[0], TENTH, "upheld")
    refused = objected(rows[1], TENTH, "dismissed")
    objected(rows[1], TENTH, "upheld", level="camat", appeal_of=refused)
    objected(rows[2], TENTH, "dismissed")
    objected(rows[3], TENTH)
    objected(late(TENTH), TENTH - timedelta(days=30), "upheld")

    found = report(november(), at=AT).objections

    assert (found.raised, found.upheld, found.dismissed, found.undecided) == (4, 2, 1, 1)


def test_an_appeal_that_waits_leaves_the_objection_undecided():
    row = late(TENTH)
    refused = objected(row, TENTH, "dismissed")
    objected(row, TENTH, level="camat", appeal_of=refused)

    assert report(november(), at=AT).objections.undecided == 1


def test_deliveries_by_cause_and_the_hours_until_they_arrived():
    for hours in (2, 4, 30):
        brought(finished(TENTH), TENTH, hours=hours)
    brought(finished(TENTH), TENTH)
    brought(finished(TENTH), TENTH, state="cancelled", is_open=False)
    brought(finished(TENTH), TENTH, cause="automatic", hours=1)

    found = [(row.label, row.tasks, row.delivered, row.hours) for row in report(november(), at=AT).deliveries]

    assert found == [
        ("Kelompok rentan", 4, 3, 4.0),
        ("Keberatan terbukti", 0, 0, None),
        ("Lewat batas, tanpa keberatan", 1, 1, 1.0),
    ]


def test_the_recap_names_whom_to_praise_and_with_whom_to_talk():
    for _ in range(10):
        finished(TENTH)
    joko = staff("tono", "Tono", Role.COUNTER).user
    for _ in range(10):
        finished(TENTH, officer=joko)
    objected(late(TENTH, officer=joko), TENTH, "upheld")
    rani = staff("rani", "Rani", Role.VERIFIER).user
    brought(finished(TENTH, officer=None), TENTH, courier=rani, hours=3)

    found = report(november(), at=AT).recap

    assert [(row.officer.label, row.officer.counted, row.upheld, row.delivered, row.remark) for row in found] == [
        ("Rani", 0, 0, 1, "Terlalu sedikit untuk dinilai"),
        ("Sari Wulandari", 10, 0, 0, "Usul penghargaan"),
        ("Tono", 11, 1, 0, "Perlu dibicarakan"),
        ("Tanpa petugas", 1, 0, 0, ""),
    ]


@pytest.mark.parametrize("files", [1, 3])
def test_the_report_asks_the_database_as_often_for_many_files_as_for_one(files, django_assert_num_queries):
    for number in range(files):
        row = late(
            TENTH,
            service=make_service(slug=f"layanan-{number}"),
            officer=staff(f"p{number}", f"P{number}", Role.COUNTER).user,
        )
        paused(row, 5)
        objected(row, TENTH, "upheld")
        brought(row, TENTH, hours=1)
        still_open(TENTH)
    period = november()

    with django_assert_num_queries(11):
        report(period, at=AT)


def test_late_files_are_listed_newest_first_in_pages():
    rows = [late(TENTH + timedelta(minutes=n)) for n in range(22)]
    finished(TENTH)
    open_row = still_open(TENTH)

    first, after = finished_late(november())
    second, end = finished_late(november(), after=after)

    assert [row["number"] for row in first + second] == [row.number for row in reversed(rows)]
    assert (len(first), end) == (20, None)
    assert [row["number"] for row in still_late(november(), at=AT)] == [open_row.number]


def test_the_public_share_needs_ten_files_of_the_last_thirty_days():
    service = make_service()
    for _ in range(9):
        finished(AT - timedelta(days=3), service=service)
    finished(AT - timedelta(days=31), service=service)
    assert share_of(service.office, service.slug, at=AT).percent is None

    late(AT - timedelta(days=29), service=service)
    still_open(AT - timedelta(days=1), service=service)
    cache.clear()
    share = public_shares(service.office, at=AT)[service.slug]

    assert (share.counted, share.kept, share.percent) == (11, 9, 81)
    assert share_of(service.office, "", at=AT).counted == 11
    assert share_of(service.office, "tidak-ada", at=AT).percent is None
