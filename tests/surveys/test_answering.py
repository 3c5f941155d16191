"""Taking answers in: once, counted, and with nothing that leads back to a person."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from office.sealing import blind_index
from surveys.actions import subjects
from surveys.actions.answering import PeriodClosed, Sheet, TicketSpent, record_answer
from surveys.instruments import BadScores
from surveys.models import Answer, Remark, Source, Tally, TallyScore, Ticket
from surveys.scoring import UnsurSum
from tests.factories import MONDAY_9AM, make_office, make_service
from tests.surveys.making import KEYS, answer, make_period, sheet
from tests.threads import race

pytestmark = pytest.mark.django_db


def counted(**where):
    rows = TallyScore.objects.filter(**where).order_by("pk")
    return [UnsurSum(row.unsur, row.n, row.total) for row in rows]


def nothing_was_written():
    return not (Answer.objects.exists() or Remark.objects.exists() or Tally.objects.filter(respondents__gt=0).exists())


def make_ticket(period, **facts):
    return Ticket.objects.create(
        office=period.office,
        subject=subjects.of_office(period.office),
        created_at=MONDAY_9AM,
        **{"token_index": blind_index("survey-ticket", "abc"), "expires_at": MONDAY_9AM + timedelta(days=7), **facts},
    )


def test_an_answer_is_a_row_and_moves_its_counters():
    period = make_period()

    row = answer(period, 4, 3, None, 4, 2, 1, 4, 3, None)

    assert (row.scores, row.is_verified, row.answered_on, row.is_straight) == (
        "43-42143-",
        False,
        date(2026, 11, 23),
        False,
    )
    tally = Tally.objects.get()
    assert (tally.respondents, tally.excluded, tally.flagged, tally.changed_at) == (1, 0, 0, MONDAY_9AM)
    assert [(row.n, row.total) for row in counted()] == [
        (1, 4), (1, 3), (0, 0), (1, 4), (1, 2), (1, 1), (1, 4), (1, 3), (0, 0),
    ]  # fmt: skip


def test_the_same_form_sent_three_times_counts_once():
    period = make_period()

    sent = [
        record_answer(
            period, subjects.of_office(period.office), sheet(3), source=Source.QR, client_key="x", at=MONDAY_9AM
        )
        for _ in range(3)
    ]

    assert [new for _row, new in sent] == [True, False, False]
    assert (Answer.objects.count(), Tally.objects.get().respondents, counted()[0].n) == (1, 1, 1)


@pytest.mark.parametrize("scores", [{"waktu": 0}, {"waktu": 5}, {"waktu": True}, {"lain": 3}, {}, {"waktu": None}])
def test_scores_outside_the_scale_are_refused_and_a_blank_sheet_too(scores):
    period = make_period()

    with pytest.raises(BadScores):
        record_answer(
            period,
            subjects.of_office(period.office),
            Sheet(scores, remark="baik"),
            source=Source.QR,
            client_key="x",
            at=MONDAY_9AM,
        )

    assert nothing_was_written()


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_a_period_that_is_not_open_takes_no_answers(state):
    period = make_period(state=state)

    with pytest.raises(PeriodClosed):
        answer(period, 4)

    assert nothing_was_written()


def test_a_link_is_spent_with_its_answer_and_nothing_links_the_two():
    period, shared = make_period(), {"source": Source.TICKET}
    ticket = make_ticket(period)

    row = answer(period, 4, ticket=ticket, client_key="k1", **shared)
    with pytest.raises(TicketSpent):
        answer(period, 1, ticket=ticket, client_key="k2", **shared)

    ticket.refresh_from_db()
    assert (row.is_verified, ticket.is_spent, Answer.objects.count(), Tally.objects.get().respondents) == (
        True,
        True,
        1,
        1,
    )
    assert answer(period, 4, ticket=ticket, client_key="k1", **shared) == row
    assert row.pk.version == 4  # no clock in the key
    assert not [field.name for field in Ticket._meta.get_fields() if field.related_model is Answer]
    assert not [field.name for field in Answer._meta.get_fields() if field.related_model is Ticket]


def test_a_link_past_its_time_counts_nothing():
    period = make_period()

    with pytest.raises(TicketSpent):
        answer(period, 4, ticket=make_ticket(period, expires_at=MONDAY_9AM), source=Source.TICKET)

    assert nothing_was_written()


def test_free_words_go_where_nothing_points_back():
    period = make_period()

    record_answer(
        period,
        subjects.of_office(period.office),
        sheet(3, remark="  Kursinya\nkurang. "),
        source=Source.QR,
        client_key="x",
        at=MONDAY_9AM,
    )

    assert Remark.objects.values_list("text", "state", "said_on").get() == (
        "Kursinya kurang.",
        "new",
        date(2026, 11, 23),
    )
    assert not [field.name for field in Remark._meta.get_fields() if field.related_model is Answer]


def test_verified_and_walk_in_answers_and_services_are_counted_apart():
    period = make_period()
    service = subjects.of_service(make_service())

    answer(period, 4, subject=service, source=Source.TICKET, ticket=make_ticket(period))
    answer(period, 3, subject=service)
    answer(period, 2)

    assert sorted(Tally.objects.values_list("subject__label", "is_verified", "respondents")) == [
        ("Pelayanan kantor", False, 1),
        ("Surat Keterangan Tidak Mampu", False, 1),
        ("Surat Keterangan Tidak Mampu", True, 1),
    ]


def test_a_subject_of_another_office_is_refused():
    period = make_period()
    other = make_office("KTH", "kartoharjo", unit_code="401.401")

    with pytest.raises(ValueError, match="kantor lain"):
        answer(period, 4, subject=subjects.of_office(other))

    assert nothing_was_written()


def test_an_answer_never_changes_in_the_database_itself():
    row = answer(make_period(), 4)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Answer.objects.filter(pk=row.pk).update(scores="1" * 9)

    row.refresh_from_db()
    assert row.scores == "4" * 9


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite empties tables row by row between tests")
def test_an_answer_is_never_deleted_in_the_database_itself():
    row = answer(make_period(), 4)

    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Answer.objects.filter(pk=row.pk).delete()

    assert Answer.objects.count() == 1


@pytest.mark.parametrize("scores", ["444444445", "44444444x", "---------", "0--------", ""])
def test_the_database_refuses_scores_outside_the_scale(scores):
    row = answer(make_period(), 4)
    row.pk, row.client_key, row.scores = None, "lain", scores

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("facts", [{"is_verified": True}, {"source": "paper"}, {"top": 1}])
def test_the_database_refuses_an_answer_that_is_not_whole(facts):
    row = answer(make_period(), 4)
    row.pk, row.client_key = None, "lain"
    for name, value in facts.items():
        setattr(row, name, value)

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_all_counted_and_one_form_sent_by_five_counts_once():
    period = make_period()
    subject = subjects.of_office(period.office)

    def send(key):
        return lambda: record_answer(period, subject, sheet(3), source=Source.QR, client_key=key, at=MONDAY_9AM)[1]

    done = race(*[send(f"k{at}") for at in range(5)], *[send("sama") for _ in range(5)])

    assert sorted(done) == [False] * 4 + [True] * 6
    assert Tally.objects.get().respondents == Answer.objects.count() == 6
    assert counted() == [UnsurSum(key, 6, 18) for key in KEYS]
