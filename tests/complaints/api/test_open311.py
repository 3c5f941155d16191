"""Open311 GeoReport v2, as a client written by others meets it."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from complaints.actions import api_keys, intake
from complaints.models import ApiKey, Category, Complaint, ComplaintIdentity, ComplaintSettings, ComplaintSource
from complaints.report import Report
from complaints.workflow import Identity
from tests.factories import MONDAY_9AM, local, make_office, make_village
from tests.people import dewi

pytestmark = pytest.mark.django_db
V2 = "/open311/v2"


@pytest.fixture
def office():
    office = make_office()
    make_village()
    ComplaintSettings.objects.create(office=office)
    roads = Category.objects.create(office=office, key="jalan", name="Jalan & jembatan", hint="Lubang, rusak")
    Category.objects.create(office=office, parent=roads, key="jalan-berlubang", name="Jalan berlubang")
    Category.objects.create(office=office, key="pungli", name="Pungutan liar", is_sensitive=True)
    return office


@pytest.fixture
def key(office):
    return api_keys.make_key(name="Aplikasi kota", contact="app@contoh.id", staff=dewi(office), at=MONDAY_9AM)[1]


def make(office, *, published=True, at=MONDAY_9AM, number=1, category="jalan-berlubang", **facts):
    report = Report(
        category=category, text="Jalan berlubang di depan pasar, hubungi 081234567890", may_publish=True,
        village_code="35.16.15.2016", rw="3", landmark="Depan rumah Bu Siti", name="Siti Rohmah", phone="6281234567890", **facts,
    )  # fmt: skip
    complaint = intake.receive(office, report, key=f"uji-{number}", source=ComplaintSource.WEB, at=at).complaint
    if published:
        Complaint.objects.filter(pk=complaint.pk).update(
            published_at=at, public_text="Jalan berlubang di depan pasar, hubungi •••"
        )
    return complaint


def send(client, key, ending="json", **facts):
    said = {
        "jurisdiction_id": "kemlagi", "api_key": key, "service_code": "jalan-berlubang",
        "description": "Lubang besar di jalan desa", "lat": "-7.3811", "long": "112.3822", **facts,
    }  # fmt: skip
    return client.post(f"{V2}/requests.{ending}", said)


def test_discovery_leads_to_the_endpoint_in_both_forms(client, office):
    told = client.get("/open311/discovery.json").json()
    drawn = ElementTree.fromstring(client.get("/open311/discovery.xml").content)

    assert told["endpoints"][0]["url"] == "http://localhost:8000/open311/v2"
    assert told["endpoints"][0]["formats"] == ["text/xml", "application/json"]
    assert [item.text for item in drawn.findall("endpoints/endpoint/formats/format")] == [
        "text/xml",
        "application/json",
    ]
    assert "kemlagi (Kecamatan Kemlagi)" in drawn.findtext("key_service")


def test_services_are_the_categories_a_report_can_be_sent_under(client, office):
    answer = client.get(f"{V2}/services.json?jurisdiction_id=kemlagi")

    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.json() == [
        {
            "service_code": "jalan-berlubang", "service_name": "Jalan berlubang", "description": "", "metadata": True,
            "type": "realtime", "keywords": "", "group": "Jalan & jembatan",
        }
    ]  # fmt: skip


def test_xml_is_what_the_specification_draws(client, office):
    answer = client.get(f"{V2}/services.xml?jurisdiction_id=kemlagi")

    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert answer.content.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    drawn = ElementTree.fromstring(answer.content)
    assert (drawn.tag, drawn[0].tag) == ("services", "service")
    assert drawn.findtext("service/metadata") == "true"
    assert drawn.findtext("service/group") == "Jalan & jembatan"


def test_a_definition_lists_the_villages(client, office):
    told = client.get(f"{V2}/services/jalan-berlubang.json?jurisdiction_id=kemlagi").json()
    drawn = ElementTree.fromstring(client.get(f"{V2}/services/jalan-berlubang.xml?jurisdiction_id=kemlagi").content)

    assert [row["code"] for row in told["attributes"]] == ["jenis", "desa", "rw", "patokan", "rahasia"]
    assert told["attributes"][1]["values"] == [{"key": "35.16.15.2016", "name": "Desa Mojodadi"}]
    assert drawn.findtext("attributes/attribute[2]/values/value/key") == "35.16.15.2016"


@pytest.mark.parametrize("query, status", [
    ("services.json?jurisdiction_id=tidak-ada", 404),
    ("services/entah.json?jurisdiction_id=kemlagi", 404),
    ("services/pungli.json?jurisdiction_id=kemlagi", 404),
    ("requests/KML-P-2611-99999.json", 404),
    ("requests.json?jurisdiction_id=kemlagi&status=rusak", 400),
    ("requests.json?jurisdiction_id=kemlagi&start_date=kemarin", 400),
    ("requests.json?jurisdiction_id=kemlagi&start_date=2026-11-01T00:00:00", 400),
])  # fmt: skip
def test_a_wrong_question_gets_code_and_description(client, office, query, status):
    answer = client.get(f"{V2}/{query}")

    assert answer.status_code == status
    assert answer.json()[0]["code"] == status
    assert answer.json()[0]["description"]


def test_one_office_needs_no_jurisdiction_and_several_do(client, office):
    assert client.get(f"{V2}/services.json").status_code == 200

    other = make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo", unit_code="401")
    ComplaintSettings.objects.create(office=other)

    assert client.get(f"{V2}/services.json").json()[0]["code"] == 400


def test_errors_are_drawn_in_xml_too(client, office):
    drawn = ElementTree.fromstring(client.get(f"{V2}/services/entah.xml?jurisdiction_id=kemlagi").content)

    assert (drawn.tag, drawn.findtext("error/code")) == ("errors", "404")


def test_a_published_complaint_is_read_without_what_points_at_a_person(client, office):
    complaint = make(office)

    row = client.get(f"{V2}/requests/{complaint.number}.json").json()[0]

    assert row["service_request_id"] == complaint.number
    assert (row["status"], row["status_notes"]) == ("open", "Diterima")
    assert row["description"] == "Jalan berlubang di depan pasar, hubungi •••"
    assert row["address"] == "RW 3, Desa Mojodadi, Kecamatan Kemlagi"
    assert row["requested_datetime"] == "2026-11-23T09:00:00+07:00"
    assert "Siti" not in json.dumps(row)
    assert "081234" not in json.dumps(row)


def test_of_an_unpublished_one_only_its_state_is_told(client, office):
    complaint = make(office, published=False)

    row = client.get(f"{V2}/requests/{complaint.number}.json").json()[0]

    assert row["status"] == "open"
    assert [row[name] for name in ("description", "address", "lat", "long", "media_url", "zipcode")] == [None] * 6
    assert client.get(f"{V2}/requests.json?jurisdiction_id=kemlagi").json() == []


def test_what_concerns_the_office_itself_is_not_there_at_all(client, office):
    complaint = make(office, published=False)
    Complaint.objects.filter(pk=complaint.pk).update(is_sensitive=True)

    assert client.get(f"{V2}/requests/{complaint.number}.json").status_code == 404
    assert client.get(f"{V2}/tokens/{complaint.number}.json").status_code == 404


def test_a_list_is_filtered_by_number_service_state_and_time(client, office):
    now = local("2026-11-22T09:00")
    first = make(office, number=1, at=now - timedelta(days=30))
    second = make(office, number=2, at=now - timedelta(days=3))
    make(office, number=3, at=now - timedelta(days=200))

    def numbers(query):
        return [
            row["service_request_id"]
            for row in client.get(f"{V2}/requests.json?jurisdiction_id=kemlagi&{query}").json()
        ]

    assert numbers("start_date=2026-10-01T00:00:00%2B07:00&end_date=2026-12-01T00:00:00%2B07:00") == [
        second.number,
        first.number,
    ]
    assert numbers("start_date=2026-11-10T00:00:00%2B07:00&end_date=2026-12-01T00:00:00Z") == [second.number]
    assert numbers(f"service_request_id={first.number},{second.number},KML-P-2611-99999") == [
        first.number,
        second.number,
    ]
    assert numbers("status=closed") == []
    assert numbers("service_code=lain") == []


def test_the_list_asks_the_database_the_same_for_one_and_for_three(client, office):
    def count():
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{V2}/requests.json?jurisdiction_id=kemlagi&end_date=2026-12-01T00:00:00Z")
        return len(asked)

    make(office)
    count()
    one = count()
    make(office, number=2)
    make(office, number=3)

    assert count() == one == 3


def test_a_request_is_taken_once_however_often_it_is_sent(client, office, key):
    first, second = send(client, key), send(client, key)

    assert first.status_code == 201
    assert first.json()[0]["service_request_id"] == second.json()[0]["service_request_id"]
    assert first.json()[0]["account_id"] is None
    complaint = Complaint.objects.get()
    assert (complaint.source, complaint.identity) == (ComplaintSource.OPEN311, Identity.ANONYMOUS)
    assert ApiKey.objects.get().used_on is not None


def test_a_sender_with_a_name_is_kept_apart_and_may_ask_for_secrecy(client, office, key):
    answer = send(
        client,
        key,
        "xml",
        first_name="Siti",
        last_name="Rohmah",
        phone="0812 3456 7890",
        **{"attribute[rahasia]": "ya"},
    )

    assert (
        ElementTree.fromstring(answer.content).findtext("request/service_request_id") == Complaint.objects.get().number
    )
    assert Complaint.objects.get().identity == Identity.SECRET
    assert ComplaintIdentity.objects.get().phone == "6281234567890"


@pytest.mark.parametrize("facts, status, said", [
    ({"api_key": "salah"}, 403, "api_key"),
    ({"service_code": ""}, 400, "service_code"),
    ({"service_code": "entah"}, 404, "service_code"),
    ({"service_code": "pungli"}, 404, "service_code"),
    ({"jurisdiction_id": "entah"}, 404, "jurisdiction_id"),
    ({"description": "rusak"}, 400, "description"),
    ({"lat": "", "long": ""}, 400, "address_string"),
    ({"lat": "-7.3", "long": ""}, 400, "lat dan long"),
    ({"lat": "sini"}, 400, "lat"),
    ({"lat": "NaN"}, 400, "lat"),
    ({"lat": "91"}, 400, "lat"),
    ({"phone": "12"}, 400, "phone"),
    ({"email": "bukan"}, 400, "email"),
    ({"attribute[desa]": "99"}, 400, "attribute[desa]"),
])  # fmt: skip
def test_a_request_that_will_not_do_is_refused_and_nothing_is_kept(client, office, key, facts, status, said):
    answer = send(client, key, **facts)

    assert answer.status_code == status
    assert said in answer.json()[0]["description"]
    assert not Complaint.objects.exists()


def test_a_revoked_key_ends_at_once(client, office, key):
    assert api_keys.revoke_key(ApiKey.objects.get(), staff=dewi(office), at=MONDAY_9AM)
    assert not api_keys.revoke_key(ApiKey.objects.get(), staff=dewi(office), at=MONDAY_9AM)

    assert send(client, key).status_code == 403
    assert not Complaint.objects.exists()


def test_a_key_opens_its_own_office_only(client, office, key):
    other = make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo", unit_code="401")
    ComplaintSettings.objects.create(office=other)
    Category.objects.create(office=other, key="jalan-berlubang", name="Jalan berlubang")

    assert send(client, key, jurisdiction_id="kartoharjo").status_code == 403


def test_a_token_is_the_number_itself(client, office, key):
    number = send(client, key).json()[0]["service_request_id"]

    assert client.get(f"{V2}/tokens/{number}.json").json() == [{"service_request_id": number, "token": number}]


def test_words_that_xml_cannot_hold_are_left_out(client, office):
    complaint = make(office)
    Complaint.objects.filter(pk=complaint.pk).update(public_text="Jalan \x0b\ufffe <rusak> & becek 🙂")

    drawn = ElementTree.fromstring(client.get(f"{V2}/requests/{complaint.number}.xml").content)

    assert drawn.findtext("request/description") == "Jalan  <rusak> & becek 🙂"
