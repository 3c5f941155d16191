"""Reporting on the web and the reporter's own page, as a phone without JavaScript does it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from complaints.actions import answering, forwarding, merging, publishing, quiet_limits
from complaints.actions.answering import Reply
from complaints.models import Complaint, ComplaintDraft, ComplaintIdentity, ComplaintPhoto
from complaints.workflow import Outcome, State
from office.models import StoredFile
from tests.complaints.making import forwarded, officer, proof, ready_office, received, tini, verified
from tests.factories import MONDAY_9AM, make_office
from tests.office.uploads.makers import jpeg

pytestmark = pytest.mark.django_db
HOME = "/kemlagi/pengaduan/"


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    quiet_limits.forget()


def typed(**facts: Any) -> dict[str, Any]:
    return {
        "kind": "complaint", "category": "jalan", "finer": "jalan-rusak", "village": "35.16.15.2016", "rw": "3", "landmark": "Depan pasar",
        "text": "Jalan berlubang satu meter. Hubungi 0812-3456-7890.", "identity": "secret", "name": "Wati Handayani", "phone": "0812 0000 5555",
        "email": "", "may_publish": "on", **facts,
    }  # fmt: skip


def fill(client: Client, **facts: Any) -> str:
    """Fill the form and come to the check; says its address."""
    ready_office()
    answer = client.post(HOME, typed(**facts))
    assert answer.status_code == 302, answer.content.decode()
    return answer.url


def test_the_form_names_112_and_where_each_topic_goes(client: Client):
    ready_office()

    page = client.get(HOME).content.decode()

    assert "112" in page
    assert "UPT DBMSDA" in page
    assert "apa yang tidak kami janjikan" in page.lower()


def test_a_report_is_checked_then_sent_and_its_receipt_shown(client: Client):
    check = fill(client)
    page = client.get(check).content.decode()
    assert "Diteruskan ke UPT Dinas Bina Marga" in page
    assert "nomor telepon" in page
    assert "Hubungi •••" in page
    assert Complaint.objects.count() == 0

    sent = client.post(check, follow=True)
    complaint = Complaint.objects.get()

    assert (complaint.category.key, complaint.rw, complaint.identity) == ("jalan-rusak", "003", "secret")
    assert ComplaintIdentity.objects.get().phone == "6281200005555"
    assert complaint.number in sent.content.decode()
    assert ComplaintDraft.objects.count() == 0


def test_sending_twice_leads_to_the_same_receipt(client: Client):
    check = fill(client)
    first = client.post(check, follow=True).content.decode()
    again = client.post(check, follow=True).content.decode()

    assert Complaint.objects.count() == 1
    assert first.split("Kode bukti")[1][:80] == again.split("Kode bukti")[1][:80]


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client: Client):
    ready_office()
    photo = SimpleUploadedFile("IMG_2211_wati.jpg", jpeg(), "image/jpeg")

    answer = client.post(HOME, typed(text="", name="", photos=photo))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Ceritakan masalahnya" in page
    assert "Isi nama Anda, atau pilih Tanpa nama" in page
    assert "Depan pasar" in page
    assert "1 foto sudah tersimpan" in page
    assert StoredFile.objects.get().original_name == "foto-1.jpg"

    token = page.split("/pengaduan/isi/")[1].split("/")[0]
    client.post(f"{HOME}isi/{token}/", typed())
    client.post(f"{HOME}isi/{token}/periksa/")
    assert ComplaintPhoto.objects.get().complaint == Complaint.objects.get()


def test_a_photo_can_be_thrown_away_before_sending(client: Client):
    check = fill(client, photos=SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"))
    photo = ComplaintPhoto.objects.get()
    base = check.removesuffix("periksa/")

    shown = client.get(f"{base}foto/{photo.pk}")
    assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"
    client.post(f"{base}foto/{photo.pk}/hapus/")
    assert ComplaintPhoto.objects.count() == 0


def test_a_loan_ad_and_a_filled_trap_are_held_and_not_dropped(client: Client):
    for facts in ({"text": "Pinjaman dana cepat tanpa agunan hubungi 081234567890"}, {"website": "x"}):
        client.post(fill(client, **facts))

    assert list(Complaint.objects.values_list("is_held", flat=True)) == [True, True]
    assert set(Complaint.objects.values_list("held_reason", flat=True)) == {
        "Mirip iklan pinjaman",
        "Isian tersembunyi terisi",
    }


def test_a_similar_open_report_is_shown_before_sending(client: Client):
    tia = tini(ready_office())
    main = verified(tia)
    publishing.publish(main, title="Lubang di depan pasar", text="Lubang besar", staff=tia, at=MONDAY_9AM)
    Complaint.objects.filter(pk=main.pk).update(received_at=timezone.now())

    page = client.get(fill(client)).content.decode()

    assert "Mungkin sudah dilaporkan" in page
    assert "Lubang di depan pasar" in page


def test_too_many_from_one_address_are_asked_to_wait(client: Client):
    ready_office()
    answers = [client.post(HOME, typed(text="")).status_code for _ in range(31)]

    assert answers[-2:] == [422, 429]


def test_keys_open_the_own_page_and_wrong_ones_say_nothing(client: Client):
    receipt = received()
    entry = f"{HOME}lacak/"

    wrong = client.post(entry, {"reference": receipt.complaint.number, "proof": "000000"})
    right = client.post(entry, {"reference": receipt.complaint.number.lower(), "proof": receipt.pin})
    page = client.get(right.url).content.decode()
    by_code = Client().post(entry, {"reference": receipt.code, "proof": ""})
    stranger = Client().get(right.url).content.decode()

    assert wrong.status_code == 422
    assert "tidak cocok" in wrong.content.decode()
    assert "Jalan berlubang satu meter" in page
    assert by_code.status_code == 302
    assert "berlubang" not in stranger


def test_guessing_a_pin_ends_after_ten_tries(client: Client):
    number = received().complaint.number
    codes = [client.post(f"{HOME}lacak/", {"reference": number, "proof": f"{n:06}"}).status_code for n in range(11)]

    assert codes == [422] * 10 + [429]


def opened(client: Client, complaint: Complaint, code: str) -> str:
    return client.post("/kemlagi/pengaduan/lacak/", {"reference": code}).url


def test_the_reporter_answers_agrees_objects_and_gives_marks(client: Client):
    tia = tini(ready_office())
    receipt = received()
    complaint = verified(tia, receipt.complaint)
    forwarding.forward(complaint, staff=tia, at=MONDAY_9AM)
    hendra = officer()
    own = opened(client, complaint, receipt.code)

    answering.ask_reporter(complaint, question="Sisi mana?", staff=hendra, at=MONDAY_9AM)
    assert "Sisi mana?" in client.get(own).content.decode()
    assert client.post(f"{own}jawab/", {"words": ""}).status_code == 422
    client.post(f"{own}jawab/", {"words": "Sisi utara"})
    complaint.refresh_from_db()
    assert complaint.state == State.FORWARDED

    answering.answer(complaint, Reply("Sudah.", Outcome.DONE), staff=hendra, at=MONDAY_9AM, proofs=[proof()])
    page = client.get(own).content.decode()
    assert "Apakah masalahnya selesai?" in page
    client.post(f"{own}buka-lagi/", {"words": "Masih ada lubang"})
    complaint.refresh_from_db()
    assert (complaint.state, complaint.times_reopened) == (State.FORWARDED, 1)

    answering.answer(complaint, Reply("Sudah lagi.", Outcome.DONE), staff=hendra, at=MONDAY_9AM, proofs=[proof()])
    client.post(f"{own}setuju/")
    client.post(f"{own}nilai/", {"solved": "ya", "score": "4", "reason": ""})
    complaint.refresh_from_db()
    assert (complaint.state, complaint.rating.score) == (State.CLOSED, 4)
    assert client.get(own).status_code == 200


def test_a_merged_report_keeps_its_own_page_with_the_other_story(client: Client):
    tia = tini(ready_office())
    main, receipt = forwarded(tia), received()
    merging.merge(receipt.complaint, main, staff=tia, at=MONDAY_9AM)
    hendra = officer()
    answering.answer(main, Reply("Ditambal malam ini.", Outcome.DONE), staff=hendra, at=MONDAY_9AM, proofs=[proof()])

    page = client.get(opened(client, main, receipt.code)).content.decode()

    assert "Digabung dengan laporan yang sama" in page
    assert "Ditambal malam ini." in page


def test_an_office_that_takes_none_says_where_else(client: Client):
    make_office()
    page = client.get(HOME).content.decode()

    assert "belum menerima laporan" in page
    assert "112" in page
