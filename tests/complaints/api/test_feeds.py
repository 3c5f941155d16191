"""RSS of what is published, and of nothing else."""

from xml.etree import ElementTree

import pytest

from complaints.actions import intake, seeding
from complaints.models import Category, Complaint, ComplaintSource
from complaints.report import Report
from tests.factories import MONDAY_9AM, make_office, make_village

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    office = make_office()
    make_village()
    seeding.set_up(office, at=MONDAY_9AM)
    return office


def make(office, number, *, published=True, **facts):
    topic = Category.objects.filter(office=office, parent__isnull=False, is_sensitive=False).order_by("pk").first()
    report = Report(
        category=topic.key,
        text="Lampu mati sejak Senin",
        may_publish=True,
        name="Siti",
        village_code="35.16.15.2016",
        **facts,
    )
    complaint = intake.receive(office, report, key=str(number), source=ComplaintSource.WEB, at=MONDAY_9AM).complaint
    if published:
        Complaint.objects.filter(pk=complaint.pk).update(
            published_at=MONDAY_9AM, public_text="Lampu mati", title=f"Lampu mati {number} <b> 081234567890 \x0b"
        )
    return complaint


def items(client, path):
    answer = client.get(path)
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    return [
        {part.tag: part.text for part in item}
        for item in ElementTree.fromstring(answer.content).findall("channel/item")
    ]


def test_the_feed_of_an_office_has_what_is_published(client, office):
    shown, hidden = make(office, 1), make(office, 2, published=False)

    found = items(client, "/kemlagi/laporan-warga/rss.xml")

    assert [row["title"] for row in found] == ["Lampu mati 1 <b> ••• "]
    assert found[0]["link"] == found[0]["guid"] == f"http://localhost:8000/kemlagi/laporan-warga/{shown.number}/"
    assert hidden.number not in str(found)


def test_a_feed_of_a_category_and_of_an_rw_has_its_own_only(client, office):
    make(office, 1, rw="3")
    make(office, 2, rw="4")
    key = Complaint.objects.first().category.key

    assert len(items(client, f"/kemlagi/laporan-warga/rss/kategori/{key}.xml")) == 2
    assert len(items(client, "/kemlagi/laporan-warga/rss/wilayah/35.16.15.2016/rw-3.xml")) == 1
    assert client.get("/kemlagi/laporan-warga/rss/kategori/tidak-ada.xml").status_code == 404
    assert client.get("/kemlagi/laporan-warga/rss/wilayah/99/rw-3.xml").status_code == 404
