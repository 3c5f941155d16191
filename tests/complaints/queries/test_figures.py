"""The figures of complaints against rows that can be counted by hand."""

from datetime import date, timedelta

import pytest

from complaints.actions.closing import confirm, rate, reopen
from complaints.actions.forwarding import archive
from complaints.actions.handing_over import bounce
from complaints.models import Complaint
from complaints.queries.figure_tables import evidence, formula, tables_of
from complaints.queries.figures import figures
from complaints.workflow import Identity
from office.models import Role
from services.queries.promises import Period
from tests.complaints.desk_rows import answered, forwarded, hendra, lay_house, lina, report, tirta, water
from tests.factories import local, make_office, staff

pytestmark = pytest.mark.django_db
MONDAY = local("2026-11-02T09:00")
NOW = local("2026-12-30T09:00")


def period(since="2026-11-01", until="2026-12-31", **facts):
    return Period(make_office(), date.fromisoformat(since), date.fromisoformat(until), **facts)


def counted(who=None, **facts):
    return figures(who or lina(), period(**facts), at=NOW)


def story():
    """Five received: answered in three days and confirmed, answered late and reopened, archived, bounced and waiting, December's."""
    done = answered(forwarded(at=MONDAY), hendra(), at=MONDAY + timedelta(days=3))
    confirm(done, at=MONDAY + timedelta(days=4))
    rate(done, solved=True, score=4, at=MONDAY + timedelta(days=4))
    again = answered(forwarded(at=MONDAY), hendra(), at=MONDAY + timedelta(days=7))
    reopen(again, reason="masih berlubang", at=MONDAY + timedelta(days=8))
    archive(report(at=MONDAY).complaint, reason="Tidak jelas tempatnya", staff=lina(), at=MONDAY + timedelta(days=1))
    gone = forwarded(at=MONDAY, category="banjir", rw="007")
    tirta(MONDAY)
    bounce(gone, to=water(), reason="Saluran air", staff=hendra(), at=MONDAY + timedelta(days=1))
    forwarded(at=local("2026-12-01T09:00"), identity=Identity.ANONYMOUS)


def test_the_ratio_is_what_was_followed_up_of_all():
    story()

    found = counted()

    assert (found.total.total, found.total.followed, found.total.ratio) == (5, 2, 40.0)
    assert formula(found) == "2 ditindaklanjuti ÷ 5 laporan × 100% = 40%"
    assert (found.total.reopened, found.total.bounced, found.total.closed) == (1, 1, 1)
    assert (found.total.rated, found.total.satisfaction, found.total.solved_share) == (1, 4.0, 100.0)
    assert found.indicator == 1


def test_each_grouping_adds_up_to_the_whole():
    story()

    found = counted()

    for rows in (found.by_agency, found.by_category, found.by_place, found.by_month):
        assert sum(row.total for row in rows) == 5
        assert sum(row.followed for row in rows) == 2
    assert {(row.label, row.total) for row in found.by_month} == {("November 2026", 4), ("Desember 2026", 1)}
    assert {(row.label, row.total) for row in found.by_place} == {("Mojodadi, RW 03", 4), ("Mojodadi, RW 07", 1)}
    assert {(row.label, row.total) for row in found.by_category} == {("Jalan dan jembatan", 4), ("Banjir", 1)}
    assert {row.label: row.total for row in found.by_agency} == {
        "UPT Pekerjaan Umum Wilayah Utara": 3, "UPT Sumber Daya Air": 1, "Kantor ini (belum diteruskan)": 1,
    }  # fmt: skip


def test_working_days_skip_the_weekend():
    friday = local("2026-11-06T09:00")
    answered(forwarded(at=friday), hendra(), at=friday + timedelta(days=3))
    answered(forwarded(at=friday), hendra(), at=friday + timedelta(days=5))
    answered(forwarded(at=friday), hendra(), at=friday + timedelta(hours=3))

    assert counted().total.median == 1
    assert sorted(counted().total.days.elements()) == [0, 1, 3]


def test_late_now_counts_whenever_it_came():
    forwarded(at=local("2026-08-03T09:00"))

    found = counted()

    assert (found.total.total, found.total.late_now, found.by_agency[0].late_now) == (0, 1, 1)


def test_held_merged_and_sensitive_ones_do_not_count():
    report(at=MONDAY, held_reason="Iklan pinjaman")
    sensitive = forwarded(at=MONDAY, may_publish=False)
    Complaint.objects.filter(pk=sensitive.pk).update(is_sensitive=True, published_at=None)

    assert counted().total.total == 0
    assert counted().total.ratio is None
    assert formula(counted()) == "Belum ada laporan dalam masa ini."


@pytest.mark.parametrize(
    "followed, total, parameter", [(0, 0, 1), (1, 2, 1), (51, 100, 2), (9, 10, 2), (91, 100, 3), (10, 10, 3)]
)
def test_the_parameter_of_the_indicator(followed, total, parameter):
    found = counted()
    found.total.followed, found.total.total = followed, total

    assert found.indicator == parameter


def test_an_officer_reads_the_figures_of_the_own_agency_and_nobody_elses():
    lay_house()
    forwarded(at=MONDAY)
    forwarded(water(), at=MONDAY)

    assert counted(hendra(MONDAY)).total.total == 1
    assert [row.label for row in counted(tirta(MONDAY)).by_agency] == ["UPT Sumber Daya Air"]
    assert counted(staff("ning", "Ning", Role.SECRETARY)).total.total == 2


@pytest.mark.parametrize("many", [1, 3])
def test_it_costs_the_same_whatever_there_is_to_count(django_assert_num_queries, many):
    for _ in range(many):
        answered(forwarded(at=MONDAY), hendra(), at=MONDAY + timedelta(days=1))
    who = lina()

    with django_assert_num_queries(11):
        figures(who, period(), at=NOW)


def test_the_sheet_holds_the_cells_of_the_tables():
    story()
    found = counted()

    rows = [
        tuple(row) for row in evidence(found, office="Kecamatan Kemlagi", period="November", made_on="30 Desember 2026")
    ]

    for table in tables_of(found):
        assert tuple(table.header) in rows
        assert all(row in rows for row in table.rows)
