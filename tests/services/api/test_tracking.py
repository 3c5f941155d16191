"""Following a request from another program: one neutral answer, few tries, nothing personal, then the letter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from services.actions import review
from services.actions.review import Flaw
from services.actions.tracking import MISSES
from services.models import Letter, Submission
from services.workflow import State
from tests.factories import MONDAY_9AM, make_area, make_office, submit
from tests.people import sari
from tests.services.api.asking import a_service, post
from tests.services.views.test_verify import issued, pdf_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(db):
    return submit(a_service(), at=timezone.now(), phone="6281200001234", email="siti@contoh.id")


def track(office="kemlagi", part="track", **proof):
    return post(f"/offices/{office}/{part}", proof)


def test_number_or_code_opens_with_pin_or_the_phones_last_digits(receipt):
    number = receipt.submission.number
    proofs = [
        {"number": number, "pin": receipt.pin}, {"code": receipt.code.lower(), "pin": receipt.pin},
        {"number": number.lower(), "phone_tail": "1234"}, {"code": receipt.code, "phone_tail": "1234"},
    ]  # fmt: skip

    answers = [track(**proof) for proof in proofs]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert {answer.json()["number"] for answer in answers} == {number}


def test_it_tells_where_a_request_stands_and_nothing_personal(receipt):
    answer = track(number=receipt.submission.number, pin=receipt.pin)

    told = answer.json()
    assert (told["state"], told["headline"], told["asked"], told["letter_ready"]) == (
        "submitted",
        "Petugas memeriksa berkas",
        [],
        False,
    )
    assert [line["state"] for line in told["timeline"]] == ["done", "current", "upcoming"]
    assert answer["Cache-Control"] == "no-store"
    for secret in ("Siti", "Rohmah", "3516154405880004", "81200001234", "siti@", receipt.code, receipt.pin):
        assert secret not in answer.text


def test_wrong_unknown_and_foreign_are_one_answer(receipt):
    make_office("KTH", "kartoharjo", area=make_area("35.77.01", name="Kartoharjo"))
    number, other_pin = receipt.submission.number, f"{(int(receipt.pin) + 1) % 10**6:06}"

    answers = [
        track(number=number, pin=other_pin),
        track(number="KML-2699-99999", pin=receipt.pin),
        track(number="apa saja", pin=receipt.pin),
        track(code="K7QM2X9DPA4TC", pin=receipt.pin),
        track(number=number, phone_tail="9999"),
        track("kartoharjo", number=number, pin=receipt.pin),
        track(number=number, pin=other_pin, part="track/letter"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_tries_are_few_and_a_right_one_does_not_count(receipt):
    number = receipt.submission.number
    for _ in range(3):
        assert track(number=number, pin=receipt.pin).status_code == 200
    wrong = [track(number=number, phone_tail="9999").status_code for _ in range(MISSES)]

    stopped = track(number=number, pin=receipt.pin)

    assert wrong == [404] * MISSES
    assert stopped.status_code == 429
    assert int(stopped["Retry-After"]) == 600
    assert number not in stopped.text


@pytest.mark.parametrize("proof, name", [
    ({"pin": "123456"}, "number"), ({"number": "KML-1", "code": "K7", "pin": "123456"}, "number"), ({"number": "KML-1"}, "pin"),
    ({"number": "KML-1", "pin": "123456", "phone_tail": "1234"}, "pin"), ({"number": "KML-1", "pin": "12345"}, "pin"),
    ({"number": "KML-1", "pin": "１２３４５６"}, "pin"), ({"number": "KML-1", "pin": 123456}, "pin"), ({"number": "KML-1", "phone_tail": "12a4"}, "phone_tail"),
    ({"number": ["KML-1"], "pin": "123456"}, "number"), ({"number": "KML-1\x00", "pin": "123456"}, "number"),
    ({"number": "\ud800", "pin": "123456"}, "number"), ({"number": "K" * 65, "pin": "123456"}, "number"),
    ({"number": "KML-1", "pin": "123456", "nik": "3516154405880004"}, "nik"),
])  # fmt: skip
def test_a_proof_of_a_wrong_shape_is_refused_by_name(receipt, proof, name):
    answer = track(**proof)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [name]


def test_what_is_asked_is_named_with_its_reason(receipt):
    flaw = Flaw("kk", "Foto KK buram, nomor KK tidak terbaca")
    review.return_for_fixes(receipt.submission, [flaw], staff=sari(at=timezone.now()), at=timezone.now())

    told = track(number=receipt.submission.number, pin=receipt.pin).json()

    assert told["state"] == "returned"
    assert told["asked"] == [
        {"requirement": "kk", "name": "Kartu Keluarga", "reason": flaw.reason, "can_be_sent": True}
    ]


def test_the_promise_is_told_while_its_clock_runs():
    receipt = submit(a_service(), at=MONDAY_9AM)
    review.declare_complete(receipt.submission, staff=sari(), at=MONDAY_9AM)

    told = track(number=receipt.submission.number, pin=receipt.pin).json()

    assert told["due_at"] == (MONDAY_9AM + timedelta(minutes=60)).isoformat()


def test_there_is_no_letter_before_there_is_one(receipt):
    answer = track(number=receipt.submission.number, pin=receipt.pin, part="track/letter")

    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"


@pytest.fixture
def letter(db) -> Letter:
    a_service()
    return issued()


def test_the_letter_comes_as_it_was_signed_and_that_is_its_hand_over(letter):
    proof = {"code": letter.submission.code, "phone_tail": letter.submission.phone[-4:]}

    answer = track(**proof, part="track/letter")

    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, "application/pdf", "no-store")
    assert b"".join(answer.streaming_content) == pdf_of(letter)
    assert Submission.objects.get(pk=letter.submission_id).state == State.HANDED_OVER
    again = track(**proof, part="track/letter")
    assert again.status_code == 200
    again.close()


def test_a_letter_to_be_picked_up_is_not_handed_over_by_reading_it(letter):
    Submission.objects.update(delivery="counter")

    answer = track(code=letter.submission.code, phone_tail=letter.submission.phone[-4:], part="track/letter")

    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == pdf_of(letter)
    assert Submission.objects.get(pk=letter.submission_id).state == State.ISSUED
