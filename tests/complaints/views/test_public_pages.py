"""What everybody reads of published complaints: list, page, pictures, map, sheet, and the button "Saya juga"."""

from datetime import timedelta

import pytest
from django.urls import reverse

from complaints.actions.closing import reopen
from complaints.actions.publishing import show_proof, unpublish
from complaints.models import Complaint, ComplaintPhoto, PhotoKind, Supporter
from complaints.workflow import Identity, Outcome
from tests.complaints.desk_rows import EARLIER, answered, forwarded, hendra, lina, photo, shown
from tests.factories import make_office

pytestmark = pytest.mark.django_db
SECRET = "Wati Rahayu"


def page(client, name, *args, **params):
    answer = client.get(reverse(f"complaints:{name}", args=["kemlagi", *args]), params)
    if answer.streaming:  # a picture, from an open file
        b"".join(answer.streaming_content)
    return answer


def test_only_what_was_published_is_listed_and_has_a_page(client):
    hidden, published = forwarded(), shown()

    answer = page(client, "public_list")

    assert published.number in answer.text
    assert hidden.number not in answer.text
    assert page(client, "public_page", hidden.number).status_code == 404
    assert page(client, "public_page", published.number).status_code == 200


def test_taken_off_again_it_is_gone_with_its_pictures(client):
    complaint = shown()
    picture = photo(complaint, is_public=True)
    assert page(client, "public_photo", complaint.number, picture.pk).status_code == 200

    unpublish(complaint, reason="diminta pelapor", staff=lina(), at=EARLIER)

    assert page(client, "public_page", complaint.number, fresh=1).status_code == 404
    assert page(client, "public_photo", complaint.number, picture.pk).status_code == 404


def test_the_page_names_the_matter_the_agency_and_the_limit_but_never_the_reporter(client):
    complaint = shown(text="Hubungi 0812 9999 0001, mobil W 1234 AB. Jalan berlubang.")

    text = page(client, "public_page", complaint.number).text

    assert "Jalan berlubang di depan pasar" in text
    assert "Jalan rusak" in text
    assert "RW 03" in text
    assert "Diteruskan ke UPT Pekerjaan Umum Wilayah Utara" in text
    assert "Pelapor dirahasiakan" in text
    for word in (SECRET, "9999 0001", "W 1234 AB", "81299990001"):
        assert word not in text


@pytest.mark.parametrize("identity", list(Identity))
def test_no_public_page_sheet_or_map_names_a_reporter(client, identity):
    complaint = shown(identity=identity, email="wati@warga.example", nik="3516154405880004")

    pages = [
        page(client, "public_page", complaint.number),
        page(client, "public_list"),
        page(client, "public_csv"),
        page(client, "public_map"),
    ]

    for answer in pages:
        assert answer.status_code == 200
        for word in ("Wati", "wati@", "3516154405880004", "99990001"):
            assert word not in answer.text


def test_a_released_picture_is_served_and_another_is_not(client):
    complaint = shown()
    public, kept = photo(complaint, is_public=True), photo(complaint)

    assert page(client, "public_photo", complaint.number, public.pk).status_code == 200
    assert page(client, "public_photo", complaint.number, public.pk, kecil=1)["Content-Type"] == "image/jpeg"
    assert page(client, "public_photo", complaint.number, kept.pk).status_code == 404
    text = page(client, "public_page", complaint.number).text
    assert str(public.pk) in text
    assert str(kept.pk) not in text


def test_an_answer_stands_in_the_story_with_its_outcome_and_released_proof(client):
    complaint = answered(shown(), hendra(), outcome=Outcome.PARTLY, text="Separuh ditambal.")
    proof = ComplaintPhoto.objects.get(kind=PhotoKind.AFTER)

    before = page(client, "public_page", complaint.number).text
    show_proof(proof, is_public=True, staff=lina(), at=EARLIER)
    after = page(client, "public_page", complaint.number, fresh=1).text

    assert "Separuh ditambal." in before
    assert "Baru sebagian" in before
    assert "Menunggu anggaran" in before
    assert str(proof.pk) not in before
    assert str(proof.pk) in after
    assert "Sesudah" in after


def test_each_round_shows_its_own_answer(client):
    complaint = answered(shown(), hendra(), text="Sudah ditambal pertama.")
    reopen(complaint, reason="berlubang lagi", at=EARLIER + timedelta(days=1))
    answered(complaint, hendra(), text="Ditambal ulang.", at=EARLIER + timedelta(days=2))

    text = page(client, "public_page", complaint.number).text

    assert (
        text.index("Sudah ditambal pertama.") < text.index("Dibuka lagi oleh pelapor") < text.index("Ditambal ulang.")
    )
    assert "berlubang lagi" not in text


def test_a_missed_limit_is_marked_for_everybody(client):
    complaint = shown()
    Complaint.objects.filter(pk=complaint.pk).update(step_due=EARLIER - timedelta(days=30))

    assert "Lewat batas waktu" in page(client, "public_page", complaint.number).text
    assert "hari kerja terlambat" in page(client, "public_page", complaint.number).text
    assert complaint.number in page(client, "public_list", keadaan="lewat").text


@pytest.mark.parametrize("asked, found", [
    ({"kategori": "jalan-rusak"}, True), ({"kategori": "jalan"}, True), ({"kategori": "banjir"}, False),
    ({"desa": "35.16.15.2016"}, True), ({"desa": "35.16.15.2001"}, False), ({"rw": "3"}, True), ({"rw": "04"}, False),
    ({"keadaan": "diteruskan"}, True), ({"keadaan": "selesai"}, False), ({"keadaan": "lewat"}, False), ({"keadaan": "ngawur"}, True),
    ({"desa": "'; DROP"}, True), ({"sesudah": "ngawur"}, True),
])  # fmt: skip
def test_list_sheet_and_map_answer_the_same_wish(client, asked, found):
    complaint = shown(at=EARLIER)

    assert (complaint.number in page(client, "public_list", **asked).text) is found
    assert (complaint.number in page(client, "public_csv", **asked).text) is found
    assert page(client, "public_map", **asked).status_code == 200


def test_the_list_goes_on_by_key_and_shows_everything_once(client):
    numbers = {shown(at=EARLIER + timedelta(minutes=minute)).number for minute in range(22)}

    first = page(client, "public_list")
    second = client.get(reverse("complaints:public_list", args=["kemlagi"]) + _next(first.text))

    shown_first, shown_second = ({number for number in numbers if number in text} for text in (first.text, second.text))
    assert len(shown_first) == 20
    assert shown_first | shown_second == numbers
    assert not shown_first & shown_second


def _next(text):
    return text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")


@pytest.mark.parametrize("many", [1, 3])
def test_pages_cost_the_same_whatever_their_length(client, django_assert_num_queries, many):
    for _ in range(many):
        complaint = answered(shown(), hendra())
        photo(complaint, is_public=True)
    page(client, "public_list")  # fills the shell's cache

    with django_assert_num_queries(8):
        page(client, "public_list", fresh=1)
    with django_assert_num_queries(9):
        page(client, "public_page", complaint.number, fresh=1)
    with django_assert_num_queries(2):
        page(client, "public_csv")


def test_the_map_counts_points_by_squares_and_words_by_place(client):
    shown()
    shown(latitude=None, longitude=None, rw="")

    text = page(client, "public_map").text

    assert "2 laporan dalam 12 bulan terakhir" in text
    assert "1 laporan tanpa titik" in text
    assert text.count('class="map__dot"') == 1
    assert "Desa Mojodadi, RW 03" in text
    assert "http://" not in text.replace("http://testserver", "")


def test_a_device_counts_once_and_no_name_is_kept(client):
    complaint = shown()
    address = reverse("complaints:public_join", args=["kemlagi", complaint.number])

    first, second = client.post(address, follow=True), client.post(address, follow=True)

    complaint.refresh_from_db()
    assert complaint.supporter_count == 1
    assert Supporter.objects.count() == 1
    assert "Suara Anda tercatat tanpa nama" in first.text
    assert "sudah tercatat sebelumnya" in second.text
    assert "1 warga juga terdampak" in second.text
    client.cookies.clear()
    client.post(address)
    complaint.refresh_from_db()
    assert complaint.supporter_count == 2


def test_joining_is_refused_from_other_sites_after_the_end_and_beyond_the_limit(client):
    complaint = shown()
    address = reverse("complaints:public_join", args=["kemlagi", complaint.number])

    client.post(address, headers={"Sec-Fetch-Site": "cross-site"})
    assert Supporter.objects.count() == 0
    assert client.get(address).status_code == 405
    for _ in range(22):
        client.cookies.clear()
        client.post(address)
    assert Supporter.objects.count() == 20
    Complaint.objects.filter(pk=complaint.pk).update(state="rejected", is_open=False, reason="uji", agency=None)
    assert "sudah ditutup" in client.post(address, follow=True).text
    assert Supporter.objects.count() == 20


def test_another_office_shows_nothing_of_ours(client):
    make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")
    complaint = shown()

    for name in ("public_list", "public_map", "public_csv"):
        answer = client.get(reverse(f"complaints:{name}", args=["kartoharjo"]))
        assert complaint.title not in answer.text
    assert client.get(reverse("complaints:public_page", args=["kartoharjo", complaint.number])).status_code == 404


def test_a_handler_shows_a_proof_to_everybody_and_hides_it_again(client):
    complaint = answered(shown(), hendra())
    proof = ComplaintPhoto.objects.get(kind=PhotoKind.AFTER)
    address = reverse("complaints:proof_release", args=["kemlagi", complaint.number, proof.pk])

    client.force_login(lina().user)
    client.post(address, {"tampil": "1"})
    assert page(client, "public_photo", complaint.number, proof.pk).status_code == 200
    client.post(address, {"tampil": "0"})
    assert page(client, "public_photo", complaint.number, proof.pk).status_code == 404
    client.force_login(hendra().user)
    assert client.post(address, {"tampil": "1"}).status_code == 403
    proof.refresh_from_db()
    assert not proof.is_public
