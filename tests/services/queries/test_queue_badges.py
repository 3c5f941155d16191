"""The figures beside the menu."""

from datetime import timedelta

import pytest

from services.actions import letters, review
from services.queries.badges import badges
from services.queries.capped import capped_counts, shown
from services.queries.queue import open_in
from tests.factories import MONDAY_9AM, make_office, submit
from tests.people import budi, dewi, joko, retno, sari

pytestmark = pytest.mark.django_db
LATER = MONDAY_9AM + timedelta(hours=3)


def drafted():
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    return letters.draft_letter(submission, staff=sari(), at=MONDAY_9AM, signer=budi().signing_posts[0])


def test_each_role_sees_its_own_figures_in_one_query(django_assert_num_queries):
    letter = drafted()
    people = [sari(), retno(), budi(), dewi(), joko()]

    with django_assert_num_queries(4):
        before = [badges(person, LATER) for person in people]
    letters.endorse(letter.submission, staff=retno(), content_hash=letter.content_hash, at=MONDAY_9AM)
    after = [badges(person, LATER) for person in people]

    assert before == [
        {"queue": "1", "messages": "2"},
        {"queue": "1", "endorse": "1", "messages": "2"},
        {"queue": "1"},
        {},
        {},
    ]
    assert after == [
        {"queue": "1", "messages": "2"},
        {"queue": "1", "messages": "2"},
        {"queue": "1", "sign": "1"},
        {},
        {},
    ]


def test_a_count_stops_at_a_hundred():
    receipt = submit()
    rows = open_in(make_office())

    assert capped_counts(make_office(), {"all": rows}) == {"all": 1}
    assert capped_counts(make_office(), {}) == {}
    assert (shown(7), shown(99), shown(100)) == ("7", "99", "99+")
    assert receipt.submission.is_open
