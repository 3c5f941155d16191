"""Offices and services for programs: what is open to residents, nothing else, at a constant cost."""

import pytest
from django.test.utils import CaptureQueriesContext

from services.actions.catalogue import adopt
from services.actions.seeding import load_catalogue
from services.models import Service, ServiceType
from tests.factories import MONDAY_9AM, make_area, make_office, make_service, make_village
from tests.services.api.asking import a_draft, a_service, get, send

pytestmark = pytest.mark.django_db


def test_an_office_is_listed_and_read_with_its_villages_and_hours():
    a_service()

    listed, read = get("/offices").json(), get("/offices/kemlagi").json()

    assert (listed["count"], [row["slug"] for row in listed["results"]]) == (1, ["kemlagi"])
    assert read["villages"] == [{"code": "35.16.15.2016", "name": "Desa Mojodadi"}]
    assert read["opening_text"]
    assert read["code"] == "KML"


def test_a_closed_office_is_nowhere():
    make_office(is_active=False)

    assert get("/offices").json()["results"] == []
    assert get("/offices/kemlagi").status_code == 404
    assert get("/offices/kemlagi/services").status_code == 404


def test_a_service_shows_what_residents_read_and_what_a_form_asks():
    service = a_service()

    read = get(f"/offices/kemlagi/services/{service.slug}").json()

    questions = {question["name"]: question for question in read["questions"]}
    assert (read["version"], read["promise"]["text"], read["fee"], read["validity_days"]) == (1, "60 menit", 0, 180)
    assert [paper["key"] for paper in read["requirements"]] == ["ktp", "kk"]
    assert [purpose["key"] for purpose in read["purposes"]] == ["berobat", "sekolah"]
    assert (questions["nik"]["kind"], questions["nik"]["label"]) == ("nik", "NIK")
    assert [choice["value"] for choice in questions["desa_kelurahan"]["choices"]] == ["35.16.15.2016", "luar"]
    assert questions["relation"]["only_when"] == {"name": "whom", "value": "wakil"}
    assert questions["nama"]["only_when"] is None


def test_a_list_of_people_names_the_questions_of_a_row():
    service = a_service(fields=["nama", "nik", "saksi[2] {nama,nik}"])

    read = get(f"/offices/kemlagi/services/{service.slug}").json()

    rows = next(question for question in read["questions"] if question["name"] == "saksi")
    assert (rows["kind"], rows["min_rows"], rows["max_rows"]) == ("people", 2, 2)
    assert [sub["name"] for sub in rows["fields_of_row"]] == ["nama", "nik", "alamat"]


@pytest.mark.parametrize("facts", [{"is_offered": False}, {"current": None}])
def test_what_residents_cannot_ask_for_is_not_shown(facts):
    service = a_service()
    for name, value in facts.items():
        setattr(service, name, value)
    service.save()

    assert get("/offices/kemlagi/services").json()["count"] == 0
    assert get(f"/offices/kemlagi/services/{service.slug}").status_code == 404


def test_a_service_is_found_under_its_own_office_only():
    service = a_service()
    make_office("KTH", "kartoharjo", area=make_area("35.77.01", name="Kartoharjo"))

    assert get(f"/offices/kartoharjo/services/{service.slug}").status_code == 404
    assert get("/offices/kartoharjo/services").json()["count"] == 0


def test_everyday_words_find_a_service():
    service = a_service()
    service.synonyms = "surat miskin, sktm"
    service.save()

    assert [row["slug"] for row in get("/offices/kemlagi/services", q="surat miskn").json()["results"]] == [
        service.slug
    ]
    assert get("/offices/kemlagi/services", q="qwertz").json()["count"] == 0


@pytest.mark.parametrize("query, name", [
    ({"size": 1_000_000}, "size"), ({"size": 0}, "size"), ({"page": "٣"}, "page"), ({"page": "-1"}, "page"), ({"page": "1\x00"}, "page"),
    ({"q": "x" * 81}, "q"), ({"q": "a\x00b"}, "q"), ({"order": "nik"}, "order"),
])  # fmt: skip
def test_a_query_out_of_bounds_is_refused_by_name(query, name):
    a_service()

    answer = get("/offices/kemlagi/services", **query)

    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [name]


def test_a_page_beyond_the_last_is_empty():
    a_service()

    assert get("/offices", page=7).json() == {"count": 1, "page": 7, "size": 50, "results": []}


def queries_of(path: str) -> int:
    from django.db import connection

    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("path", ["/offices", "/offices/kemlagi/services"])
def test_a_list_costs_the_same_whatever_it_holds(path):
    service = a_service()
    get(path)
    before = queries_of(path)

    for number in range(2):
        place = make_office(
            f"OF{'XY'[number]}", f"lain-{number}", area=make_area(f"35.77.0{number}", name=f"Lain {number}")
        )
        make_service(place, slug=f"lain-{number}")
        make_service(service.office, slug=f"layanan-{number}")

    assert queries_of(path) == before
    assert get(path).json()["count"] == 3


@pytest.fixture
def shipped(db):
    """An office that offers every service of the shared catalogue."""
    load_catalogue(at=MONDAY_9AM)
    office = make_office()
    make_village()
    for type_ in ServiceType.objects.all():
        service = adopt(type_, office, staff=None, at=MONDAY_9AM)
        service.versions.update(published_at=MONDAY_9AM)
        Service.objects.filter(pk=service.pk).update(current=service.versions.get(), is_offered=True)
    rows = get("/offices/kemlagi/services", size=100).json()["results"]
    return [get(f"/offices/kemlagi/services/{row['slug']}").json() for row in rows]


def test_every_shipped_service_tells_what_it_asks(shipped):
    questions = [question for one in shipped for question in one["questions"]]

    assert len(shipped) == 39
    assert all({"phone", "delivery"} < {question["name"] for question in one["questions"]} for one in shipped)
    assert all(question["choices"] for question in questions if question["kind"] == "choice")
    assert all(question["fields_of_row"] for question in questions if question["kind"] == "people")
    assert all("<" not in question["label"] + question["hint"] for question in questions)


def test_whoever_follows_the_description_is_understood(shipped):
    """A program that knows nothing but `questions` fills in every shipped service; only the papers are missing then."""
    for one in shipped:
        answer = send(
            Service.objects.get(slug=one["slug"]),
            a_draft(Service.objects.get(slug=one["slug"])),
            answers_to(one["questions"]),
        )
        if answer.status_code == 400:
            assert {name.split(".")[0] for name in answer.json()["errors"]} == {"papers"}, (
                one["slug"],
                answer.json()["errors"],
            )
        else:
            assert answer.status_code == 201, answer.json()
            assert not [
                paper
                for paper in one["requirements"]
                if paper["is_uploaded"] and paper["is_required"] and not paper["only_for"]
            ]


def answers_to(questions):
    return {
        question["name"]: answer_to(question)
        for question in questions
        if question["required"] and not question["only_when"]
    }


def answer_to(question):
    if question["kind"] == "people":
        return [{sub["name"]: answer_to(sub) for sub in question["fields_of_row"]} for _ in range(question["min_rows"])]
    if question["choices"]:
        return question["choices"][0]["value"]
    if question["kind"] in {"integer", "decimal", "money"}:
        return question["minimum"] or question["maximum"] or 5
    written = {
        "nik": "3516154405880004", "kk": "3516151203100001", "date": "4 5 1988", "time": "09.05", "phone": "081200001234",
        "email": "siti@contoh.id", "rt": "001", "rw": "002",
    }  # fmt: skip
    return written.get(question["kind"], "Siti Rohmah")
