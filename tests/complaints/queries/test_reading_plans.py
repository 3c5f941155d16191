"""The lists of complaints read their indexes: at a million rows nothing is scanned, sorted or counted as a whole."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.models import Complaint
from complaints.queries import inbox, public, public_map
from complaints.queries.public import Cursor, Wish
from complaints.queries.visible import agencies_of, visible_to
from tests.complaints.desk_rows import EARLIER, answered, forwarded, hendra, shown

pytestmark = pytest.mark.django_db
NOW = EARLIER + timedelta(days=1)


def plans(read):
    """What the database would do for each question of a read, tables of few rows notwithstanding."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        found = []
        for query in asked.captured_queries:
            if "complaints_complaint" in query["sql"] and query["sql"].startswith("SELECT"):
                explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
                cursor.execute(
                    f"{explain} {query['sql']}".replace("%", "%%")
                    if connection.vendor == "postgresql"
                    else f"{explain} {query['sql']}"
                )
                found.append(" ".join(str(row) for row in cursor.fetchall()))
    return found


def listed(tab, after=None):
    who = hendra()
    return lambda: inbox.page(who, agencies_of(who), tab, at=NOW, after=after)


@pytest.mark.parametrize("tab", ["", "dikerjakan", "batas", "saya", "pelapor", "dijawab", "selesai"])
def test_every_tab_of_the_inbox_is_read_by_an_index(tab):
    row = forwarded()

    [plan] = plans(listed(tab))
    [later] = plans(listed(tab, Cursor(EARLIER, row.pk)))

    for text in (plan, later):
        assert "complaint_inbox" in text or "complaint_of_officer" in text
        assert "TEMP B-TREE" not in text


@pytest.mark.parametrize(
    "wish",
    [
        Wish(),
        Wish(state="selesai"),
        Wish(village="35.16.15.2016", rw="3"),
        Wish(category="jalan-rusak"),
        Wish(state="lewat"),
    ],
)
def test_every_public_list_is_read_by_an_index_of_what_is_published(wish):
    row = shown()

    for after in (None, Cursor(EARLIER, row.pk)):
        text = plans(lambda after=after: public.page(row.office, wish, at=NOW, after=after))[-1]
        assert "complaint_pub" in text or "complaint_by_state" in text or "complaint_queue" in text, text


def test_the_map_reads_the_published_ones_of_a_year_only():
    row = shown()

    for text in plans(lambda: public_map.counted(row.office, Wish(), at=NOW)):
        assert "complaint_pub" in text, text


def test_what_the_inbox_lists_is_what_its_officer_may_see():
    """`inbox_of` is the quick way to a part of `visible_to`, never around it."""
    who = hendra()
    for row in (forwarded(), answered(forwarded(), who), shown()):
        assert visible_to(who).filter(pk=row.pk).exists()
    listed_now = {
        row["pk"] for tab in inbox.tabs(who, NOW) for row in inbox.page(who, agencies_of(who), tab, at=NOW)[0]
    }

    assert listed_now
    assert listed_now <= set(visible_to(who).values_list("pk", flat=True))
    assert listed_now == set(Complaint.objects.values_list("pk", flat=True))
