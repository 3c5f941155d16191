"""Doors: who gets in where, what a stranger learns, how long a session lasts, and an office on its own host name."""

from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from office.actions.accounts import accept_invite, end_sessions, invite
from office.middleware import DeclaredGuards
from office.models import InviteLink, Office
from office.roles import Role
from office.sealing import blind_index
from tests.factories import make_office, make_post, make_service, make_user
from tests.people import PASSWORD, dewi, joko, sari

pytestmark = pytest.mark.django_db
QUEUE = "/petugas/kemlagi/antrean/"
NEW_PASSWORD = "jembatan merah sungai tenang"


def log_in(client, staff):
    return client.post("/masuk/", {"username": staff.user.username, "password": PASSWORD})


def test_a_view_without_a_guard_is_refused():
    def bare(request: HttpRequest) -> HttpResponse:
        return HttpResponse("terbuka")

    with pytest.raises(ImproperlyConfigured, match="declares no guard"):
        DeclaredGuards(lambda request: HttpResponse()).process_view(RequestFactory().get("/"), bare, (), {})


def test_a_stranger_is_sent_to_the_log_in_and_back(client):
    make_office()

    answer = client.get(QUEUE)

    assert answer.url == f"/masuk/?next={QUEUE}"
    assert client.post("/masuk/", {"username": sari().user.username, "password": PASSWORD, "next": QUEUE}).url == QUEUE


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example",
        "https:evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "https://evil.example/",
    ],
)
def test_logging_in_never_leads_away(client, elsewhere):
    answer = client.post("/masuk/", {"username": sari().user.username, "password": PASSWORD, "next": elsewhere})

    assert answer.url == "/petugas/"


def test_the_only_office_opens_at_once_and_two_are_offered(client):
    log_in(client, sari())
    assert client.get("/petugas/").url == QUEUE

    make_post(sari().user, Role.COUNTER, joko().office)

    assert "Kecamatan Kartoharjo" in client.get("/petugas/").text


def test_staff_of_another_office_find_nothing_here(client):
    make_office()
    log_in(client, joko())

    assert client.get(QUEUE).status_code == 404


def test_the_wrong_role_is_told_so(client):
    log_in(client, sari())

    answer = client.get("/petugas/kemlagi/pengaturan/")

    assert answer.status_code == 403


def test_a_post_that_ended_yesterday_opens_nothing(client):
    office, user = make_office(), make_user("mantan", "Mantan Petugas")
    make_post(user, Role.COUNTER, office, ends_on=timezone.localdate() - timedelta(days=1))
    client.post("/masuk/", {"username": "mantan", "password": PASSWORD})

    assert client.get(QUEUE).status_code == 404


def test_every_failed_log_in_reads_the_same(client):
    known = client.post("/masuk/", {"username": sari().user.username, "password": "salah"})
    unknown = client.post("/masuk/", {"username": "tidak-ada", "password": "salah"})

    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("sari", "X").split("csrf")[0] == unknown.text.replace("tidak-ada", "X").split("csrf")[0]


def test_guessing_locks_the_account_even_for_the_right_password(client):
    for number in range(django_settings.AXES_FAILURE_LIMIT):
        client.post(
            "/masuk/",
            {"username": sari().user.username, "password": "salah"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        )

    answer = log_in(client, sari())

    assert answer.status_code == 429
    assert "Akun dikunci sebentar" in answer.text


def test_an_idle_session_ends_and_a_refreshing_list_does_not_keep_it(client, monkeypatch):
    log_in(client, sari())
    client.get(QUEUE)
    session = client.session
    session["seen"] = timezone.now().timestamp() - 29 * 60
    session.save()
    assert client.get(QUEUE, headers={"X-Requested-With": "fetch"}).status_code == 200
    assert client.session["seen"] < timezone.now().timestamp() - 28 * 60

    session = client.session
    session["seen"] = timezone.now().timestamp() - 31 * 60
    session.save()

    assert client.get(QUEUE).status_code == 302


def test_a_leaver_is_out_at_the_next_click(client):
    log_in(client, sari())
    assert client.get(QUEUE).status_code == 200

    end_sessions(sari().user)

    assert client.get(QUEUE).status_code == 302


def test_logging_out_clears_the_browser(client):
    log_in(client, sari())

    answer = client.post("/keluar/")

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(QUEUE).status_code == 302
    assert client.get("/keluar/").status_code == 405


def test_staff_pages_are_never_kept(client):
    log_in(client, sari())

    assert client.get(QUEUE).headers["Cache-Control"] == "no-store"


def test_an_office_answers_at_its_own_host_name(client, settings):
    settings.ALLOWED_HOSTS = ["layanan.kemlagi.example", "testserver"]
    make_service()
    Office.objects.update(host="layanan.kemlagi.example")

    home = client.get("/", headers={"Host": "layanan.kemlagi.example"})
    service = client.get("/layanan/surat-tidak-mampu/", headers={"Host": "layanan.kemlagi.example"})

    assert "Mau mengurus apa hari ini?" in home.text
    assert service.status_code == 200
    assert client.get("/cek/", headers={"Host": "layanan.kemlagi.example"}).status_code == 200


def test_an_invitation_works_once(client):
    token = invite(dewi().user, at=timezone.now())
    answer = client.post(f"/undangan/{token}/", {"password": NEW_PASSWORD, "again": NEW_PASSWORD})

    assert answer.url == "/masuk/"
    assert client.get(f"/undangan/{token}/").status_code == 410
    assert client.post("/masuk/", {"username": "dewi", "password": NEW_PASSWORD}).status_code == 302


def test_two_tabs_cannot_both_use_an_invitation():
    token = invite(dewi().user, at=timezone.now())
    link = InviteLink.objects.get(token_index=blind_index("invite", token))

    assert accept_invite(link, password=NEW_PASSWORD, at=timezone.now())
    assert not accept_invite(link, password="yang kedua tidak jadi", at=timezone.now())


@pytest.mark.parametrize(
    "password, again, words",
    [
        ("pendek", "pendek", "terlalu pendek"), ("kecamatan kemlagi", "kecamatan kemlagi", "Kata sandi"), (NEW_PASSWORD, "lain sama sekali", "Kedua kata sandi tidak sama"),
        ("", "", "Isi kata sandi baru"),
    ],
)  # fmt: skip
def test_a_weak_or_mistyped_password_is_explained(client, password, again, words):
    token = invite(dewi().user, at=timezone.now())

    answer = client.post(f"/undangan/{token}/", {"password": password, "again": again})

    assert answer.status_code == 200
    assert words in answer.text
    assert InviteLink.objects.get().used_at is None


def test_changing_the_password_asks_for_the_old_one_and_keeps_this_session(client):
    log_in(client, sari())

    wrong = client.post("/akun/", {"old": "salah", "password": NEW_PASSWORD, "again": NEW_PASSWORD})
    right = client.post("/akun/", {"old": PASSWORD, "password": NEW_PASSWORD, "again": NEW_PASSWORD})

    assert "Kata sandi sekarang tidak cocok" in wrong.text
    assert right.url == "/akun/"
    assert client.get("/akun/").status_code == 200


def test_one_office_is_entered_at_once_and_several_are_listed(client):
    make_office()
    assert client.get("/").url == "/kemlagi/"

    joko()

    assert "Kecamatan Kartoharjo" in client.get("/").text


def test_the_rest_of_the_menu_has_a_page_for_phones(client):
    log_in(client, sari())

    assert "Buku agenda" in client.get("/petugas/kemlagi/lainnya/").text


def test_an_office_without_an_emblem_has_none(client):
    make_office()

    assert client.get("/lambang/kemlagi").status_code == 404
