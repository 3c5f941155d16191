"""The people of an office: registered with a link shown once, posts given and ended, nobody's account taken over."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from office.models import AuditEntry, InviteLink, Post, User
from office.roles import Role
from tests.factories import make_office, make_post, make_user
from tests.people import budi, dewi, joko, sari

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PERSON = {
    "username": "tri.hartati",
    "name": "Tri Hartati, S.Kom.",
    "nip": "19810202 200501 2 002",
    "rank": "Penata (III/c)",
    "email": "tri@contoh.go.id",
}
POST = {
    "role": "verifier",
    "title": "Verifikator",
    "starts_on": "2026-01-01",
    "ends_on": "",
    "capacity": "definitive",
    "decree": "",
}


@pytest.fixture
def admin(client):
    make_office()
    client.force_login(dewi().user, backend=BACKEND)
    return client


def url(name, *args):
    return reverse(f"office:{name}", args=["kemlagi", *args])


def tri():
    return User.objects.get(username="tri.hartati")


def test_a_new_person_gets_a_post_and_a_link_that_opens_once(admin, client):
    answer = admin.post(url("person_new"), {**PERSON, **POST})

    link = re.search(r"http://localhost:8000(/undangan/[\w-]+/)", answer.text)[1]
    assert "hanya tampil sekali" in answer.text
    assert "no-store" in answer["Cache-Control"]
    assert (tri().name, tri().nip, tri().has_usable_password()) == ("Tri Hartati, S.Kom.", "198102022005012002", False)
    assert [(post.role, post.office.code) for post in tri().posts.all()] == [("verifier", "KML")]
    assert [entry.verb for entry in AuditEntry.objects.order_by("seq")] == [
        "staff.registered",
        "staff.post_given",
        "staff.invited",
    ]
    client.logout()
    client.post(link, {"password": "kuda putih makan rumput", "again": "kuda putih makan rumput"})
    assert tri().check_password("kuda putih makan rumput")
    assert client.get(link).status_code == 410


@pytest.mark.parametrize("change, words", [
    ({"username": ""}, "Isi nama pengguna"),
    ({"username": "Tri Hartati"}, "Pakai 3–60 huruf kecil"),
    ({"name": ""}, "Isi nama dengan gelar"),
    ({"nip": "1981"}, "NIP harus 18 angka. Anda mengisi 4"),
    ({"email": "tri"}, "Tulis surel seperti"),
    ({"role": "camat"}, "Pilih peran dari daftar"),
    ({"title": ""}, "Isi jabatan"),
    ({"starts_on": ""}, "Isi mulai"),
    ({"ends_on": "2025-01-01"}, "Hari terakhir tidak boleh sebelum hari mulai"),
    ({"signs": "on", "capacity": "plt"}, "Isi nomor SK"),
])  # fmt: skip
def test_what_is_missing_is_named_and_nobody_is_registered(admin, change, words):
    answer = admin.post(url("person_new"), {**PERSON, **POST, **change})

    assert words in answer.text
    assert User.objects.filter(username__startswith="tri").count() == 0
    assert AuditEntry.objects.count() == 0
    assert InviteLink.objects.count() == 0


def test_somebody_of_another_office_gets_a_post_only_when_said_so_and_never_a_link(admin):
    other = joko()
    form = {**PERSON, **POST, "username": "joko"}

    refused = admin.post(url("person_new"), form)
    assert "sudah dipakai Joko Susilo" in refused.text
    assert other.user.posts.count() == 1

    answer = admin.post(url("person_new"), {**form, "same": "yes"}, follow=True)

    assert "dengan kata sandinya sendiri" in answer.text
    assert sorted(other.user.posts.values_list("office__code", flat=True)) == ["KML", "KTH"]
    assert InviteLink.objects.count() == 0
    other.user.refresh_from_db()
    assert other.user.name == "Joko Susilo"


@pytest.mark.parametrize(
    "name, form",
    [
        ("person_link", {}),
        ("person", {"do": "names", "name": "Orang Lain"}),
        ("person", {"do": "family", "nik": "3516154405880004", "kk": "3516151203100001"}),
    ],
)
def test_the_account_of_another_offices_staff_is_not_touched(admin, name, form):
    other = joko().user
    make_post(other, Role.COUNTER, make_office())

    answer = admin.post(url(name, other.pk), form, follow=True)

    assert "Minta admin di sana" in answer.text
    other.refresh_from_db()
    assert (other.name, other.nik_index) == ("Joko Susilo", "")
    assert InviteLink.objects.count() == 0
    assert AuditEntry.objects.count() == 0


def test_a_new_link_closes_the_one_before(admin):
    person = sari().user

    for _ in range(2):
        admin.post(url("person_link", person.pk))

    assert InviteLink.objects.filter(user=person, expires_at__gt=timezone.now()).count() == 1


def test_names_are_corrected_and_audited_without_saying_them(admin):
    person = sari().user

    admin.post(
        url("person", person.pk),
        {"do": "names", "name": "Sari Wulandari, S.AP.", "nip": "", "rank": "Penata Muda (III/a)", "email": ""},
    )

    person.refresh_from_db()
    assert (person.name, person.rank) == ("Sari Wulandari, S.AP.", "Penata Muda (III/a)")
    assert AuditEntry.objects.get().facts == {"fields": ["name", "rank"]}


def test_saving_the_same_names_leaves_no_trace(admin):
    person = sari().user

    admin.post(url("person", person.pk), {"do": "names", "name": person.name, "nip": "", "rank": "", "email": ""})

    assert AuditEntry.objects.count() == 0


def test_of_nik_and_kk_only_fingerprints_are_kept(admin):
    person = sari().user

    admin.post(url("person", person.pk), {"do": "family", "nik": "3516154405880004", "kk": "3516151203100001"})

    person.refresh_from_db()
    assert len(person.nik_index) == len(person.kk_index) == 64
    assert "3516154405880004" not in str(AuditEntry.objects.values())
    assert "Sudah dicatat" in admin.get(url("person", person.pk)).text


def test_a_wrong_nik_is_named(admin):
    answer = admin.post(url("person", sari().user.pk), {"do": "family", "nik": "12", "kk": ""})

    assert "NIK harus 16 angka" in answer.text
    assert "Isi nomor KK petugas" in answer.text


def test_a_second_post_is_given_with_its_decree(admin):
    person = sari().user

    admin.post(
        url("post_new", person.pk),
        {
            **POST,
            "role": "head",
            "title": "Plh. Camat",
            "signs": "on",
            "capacity": "plh",
            "decree": "SK 1/2026",
            "ends_on": "2030-12-31",
        },
    )

    post = person.posts.get(role="head")
    assert (post.signs, post.capacity, post.decree, f"{post.ends_on}") == (True, "plh", "SK 1/2026", "2030-12-31")


def test_a_post_without_what_it_needs_is_refused(admin):
    person = sari().user

    answer = admin.post(url("post_new", person.pk), {**POST, "title": ""})

    assert "Isi jabatan" in answer.text
    assert person.posts.count() == 1


def test_ending_a_post_ends_the_sessions(admin):
    person = budi()
    epoch = person.user.session_epoch

    admin.post(url("post_end", person.posts[0].pk), {"last_day": timezone.localdate() - timedelta(days=1)})

    person.user.refresh_from_db()
    assert person.user.session_epoch == epoch + 1
    assert not Post.objects.get(pk=person.posts[0].pk).holds_on(timezone.localdate())


@pytest.mark.parametrize(
    "day, words", [("2020-01-01", "Paling awal kemarin"), ("", "Isi hari terakhir bertugas"), ("x", "Tulis tanggal")]
)
def test_a_post_is_not_ended_in_the_past(admin, day, words):
    post = budi().posts[0]

    answer = admin.post(url("post_end", post.pk), {"last_day": day})

    assert words in answer.text
    post.refresh_from_db()
    assert post.ends_on is None


def test_a_post_cannot_end_before_it_begins(admin):
    begins = timezone.localdate() + timedelta(days=30)
    post = make_post(sari().user, Role.VERIFIER, make_office(), starts_on=begins)

    answer = admin.post(url("post_end", post.pk), {"last_day": timezone.localdate()}, follow=True)

    assert "tidak boleh sebelum hari mulai" in answer.text
    post.refresh_from_db()
    assert post.ends_on is None


def test_the_last_admin_stays(admin):
    me = dewi()

    ended = admin.post(url("post_end", me.posts[0].pk), {"last_day": timezone.localdate()}, follow=True)
    left = admin.post(url("person_leave", me.user.pk), follow=True)

    assert "paling sedikit satu admin" in ended.text
    assert "paling sedikit satu admin" in left.text
    assert Post.objects.get(pk=me.posts[0].pk).ends_on is None
    assert AuditEntry.objects.count() == 0


def test_an_admin_with_a_successor_may_go(admin):
    me, other = dewi(), make_user("eka", "Eka")
    make_post(other, Role.ADMIN, make_office())

    admin.post(url("person_leave", me.user.pk))

    me.user.refresh_from_db()
    assert me.user.is_active is False
    assert admin.get(url("people")).status_code == 302


def test_a_successor_whose_term_ends_is_none(admin):
    make_post(make_user("eka", "Eka"), Role.ADMIN, make_office(), ends_on=timezone.localdate() + timedelta(days=9))

    answer = admin.post(url("person_leave", dewi().user.pk), follow=True)

    assert "paling sedikit satu admin" in answer.text


def test_a_leaver_is_out_at_once(admin, client):
    person = sari().user

    admin.post(url("person_leave", person.pk))

    person.refresh_from_db()
    assert person.is_active is False
    assert not [post for post in person.posts.all() if post.holds_on(timezone.localdate())]
    assert "Akun ditutup" in admin.get(url("people")).text


def test_people_of_another_office_are_not_found(admin):
    other = joko()

    assert admin.get(url("person", other.user.pk)).status_code == 404
    for name in ("post_new", "person_link", "person_leave"):
        assert admin.post(url(name, other.user.pk), POST).status_code == 404
    assert admin.post(url("post_end", other.posts[0].pk), {"last_day": date(2030, 1, 1)}).status_code == 404
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(admin, django_assert_num_queries, count):
    for number in range(count):
        make_post(make_user(f"p{number}", f"Petugas {number}"), Role.COUNTER, make_office())
    admin.get(url("people"))

    with django_assert_num_queries(5):
        admin.get(url("people"))


@pytest.mark.parametrize("name", ["post_new", "person_link", "person_leave"])
def test_changing_people_is_for_the_admin(client, name):
    make_office()
    client.force_login(sari().user, backend=BACKEND)

    assert client.post(url(name, sari().user.pk), POST).status_code == 403
    assert AuditEntry.objects.count() == 0
