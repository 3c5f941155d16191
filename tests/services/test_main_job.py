"""The main job below the pages: from a sent request to a signed letter, every verb in its order."""

from datetime import timedelta

import pytest

from office.actions.audit import first_broken_entry
from office.models import AuditEntry, Message
from services.actions import intake, keys, letters, review
from services.actions.review import Flaw
from services.models import Letter
from services.tasks.signing import sign_batch
from services.workflow import IllegalMove, LetterState, State
from tests.factories import MONDAY_9AM, make_office, submit
from tests.people import budi, retno, sari

pytestmark = pytest.mark.django_db
PASSPHRASE = "frasa sandi yang panjang sekali"


def endorsed(at=MONDAY_9AM):
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=at)
    letter = letters.draft_letter(submission, staff=sari(), at=at, signer=budi().signing_posts[0])
    letters.endorse(submission, staff=retno(), content_hash=letter.content_hash, at=at)
    return letter


def test_a_request_becomes_a_numbered_signed_letter():
    office = make_office()
    letter = endorsed()
    keys.make_key(budi().signing_posts[0], passphrase=PASSPHRASE, at=MONDAY_9AM)

    outcomes = sign_batch([(letter, letter.content_hash)], staff=budi(), passphrase=PASSPHRASE, at=MONDAY_9AM)

    assert [outcome.problem for outcome in outcomes] == [""]
    letter.refresh_from_db()
    letter.submission.refresh_from_db()
    assert letter.state == LetterState.ISSUED
    assert letter.entry.number == "400.9.2/1/416-310/2026"
    assert letter.submission.state == State.ISSUED
    assert letter.submission.number == "KML-2611-00001"
    assert first_broken_entry(office) is None
    assert Message.objects.filter(event="services/issued").count() == 2


def test_a_second_sending_of_the_same_draft_gives_the_same_receipt():
    receipt = submit()
    again = intake.submit(receipt.submission.draft, None, at=MONDAY_9AM)

    assert (again.submission.pk, again.code, again.pin) == (receipt.submission.pk, receipt.code, receipt.pin)


def test_the_clock_stands_still_while_the_resident_fetches_a_paper():
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    flaw = Flaw("kk", "Foto KK buram, nomor KK tidak terbaca")

    review.return_for_fixes(submission, [flaw], staff=sari(), at=MONDAY_9AM + timedelta(minutes=10))
    kk = submission.version.requirements.get(key="kk")
    intake.attach(submission, kk, None, at=MONDAY_9AM, seen_original=True)
    intake.resubmit(submission, at=MONDAY_9AM + timedelta(minutes=40))

    submission.refresh_from_db()
    assert submission.due_at == MONDAY_9AM + timedelta(minutes=90)


def test_nothing_can_be_drafted_before_the_file_is_complete():
    submission = submit().submission
    before = AuditEntry.objects.count()

    with pytest.raises(IllegalMove):
        letters.draft_letter(submission, staff=sari(), at=MONDAY_9AM, signer=budi().signing_posts[0])

    assert Letter.objects.count() == 0
    assert AuditEntry.objects.count() == before


def test_a_file_returned_twice_at_once_is_refused_politely_the_second_time():
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    flaw = Flaw("kk", "Foto KK buram, nomor KK tidak terbaca")
    review.return_for_fixes(submission, [flaw], staff=sari(), at=MONDAY_9AM)

    with pytest.raises(IllegalMove):
        review.return_for_fixes(submission, [flaw], staff=sari(), at=MONDAY_9AM)

    submission.refresh_from_db()
    assert (submission.times_returned, submission.pauses.count()) == (1, 1)
