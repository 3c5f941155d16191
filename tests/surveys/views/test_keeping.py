"""An office's words and how it invites: kept by who may, refused with a reason, scores untouched."""

import pytest

from office.models import AuditEntry
from surveys.models import SurveySettings, Wording
from surveys.queries.results import worded
from tests.people import dewi, joko, sari
from tests.surveys.making import make_period

pytestmark = pytest.mark.django_db
DESK = "/petugas/kemlagi/survei/"
WORDS = {
    "question": "Cepatkah kami?",
    "option_1": "Lambat",
    "option_2": "Agak lambat",
    "option_3": "Cepat",
    "option_4": "Cepat sekali",
}
CHOICES = {
    "invites": "on",
    "from_hour": "9",
    "to_hour": "17",
    "remind_after_days": "2",
    "ticket_days": "14",
    "own_networks": "203.0.113.0/24",
}


@pytest.fixture
def period():
    return make_period()


def enter(client, person):
    client.force_login(person.user)


def test_a_question_is_put_in_the_offices_words(client, period):
    enter(client, dewi(period.office))
    there = f"{DESK}{period.pk}/pertanyaan/waktu/"
    assert "Seberapa cepat" in client.get(there).content.decode()

    assert client.post(there, WORDS).status_code == 302

    unsur = next(row for row in worded(period) if row.key == "waktu")
    assert (unsur.question, unsur.options) == ("Cepatkah kami?", ("Lambat", "Agak lambat", "Cepat", "Cepat sekali"))
    assert "Cepatkah kami?" in client.get("/kemlagi/survei/").content.decode()
    assert AuditEntry.objects.filter(verb="survey.reworded").count() == 1


@pytest.mark.parametrize("facts, said", [({"question": ""}, "Isi pertanyaan"), ({"option_2": "lambat"}, "sama dengan yang lain"), ({"option_4": ""}, "Isi jawaban")])  # fmt: skip
def test_words_that_will_not_do_are_refused_and_kept_on_the_page(client, period, facts, said):
    enter(client, dewi(period.office))

    page = client.post(f"{DESK}{period.pk}/pertanyaan/waktu/", {**WORDS, **facts})

    assert page.status_code == 422
    assert said in page.content.decode()
    assert 'value="Cepat"' in page.content.decode()
    assert not Wording.objects.exists()


def test_an_office_says_when_it_invites_and_which_network_is_its_own(client, period):
    enter(client, dewi(period.office))

    assert client.post(f"{DESK}pengaturan/", CHOICES).status_code == 302

    kept = SurveySettings.objects.get()
    assert (kept.from_hour, kept.to_hour, kept.own_networks) == (9, 17, "203.0.113.0/24")


@pytest.mark.parametrize("facts, said", [({"to_hour": "9"}, "Jam akhir harus setelah"), ({"own_networks": "kantor"}, "bukan alamat jaringan"), ({"ticket_days": "0"}, "paling sedikit 1")])  # fmt: skip
def test_settings_that_will_not_do_are_refused(client, period, facts, said):
    enter(client, dewi(period.office))

    page = client.post(f"{DESK}pengaturan/", {**CHOICES, **facts})

    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert not SurveySettings.objects.exists()


@pytest.mark.parametrize("person, status", [(sari, 403), (joko, 404)])
@pytest.mark.parametrize("path", ["pengaturan/", "{pk}/pertanyaan/", "{pk}/pertanyaan/waktu/"])
def test_only_those_who_keep_surveys_get_in(client, period, person, status, path):
    enter(client, person())

    assert client.get(DESK + path.format(pk=period.pk)).status_code == status


def test_the_list_of_questions_is_read_at_once(client, period, django_assert_max_num_queries):
    enter(client, dewi(period.office))

    with django_assert_max_num_queries(12):
        page = client.get(f"{DESK}{period.pk}/pertanyaan/").content.decode()

    assert page.count("<section") == 9
    assert client.get(f"{DESK}{period.pk}/pertanyaan/entah/").status_code == 404
