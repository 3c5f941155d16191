"""Anyone can check a letter: by code, by file; forgers and typists get a clear answer."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from office.codes import format_code
from services.actions import keys, letters, review
from services.models import Check, Letter
from services.tasks.signing import sign_batch
from tests.factories import MONDAY_9AM, make_service, submit
from tests.people import budi, retno, sari

pytestmark = pytest.mark.django_db
PASSPHRASE = "frasa sandi yang panjang sekali"


def issued(at=MONDAY_9AM - timedelta(days=3), **facts) -> Letter:
    """A letter of last Friday, signed for real."""
    service = make_service(slug=f"s{Letter.objects.count()}", **facts)
    submission = submit(service, at=at).submission
    signer = budi(at=at)
    review.declare_complete(submission, staff=sari(), at=at)
    letter = letters.draft_letter(submission, staff=sari(), at=at, signer=signer.signing_posts[0])
    letters.endorse(submission, staff=retno(), content_hash=letter.content_hash, at=at)
    if not keys.live_key(signer.user):
        keys.make_key(signer.signing_posts[0], passphrase=PASSPHRASE, at=at)
    [outcome] = sign_batch([(letter, letter.content_hash)], staff=signer, passphrase=PASSPHRASE, at=at)
    assert outcome.problem == ""
    return Letter.objects.select_related("entry", "file").get(pk=letter.pk)


def pdf_of(letter: Letter) -> bytes:
    from office.actions.files import read

    return read(letter.file)


def check_code(client, text):
    return client.get(reverse("services:verify_code", args=[text]))


def check_file(client, content: bytes, name="surat.pdf"):
    return client.post(reverse("services:verify_file"), {"file": SimpleUploadedFile(name, content, "application/pdf")})


def test_a_genuine_letter_is_valid_and_shows_no_nik(client):
    letter = issued()

    answer = check_code(client, format_code(letter.code))

    assert answer.status_code == 200
    assert "Surat ini sah" in answer.text
    assert letter.entry.number in answer.text
    assert "SITI R" in answer.text
    assert "3516154405880004" not in answer.text
    assert "Rohmah" not in answer.text


def test_a_typed_code_forgives_case_dashes_and_look_alikes(client):
    letter = issued()
    sloppy = format_code(letter.code).lower().replace("-", " ").replace("0", "o").replace("1", "l")

    answer = client.post(reverse("services:verify"), {"code": sloppy}, follow=True)

    assert "Surat ini sah" in answer.text


def test_an_unknown_code_says_what_to_do(client):
    answer = check_code(client, "K7QM-2X9D-PZZZZ")

    assert answer.status_code == 404
    assert "Surat tidak ditemukan" in answer.text
    assert Check.objects.get().outcome == "unknown"


def test_an_expired_letter_says_so(client):
    letter = issued(at=MONDAY_9AM - timedelta(days=60), validity_days=14)

    answer = check_code(client, letter.code)

    assert "Masa berlaku surat sudah habis" in answer.text


def test_a_revoked_letter_gives_the_reason_and_its_replacement(client):
    letter = issued()
    letters.revoke(letter, reason="Ada kekeliruan data pemohon", staff=budi(), at=MONDAY_9AM, replace=True)

    answer = check_code(client, letter.code)

    assert "Surat ini sudah dicabut" in answer.text
    assert "Ada kekeliruan data pemohon" in answer.text


def test_the_signed_bytes_are_genuine_and_any_change_is_not(client):
    letter = issued()
    content = pdf_of(letter)
    flipped = bytearray(content)
    flipped[len(content) // 2] ^= 1

    assert "Berkas ini asli dan sah" in check_file(client, content).text
    assert "Berkas ini tidak sah" in check_file(client, bytes(flipped)).text
    assert "Berkas ini tidak sah" in check_file(client, content + b"\n% lagi").text
    assert "tidak memuat tanda tangan" in check_file(client, unsigned_pdf()).text
    assert "bukan PDF" in check_file(client, b"<html>surat</html>").text


def unsigned_pdf() -> bytes:
    import pikepdf

    out = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


def test_a_revoked_letters_file_is_revoked_too(client):
    letter = issued()
    letters.revoke(letter, reason="Ada kekeliruan data pemohon", staff=budi(), at=MONDAY_9AM)

    assert "Surat ini sudah dicabut" in check_file(client, pdf_of(letter)).text


def test_a_missing_file_says_so_next_to_the_field(client):
    answer = client.post(reverse("services:verify_file"), {})

    assert answer.status_code == 422
    assert "Pilih berkas PDF surat" in answer.text


def test_ten_misses_close_the_door_for_a_while(client):
    for _ in range(10):
        assert check_code(client, "AAAA-AAAA-AAAAA").status_code == 404

    assert check_code(client, "AAAA-AAAA-AAAAA").status_code == 429
    assert Check.objects.count() == 10


def test_look_ups_keep_nothing_of_the_visitor(client):
    issued()
    client.get(
        reverse("services:verify_code", args=["AAAA-AAAA-AAAAA"]),
        REMOTE_ADDR="203.0.113.77",
        HTTP_USER_AGENT="penanda-unik",
    )

    row = Check.objects.get()

    assert (row.how, row.outcome, row.letter) == ("code", "unknown", None)
    assert row.at <= timezone.now()
