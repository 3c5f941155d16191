"""Answering on the pages: by link, by QR, at the kiosk; what is typed stays, what is sent twice counts once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from office.sealing import blind_index
from surveys.actions import subjects
from surveys.models import Answer, Remark, Source, SubjectKind, SurveySettings, Ticket
from surveys.queries.answering import TICKET
from tests.factories import make_office, make_service
from tests.surveys.making import KEYS, make_period

pytestmark = pytest.mark.django_db
FORM = "/kemlagi/survei/"


@pytest.fixture
def period():
    return make_period()


def key_in(page):
    return re.search(r'name="key" value="([^"]+)"', page.content.decode())[1]


def filled(page, score="3", **facts):
    return {"key": key_in(page), **dict.fromkeys(KEYS, score), **facts}


def make_ticket(period, token="rahasia", **facts):
    facts = {"expires_at": timezone.now() + timedelta(days=30), **facts}
    about = subjects.of_service(make_service(period.office))
    return Ticket.objects.create(
        office=period.office, subject=about, token_index=blind_index(TICKET, token), created_at=timezone.now(), **facts
    )


def test_a_walk_in_answer_is_counted_for_the_service_that_was_chosen(client, period):
    service = make_service(period.office)
    page = client.get(f"{FORM}?layanan={service.slug}")
    assert f'<option value="{service.slug}" selected>' in page.content.decode()

    done = client.post(FORM, filled(page, layanan=service.slug, age_group="26-40", sex="p", remark="Cepat dan ramah"))

    assert done.headers["Location"] == "/kemlagi/survei/terima-kasih/"
    kept = Answer.objects.get()
    assert (kept.scores, kept.source, kept.is_verified, kept.age_group) == ("3" * 9, Source.QR, False, "26-40")
    assert kept.subject.service == service
    assert Remark.objects.get().text == "Cepat dan ramah"


def test_the_same_form_sent_three_times_counts_once(client, period):
    sheet = filled(client.get(FORM))

    for _ in range(3):
        assert client.post(FORM, sheet).status_code == 302

    assert Answer.objects.count() == 1


def test_questions_left_out_are_asked_for_once_and_may_stay_blank(client, period):
    sheet = filled(client.get(FORM), biaya="", remark="Sudah saya tulis")

    asked = client.post(FORM, sheet)

    page = asked.content.decode()
    assert "Pilih jawaban untuk" in page
    assert "Sudah saya tulis" in page
    assert page.count(" checked") == 8
    assert not Answer.objects.exists()

    assert client.post(FORM, {**sheet, "partly": "1"}).status_code == 302
    assert Answer.objects.get().scores.count("-") == 1


@pytest.mark.parametrize("facts", [
    dict.fromkeys(KEYS, ""), {"waktu": "0"}, {"waktu": "5"}, {"waktu": "baik"}, {"sex": "x"}, {"layanan": "tidak-ada"}, {"key": "pendek"}, {"website": "spam"},
    {"remark": "x" * 1001},
])  # fmt: skip
def test_a_sheet_that_cannot_count_is_refused_with_its_reason(client, period, facts):
    sheet = {**filled(client.get(FORM)), **facts, "partly": "1"}

    page = client.post(FORM, sheet)

    assert page.status_code == 200
    assert "perlu diperbaiki" in page.content.decode()
    assert not Answer.objects.exists()


def test_the_link_of_an_invitation_is_good_for_one_verified_answer(client, period):
    ticket = make_ticket(period)
    page = client.get("/s/rahasia/")
    assert "Surat Keterangan Tidak Mampu" in page.content.decode()
    sheet = filled(page)

    assert client.post("/s/rahasia/", sheet).status_code == 302
    again = client.post("/s/rahasia/", sheet)

    assert again.status_code == 410
    kept = Answer.objects.get()
    assert (kept.is_verified, kept.source, kept.subject) == (True, Source.TICKET, ticket.subject)


@pytest.mark.parametrize("token, status", [("salah", 404), ("usang", 410)])
def test_a_link_that_is_unknown_or_too_old_says_so(client, period, token, status):
    make_ticket(period, "usang", expires_at=timezone.now() - timedelta(days=1))

    assert client.get(f"/s/{token}/").status_code == status


def test_without_an_open_period_nobody_is_asked(client):
    make_office()

    assert "Survei sedang tidak dibuka" in client.get(FORM).content.decode()


def test_a_kiosk_returns_to_its_start_by_itself(client, period):
    page = client.get(f"{FORM}kios/")

    done = client.post(f"{FORM}kios/", filled(page), follow=True)

    assert Answer.objects.get().source == Source.KIOSK
    assert done.headers["Refresh"] == "8; url=/kemlagi/survei/kios/"
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("query, kind, label", [
    ("loket=2", SubjectKind.COUNTER, "Loket 2"), ("loket=02", SubjectKind.COUNTER, "Loket 2"), ("di=rw", SubjectKind.RW_DAY, "Kantor di RW"),
    ("loket=999", SubjectKind.OFFICE, "Pelayanan kantor"), ("loket=x", SubjectKind.OFFICE, "Pelayanan kantor"),
])  # fmt: skip
def test_a_qr_says_what_is_judged_and_a_made_up_one_says_nothing(client, period, query, kind, label):
    client.post(f"{FORM}?{query}", filled(client.get(f"{FORM}?{query}")))

    kept = Answer.objects.get()
    assert (kept.subject.kind, kept.subject.label) == (kind, label)


def test_a_burst_and_the_offices_own_network_are_flagged_and_counted(client, period):
    SurveySettings.objects.create(office=period.office, own_networks="ini bukan alamat\n127.0.0.0/8")

    for _ in range(9):
        client.post(FORM, filled(client.get(FORM), waktu="2"))

    assert Answer.objects.count() == 9
    assert Answer.objects.filter(is_own_network=True).count() == 9
    assert Answer.objects.filter(is_burst=True).count() == 1


def test_the_form_asks_the_database_a_constant_number_of_times(client, period, django_assert_max_num_queries):
    for number in range(3):
        make_service(period.office, slug=f"layanan-{number}")

    with django_assert_max_num_queries(6):
        client.get(FORM)
