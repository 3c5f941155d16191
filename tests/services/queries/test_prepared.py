"""A prepared read answers for the office, the person and the moment it is asked for, not for those it was first asked for."""

from datetime import timedelta

import pytest

from services.actions import review
from services.models import Submission
from services.queries import queue
from services.queries.badges import badges
from services.queries.queue import Wish
from tests.factories import MONDAY_9AM, make_application, make_office, make_service, submit
from tests.people import joko, sari

pytestmark = pytest.mark.django_db
QUARTER = timedelta(minutes=15)
LATER = MONDAY_9AM + timedelta(hours=3)


@pytest.fixture
def two_offices():
    """Sari has two files, one of them hers, one of a vulnerable resident; Joko has one."""
    make_service(make_office())
    first = submit().submission
    review.take(first, staff=sari(), at=MONDAY_9AM)
    submit(vulnerability="elderly")
    submit(make_service(joko().office))
    return first


def as_asked(staff, at):
    """The same figures, each by a query of its own."""
    rows = queue.open_in(staff.office)
    chips = {f"chip_{key}": condition for key, (_label, condition) in queue.chips(staff, at).items()}
    wanted = {**chips, "soon": queue.is_soon(at, at + QUARTER), "safe": queue.is_safe(at + QUARTER)}
    return {name: rows.filter(condition).count() for name, condition in wanted.items()}


@pytest.mark.parametrize("minutes", [0, 5, 20, 50, 65, 180])
def test_counts_are_those_of_each_office_and_moment(two_offices, minutes):
    at = MONDAY_9AM + timedelta(minutes=minutes)

    assert queue.counts(sari(), at, at + QUARTER) == as_asked(sari(), at)
    assert queue.counts(joko(), at, at + QUARTER) == as_asked(joko(), at)


def test_pages_are_those_of_each_office_and_person(two_offices):
    of_sari, _ = queue.page(sari(), Wish(), at=LATER)
    of_joko, _ = queue.page(joko(), Wish(), at=LATER)
    hers, _ = queue.page(sari(), Wish(chip="saya"), at=LATER)
    his, _ = queue.page(joko(), Wish(chip="saya"), at=LATER)

    assert {row["pk"] for row in of_sari} == set(
        Submission.objects.filter(office=sari().office).values_list("pk", flat=True)
    )
    assert {row["pk"] for row in of_joko} == set(
        Submission.objects.filter(office=joko().office).values_list("pk", flat=True)
    )
    assert [row["pk"] for row in hers] == [two_offices.pk]
    assert his == []


def test_rows_come_as_python_values_on_every_database(two_offices):
    row = queue.page(sari(), Wish(chip="saya"), at=LATER)[0][0]

    assert row["pk"] == two_offices.pk
    assert row["received_at"] == MONDAY_9AM
    assert row["officer__name"] == "Sari Wulandari"
    assert (row["asked"], row["due_at"]) == (None, None)


def test_filters_take_the_values_of_each_call(two_offices):
    other = make_service(make_office(), slug="surat-lain")
    newest = submit(other, **vars(make_application(applicant_name="Wati"))).submission

    by_slug = [
        queue.page(sari(), Wish(service=slug), at=LATER)[0] for slug in ("surat-tidak-mampu", "surat-lain", "entah")
    ]

    assert [len(rows) for rows in by_slug] == [2, 1, 0]
    assert by_slug[1][0]["pk"] == newest.pk


def test_badges_are_those_of_each_office_and_moment(two_offices):
    assert badges(sari(), MONDAY_9AM).get("queue") is None
    assert badges(sari(), LATER)["queue"] == "2"
    assert badges(joko(), LATER)["queue"] == "1"
