"""A new phone number on proof: the old one is told, the new one's digits wait a day unless the PIN was said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from office.models import AuditEntry, Message
from services.access import NotAllowed
from services.actions.phones import Proof, change_phone
from services.actions.tracking import open_with
from services.models import Correction, Submission
from tests.factories import MONDAY_9AM, submit
from tests.people import budi, joko, sari

pytestmark = pytest.mark.django_db
OLD, NEW = "6281200001111", "6281377778888"
DAY = timedelta(hours=24)


@pytest.fixture
def receipt():
    return submit(phone=OLD, at=timezone.now())


def fresh(receipt):
    return Submission.objects.get(pk=receipt.submission.pk)


def opens(receipt, digits, at):
    row = fresh(receipt)
    return open_with(row.office, reference=row.number, proof=digits, client="10.0.0.1", at=at) is not None


def changed(receipt, **facts):
    defaults = {"proof": Proof.ID_CARD, "staff": sari(), "at": MONDAY_9AM}
    return change_phone(receipt.submission, NEW, **{**defaults, **facts})


def unchanged(receipt):
    return fresh(receipt).phone == OLD and not Correction.objects.exists() and opens(receipt, "1111", timezone.now())


def test_on_the_id_card_the_new_digits_open_after_a_day_and_the_pin_at_once(receipt):
    changed(receipt)

    assert fresh(receipt).phone == NEW
    assert not opens(receipt, "1111", MONDAY_9AM + DAY * 3)
    assert not opens(receipt, "8888", MONDAY_9AM + DAY - timedelta(minutes=1))
    assert opens(receipt, receipt.pin, MONDAY_9AM + timedelta(minutes=1))
    assert opens(receipt, "8888", MONDAY_9AM + DAY)


def test_on_the_pin_the_new_digits_open_at_once(receipt):
    changed(receipt, proof=Proof.PIN, pin=receipt.pin)

    assert opens(receipt, "8888", MONDAY_9AM)
    assert not opens(receipt, "1111", MONDAY_9AM)


def test_a_second_change_begins_a_new_day(receipt):
    changed(receipt)
    change_phone(receipt.submission, "6281399990000", proof=Proof.ID_CARD, staff=sari(), at=MONDAY_9AM + DAY)

    assert not opens(receipt, "0000", MONDAY_9AM + DAY + timedelta(hours=1))
    assert opens(receipt, "0000", MONDAY_9AM + DAY * 2)


def test_the_old_number_is_told_without_a_link_and_the_old_value_is_kept_sealed(receipt):
    changed(receipt)

    told = Message.objects.get(event="services/phone_changed", channel="wa_link")
    entry = AuditEntry.objects.get(verb="submission.phone_changed")
    kept = Correction.objects.get()
    assert (told.recipient, "http" in told.body, receipt.submission.number in told.body) == (OLD, False, True)
    assert (kept.field, kept.old, kept.new) == ("phone", OLD, NEW)
    assert entry.facts == {"proof": "ktp", "held": True}


def test_a_resident_without_a_number_gets_one_and_nobody_is_told():
    receipt = submit(phone="", at=timezone.now())
    changed(receipt)

    assert fresh(receipt).phone == NEW
    assert not Message.objects.filter(event="services/phone_changed").exists()


@pytest.mark.parametrize(
    "facts, words",
    [
        ({"proof": Proof.PIN, "pin": "000000"}, "PIN tidak cocok"),
        ({"staff": "budi"}, "Jabatan"),
        ({"staff": "joko"}, "kantor lain"),
    ],
)
def test_a_refused_change_leaves_no_trace(receipt, facts, words):
    people = {"budi": budi, "joko": joko}
    facts = {**facts, "staff": people[facts["staff"]]()} if "staff" in facts else facts

    with pytest.raises(NotAllowed, match=words):
        changed(receipt, **facts)

    assert unchanged(receipt)


def test_the_pin_is_not_guessed_at_the_counter(receipt):
    for _ in range(5):
        with pytest.raises(NotAllowed, match="PIN tidak cocok"):
            changed(receipt, proof=Proof.PIN, pin="000000")

    with pytest.raises(NotAllowed, match="Terlalu banyak PIN"):
        changed(receipt, proof=Proof.PIN, pin=receipt.pin)
    assert unchanged(receipt)


def test_the_same_number_and_a_wiped_file_are_refused(receipt):
    with pytest.raises(NotAllowed, match="sudah tercatat"):
        change_phone(receipt.submission, OLD, proof=Proof.ID_CARD, staff=sari(), at=MONDAY_9AM)
    Submission.objects.update(wiped_at=MONDAY_9AM)
    with pytest.raises(NotAllowed, match="sudah dihapus"):
        changed(receipt)
    assert not Correction.objects.exists()


def page(receipt):
    return reverse("services:case_phone", args=["kemlagi", receipt.submission.number])


def test_the_page_changes_the_number_and_is_linked_from_the_case(client, receipt):
    client.force_login(sari().user)
    case = reverse("services:case", args=["kemlagi", receipt.submission.number])

    assert page(receipt) in client.get(case).content.decode()
    assert client.get(page(receipt)).status_code == 200
    answer = client.post(page(receipt), {"phone": "0813 7777 8888", "proof": "ktp"}, follow=True)

    assert fresh(receipt).phone == NEW
    assert "baru membuka permohonan setelah 24 jam" in answer.content.decode()


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"phone": "0813", "proof": "ktp"}, "Tulis nomor WhatsApp seperti"),
        ({"phone": "081377778888"}, "Pilih bukti yang diperlihatkan pemohon"),
        ({"phone": "081377778888", "proof": "pin", "pin": "12"}, "Tulis PIN 6 angka"),
        ({"phone": "081377778888", "proof": "pin", "pin": "000000"}, "PIN tidak cocok"),
    ],
)
def test_what_is_wrong_stands_on_the_page_and_nothing_typed_is_lost(client, receipt, typed, words):
    client.force_login(sari().user)

    answer = client.post(page(receipt), typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert typed["phone"] in answer.content.decode()
    assert unchanged(receipt)


def test_only_reviewers_of_the_office_get_the_page(client, receipt):
    for person, status in ((budi(), 403), (joko(), 404)):
        client.force_login(person.user)
        assert client.post(page(receipt), {"phone": "081377778888", "proof": "ktp"}).status_code == status
    assert unchanged(receipt)
