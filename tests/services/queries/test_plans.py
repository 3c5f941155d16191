"""The indexes that the daily reads were given are the ones the database takes, on SQLite and on PostgreSQL alike."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.fill import fill
from office.actions.messages import claim_due
from office.models import Message, Office
from services.models import Letter, Submission
from services.queries import finding, queue
from services.queries.queue import Cursor, Wish
from services.queries.verification import by_code
from tests.factories import make_office, make_service, make_village
from tests.people import budi, sari

pytestmark = pytest.mark.django_db
ROWS = 3_000


@pytest.fixture
def office():
    """Thousands of closed files and some hundred open ones; every open one is with somebody."""
    office = make_office()
    make_village()
    make_service()
    budi()
    fill(ROWS)
    Submission.objects.filter(is_open=True).update(officer=sari().user)
    _add_messages(office)
    _analyse()
    return office


def _add_messages(office: Office):
    at = timezone.now()
    facts = {
        "office": office,
        "event": "services/received",
        "channel": "email",
        "title": "x",
        "body": "x",
        "created_at": at,
        "next_at": at,
    }
    sent = [
        Message(**facts, key=f"sent{number}", subject_key=f"s{number}", state="sent", sent_at=at)
        for number in range(800)
    ]
    due = [Message(**facts, key=f"due{number}", subject_key=f"d{number}", state="queued") for number in range(20)]
    Message.objects.bulk_create(sent + due)


def _analyse():
    """As autovacuum does on PostgreSQL; nobody does it to the embedded SQLite."""
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")


def plan_of(act, table="services_submission"):
    """What the database means to do with the first read of this table that the act makes."""
    with CaptureQueriesContext(connection) as seen:
        act()
    sentence = next(
        query["sql"] for query in seen if query["sql"].startswith("SELECT") and f'FROM "{table}"' in query["sql"]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            ("EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN ") + sentence.replace("%", "%%")
        )
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def first_of(office: Office) -> Submission:
    return Submission.objects.filter(office=office, is_open=True).order_by("queue_at", "pk")[50]


def test_the_queue_comes_in_order_from_its_partial_index(office):
    plan = plan_of(lambda: queue.page(sari(), Wish(), at=timezone.now()))

    assert "submission_queue" in plan
    assert "TEMP B-TREE" not in plan.upper()


def test_a_deep_page_of_the_queue_starts_at_its_key(office):
    row = first_of(office)

    plan = plan_of(lambda: queue.page(sari(), Wish(), at=timezone.now(), after=Cursor(row.queue_at, row.pk)))

    assert "submission_queue" in plan
    assert "TEMP B-TREE" not in plan.upper()


def test_a_state_is_counted_from_its_partial_index(office):
    rows = queue.open_in(office).filter(state="returned").order_by("queue_at", "pk")[:20]

    assert "submission_by_state" in plan_of(lambda: list(rows))


def test_an_officers_own_files_come_from_their_partial_index(office):
    Submission.objects.filter(
        pk__in=list(Submission.objects.filter(is_open=True).values_list("pk", flat=True)[10:])
    ).update(officer=budi().user)
    _analyse()
    rows = queue.open_in(office).filter(officer=sari().user).order_by("queue_at", "pk")[:20]

    assert "submission_of_officer" in plan_of(lambda: list(rows))


def test_a_name_is_found_by_a_range_of_the_words(office):
    plan = plan_of(lambda: finding.found_keys(office, "Hahahaka"), table="services_searchterm")

    assert "term_newest_once" in plan
    assert "TEMP B-TREE" not in plan.upper()


def test_a_nik_is_found_by_its_fingerprint(office):
    plan = plan_of(lambda: finding.found_keys(office, "3599000000000001"))

    assert "submission_by_nik" in plan


def test_a_phone_is_found_by_its_fingerprint(office):
    plan = plan_of(lambda: finding.found_keys(office, "081200000001"))

    assert "submission_by_phone" in plan


def test_messages_that_are_due_come_from_their_partial_index(office):
    assert "message_due" in plan_of(lambda: claim_due(at=timezone.now() + timedelta(minutes=1)), table="office_message")


def test_a_letters_code_is_found_by_its_fingerprint(office):
    code = Letter.objects.filter(office=office).first().code

    plan = plan_of(lambda: by_code(code, at=timezone.now()), table="services_letter")

    assert "letter_code_once" in plan


def test_the_end_of_a_phone_number_is_found_by_its_fingerprint(office):
    assert "submission_by_tail" in plan_of(lambda: finding.found_keys(office, "0482"))
