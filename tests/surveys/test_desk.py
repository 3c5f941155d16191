"""The survey's desk: periods, imports with a preview, exclusions by two; and who may not come here."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from surveys.models import Answer, Exclusion, Period, PrintedResult
from surveys.queries.results import figures_of
from tests.factories import make_office, make_service
from tests.people import budi, dewi, joko, retno, sari
from tests.surveys.making import KEYS, answer, fill, make_period
from tests.surveys.test_scoring import DATA

pytestmark = pytest.mark.django_db
HEADER = ";".join(f"U{at}" for at in range(1, 10))


def at(name, *args):
    return reverse(f"surveys:{name}", args=["kemlagi", *args])


def enter(client, person):
    client.force_login(person(at=timezone.now()).user)
    return client


def upload(client, period, content, **facts):
    file = SimpleUploadedFile("skm.csv", content.encode())
    return client.post(at("import_sheet", period.pk), {"file": file, **facts})


def plan(**facts):
    return {
        "title": "Triwulan I 2027", "kind": "quarter", "starts_on": "2027-01-01", "ends_on": "2027-03-31", "users": "500",
        "policy": "exact", "pooling": "respondents", **facts,
    }  # fmt: skip


def test_a_period_is_prepared_opened_promised_and_closed(client):
    make_office()
    enter(client, dewi)

    assert client.post(at("period_new"), plan()).status_code == 302
    period = Period.objects.get()
    for name, state in {"period_open": "open", "period_close": "closed", "period_promise": "closed"}.items():
        client.post(at(name, period.pk), {"promises": "Kursi ditambah"})
        period.refresh_from_db()
        assert period.state == state

    assert (period.target, period.promises) == (217, "Kursi ditambah")
    client.post(at("period_edit", period.pk), plan(users="1000", policy="w0111"))
    period.refresh_from_db()
    assert (period.target, period.policy) == (278, "w0111")
    assert "278" in client.get(at("periods")).text


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"title": ""}, "Isi nama periode"),
        ({"ends_on": "2026-01-01"}, "tidak boleh sebelum tanggal mulai"),
        ({"starts_on": "besok"}, "Tulis tanggal seperti"),
        ({"users": "banyak"}, "dengan angka saja"),
    ],
)
def test_a_bad_plan_is_refused_and_nothing_typed_is_lost(client, wrong, words):
    make_office()
    page = enter(client, dewi).post(at("period_new"), plan(**wrong))

    assert page.status_code == 422
    assert words in page.text
    assert "2027-03-31" in page.text or "ends_on" in wrong
    assert not Period.objects.exists()


def test_a_file_is_shown_before_it_counts_and_counts_once(client):
    period = make_period()
    service = make_service()
    enter(client, dewi)

    shown = upload(
        client, period, f"{HEADER}\n4;4;4;4;4;4;4;4;4\n5;4;4;4;4;4;4;4;4\n3;3;3;3;3;3;3;3;\n", service=service.pk
    )
    assert "2 jawaban bisa dihitung, 1 baris ditolak" in shown.text
    assert "Baris 3: U1: nilai 5 di luar 1 sampai 4" in shown.text
    assert not Answer.objects.exists()
    token = shown.context["token"]
    for _ in range(2):
        client.post(at("import_confirm", period.pk), {"token": token})

    figures = figures_of(period)
    assert (figures.respondents, figures.parts[0].service, Answer.objects.count()) == (2, "surat-tidak-mampu", 2)
    assert "skm.csv: 2 lembar, Dewi Lestari" in client.get(at("period", period.pk)).text


@pytest.mark.parametrize("content, words", [("nama\nA\n", "Tidak ada kolom unsur"), ("", "Berkas ini kosong")])
def test_a_file_that_is_no_sheet_is_refused_beside_the_field(client, content, words):
    page = upload(enter(client, dewi), make_period(make_office()), content)

    assert page.status_code == 422
    assert words in page.text


def test_a_preview_of_somebody_else_or_a_forged_one_writes_nothing(client):
    period = make_period()
    token = upload(enter(client, dewi), period, f"{HEADER}\n4;4;4;4;4;4;4;4;4\n").context["token"]

    enter(client, retno)
    for value in (token, token[:-2], "", "x"):
        assert client.post(at("import_confirm", period.pk), {"token": value}).url == at("import_sheet", period.pk)

    assert not Answer.objects.exists()


def test_an_exclusion_needs_a_reason_and_a_second_person(client):
    period = make_period()
    row = answer(period, 1)
    enter(client, retno)
    assert client.post(at("exclude", period.pk, row.pk), {"reason": "salah"}).status_code == 422
    client.post(at("exclude", period.pk, row.pk), {"reason": "Diisi petugas sendiri di loket"})
    asked = Exclusion.objects.get()
    client.post(at("exclusion", period.pk, asked.pk), {"putusan": "setuju"})
    assert figures_of(period).excluded == 0
    assert "menunggu orang kedua" in client.get(at("period", period.pk)).text

    enter(client, budi).post(at("exclusion", period.pk, asked.pk), {"putusan": "setuju"})

    assert (figures_of(period).respondents, figures_of(period).excluded) == (0, 1)
    assert "dikeluarkan oleh BAMBANG BUDIONO" in client.get(at("period", period.pk)).text


def test_a_printed_table_is_computed_before_it_is_kept(client):
    make_office()
    table = "\n".join(f"{key}; {text.replace('.', ',')}" for key, text in DATA["kemlagi"]["2023"]["printed"].items())
    facts = {"title": "Tahun 2023", "starts_on": "2023-01-01", "ends_on": "2023-12-31", "table": table}
    enter(client, dewi)

    page = client.post(at("import_printed"), facts)
    assert "Tahun 2023: 85,27, mutu B" in page.text
    assert not PrintedResult.objects.exists()
    client.post(at("import_printed"), {**facts, "simpan": "1"})
    again = client.post(at("import_printed"), {**facts, "simpan": "1"})

    assert PrintedResult.objects.get().values["pengaduan"] == "82.38"
    assert "sudah dipakai" in again.text
    short = client.post(at("import_printed"), {**facts, "table": "waktu; 80"})
    assert "Unsur yang belum ada nilainya: persyaratan" in short.text


def test_the_counter_reads_but_changes_nothing_and_strangers_find_nothing(client):
    period = make_period()
    fill(period, 1, 4)
    doors = [at("period_new"), at("period_edit", period.pk), at("import_sheet", period.pk), at("import_printed")]

    enter(client, sari)
    assert client.get(at("period", period.pk)).status_code == 200
    assert [client.get(door).status_code for door in doors] == [403] * 4
    assert client.post(at("period_close", period.pk)).status_code == 403
    client.force_login(joko(at=timezone.now()).user)
    assert [client.get(door).status_code for door in [at("periods"), *doors]] == [404] * 5

    period.refresh_from_db()
    assert period.state == "open"


def test_a_period_of_another_office_is_not_found(client):
    other = make_period(make_office("KTH", "kartoharjo", unit_code="401.401"))
    make_office()
    enter(client, dewi)

    for name in ("period", "period_edit", "import_sheet"):
        assert client.get(at(name, other.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_whatever_their_length(client, django_assert_num_queries, count):
    period = make_period()
    for number in range(count):
        make_period(title=f"Lama {number}", state="closed")
        answer(period, *[None] * number, *[3] * (len(KEYS) - number))
    enter(client, dewi)
    client.get(at("periods"))

    with django_assert_num_queries(client_queries("periods")):
        client.get(at("periods"))
    with django_assert_num_queries(client_queries("period")):
        client.get(at("period", period.pk))


def client_queries(name):
    return {"periods": 7, "period": 9}[name]
