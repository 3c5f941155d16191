"""Numbers: one after the other, none twice, none lost to a rollback."""

import pytest
from django.db import transaction

from office.actions.counters import next_number
from tests.factories import make_office
from tests.threads import race

pytestmark = pytest.mark.django_db


def test_numbers_follow_each_other_per_register_and_period():
    office = make_office()

    given = [
        next_number(office, register=register, period=period)
        for register, period in [("surat", "2026"), ("surat", "2026"), ("surat", "2027"), ("lain", "2026")]
    ]

    assert given == [1, 2, 1, 1]


@pytest.mark.django_db(transaction=True)
def test_a_number_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        next_number(make_office(), register="surat", period="2026")


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_number_is_given_again():
    office = make_office()

    def take_and_fail():
        with transaction.atomic():
            next_number(office, register="surat", period="2026")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_and_fail()

    with transaction.atomic():
        assert next_number(office, register="surat", period="2026") == 1


@pytest.mark.django_db(transaction=True)
def test_eight_clerks_at_once_get_eight_numbers():
    office = make_office()

    def take():
        with transaction.atomic():
            return next_number(office, register="surat", period="2026")

    assert sorted(race(*[take] * 8)) == list(range(1, 9))
