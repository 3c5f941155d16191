"""Taking a walk-in in: the same questions and words as on the phone, on one page, once."""

import pytest

from services.models import Draft, Service, Submission
from services.workflow import State
from tests.factories import make_office
from tests.people import budi, joko, sari
from tests.services.views.wizard import APPLICANT, PURPOSE, photo, service

pytestmark = pytest.mark.django_db
TOKEN = "meja-loket-satu-0123456789"
WALK_IN = {
    **PURPOSE, **APPLICANT, "delivery": "counter", "source": "loket", "consent": "on", "token": TOKEN,
    "asli-ktp": "on", "asli-kk": "on", "asli-rujukan": "on",
}  # fmt: skip
PAGE = "/petugas/kemlagi/loket/?layanan=surat-tidak-mampu"


@pytest.fixture
def desk(client):
    service()
    client.force_login(sari().user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(answer) -> str:
    return answer.content.decode()


def test_a_walk_in_is_taken_in_with_one_post(desk):
    answer = desk.post(PAGE, WALK_IN)
    done = page_of(desk.get(answer.url))

    submission = Submission.objects.get()
    assert answer.url == f"/petugas/kemlagi/loket/{TOKEN}/"
    assert (submission.source, submission.officer.name, submission.state, submission.delivery) == (
        "loket",
        "Sari Wulandari",
        State.SUBMITTED,
        "counter",
    )
    assert submission.documents.filter(seen_original=True).count() == 3
    assert submission.number in done
    assert desk.get(f"/kemlagi/permohonan/{TOKEN}/bukti.pdf?kertas=80").content.startswith(b"%PDF")


def test_the_service_is_found_by_any_everyday_name(desk):
    Service.objects.update(synonyms="sktm, surat miskin")

    assert "Terima Surat tidak mampu" in page_of(desk.get("/petugas/kemlagi/loket/?layanan=surat+miskin"))
    assert "Tidak ada layanan itu" in page_of(desk.get("/petugas/kemlagi/loket/?layanan=zzzz"))


def test_every_gap_is_named_at_once_and_nothing_typed_is_lost(desk):
    typed = {
        "nama": "Siti",
        "nik": "35",
        "token": TOKEN,
        "source": "rw",
        "whom": "sendiri",
        "purpose": "berobat",
        "alamat": "Jalan Mawar 7",
        "berkas-kk": photo("kk.jpg"),
    }
    page = page_of(desk.post(PAGE, typed))

    for words in (
        "NIK harus 16 angka. Anda mengisi 2 angka",
        "Unggah KTP pemohon, atau centang asli diperlihatkan",
        "Centang setelah pemohon menyetujui",
        "Pilih cara menerima",
    ):
        assert page.count(words) == 2, words
    assert "Jalan Mawar 7" in page
    assert "kk.jpg" in page
    assert Submission.objects.count() == 0
    desk.post(PAGE, {**WALK_IN, "source": "rw", "asli-kk": ""})
    submission = Submission.objects.get()
    assert (submission.source, submission.officer) == ("rw", None)
    assert submission.documents.get(requirement__key="kk").file.original_name == "kk.jpg"


def test_pressing_the_button_twice_gives_one_request(desk):
    first, second = desk.post(PAGE, WALK_IN), desk.post(PAGE, WALK_IN)

    assert first.url == second.url
    assert (Submission.objects.count(), Draft.objects.count()) == (1, 1)


def test_a_walk_in_without_a_phone_is_welcome(desk):
    desk.post(PAGE, {**WALK_IN, "phone": ""})

    assert Submission.objects.get().phone == ""


def test_home_delivery_at_the_counter_needs_its_reason(desk):
    page = page_of(desk.post(PAGE, {**WALK_IN, "delivery": "home"}))
    desk.post(PAGE, {**WALK_IN, "delivery": "home", "vulnerability": "pregnant"})

    assert page.count("Diantar ke rumah hanya untuk lansia") == 2
    assert Submission.objects.get().vulnerability == "pregnant"


def test_somebody_who_represents_another_shows_proof_at_the_counter_too(desk):
    helper = {"whom": "wakil", "applicant_name": "Ahmad Fauzi", "applicant_nik": "3516151708850002", "relation": "anak"}
    page = page_of(desk.post(PAGE, {**WALK_IN, **helper}))
    desk.post(PAGE, {**WALK_IN, **helper, "asli-kuasa": "on"})

    assert page.count("Unggah Surat kuasa atau bukti hubungan keluarga, atau centang asli diperlihatkan") == 2
    assert Submission.objects.get().applicant_name == "Ahmad Fauzi"


def test_a_second_request_of_the_day_is_pointed_out_to_staff_only(desk):
    desk.post(PAGE, WALK_IN)
    answer = desk.post(PAGE, {**WALK_IN, "token": "meja-loket-dua-0123456789"})

    assert "sudah mengajukan layanan yang sama hari ini" in page_of(desk.get(answer.url))
    assert "sudah mengajukan" not in page_of(desk.get("/kemlagi/permohonan/meja-loket-dua-0123456789/terkirim/"))


@pytest.mark.parametrize("token", ["", "pendek"])
def test_a_page_without_its_token_writes_nothing(desk, token):
    desk.post(PAGE, {**WALK_IN, "token": token})

    assert (Submission.objects.count(), Draft.objects.count()) == (0, 0)


def test_a_paused_service_is_not_taken_in(desk):
    Service.objects.update(pause_reason="Alat rekam rusak")

    assert "berhenti sementara" in page_of(desk.post(PAGE, WALK_IN))
    assert Submission.objects.count() == 0


def test_others_do_not_come_to_this_counter(client):
    service()
    answers = []
    for person in (budi().user, joko().user):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        answers.append((client.get(PAGE).status_code, client.post(PAGE, WALK_IN).status_code))
    client.logout()

    assert answers == [(403, 403), (404, 404)]
    assert client.post(PAGE, WALK_IN).status_code == 302
    assert Submission.objects.count() == 0


def test_a_receipt_of_the_counter_stays_in_its_office(desk, client):
    desk.post(PAGE, WALK_IN)
    make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")
    client.force_login(joko().user, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(f"/petugas/kemlagi/loket/{TOKEN}/").status_code == 404
    assert client.get(f"/petugas/kartoharjo/loket/{TOKEN}/").status_code == 404


def test_looking_at_the_blank_page_writes_nothing(desk):
    assert desk.get(PAGE).status_code == 200
    assert Draft.objects.count() == 0
