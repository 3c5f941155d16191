"""The audit chain: gapless, append-only, and every tampering is found at the right place."""

import pytest
from django.db import DatabaseError, connection, transaction

from office.actions.audit import first_broken_entry, record
from office.models import AuditEntry, AuditHead
from tests.factories import MONDAY_9AM, make_office
from tests.people import sari
from tests.threads import race

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    office = make_office()
    for number in range(count):
        with transaction.atomic():
            record("test.act", f"thing:{number}", office=office, actor=sari().user, at=MONDAY_9AM, number=number)


def test_entries_follow_each_other_without_a_gap():
    write(3)

    assert list(AuditEntry.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3]
    assert first_broken_entry(make_office()) is None


def test_an_entry_keeps_its_actors_name_as_text():
    write(1)

    assert AuditEntry.objects.get().actor_name == "Sari Wulandari"


def test_the_database_refuses_to_change_an_entry():
    write(1)

    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(verb="test.other")

    assert AuditEntry.objects.get().verb == "test.act"


def _forced(sql: str) -> None:
    """What an owner of the database could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE office_auditentry DISABLE TRIGGER audit_is_frozen"
            )
        else:
            cursor.execute("DROP TRIGGER audit_is_frozen")
        cursor.execute(sql)


@pytest.mark.parametrize(
    "tampering, bad",
    [
        ("UPDATE office_auditentry SET verb = 'test.other' WHERE seq = 2", 2),
        ("DELETE FROM office_auditentry WHERE seq = 3", 3),
        ("DELETE FROM office_auditentry WHERE seq = 5", 5),
        ("UPDATE office_auditentry SET seq = 40 WHERE seq = 4", 4),
    ],
)
def test_tampering_is_named(tampering, bad):
    write(5)

    _forced(tampering)

    assert first_broken_entry(make_office()) == bad


@pytest.mark.django_db(transaction=True)
def test_many_writers_leave_one_unbroken_chain():
    office = make_office()
    AuditHead.objects.create(office=office)

    def write_one():
        with transaction.atomic():
            return record("test.act", "thing", office=office, actor=None, at=MONDAY_9AM).seq

    seqs = race(*[write_one] * 8)

    assert sorted(seqs) == list(range(1, 9))
    assert first_broken_entry(office) is None
