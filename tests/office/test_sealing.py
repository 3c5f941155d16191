"""Personal data at rest: unreadable in the database, bound to its row, found only by its blind index."""

import base64
import secrets

import pytest
from django.core.exceptions import FieldError
from django.db import connection

from office.models import Message
from office.sealing import SealBroken, blind_index, seal, unseal
from services.models import Submission
from tests.factories import MONDAY_9AM, make_office, submit

pytestmark = pytest.mark.django_db
NIK = "3516154405880004"


def stored_text() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nik, phone, data, code FROM services_submission")
        return str(cursor.fetchall())


def test_nothing_personal_stands_in_the_database():
    receipt = submit(nik=NIK, phone="628120000777", fields={"nama": "Siti Rohmah", "keperluan": "berobat"})

    stored = stored_text()

    assert not any(secret in stored for secret in (NIK, "628120000777", "berobat", receipt.code))


def test_a_row_reads_back_what_was_written():
    receipt = submit(nik=NIK)

    kept = Submission.objects.get(pk=receipt.submission.pk)

    assert (kept.nik, kept.code, kept.data["fields"]["nama"]) == (NIK, receipt.code, "Siti Rohmah")


def test_a_sealed_value_moved_to_another_row_does_not_open():
    one, two = submit(nik=NIK).submission, submit(nik="3577011708850002").submission
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE services_submission SET nik = (SELECT nik FROM services_submission WHERE number = %s) WHERE number = %s",
            [one.number, two.number],
        )

    with pytest.raises(SealBroken):
        _ = Submission.objects.get(pk=two.pk).nik


def test_an_old_key_stays_readable_until_it_leaves_the_ring(settings):
    old = settings.FIELD_KEYS
    sealed = seal("rahasia", place="x")
    newer = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()

    settings.FIELD_KEYS = f"k2:{newer},{old}"
    assert unseal(sealed, place="x") == "rahasia"
    assert seal("baru", place="x").startswith("k2:")

    settings.FIELD_KEYS = f"k2:{newer}"
    with pytest.raises(SealBroken):
        unseal(sealed, place="x")


def test_a_sealed_column_cannot_be_searched_or_set_past_the_row():
    submit()

    with pytest.raises(FieldError):
        Submission.objects.filter(nik=NIK)
    with pytest.raises(FieldError):
        Submission.objects.update(nik=NIK)


def test_a_deferred_sealed_column_is_fetched_when_asked_for():
    receipt = submit(nik=NIK)

    assert Submission.objects.only("number").get(pk=receipt.submission.pk).nik == NIK


def test_the_blind_index_depends_on_its_key_and_kind(settings):
    first = blind_index("nik", NIK)
    assert blind_index("kk", NIK) != first
    settings.INDEX_KEY = "x" * 40
    assert blind_index("nik", NIK) != first
    assert blind_index("nik", "") == ""


def test_an_empty_value_stays_empty():
    office = make_office()
    message = Message.objects.create(
        office=office, key="k", event="e", subject_key="s", channel="page", title="t", body="", state="sent",
        sent_at=MONDAY_9AM, created_at=MONDAY_9AM, next_at=MONDAY_9AM,
    )  # fmt: skip

    assert Message.objects.get(pk=message.pk).body == ""
