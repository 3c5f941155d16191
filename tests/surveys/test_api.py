"""The survey in the API: the page's figures, the page's silence about few answers."""

from __future__ import annotations

import csv
import io

import pytest

from surveys.actions import subjects
from surveys.actions.importing import import_printed
from tests.factories import MONDAY_9AM, make_office, make_service
from tests.people import dewi
from tests.surveys.making import fill, make_period
from tests.surveys.test_counting import make_paper

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/offices/kemlagi/satisfaction"


def test_the_index_of_the_running_period(client):
    period = make_period(target=217)
    fill(period, 30, 4)
    fill(period, 4, 3, subject=subjects.of_service(make_service()))

    data = client.get(ROOT).json()

    assert (data["index"], data["mutu"], data["respondents"], data["period"]["id"]) == (97.06, "A", 34, period.pk)
    assert data["period"] | {"id": 0} == {
        "id": 0, "title": "Triwulan IV 2026", "family": "skm", "regulation": "PermenPANRB 14/2017", "starts_on": "2026-10-01",
        "ends_on": "2026-12-31", "is_running": True, "policy": "exact", "pooling": "respondents", "target": 217,
    }  # fmt: skip
    assert data["unsur"][8] == {"key": "sarana", "number": "U9", "name": "Sarana dan Prasarana", "n": 34, "nrr": 3.882, "index": 97.06, "mutu": "A"}  # fmt: skip
    assert [(row["slug"], row["respondents"], row["index"]) for row in data["services"]] == [
        ("", 30, None),
        ("surat-tidak-mampu", None, None),
    ]


def test_few_answers_give_a_count_and_no_index(client):
    fill(make_period(), 12)

    data = client.get(ROOT).json()

    assert (data["index"], data["mutu"], data["unsur"], data["respondents"], data["enough"]) == (None, None, [], 12, 30)


def test_a_service_and_a_period_can_be_asked_for(client):
    period = make_period()
    fill(period, 30, 4, subject=subjects.of_service(make_service()))
    fill(period, 30, 2)

    data = client.get(f"{ROOT}?period={period.pk}&service=surat-tidak-mampu").json()

    assert (data["index"], data["service"]) == (100.0, "surat-tidak-mampu")
    assert client.get(f"{ROOT}/periods").json()["count"] == 1
    for query, status in {
        "service=lain": 404,
        "period=99999": 404,
        "period=x": 400,
        "service=%00": 400,
        "lain=1": 400,
    }.items():
        assert client.get(f"{ROOT}?{query}").status_code == status, query


def test_drafts_and_offices_without_survey_are_not_found(client):
    make_period(state="draft")

    assert client.get(ROOT).status_code == 404
    assert client.get("/api/v1/offices/lain/satisfaction").status_code == 404
    assert client.get(f"{ROOT}/periods").json()["results"] == []


def test_the_open_data_hold_computed_and_printed_results_apart(client):
    fill(make_period(), 6, 4)
    import_printed(make_paper("2023"), staff=dewi(make_office()), at=MONDAY_9AM)

    answer = client.get(f"{ROOT}/open-data.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert [(row["periode"], row["asal"], row["layanan"], row["nilai"]) for row in rows if row["unsur"] == "IKM"] == [
        ("Triwulan IV 2026", "dihitung", "semua layanan", "100,00"),
        ("Triwulan IV 2026", "dihitung", "Pelayanan kantor", "100,00"),
        ("Tahun 2023", "cetakan", "semua layanan", "85,27"),
    ]
