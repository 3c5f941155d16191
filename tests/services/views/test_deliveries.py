"""The pages of home delivery: the round, the proof, the Kasi's overview, the resident's answer; who sees what."""

import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from office.models import FileView
from services.actions import delivery_answers, rounds
from services.models import DeliveryProof, HomeDelivery, Submission
from services.queries.deliveries import handover_code
from tests.factories import make_village
from tests.people import budi, joko, retno, sari
from tests.services import delivering
from tests.services.views.desk_stories import forwarded, login

pytestmark = pytest.mark.django_db
ROUND = "/petugas/kemlagi/antar/"


def now():
    return timezone.now() - timedelta(hours=1)


def url(task, name="delivery", **more):
    return reverse(f"services:{name}", args=["kemlagi", task.pk, *more.values()])


def opened(client, submission):
    """The tracking page's address, opened with the phone's last digits."""
    client.post("/kemlagi/lacak/", {"number": submission.number, "proof": submission.phone[-4:]})
    return reverse("services:tracked", args=["kemlagi", submission.number])


def photo(side=600):
    made = io.BytesIO()
    Image.effect_noise((side, side), 60).save(made, "PNG")
    return SimpleUploadedFile("foto.png", made.getvalue(), "image/png")


def typed(**facts):
    usual = {"key": str(uuid4()), "receiver_name": "Siti Rohmah", "relation": "Anak", "method": "photo"}
    return {**usual, **facts}


def test_the_round_is_listed_by_village_and_rw(client):
    make_village()
    home = {"village_code": "35.16.15.2016"}
    far = delivering.ready(now(), applicant_name="Jauh", **home, fields={"nama": "Jauh", "rw": "010"})
    near = delivering.ready(now(), applicant_name="Dekat", **home, fields={"nama": "Dekat", "rw": "002"})
    nowhere = delivering.ready(now(), applicant_name="Entah", fields={"nama": "Entah"})

    text = login(client, sari()).get(ROUND).content.decode()

    assert text.index("Desa Mojodadi, RW 002") < text.index("Dekat") < text.index("RW 010") < text.index("Jauh")
    assert text.index("Jauh") < text.index("Alamat belum jelas") < text.index("Entah")
    assert all(str(task.pk) in text for task in (far, near, nowhere))


def test_one_sees_ones_own_tasks_and_the_whole_office_when_asked(client):
    task = delivering.ready(now(), applicant_name="Punya Sari")

    mine = login(client, retno()).get(ROUND).content.decode()
    everybodys = client.get(f"{ROUND}?lihat=semua").content.decode()

    assert "Punya Sari" not in mine
    assert "Punya Sari" in everybodys
    assert str(task.pk) in everybodys


def test_the_round_costs_the_same_however_long_it_is(client, django_assert_max_num_queries):
    login(client, sari())
    delivering.on_the_way(now())
    counts = []
    for _ in range(2):
        client.get(ROUND)
        with django_assert_max_num_queries(40) as asked:
            client.get(ROUND)
        counts.append(len(asked))
        delivering.on_the_way(now())
        delivering.ready(now())

    assert counts[0] == counts[1]


def test_leaving_with_many_at_once_and_the_papers_of_the_round(client):
    tasks = [delivering.ready(now()), delivering.ready(now())]
    login(client, sari())

    left = client.post(
        f"{ROUND}mulai/", {"surat": [str(task.pk) for task in tasks], "numbered": "on", "arrives_by": "jam 3"}
    )
    assert left.status_code == 422
    assert "Tulis jam seperti 15.00" in left.content.decode()
    left = client.post(f"{ROUND}mulai/", {"surat": [str(task.pk) for task in tasks], "numbered": "on"}, follow=True)

    assert "2 surat tercatat Anda bawa" in left.content.decode()
    way = HomeDelivery.objects.select_related("round__entry").first().round
    assert way.entry.number.startswith("800.1.11.1/")
    papers = client.get(reverse("services:round_papers", args=["kemlagi", way.pk]))
    assert papers.content[:5] == b"%PDF-"
    assert login(client, joko()).get(reverse("services:round_papers", args=["kartoharjo", way.pk])).status_code == 404


def test_nothing_is_taken_when_nothing_is_ticked(client):
    delivering.ready(now())

    answer = login(client, sari()).post(f"{ROUND}mulai/", {"surat": "bukan-uuid"}, follow=True)

    assert "Pilih paling sedikit satu surat" in answer.content.decode()
    assert HomeDelivery.objects.get().state == "ready"


def test_a_photo_without_javascript_delivers(client):
    task = delivering.on_the_way(now())

    answer = login(client, sari()).post(url(task, "delivery_prove"), typed(photo=photo()), follow=True)

    assert "tercatat sudah diterima" in answer.content.decode()
    row = DeliveryProof.objects.get()
    assert (row.method, row.relation, row.receiver_name, row.file.content_type) == (
        "photo",
        "Anak",
        "Siti Rohmah",
        "image/jpeg",
    )
    assert Submission.objects.get().state == "handed_over"


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"receiver_name": ""}, "Isi nama penerima"),
        ({"relation": "Paman jauh sekali"}, "valid"),
        ({"method": ""}, "Pilih cara membuktikan penyerahan"),
        ({}, "Ambil foto penyerahan"),
        ({"method": "signature"}, "Minta penerima menandatangani"),
        ({"method": "pin"}, "Isi PIN atau kode"),
        ({"method": "pin", "pin": "000000"}, "PIN atau kode tidak cocok"),
    ],
)
def test_without_proof_nothing_is_delivered_and_nothing_typed_is_lost(client, wrong, words):
    task = delivering.on_the_way(now())

    answer = login(client, sari()).post(url(task, "delivery_prove"), typed(**wrong))

    assert answer.status_code == 422
    text = answer.content.decode()
    assert words in text
    assert wrong.get("receiver_name", "Siti Rohmah") in text
    assert HomeDelivery.objects.get().state == "on_the_way"
    assert not DeliveryProof.objects.exists()


def test_a_photo_that_is_too_large_is_refused_in_words_a_phone_can_show(client):
    task = delivering.on_the_way(now())
    login(client, sari())
    heavy = SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff" + b"0" * (9 * 1024 * 1024), "image/jpeg")

    small = client.post(url(task, "delivery_prove"), typed(photo=heavy), HTTP_X_REQUESTED_WITH="fetch")
    large = client.post(
        url(task, "delivery_prove"), typed(), HTTP_X_REQUESTED_WITH="fetch", CONTENT_LENGTH=str(130 * 1024 * 1024)
    )

    assert (small.status_code, large.status_code) == (422, 413)
    assert "Paling besar 8 MB" in small.json()["error"]
    assert "terlalu besar" in large.json()["error"]
    assert not DeliveryProof.objects.exists()


def test_a_phone_that_sends_again_hears_the_same_and_keeps_nothing_twice(client):
    task, said = delivering.on_the_way(now()), typed(method="pin")
    said["pin"] = handover_code(task)
    login(client, sari())

    answers = [client.post(url(task, "delivery_prove"), said, HTTP_X_REQUESTED_WITH="fetch").json() for _ in range(3)]

    assert len({answer["said"] for answer in answers}) == 1
    assert all(answer["accepted"] for answer in answers)
    assert DeliveryProof.objects.count() == 1


def test_the_second_officer_hears_who_was_first_and_the_proof_is_kept(client):
    task = delivering.on_the_way(now())
    delivering.deliver(task, timezone.now())

    answer = (
        login(client, retno())
        .post(url(task, "delivery_prove"), typed(photo=photo()), HTTP_X_REQUESTED_WITH="fetch")
        .json()
    )

    assert not answer["accepted"]
    assert "sudah diserahkan Sari Wulandari" in answer["said"]
    assert "tetap kami simpan" in answer["said"]
    assert DeliveryProof.objects.count() == 2
    assert "Tidak dipakai, disimpan" in client.get(url(task)).content.decode()


def test_looking_at_a_proof_is_logged(client):
    task = delivering.delivered(now())
    row = DeliveryProof.objects.get()

    answer = login(client, retno()).get(url(task, "delivery_proof_file", proof=row.pk))

    assert b"".join(answer.streaming_content)
    assert answer.headers["Cache-Control"] == "no-store"
    look = FileView.objects.get(file=row.file)
    assert (look.user, task.submission.number in look.purpose) == (retno().user, True)


def test_another_office_finds_nothing_here(client):
    task = delivering.delivered(now())
    row = DeliveryProof.objects.get()
    login(client, joko())
    there = [
        reverse("services:delivery", args=["kartoharjo", task.pk]),
        reverse("services:delivery_proof_file", args=["kartoharjo", task.pk, row.pk]),
        reverse("services:delivery_home", args=["kartoharjo", task.pk]),
        reverse("services:case_deliver", args=["kartoharjo", task.submission.number]),
        url(task), ROUND, f"{ROUND}semua/",
    ]  # fmt: skip

    assert {client.get(place).status_code for place in there} == {404}
    assert task.submission.number not in client.get("/petugas/kartoharjo/antar/semua/").content.decode()
    assert client.post(reverse("services:delivery_prove", args=["kartoharjo", task.pk]), typed()).status_code == 404


def test_the_overview_costs_the_same_for_one_and_for_many(client, django_assert_max_num_queries):
    login(client, retno())
    delivering.ready(now())
    counts = []
    for _ in range(2):
        client.get(f"{ROUND}semua/")
        with django_assert_max_num_queries(30) as asked:
            answer = client.get(f"{ROUND}semua/")
        counts.append(len(asked))
        delivering.ready(now())
        delivering.on_the_way(now())

    assert counts[0] == counts[1]
    assert "Siap diantar" in answer.content.decode()


def test_nobody_home_from_the_round(client):
    task = delivering.on_the_way(now())

    answer = login(client, sari()).post(url(task, "delivery_absent"), {"ke": "antar"}, follow=True)

    assert "Tercatat tidak bertemu" in answer.content.decode()
    assert HomeDelivery.objects.get().state == "failed"


def test_a_late_tap_says_who_was_faster(client):
    task = delivering.delivered(now())

    answer = login(client, sari()).post(url(task, "delivery_back"), follow=True)

    assert "Belum tersimpan: Sari Wulandari" in answer.content.decode()
    assert HomeDelivery.objects.get().state == "delivered"


def test_the_case_page_offers_it_to_vulnerable_residents_without_lateness(client):
    submission = delivering.complete(now())
    offer = reverse("services:case_deliver", args=["kemlagi", submission.number])
    login(client, sari())

    assert offer in client.get(reverse("services:case", args=["kemlagi", submission.number])).content.decode()
    refused = client.post(offer, {"address": "Dusun Krajan 4"})
    assert (refused.status_code, HomeDelivery.objects.count()) == (422, 0)
    client.post(
        offer, {"vulnerability": "elderly", "address": "Dusun Krajan 4", "rw": "1", "place": "-7.3912, 112.355"}
    )

    task = HomeDelivery.objects.get()
    assert (task.cause, task.rw, task.place) == ("vulnerable", "001", "-7.39120,112.35500")
    assert (
        "Antar: menunggu surat"
        in client.get(reverse("services:case", args=["kemlagi", submission.number])).content.decode()
    )


def test_a_point_abroad_and_a_strange_phone_are_refused_beside_their_fields(client):
    task = delivering.ready(now())

    answer = login(client, sari()).post(
        url(task, "delivery_home"), {"address": "X 1", "place": "51.5,-0.1", "phone": "123"}
    )

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Tulis titik seperti" in text
    assert "0812 3456 7890" in text
    assert HomeDelivery.objects.get().address == "Dusun Krajan 4"


def test_the_kasi_decides_a_dispute_and_gives_tasks_away(client):
    task = delivering.delivered(now())
    delivery_answers.dispute(task, at=timezone.now())
    login(client, retno())

    assert "1 surat menurut pemohon belum diterima" in client.get(ROUND).content.decode()
    page = client.get(f"{ROUND}semua/?lihat=disangkal").content.decode()
    given = client.post(url(task, "delivery_reassign"), {"courier": str(retno().user.pk)}, follow=True)
    empty = client.post(url(task, "delivery_decide"), {"verdict": "kirim"})
    client.post(url(task, "delivery_decide"), {"verdict": "kirim", "reason": "Kami antar lagi besok pagi"})

    assert task.submission.number in page
    assert "Petugas antar sekarang Retno" in given.content.decode()
    assert (empty.status_code, "Isi penjelasan untuk pemohon" in empty.content.decode()) == (422, True)
    assert HomeDelivery.objects.get().state == "ready"
    assert login(client, sari()).post(url(task, "delivery_decide"), {}).status_code == 403
    assert login(client, budi()).get(url(task)).status_code == 200


def test_the_resident_sees_who_comes_and_confirms(client):
    task = delivering.on_the_way(now())
    page = opened(client, task.submission)

    text = client.get(page).content.decode()
    answer = client.post(f"{page}antar/sudah-terima/", follow=True)

    assert "Surat Anda dalam perjalanan" in text
    assert "Sari Wulandari" in text
    assert handover_code(task) in text
    assert "Sudah saya terima" in text
    assert "tercatat sudah Anda terima" in answer.content.decode()
    kept = HomeDelivery.objects.get()
    assert (kept.state, kept.confirmed_at is not None) == ("on_the_way", True)


def test_belum_saya_terima_opens_it_with_the_kasi(client):
    task = delivering.delivered(now() - timedelta(hours=1))
    page = opened(client, task.submission)

    assert "Belum saya terima" in client.get(page).content.decode()
    answer = client.post(f"{page}antar/belum-terima/", {"words": "Tidak ada yang datang"}, follow=True)

    assert "Kasi Pelayanan memeriksa penyerahan surat" in answer.content.decode()
    assert HomeDelivery.objects.get().state == "disputed"
    assert "perlu tindakan" in login(client, retno()).get(ROUND).content.decode()


def test_without_the_proof_of_tracking_nobody_answers_for_a_resident(client):
    task = delivering.delivered(now() - timedelta(hours=1))
    page = reverse("services:tracked", args=["kemlagi", task.submission.number])

    for answer in ("sudah-terima", "belum-terima", "alamat"):
        client.post(f"{page}antar/{answer}/", {"address": "Rumah saya"})

    kept = HomeDelivery.objects.get()
    assert (kept.state, kept.confirmed_at, kept.address) == ("delivered", None, "Dusun Krajan 4")


def test_the_resident_says_where_the_house_is_until_the_courier_leaves(client):
    task = delivering.ready(now())
    page = opened(client, task.submission)

    client.post(f"{page}antar/alamat/", {"address": "Dusun Baru 1", "landmark": "depan musala"})
    rounds.start_round([task.pk], staff=sari(), at=timezone.now(), numbered=False)
    late = client.post(f"{page}antar/alamat/", {"address": "Lain"}, follow=True)

    assert HomeDelivery.objects.get().address == "Dusun Baru 1"
    assert "Petugas sudah berangkat" in late.content.decode()


def test_papers_that_are_passed_on_get_their_tanda_terima(client):
    letter, passed_on = delivering.complete(now()), forwarded(applicant_name="Nur Aini")
    login(client, sari())
    address = reverse("services:case_receipt", args=["kemlagi", passed_on.number])

    assert address in client.get(reverse("services:case", args=["kemlagi", passed_on.number])).content.decode()
    paper = client.get(address)

    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert client.get(reverse("services:case_receipt", args=["kemlagi", letter.number])).status_code == 404
    assert login(client, joko()).get(address).status_code == 404


@pytest.mark.parametrize("cookie, cleared", [("1", '"cache"'), ("", '"cache", "storage"'), ("x", '"cache", "storage"')])
def test_logging_out_keeps_a_proof_that_waits_on_the_phone(client, cookie, cleared):
    login(client, sari())
    client.cookies["keeps_work"] = cookie

    assert client.post("/keluar/").headers["Clear-Site-Data"] == cleared
