"""The queue, the archive and the walls around them: who sees what, in how many queries."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from office.models import Message, Role
from services.actions import letters
from services.models import Submission
from services.urls import desk, signing
from tests.factories import make_office, make_village, staff
from tests.people import budi, joko, retno, sari
from tests.services.views import desk_stories as story

pytestmark = pytest.mark.django_db
QUEUE = "/petugas/kemlagi/antrean/"


def names_on(answer) -> list[str]:
    return re.findall(r'class="queue__name"><a href="[^"]+">([^<]+)', answer.content.decode())


def due(submission: Submission, minutes: int) -> None:
    moment = timezone.now() + timedelta(minutes=minutes)
    Submission.objects.filter(pk=submission.pk).update(due_at=moment, queue_at=moment)


def test_what_is_due_first_stands_on_top_and_what_is_paused_last(client):
    story.always_open()
    late, soon, paused = (
        story.completed(applicant_name="Lama"),
        story.completed(applicant_name="Segera"),
        story.returned(applicant_name="Jeda"),
    )
    due(soon, 9)
    due(late, -14)

    answer = story.login(client, sari()).get(QUEUE)

    assert names_on(answer) == ["Lama", "Segera", "Jeda"]
    text = answer.content.decode()
    assert "Lewat 14 menit" in text
    assert "Sisa 9 menit" in text
    assert "Waktu dijeda" in text
    assert "Menunggu warga: Kartu Keluarga: Foto buram, tulisan tidak terbaca" in text
    assert paused.number in text


def test_a_vulnerable_resident_stands_a_quarter_of_an_hour_ahead_with_the_true_time_left(client):
    first, second = (
        story.submitted(applicant_name="Biasa"),
        story.submitted(applicant_name="Mbah Tumini", vulnerability="elderly"),
    )

    answer = story.login(client, sari()).get(QUEUE)

    assert names_on(answer) == ["Mbah Tumini", "Biasa"]
    badges = re.findall(r"Periksa sebelum [^<]+", answer.content.decode())
    assert len(set(badges)) == 1
    assert "Lansia" in answer.content.decode()
    assert first.received_at <= second.received_at


def test_the_queue_costs_the_same_for_one_row_and_for_three(client, django_assert_num_queries):
    """Three of them read the office's hours and are kept for some seconds (services.views.countdown)."""
    story.login(client, sari())
    story.returned()
    client.get(QUEUE)
    cache.clear()
    with django_assert_num_queries(12):
        client.get(QUEUE)
    story.completed()
    story.returned()
    cache.clear()

    with django_assert_num_queries(12):
        answer = client.get(QUEUE)

    assert len(names_on(answer)) == 3


def test_pages_follow_each_other_by_key_without_a_gap(client):
    story.login(client, sari())
    made = [story.submitted(applicant_name=f"Warga {chr(65 + n)}").applicant_name for n in range(23)]

    first = client.get(QUEUE)
    following = re.search(r'href="(\?sesudah=[^"]+)" rel="next"', first.content.decode())[1].replace("&amp;", "&")
    second = client.get(QUEUE + following)

    assert names_on(first) + names_on(second) == made
    assert (len(names_on(first)), len(names_on(second))) == (20, 3)
    assert names_on(client.get(f"{QUEUE}?sesudah=ngawur_1")) == made[:20]


def test_chips_filter_and_count(client):
    mine, other = story.completed(applicant_name="Tugas Sari"), story.submitted(applicant_name="Belum Diambil")
    story.returned(applicant_name="Kembali")
    due(mine, -5)
    story.login(client, sari())

    seen = {
        chip: names_on(client.get(f"{QUEUE}?lihat={chip}"))
        for chip in ["lewat", "saya", "periksa", "surat", "warga", "paraf"]
    }

    assert seen == {
        "lewat": ["Tugas Sari"], "saya": ["Tugas Sari", "Kembali"], "periksa": ["Belum Diambil"], "surat": ["Tugas Sari"], "warga": ["Kembali"], "paraf": [],
    }  # fmt: skip
    assert "Tidak ada antrean" in client.get(f"{QUEUE}?lihat=paraf").content.decode()
    assert other.officer is None


def test_filters_of_service_and_village_narrow_the_queue(client):
    make_village()
    story.submitted(applicant_name="Dari Mojodadi", village_code="35.16.15.2016")
    story.submit(story.forwarding_service(), at=timezone.now(), applicant_name="Mau KTP")
    story.login(client, sari())

    assert names_on(client.get(f"{QUEUE}?desa=35.16.15.2016")) == ["Dari Mojodadi"]
    assert names_on(client.get(f"{QUEUE}?layanan={story.FORWARDED}")) == ["Mau KTP"]
    assert names_on(client.get(f"{QUEUE}?desa=99.99")) == []
    assert "Desa atau kelurahan" in client.get(f"{QUEUE}?saring=1").content.decode()


@pytest.mark.parametrize(
    "typed, found",
    [
        ("masyk", ["H. Masykur"]),
        ("MASYKUR h", ["H. Masykur"]),
        ("asykur", []),
        ("3516154405880004", ["H. Masykur"]),
        ("3516 1544 0588 0004", ["H. Masykur"]),
        ("0812 7777 8888", ["H. Masykur"]),
        ("8888", ["H. Masykur"]),
        ("KML-{period}-00001", ["H. Masykur"]),
        ("kml-{period}-1", ["H. Masykur"]),
        ("1", ["H. Masykur"]),
        ("00001", ["H. Masykur"]),
        ("00002", ["Sulastri"]),
        ("3516154405880005", []),
        ("%", []),
    ],
)
def test_a_file_is_found_by_name_number_nik_or_phone(client, typed, found):
    one = story.submitted(applicant_name="H. Masykur", phone="6281277778888")
    story.submitted(applicant_name="Sulastri", nik="3516155505900001", phone="6281233334444")
    story.login(client, sari())

    answer = client.get(QUEUE, {"q": typed.format(period=one.number.split("-")[1])})

    assert names_on(answer) == found


def test_search_reaches_finished_files_and_the_archive_lists_them(client):
    story.issued(applicant_name="Sulastri")
    story.submitted(applicant_name="Masih Jalan")
    story.login(client, sari())

    assert names_on(client.get(QUEUE)) == ["Masih Jalan"]
    assert names_on(client.get(f"{QUEUE}?q=sulas")) == ["Sulastri"]
    assert names_on(client.get("/petugas/kemlagi/arsip/")) == ["Sulastri"]
    assert names_on(client.get("/petugas/kemlagi/arsip/?keadaan=rejected")) == []
    assert names_on(client.get("/petugas/kemlagi/arsip/?q=jalan")) == []


def test_each_role_has_its_own_quick_action(client):
    letter = story.drafted()
    expected = {sari: "Ingatkan", retno: "Paraf"}
    for who, word in expected.items():
        assert f">{word}<span" in story.login(client, who()).get(QUEUE).content.decode()
    letters.endorse(letter.submission, staff=retno(), content_hash=letter.content_hash, at=timezone.now())

    assert ">Tanda tangani<span" in story.login(client, budi()).get(QUEUE).content.decode()
    assert ">Lihat<span" in story.login(client, staff("pengawas", "Pengawas", Role.AUDITOR)).get(QUEUE).content.decode()


def test_taking_a_file_makes_it_ones_own_and_taking_it_over_is_said(client):
    row = story.submitted()
    story.login(client, sari()).post(reverse("services:case_take", args=["kemlagi", row.number]))
    row.refresh_from_db()
    assert row.officer == sari().user

    answer = story.login(client, retno()).post(reverse("services:case_take", args=["kemlagi", row.number]), follow=True)

    row.refresh_from_db()
    assert row.officer == retno().user
    assert "ambil alih dari Sari Wulandari" in answer.content.decode()


def test_a_reminder_reaches_the_desk_and_the_mailbox_once_an_hour(client):
    letter = story.endorsed()
    signer = budi().user
    signer.email = "camat@kemlagi.example"
    signer.save()
    url = reverse("services:case_remind", args=["kemlagi", letter.submission.number])
    story.login(client, sari())

    first, second = client.post(url, follow=True), client.post(url, follow=True)

    assert "Pengingat terkirim kepada BAMBANG BUDIONO" in first.content.decode()
    assert "kurang dari satu jam" in second.content.decode()
    mails = Message.objects.filter(event="services/reminder")
    assert [mail.recipient for mail in mails] == ["camat@kemlagi.example"]
    assert "Siti" not in mails[0].body
    assert "Diingatkan petugas" in story.login(client, budi()).get("/petugas/kemlagi/tanda-tangan/").content.decode()


ADDRESSES = [pattern.name for pattern in [*desk.urlpatterns, *signing.urlpatterns]]


@pytest.mark.parametrize("name", ADDRESSES)
def test_another_offices_staff_meet_a_wall(client, name):
    letter = story.issued()
    row, paper = letter.submission, story.attach_papers(letter.submission)[0]
    made_for = {"number": row.number, "pk": letter.pk, "office": "kemlagi", "year": 2026}
    pattern = next(found for found in [*desk.urlpatterns, *signing.urlpatterns] if found.name == name)
    wanted = {key: made_for[key] for key in pattern.pattern.converters}
    if name.startswith("paper"):
        wanted["pk"] = paper.pk
    if name == "register_void":
        wanted["pk"] = letter.entry_id
    if name == "pause_correct":
        wanted["pk"] = 1
    ours, theirs = (
        reverse(f"services:{name}", kwargs=wanted),
        reverse(f"services:{name}", kwargs={**wanted, "office": "kartoharjo"}),
    )
    story.login(client, joko())

    answers = [client.get(ours).status_code, client.post(ours).status_code]
    if {"number", "pk"} & set(wanted):
        answers += [client.get(theirs).status_code, client.post(theirs).status_code]

    assert set(answers) <= {403, 404, 405}
    assert answers[:2] == [404, 404]
    assert 200 not in answers


def test_a_stranger_is_asked_to_log_in(client):
    make_office()

    assert client.get(QUEUE).status_code == 302
    assert client.get(QUEUE).url.startswith("/masuk/")
