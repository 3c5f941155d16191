"""What `check_invariants` says when something was broken behind the portal's back; each sentence is provoked once."""

import hashlib
import os
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from office.actions.files import path_of, store
from office.models import AuditEntry, Channel, Counter, FileKind, Message, MessageState, StoredFile, User
from services.actions import letters, review
from services.actions.letters import Signed
from services.models import Event, Letter, Pause, RegisterEntry, Submission
from services.queries.invariants import broken
from services.workflow import State
from tests.factories import MONDAY_9AM, make_office, submit
from tests.people import budi, retno, sari

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 surat"


def issued():
    """A letter with number and bytes, through the verbs; only the signature itself is left out."""
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    letter = letters.draft_letter(submission, staff=sari(), at=MONDAY_9AM, signer=budi().signing_posts[0])
    letters.endorse(submission, staff=retno(), content_hash=letter.content_hash, at=MONDAY_9AM)
    held = letters.begin_signing(letter, content_hash=letter.content_hash, staff=budi(), at=MONDAY_9AM)
    signed = Signed(content=PDF, sha256=hashlib.sha256(PDF).hexdigest(), method="internal", certificate="1")
    return letters.finish_signing(held, signed, staff=budi(), at=MONDAY_9AM)


def told(*parts):
    """Whether exactly one sentence speaks of all these."""
    sentences = [sentence for sentence in broken(at=MONDAY_9AM) if all(part in sentence for part in parts)]
    return len(sentences) == 1


def test_nothing_is_said_when_all_holds():
    office = issued().office
    wiped = store(PDF, office=office, kind=FileKind.FORM, name="uji.pdf", content_type="application/pdf", at=MONDAY_9AM)
    path_of(wiped).unlink()
    StoredFile.objects.filter(pk=wiped.pk).update(wiped_at=MONDAY_9AM)

    assert broken(at=MONDAY_9AM) == []
    call_command("check_invariants", stdout=StringIO())


def test_a_gap_and_a_lagging_counter_are_named():
    entry = issued().entry
    RegisterEntry.objects.create(
        office=entry.office,
        year=2026,
        seq=3,
        number="uji/3",
        subject="uji",
        dated=entry.dated,
        created_at=MONDAY_9AM,
        created_by=entry.created_by,
    )

    assert told("2 nomor, tetapi yang terakhir 3")
    assert told("penghitung 1, nomor terakhir 3")
    with pytest.raises(CommandError, match="yang terakhir 3"):
        call_command("check_invariants", stdout=StringIO())


def test_a_lost_counter_and_a_number_of_another_year_are_named():
    entry = issued().entry
    Counter.objects.filter(register="surat").delete()
    RegisterEntry.objects.filter(pk=entry.pk).update(year=2025)

    assert told("penghitung tidak ada")
    assert told("tahun nomor bukan tahun tanggalnya")


def test_files_that_vanish_change_or_linger_are_named():
    office = make_office()
    gone, changed, wiped = (
        store(PDF, office=office, kind=FileKind.FORM, name="uji.pdf", content_type="application/pdf", at=MONDAY_9AM)
        for _ in range(3)
    )
    path_of(gone).unlink()
    path_of(changed).write_bytes(b"lain")
    StoredFile.objects.filter(pk=wiped.pk).update(wiped_at=MONDAY_9AM)

    assert told(str(gone.pk), "tidak ada di penyimpanan")
    assert told(str(changed.pk), "isinya berubah")
    assert told(str(wiped.pk), "masih ada di penyimpanan")


def test_bytes_without_a_row_are_named_after_a_day():
    orphan = settings.PRIVATE_ROOT / "0f" / "0123456789abcdef0f"
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"yatim")

    os.utime(orphan, (MONDAY_9AM.timestamp(), MONDAY_9AM.timestamp()))
    fresh = broken(at=MONDAY_9AM + timedelta(hours=23))
    late = broken(at=MONDAY_9AM + timedelta(hours=25))
    orphan.unlink()

    assert not [sentence for sentence in fresh if orphan.name in sentence]
    assert [sentence for sentence in late if orphan.name in sentence]


def test_a_letter_whose_file_was_swapped_is_named():
    letter = issued()
    StoredFile.objects.filter(pk=letter.file_id).update(sha256="0" * 64)

    assert told(f"surat {letter.pk}", "tidak sama")


@pytest.mark.parametrize("source, target, words", [
    ("complete", "drafted", "padahal keadaannya submitted"),
    ("submitted", "issued", "tidak ada di tabel"),
])  # fmt: skip
def test_a_story_that_jumps_is_named(source, target, words):
    submission = submit().submission
    Event.objects.create(submission=submission, at=MONDAY_9AM, source=source, target=target)

    assert told(submission.number, words)


def test_a_state_without_its_story_is_named():
    submission = submit().submission
    Submission.objects.filter(pk=submission.pk).update(state=State.REJECTED, is_open=False)

    assert told(submission.number, "riwayat berakhir di submitted")
    assert told(submission.number, "ditutup tanpa waktu")


def test_a_remark_moves_nothing():
    submission = submit().submission
    review.remark(submission, text="Telepon tidak diangkat", staff=sari(), at=MONDAY_9AM)

    assert broken(at=MONDAY_9AM) == []


def test_a_missing_audit_entry_breaks_the_chain_and_is_named():
    submission = submit().submission
    review.declare_complete(submission, staff=sari(), at=MONDAY_9AM)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # there the table itself refuses; here somebody owns the database
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE office_auditentry DISABLE TRIGGER audit_is_frozen"
            )
    AuditEntry.objects.filter(verb="submission.complete").delete()

    assert told(submission.number, "tidak ada di catatan audit")
    assert told("KML: rantai audit putus")


def test_somebody_who_checked_and_signed_is_named():
    letter = issued()
    Submission.objects.filter(pk=letter.submission_id).update(officer=budi().user)

    assert told(letter.submission.number, "pemeriksa dan penanda tangan")


def test_somebody_who_dealt_with_their_own_request_is_named():
    submission = issued().submission
    User.objects.filter(pk=sari().user.pk).update(nik_index=Submission.objects.get(pk=submission.pk).nik_index)

    assert told(submission.number, "pemohonnya sendiri")


def test_a_letter_that_is_said_to_be_out_but_is_not_is_named():
    letter = issued()
    other = submit().submission
    Submission.objects.filter(pk=other.pk).update(state=State.ISSUED, is_open=False, completed_at=MONDAY_9AM)

    assert told(other.number, "suratnya tidak ada")
    assert Letter.objects.get() == letter


def test_a_pause_that_nobody_ends_is_named():
    submission = submit().submission
    Pause.objects.create(submission=submission, starts_at=MONDAY_9AM, reason="uji")

    assert told(submission.number, "jeda terbuka")


def test_messages_that_are_missing_stuck_or_tell_too_much_are_named():
    submission = submit().submission
    Message.objects.filter(channel=Channel.PAGE).delete()
    message = Message.objects.get(channel=Channel.WA_LINK)
    message.body = "NIK 3516154405880004 diterima"
    message.state, message.claimed_at = MessageState.SENDING, MONDAY_9AM - timedelta(hours=2)
    message.save()

    assert told(submission.number, "tidak ada kabar")
    assert told(str(message.pk), "16 angka")
    assert told(str(message.pk), "tertahan")
