"""Applying from another program: the pages' rules, one submission per draft, nothing set from outside."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from office.actions import limits
from office.models import Bucket, IdempotencyKey, StoredFile
from services.actions import intake
from services.models import Document, Draft, Source, Submission
from services.workflow import State
from tests.factories import make_area, make_office
from tests.office.uploads.makers import pdf, phone_photo
from tests.services.api.asking import DATA, KEY, a_draft, a_draft_with_papers, a_service, post, send, upload
from tests.threads import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(db):
    return a_service()


def errors_of(answer) -> dict:
    assert answer.status_code == 400, answer.content
    return answer.json()["errors"]


def test_a_whole_application_becomes_one_submission(service):
    token = a_draft_with_papers(service)

    answer = send(service, token)

    sent, row = answer.json(), Submission.objects.get()
    assert answer.status_code == 201
    assert (row.number, row.state, row.source, row.office, row.version) == (
        sent["number"],
        State.SUBMITTED,
        Source.API,
        service.office,
        service.current,
    )
    assert row.data["fields"]["nama"] == "Siti Rohmah"
    assert (row.nik, row.phone, row.purpose) == ("3516154405880004", "6281200001234", "berobat")
    assert sorted(row.documents.values_list("requirement__key", flat=True)) == ["kk", "ktp"]
    assert row.pin_index == intake.pin_index(row, sent["pin"])
    assert answer["Cache-Control"] == "no-store"


def test_a_repeat_with_the_same_key_gets_the_same_answer(service):
    token = a_draft_with_papers(service)

    first, again = send(service, token), send(service, token)

    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert Submission.objects.count() == 1


def test_the_same_answers_written_differently_are_the_same_payload(service):
    token = a_draft_with_papers(service)
    first = send(service, token)

    again = send(service, token, dict(reversed(DATA.items())))

    assert again.content == first.content


@pytest.mark.parametrize("key, data", [(KEY, {**DATA, "nama": "Joko Susilo"}), ("kunci-lain-0123456789", DATA)])
def test_another_payload_or_another_key_for_a_sent_draft_is_refused(service, key, data):
    token = a_draft_with_papers(service)
    send(service, token)

    answer = send(service, token, data, key=key)

    assert answer.status_code == 409
    assert Submission.objects.get().applicant_name == "Siti Rohmah"
    assert IdempotencyKey.objects.count() == 1
    assert "pin" not in answer.json()


def test_a_refused_sending_does_not_use_the_key_up(service):
    token = a_draft_with_papers(service)
    assert send(service, token, {**DATA, "nik": "123"}).status_code == 400

    assert send(service, token).status_code == 201


def test_two_applications_may_use_the_same_key(service):
    answers = [send(service, a_draft_with_papers(service)) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["number"] != answers[1].json()["number"]


@pytest.mark.parametrize("key", ["", "pendek", "x" * 65, "spasi tidak boleh ada", "kunci-acak-0123456789\u00e9"])
def test_a_sending_without_a_proper_key_is_refused(service, key):
    token = a_draft(service)

    assert list(errors_of(send(service, token, key=key))) == ["Idempotency-Key"]
    assert not Submission.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_sendings_at_once_make_one_submission():
    service = a_service()
    token = a_draft_with_papers(service)

    answers = race(*[lambda: send(service, token)] * 10)

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert Submission.objects.count() == 1


def test_everything_wrong_is_named_at_once_in_the_words_of_the_page(service):
    token = a_draft(service)

    errors = errors_of(
        send(
            service, token, {**DATA, "nik": "3516", "phone": "021", "delivery": "drone", "nama": "", "purpose": "jalan"}
        )
    )

    assert set(errors) == {
        "data.nik",
        "data.phone",
        "data.delivery",
        "data.nama",
        "data.purpose",
        "papers.ktp",
        "papers.kk",
    }
    assert errors["papers.ktp"] == ["Unggah foto KTP pemohon"]
    assert errors["data.nama"] == ["Isi nama lengkap sesuai KTP"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "state",
        "number",
        "office",
        "due_at",
        "received_at",
        "code",
        "pin",
        "source",
        "officer",
        "service",
        "version",
        "id",
        "nik_index",
    ],
)
def test_nothing_the_office_decides_is_taken_from_outside(service, name):
    token = a_draft(service)

    beside = post(
        f"/offices/kemlagi/drafts/{token}/submit",
        {"data": DATA, "consent": True, name: "issued"},
        **{"Idempotency-Key": KEY},
    )

    assert list(errors_of(beside)) == [name]
    assert f"data.{name}" in errors_of(send(service, token, {**DATA, name: "issued"}))
    assert list(errors_of(post(f"/offices/kemlagi/services/{service.slug}/drafts", {name: "issued"}))) == [name]
    assert not Submission.objects.exists()
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("consent", [False, None, "true", 1, "ya"])
def test_nothing_is_sent_without_a_plain_yes(service, consent):
    token = a_draft(service)

    assert list(errors_of(send(service, token, consent=consent))) == ["consent"]
    assert not Submission.objects.exists()


@pytest.mark.parametrize("value", ["Siti\x00", "Siti \ud800", True, {"a": 1}, ["Siti"], "x" * 10_001, [[["Siti"]]]])
def test_an_answer_that_cannot_be_kept_is_refused(service, value):
    token = a_draft(service)

    assert list(errors_of(send(service, token, {**DATA, "nama": value}))) == ["data.nama"]
    assert not Submission.objects.exists()


def test_a_strange_name_comes_back_fit_to_be_read(service):
    errors = errors_of(send(service, a_draft(service), {**DATA, "\ud800" + "x" * 500: "a", "b\x00": "c"}))

    assert all(len(name) <= 80 for name in errors)


def test_numbers_may_be_numbers(service):
    token = a_draft_with_papers(service)

    assert send(service, token, {**DATA, "nik": 3516154405880004}).status_code == 201
    assert Submission.objects.get().nik == "3516154405880004"


def test_a_list_of_people_is_a_list():
    service = a_service(fields=["nama", "nik", "saksi[2] {nama,nik}"])
    token = a_draft_with_papers(service)
    data = {name: value for name, value in DATA.items() if name != "keperluan"}
    witness = {"nama": "Sutrisno", "nik": "3516151203700002", "alamat": "Dusun Mojo"}

    wrong = errors_of(send(service, token, {**data, "saksi": [witness, {**witness, "nik": "12", "gelar": "H."}]}))
    answer = send(service, token, {**data, "saksi": [witness, {**witness, "nama": "Wagiman"}]})

    assert set(wrong) == {"data.saksi.1.nik", "data.saksi.1.gelar"}
    assert answer.status_code == 201
    assert [row["nama"] for row in Submission.objects.get().data["fields"]["saksi"]] == ["Sutrisno", "Wagiman"]


def test_too_many_people_are_refused():
    service = a_service(fields=["nama", "nik", "saksi[2] {nama,nik}"])
    data = {name: value for name, value in DATA.items() if name != "keperluan"}

    assert "data.saksi" in errors_of(send(service, a_draft(service), {**data, "saksi": [{}] * 5_000}))


def test_somebody_who_applies_for_another_must_show_that_they_may(service):
    token = a_draft_with_papers(service)
    helper = {
        **DATA,
        "whom": "wakil",
        "applicant_name": "Joko Susilo",
        "applicant_nik": "3516151203700002",
        "relation": "anak kandung",
    }

    assert list(errors_of(send(service, token, helper))) == ["papers.kuasa"]

    assert upload(service, token, "kuasa").status_code == 201
    assert send(service, token, helper).status_code == 201
    assert Submission.objects.get().is_on_behalf


def test_a_relation_is_not_asked_of_somebody_who_applies_for_themselves(service):
    assert "data.relation" in errors_of(send(service, a_draft(service), {**DATA, "relation": "anak"}))


def close(service, *, how: str) -> None:
    if how == "paused":
        service.pause_reason = "Petugas sedang pelatihan"
        service.save()
    else:
        service.office.serves_online = False
        service.office.save()


@pytest.mark.parametrize("how", ["paused", "offline"])
def test_a_closed_service_takes_nothing_and_says_why(service, how):
    token = a_draft_with_papers(service)
    close(service, how=how)

    opened, sent = post(f"/offices/kemlagi/services/{service.slug}/drafts"), send(service, token)

    assert (opened.status_code, sent.status_code) == (409, 409)
    assert opened.json()["detail"] == sent.json()["detail"] != ""
    assert not Submission.objects.exists()


def test_a_draft_opens_at_its_own_office_only_and_only_while_it_lives(service):
    other = make_office("KTH", "kartoharjo", area=make_area("35.77.01", name="Kartoharjo"))
    token = a_draft(service)
    body = {"data": DATA, "consent": True}

    foreign = post(f"/offices/{other.slug}/drafts/{token}/submit", body, **{"Idempotency-Key": KEY})
    Draft.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    late, unknown = send(service, token), send(service, "tidak-ada")

    assert [answer.status_code for answer in (foreign, late, unknown)] == [404, 404, 404]
    assert foreign.content == late.content == unknown.content


def test_a_draft_of_the_web_pages_is_none_of_the_api(service):
    _draft, token = intake.start_draft(service.current, at=timezone.now())

    assert upload(service, token).status_code == 404
    assert send(service, token).status_code == 404


def test_a_paper_is_made_anew_and_replaces_the_one_before(service):
    token = a_draft(service)
    upload(service, token, content=phone_photo(), name="../../foto KTP.jpg")

    answer = upload(service, token, content=pdf(), name="ktp.pdf")

    first, second = StoredFile.objects.order_by("created_at")
    assert answer.json() == {
        "requirement": "ktp",
        "name": "ktp.pdf",
        "content_type": "application/pdf",
        "size": second.size,
        "pages": 1,
    }
    assert (first.original_name, first.wiped_at is not None, second.wiped_at) == ("foto KTP.jpg", True, None)
    assert Document.objects.get(replaced_at=None).file == second


@pytest.mark.parametrize(
    "content, name",
    [
        (b"", "ktp.jpg"),
        (b"<svg/>", "ktp.svg"),
        (b"%PDF-1.7 rusak", "ktp.pdf"),
        (b"\xff\xd8\xff\xe0potong", "ktp.jpg"),
        (b"PK\x03\x04", "ktp.jpg"),
    ],
)
def test_a_file_that_is_no_paper_is_refused_and_not_kept(service, content, name):
    token = a_draft(service)

    assert list(errors_of(upload(service, token, content=content, name=name))) == ["file"]
    assert not StoredFile.objects.exists()


def test_papers_that_were_not_asked_for_have_no_place(service):
    token = a_draft(service)

    assert upload(service, token, "ijazah").status_code == 404
    assert not StoredFile.objects.exists()


def test_a_sent_draft_takes_no_more_papers(service):
    token = a_draft_with_papers(service)
    send(service, token)

    answer = upload(service, token)

    assert answer.status_code == 409
    assert StoredFile.objects.count() == 2


def test_papers_and_sendings_share_the_pages_own_limits(service):
    token = a_draft_with_papers(service)
    Bucket.objects.all().delete()
    for _ in range(30):
        limits.take("submit", "127.0.0.1", at=timezone.now(), burst=30, per_seconds=3600)

    answer = send(service, token)

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) == 120
    assert not Submission.objects.exists()


def test_what_a_key_stood_for_is_kept_as_fingerprints_only(service):
    send(service, a_draft_with_papers(service))

    kept = json.dumps(list(IdempotencyKey.objects.values("key", "fingerprint", "subject")))
    assert KEY not in kept
    assert "3516154405880004" not in kept
