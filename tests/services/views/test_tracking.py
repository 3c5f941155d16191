"""Following a request: nothing before the proof, few tries, then the story, the missing papers, the letter."""

from datetime import timedelta

import pytest
from django.utils import timezone

from office.actions import files as private_files
from office.models import Bucket, Message, ShortLink
from office.sealing import blind_index
from services.actions import intake, letters, review
from services.actions import tracking as tries
from services.actions.keys import make_key
from services.actions.review import Flaw
from services.models import Document, DocumentState, Event, Submission
from services.tasks.signing import sign_batch
from services.workflow import State
from tests.factories import make_office, make_service, make_village, submit
from tests.people import budi, retno, sari
from tests.services.views.desk_stories import always_open
from tests.services.views.wizard import photo

pytestmark = pytest.mark.django_db
UNKNOWN = "KML-2699-99999"


def now():
    return timezone.now()


@pytest.fixture
def receipt():
    make_village()
    make_service()
    return submit(at=now(), phone="6281200001234", village_code="35.16.15.2016")


def own(receipt) -> str:
    return f"/kemlagi/lacak/{receipt.submission.number}/"


def enter(client, number: str, proof: str):
    return client.post("/kemlagi/lacak/", {"number": number, "proof": proof})


def page_of(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def entered(client, receipt):
    enter(client, receipt.submission.number, receipt.pin)
    return client


@pytest.mark.parametrize("number, proof", [
    ("{number}", "{pin}"), ("{number}", "1234"), ("{code}", "{pin}"), ("{loose}", "{pin}"), ("{number}", "{spaced}"),
])  # fmt: skip
def test_number_or_code_opens_with_pin_or_the_phones_last_digits(client, receipt, number, proof):
    words = {
        "number": receipt.submission.number, "code": receipt.code.lower(), "pin": receipt.pin,
        "loose": receipt.submission.number.lower().replace("-", " "), "spaced": f"{receipt.pin[:3]} {receipt.pin[3:]}",
    }  # fmt: skip
    answer = enter(client, number.format(**words), proof.format(**words))

    assert answer.url == own(receipt)
    assert "Atas nama Siti Rohmah, Desa Mojodadi" in page_of(client.get(answer.url))


def test_before_the_proof_a_known_and_an_unknown_number_look_the_same(client, receipt):
    known, unknown = client.get(own(receipt)), client.get(f"/kemlagi/lacak/{UNKNOWN}/")

    assert (known.status_code, len(known.content)) == (unknown.status_code, len(unknown.content))
    assert (
        page_of(known).replace(receipt.submission.number, "").split("csrfmiddlewaretoken")[0]
        == page_of(unknown).replace(UNKNOWN, "").split("csrfmiddlewaretoken")[0]
    )
    assert "Siti" not in page_of(known)
    assert "Surat Keterangan" not in page_of(known)


@pytest.mark.parametrize("proof", ["000000", "9999"])
def test_a_wrong_proof_and_an_unknown_number_get_one_answer(client, receipt, proof):
    wrong, unknown = enter(client, receipt.submission.number, proof), enter(client, UNKNOWN, proof)

    assert (
        (wrong.status_code, len(wrong.content))
        == (unknown.status_code, len(unknown.content))
        == (200, len(wrong.content))
    )
    assert "Nomor dan PIN tidak cocok" in page_of(wrong)
    assert "Nomor dan PIN tidak cocok" in page_of(unknown)


def test_ten_wrong_tries_end_it_for_known_and_unknown_numbers_alike(client, receipt):
    for number in (receipt.submission.number, UNKNOWN):
        Bucket.objects.all().delete()
        answers = [enter(client, number, "000001").status_code for _ in range(11)]

        assert answers == [200] * 10 + [429]
    Bucket.objects.all().delete()
    assert [enter(client, receipt.submission.number, "000001").status_code for _ in range(10)] == [200] * 10
    assert enter(client, receipt.submission.number, receipt.pin).status_code == 429


def test_right_tries_do_not_use_up_the_limit(client, receipt):
    assert {enter(client, receipt.submission.number, receipt.pin).status_code for _ in range(15)} == {302}


def test_four_digits_can_be_guessed_ten_times_a_day_only(receipt):
    at, office = now(), make_office()
    for step in range(10):
        tries.open_with(
            office,
            reference=receipt.submission.number,
            proof="0000",
            client=f"10.0.0.{step}",
            at=at + timedelta(minutes=2 * step),
        )

    with pytest.raises(tries.TooManyTries):
        tries.open_with(
            office, reference=receipt.submission.number, proof="1234", client="10.0.1.1", at=at + timedelta(minutes=21)
        )
    assert tries.open_with(
        office, reference=receipt.submission.number, proof=receipt.pin, client="10.0.1.1", at=at + timedelta(minutes=21)
    )


def test_a_request_without_a_phone_opens_with_the_pin_only(client, receipt):
    receipt = submit(at=now(), phone="")

    assert enter(client, receipt.submission.number, "").status_code == 200
    assert enter(client, receipt.submission.number, receipt.pin).status_code == 302


def test_the_proof_holds_for_half_an_hour_and_for_this_browser_only(entered, receipt):
    session = entered.session
    session["submissions"] = {str(receipt.submission.pk): (now() - timedelta(seconds=1)).timestamp()}
    session.save()

    assert "Lihat permohonan" in page_of(entered.get(own(receipt)))
    for path in ("surat/", "tarik/"):
        assert "Siti" not in page_of(entered.get(own(receipt) + path))


def test_the_proof_of_one_request_opens_no_other(entered, receipt):
    other = submit(at=now(), applicant_name="Joko Susilo")

    page = page_of(entered.get(f"/kemlagi/lacak/{other.submission.number}/"))

    assert "Joko" not in page
    entered.post(f"/kemlagi/lacak/{other.submission.number}/tarik/", {"reason": "iseng"})
    other.submission.refresh_from_db()
    assert other.submission.state == State.SUBMITTED


def test_a_request_is_not_found_under_another_office(client, receipt):
    make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")

    assert (
        client.post("/kartoharjo/lacak/", {"number": receipt.submission.number, "proof": receipt.pin}).status_code
        == 200
    )


def test_closing_the_page_forgets_the_proof(entered, receipt):
    answer = entered.post("/kemlagi/lacak/keluar/")

    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "Siti" not in page_of(entered.get(own(receipt)))


def test_the_page_says_who_checks_and_by_when(entered, receipt):
    page = page_of(entered.get(own(receipt)))

    assert "Petugas memeriksa berkas" in page
    assert "Paling lambat" in page
    assert entered.get(own(receipt)).headers["Cache-Control"] == "no-store"


def test_a_running_promise_shows_how_much_is_left(entered, receipt):
    review.declare_complete(receipt.submission, staff=sari(), at=now())
    page = page_of(entered.get(own(receipt)))

    assert "Batas waktu pelayanan" in page
    assert 'data-remaining="' in page
    assert "diperiksa Sari Wulandari" in page
    assert "Petugas membuat surat" in page


def test_a_late_promise_is_said_plainly(entered, receipt):
    always_open()
    review.declare_complete(receipt.submission, staff=sari(), at=now())
    Submission.objects.update(completed_at=now() - timedelta(minutes=74), due_at=now() - timedelta(minutes=14))
    page = page_of(entered.get(own(receipt)))

    assert "Lewat batas waktu" in page
    assert "deadline--overdue" in page
    assert "<span data-minutes>15</span>" in page or "<span data-minutes>14</span>" in page
    assert "Anda berhak mengajukan keberatan" in page


@pytest.fixture
def returned(entered, receipt):
    submission = receipt.submission
    ktp, kk = submission.version.requirements.order_by("position")
    for requirement in (ktp, kk):
        intake.attach(submission, requirement, None, at=now(), seen_original=True)
    review.return_for_fixes(submission, [Flaw("kk", "Foto KK buram, nomor KK tidak terbaca")], staff=sari(), at=now())
    return submission


def test_only_the_paper_that_was_asked_for_can_be_sent(entered, receipt, returned):
    page = page_of(entered.get(own(receipt)))
    refused = entered.post(f"{own(receipt)}unggah/", {"field": "berkas-ktp", "berkas-ktp": photo()})
    taken = entered.post(f"{own(receipt)}unggah/", {"field": "berkas-kk", "berkas-kk": photo("kk.jpg")})

    assert "Foto KK buram, nomor KK tidak terbaca" in page
    assert 'name="berkas-kk"' in page
    assert 'name="berkas-ktp"' not in page
    assert (refused.status_code, taken.status_code) == (422, 200)
    assert "kk.jpg" in page_of(entered.get(own(receipt)))


def test_the_fix_goes_back_to_the_office_once_all_is_there(entered, receipt, returned):
    empty = page_of(entered.post(f"{own(receipt)}perbaiki/"))
    sent = entered.post(f"{own(receipt)}perbaiki/", {"berkas-kk": photo("kk.jpg")})
    again = entered.post(f"{own(receipt)}perbaiki/", {"berkas-kk": photo("kk.jpg")})

    assert empty.count("Unggah foto Kartu Keluarga") == 2
    assert (sent.url, again.url) == (own(receipt), own(receipt))
    returned.refresh_from_db()
    assert returned.state == State.SUBMITTED
    assert Event.objects.filter(submission=returned, target=State.SUBMITTED).count() == 2
    assert Document.objects.filter(submission=returned, replaced_at=None, state=DocumentState.REFUSED).count() == 0


def test_a_bad_photo_in_a_fix_is_named_and_nothing_moves(entered, receipt, returned):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = page_of(
        entered.post(
            f"{own(receipt)}perbaiki/", {"berkas-kk": SimpleUploadedFile("kk.svg", b"<svg/>", "image/svg+xml")}
        )
    )

    assert page.count("Berkas .svg tidak bisa diterima") == 2
    returned.refresh_from_db()
    assert returned.state == State.RETURNED


def test_a_request_is_taken_back_once_and_only_while_it_can_be(entered, receipt):
    asked = page_of(entered.get(f"{own(receipt)}tarik/"))
    entered.post(f"{own(receipt)}tarik/", {"reason": "Tidak jadi"})
    again = page_of(entered.post(f"{own(receipt)}tarik/", {"reason": "lagi"}, follow=True))

    assert "tidak bisa dibatalkan" in asked
    receipt.submission.refresh_from_db()
    assert receipt.submission.state == State.WITHDRAWN
    assert "sudah tidak bisa ditarik" in again
    assert "Ajukan lagi" in again


def test_a_refusal_shows_its_reason(entered, receipt):
    review.reject(receipt.submission, reason="Alamat di luar wilayah kami.", staff=_verifier(), at=now())

    page = page_of(entered.get(own(receipt)))

    assert page.count("Alamat di luar wilayah kami.") == 2
    assert "Hubungi Kasi Pelayanan" in page


def _verifier():
    from office.roles import Role
    from tests.factories import staff

    return staff("vera", "Vera", Role.VERIFIER, at=now())


@pytest.fixture
def issued(entered, receipt):
    """A signed letter for the request."""
    at = now()
    submission = receipt.submission
    review.declare_complete(submission, staff=sari(at=at), at=at)
    letter = letters.draft_letter(submission, staff=sari(at=at), at=at, signer=budi(at=at).signing_posts[0])
    letters.endorse(submission, staff=retno(at=at), content_hash=letter.content_hash, at=at)
    make_key(budi(at=at).signing_posts[0], passphrase="frasa sandi yang panjang sekali", at=at)
    sign_batch([(letter, letter.content_hash)], staff=budi(at=at), passphrase="frasa sandi yang panjang sekali", at=at)
    letter.refresh_from_db()
    return letter


def test_the_letter_is_downloaded_as_signed_and_handed_over_once(entered, receipt, issued):
    looked = [entered.get(f"{own(receipt)}surat/") for _ in range(2)]
    states = [Submission.objects.get().state]
    answers = [entered.post(f"{own(receipt)}surat/") for _ in range(2)]
    states.append(Submission.objects.get().state)

    assert [b"".join(answer.streaming_content) for answer in looked] == [private_files.read(issued.file)] * 2
    assert looked[0].headers["Content-Disposition"] == f'attachment; filename="surat-{receipt.submission.number}.pdf"'
    assert {answer.url for answer in answers} == {f"{own(receipt)}surat/"}
    assert states == [State.ISSUED, State.HANDED_OVER]
    assert Event.objects.filter(target=State.HANDED_OVER).count() == 1
    assert "Diunduh pemohon" in page_of(entered.get(own(receipt)))
    for answer in looked:
        answer.close()  # ends the request for Django, and its connection with it


def test_downloading_does_not_close_a_request_whose_print_is_still_to_be_fetched(entered, receipt, issued):
    Submission.objects.update(delivery="counter")

    entered.post(f"{own(receipt)}surat/")

    assert Submission.objects.get().state == State.ISSUED
    assert "Cetakannya bisa diambil di loket" in page_of(entered.get(own(receipt)))


def test_a_revoked_letter_cannot_be_downloaded_and_the_page_says_so(entered, receipt, issued):
    letters.revoke(issued, reason="Nama salah tulis.", staff=budi(at=now()), at=now())

    answer = entered.get(f"{own(receipt)}surat/")

    assert answer.url == own(receipt)
    page = page_of(entered.get(own(receipt)))
    assert f"Surat nomor {issued.entry.number} kami cabut" in page
    assert "Nama salah tulis." in page


def test_nobody_downloads_the_letter_without_the_proof(client, receipt, issued):
    client.post("/kemlagi/lacak/keluar/")

    for answer in (client.get(f"{own(receipt)}surat/"), client.post(f"{own(receipt)}surat/")):
        assert not answer.content.startswith(b"%PDF")
        assert "Lihat permohonan" in page_of(answer)
    assert Submission.objects.get().state == State.ISSUED


def test_the_resident_sees_who_opened_the_papers_and_every_message(entered, receipt):
    from office.models import FileKind

    stored = private_files.store(
        b"x", office=make_office(), kind=FileKind.IDENTITY, name="ktp.jpg", content_type="image/jpeg", at=now()
    )
    intake.attach(receipt.submission, receipt.submission.version.requirements.first(), stored, at=now())
    private_files.note_view(stored, user=sari().user, at=now(), purpose="Memeriksa berkas")

    page = page_of(entered.get(own(receipt)))

    assert "Sari Wulandari (Memeriksa berkas)" in page
    assert Message.objects.get(event="services/received", channel="page").body.split(".")[0] in page


def test_the_link_of_a_message_leads_to_the_number_but_not_past_the_proof(client, receipt):
    make_link("tautan", receipt.submission, now() + timedelta(days=1))

    answer = client.get("/l/tautan")

    assert answer.url == own(receipt)
    assert "Siti" not in page_of(client.get(answer.url))


def make_link(token, submission, until):
    return ShortLink.objects.create(
        token_index=blind_index("link", token),
        office=submission.office,
        purpose="track",
        subject=str(submission.pk),
        expires_at=until,
    )


def test_an_old_link_says_how_to_go_on_and_an_unknown_one_is_not_there(client, receipt):
    make_link("lama", receipt.submission, now() - timedelta(seconds=1))

    old, unknown = client.get("/l/lama"), client.get("/l/entah")

    assert (old.status_code, unknown.status_code) == (410, 404)
    assert own(receipt) in page_of(old)


@pytest.mark.parametrize("number", ["abc", "KML-26-1", "KML-2611-00001%00", "kml-2611-00001"])
def test_what_is_no_number_is_not_there(client, receipt, number):
    assert client.get(f"/kemlagi/lacak/{number}/").status_code == 404


@pytest.mark.parametrize("number, proof, words", [
    ("", "", "Isi nomor permohonan atau kode lacak"),
    ("KML-2611-00001", "12", "Tulis PIN 6 angka, atau 4 angka terakhir nomor WhatsApp"),
    ("KML-2611-00001", "12a4", "Tulis PIN 6 angka, atau 4 angka terakhir nomor WhatsApp"),
    ("x" * 80, "1234", "Nomor permohonan seperti KML-2611-00482"),
])  # fmt: skip
def test_what_cannot_be_right_is_named_without_costing_a_try(client, receipt, number, proof, words):
    assert page_of(enter(client, number, proof)).count(words) == 2
    assert Bucket.objects.count() == 0


def test_the_page_asks_the_database_the_same_for_one_message_as_for_three(entered, receipt, django_assert_num_queries):
    entered.get(own(receipt))
    with django_assert_num_queries(11):
        entered.get(own(receipt))
    for number in range(2):
        at = now()
        Message.objects.create(
            office=make_office(), key=f"k{number}", event="services/x", subject_key=receipt.submission.audit_key, channel="page",
            title="Kabar", body="Kabar", state="sent", created_at=at, next_at=at, sent_at=at,
        )  # fmt: skip
        review.remark(receipt.submission, text=f"catatan {number}", staff=sari(), at=at)
    with django_assert_num_queries(11):
        assert page_of(entered.get(own(receipt))).count("<p>Kabar</p>") == 2
