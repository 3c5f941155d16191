"""The audit's page: newest first, by what is asked for, and a check that the chain is whole."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from office.actions.audit import record
from office.audit_words import WORDS, fact_text, subject_text
from office.models import AuditEntry, AuditHead
from office.roles import Role
from services.workflow import State
from tests.factories import MONDAY_9AM, local, make_office, staff
from tests.people import dewi, joko, sari

pytestmark = pytest.mark.django_db


def url(name="audit"):
    return reverse(f"office:{name}", args=["kemlagi"])


def written(count=1, verb="office.hours", subject="office:KML", at=MONDAY_9AM, by=None):
    with transaction.atomic():
        return [record(verb, subject, office=make_office(), actor=by, at=at, season="regular") for _ in range(count)]


@pytest.fixture
def auditor(client):
    person = staff("wira", "Wira", Role.AUDITOR)
    client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def shown(answer):
    return [row["entry"].seq for row in answer.context["rows"]]


def test_entries_are_read_newest_first_in_words(auditor):
    written()
    written(verb="sesuatu.yang.baru", by=sari().user)

    answer = auditor.get(url())

    assert shown(answer) == [2, 1]
    assert "Jam layanan diubah" in answer.text
    assert "sesuatu.yang.baru" in answer.text
    assert "musim: regular" in answer.text
    assert "Kantor KML" in answer.text
    assert "23 November 2026, 09.00" in answer.text
    assert "Sari Wulandari" in answer.text
    assert "Sistem" in answer.text


def test_pages_go_on_where_the_last_one_ended_even_while_acts_come_in(auditor):
    written(55)
    first = auditor.get(url())
    written(3)

    second = auditor.get(url() + first.context["next_url"])

    assert (shown(first)[0], shown(first)[-1], shown(second)) == (55, 6, [5, 4, 3, 2, 1])
    assert second.context["next_url"] == ""


@pytest.mark.parametrize("asked, found", [
    ({"verb": "office.hours"}, [1]),
    ({"subject": "00482"}, [2]),
    ({"actor": "sari"}, [2]),
    ({"since": "2026-11-24"}, [3]),
    ({"until": "2026-11-23"}, [2, 1]),
    ({"since": "2026-11-24", "until": "2026-11-24"}, [3]),
    ({"subject": "tidak ada"}, []),
])  # fmt: skip
def test_the_chain_is_searched(auditor, asked, found):
    written()
    written(verb="submission.complete", subject="submission:KML-2611-00482", by=sari().user)
    written(verb="office.emblem", at=local("2026-11-24T23:59"))

    assert shown(auditor.get(url(), asked)) == found


@pytest.mark.parametrize(
    "asked, words",
    [
        ({"since": "2026-11-24", "until": "2026-11-01"}, "tidak boleh sebelum tanggal mulai"),
        ({"verb": "sulap"}, "Pilih tindakan dari daftar"),
        ({"since": "x"}, "Tulis tanggal"),
    ],
)
def test_a_question_that_cannot_be_asked_is_answered(auditor, asked, words):
    written()

    answer = auditor.get(url(), asked)

    assert words in answer.text
    assert shown(answer) == [1]


@pytest.mark.parametrize("before", ["-1", "abc", "9" * 40, "１２"])
def test_a_strange_page_is_the_first_page(auditor, before):
    written()

    assert shown(auditor.get(url(), {"sebelum": before})) == [1]


def test_another_offices_acts_are_not_shown(auditor):
    with transaction.atomic():
        record("office.hours", "office:KTH", office=joko().office, actor=None, at=MONDAY_9AM)

    assert shown(auditor.get(url())) == []


def test_a_whole_chain_is_called_whole(auditor):
    written(3)

    assert "Rantai utuh: 3 catatan" in auditor.post(url("audit_check"), follow=True).text


def test_a_cut_tail_is_found(auditor):
    written(3)
    AuditHead.objects.update(seq=4)

    assert "Rantai terputus di catatan 4" in auditor.post(url("audit_check"), follow=True).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_it_shows(auditor, django_assert_num_queries, count):
    written(count)
    auditor.get(url())

    with django_assert_num_queries(6):
        auditor.get(url())


def test_the_page_is_for_those_who_watch_over_this_office(client):
    make_office()

    assert client.get(url()).status_code == 302
    for person, seen, checked in ((joko(), 404, 404), (sari(), 403, 403), (dewi(), 200, 302)):
        client.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
        assert (client.get(url()).status_code, client.post(url("audit_check")).status_code) == (seen, checked)


@pytest.mark.parametrize("value, text", [
    (0, "0"), ("", "–"), (None, "–"), (True, "ya"), ([11, 12], "11, 12"), ({"before": {"name": "A"}, "sandi": "x"}, "sebelum nama A, sandi x"),
])  # fmt: skip
def test_facts_are_read_as_text(value, text):
    assert fact_text(value) == text


@pytest.mark.parametrize(
    "subject, text",
    [("service:sktm", "Layanan sktm"), ("lain:1", "lain:1"), ("office:", "office:"), ("kosong", "kosong")],
)
def test_subjects_are_read_as_text(subject, text):
    assert subject_text(subject) == text


def test_every_move_of_a_submission_has_a_word():
    assert {f"submission.{state}" for state in State} <= WORDS.keys()


def test_entries_cannot_be_rewritten():
    entry = written()[0]

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE office_auditentry SET verb='x' WHERE id=%s", [entry.pk])
    assert AuditEntry.objects.get().verb == "office.hours"
