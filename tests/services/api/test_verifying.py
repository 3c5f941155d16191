"""Anyone's program can check a letter: by code, by file; with the page's limits and the page's discretion."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from office.codes import format_code
from services.actions import letters
from services.actions.verification import MISSES
from services.models import Check
from services.workflow import LetterState
from tests.people import budi
from tests.services.api.asking import ROOT, get
from tests.services.views.test_verify import issued, pdf_of

pytestmark = pytest.mark.django_db


def check_file(content: bytes, **more):
    return Client().post(
        f"{ROOT}/verify", {"file": SimpleUploadedFile("surat.pdf", content, "application/pdf"), **more}
    )


def test_a_genuine_letter_is_told_with_a_masked_name_only():
    letter = issued()

    answer = get(f"/verify/{format_code(letter.code).lower()}")

    told = answer.json()
    assert (answer.status_code, told["standing"]) == (200, "valid")
    assert told["letter"]["number"] == letter.entry.number
    assert told["letter"]["date"] == letter.entry.dated.isoformat()
    assert told["letter"]["sha256"] == letter.sha256
    assert told["letter"]["holder"] == letter.holder_masked
    assert "Rohmah" not in answer.text
    assert "3516154405880004" not in answer.text
    assert answer["Cache-Control"] == "no-store"


def test_a_revoked_letter_says_since_when_and_why():
    letter, now = issued(), timezone.now()
    letters.revoke(letter, staff=budi(at=now), reason="Alamat keliru", at=now)

    told = get(f"/verify/{letter.code}").json()

    assert (told["standing"], told["letter"]["revoke_reason"], told["letter"]["replaced_by"]) == (
        "revoked",
        "Alamat keliru",
        None,
    )
    assert told["letter"]["revoked_at"] is not None


def test_an_expired_letter_is_told_so():
    letter = issued()
    type(letter).objects.update(valid_until=timezone.now().date() - timedelta(days=2))

    assert get(f"/verify/{letter.code}").json()["standing"] == "expired"


def test_a_letter_that_is_not_issued_yet_is_unknown():
    letter = issued()
    type(letter).objects.update(state=LetterState.SIGNING)

    assert get(f"/verify/{letter.code}").json()["standing"] == "unknown"


def test_unknown_codes_are_all_alike_and_few():
    codes = ["K7QM-2X9D-PZZZZ", "apa saja", "%00", "x" * 300, "surat.pdf"]

    answers = [get(f"/verify/{code}").json() for code in codes]

    assert [(told["standing"], told["letter"]) for told in answers] == [("unknown", None)] * 5
    assert Check.objects.filter(letter=None, outcome="unknown").count() == 5


def test_misses_end_the_looking():
    for _ in range(MISSES["burst"]):
        get("/verify/K7QM-2X9D-PZZZZ")

    stopped = get("/verify/K7QM-2X9D-PZZZZ")

    assert stopped.status_code == 429
    assert int(stopped["Retry-After"]) == 60
    assert Check.objects.count() == MISSES["burst"]


def test_the_file_itself_is_judged_on_all_its_bytes():
    letter = issued()
    content = pdf_of(letter)
    flipped = bytearray(content)
    flipped[len(content) // 2] ^= 1

    good, appended, changed = (check_file(bytes(tried)).json() for tried in (content, content + b"\n%%EOF", flipped))

    assert (good["standing"], good["letter"]["number"], good["signature"], good["reason"]) == (
        "valid",
        letter.entry.number,
        "valid",
        "",
    )
    assert good["sha256"] == letter.sha256
    assert {told["standing"] for told in (appended, changed)} == {"refused"}
    assert appended["letter"] is None
    assert appended["reason"] != ""


@pytest.mark.parametrize("content", [b"bukan pdf", b"%PDF-1.7 rusak", b"PK\x03\x04"])
def test_what_is_no_letter_is_refused_with_a_reason(content):
    answer = check_file(content)

    assert (answer.status_code, answer.json()["standing"], answer.json()["letter"]) == (200, "refused", None)
    assert answer.json()["reason"] != ""


def test_an_empty_file_or_none_or_a_stranger_beside_it_is_refused():
    assert check_file(b"").json()["errors"] == {"file": ["Berkas ini kosong. Pilih PDF surat yang asli"]}
    assert list(Client().post(f"{ROOT}/verify", {}).json()["errors"]) == ["file"]
    assert list(check_file(b"x", state="valid").json()["errors"]) == ["state"]
    assert not Check.objects.exists()


def test_a_file_beyond_ten_megabytes_is_not_read():
    answer = check_file(bytes(11 * 1024 * 1024))

    assert answer.status_code == 413
    assert not Check.objects.exists()
