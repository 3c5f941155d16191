"""Pages that are the same for all are made once in half a minute, and only for who carries nothing of their own."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from services.models import Service
from tests.factories import make_office, make_service
from tests.people import PASSWORD, sari

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    make_service()
    return reverse("services:catalogue", args=[make_office().slug])


def rename(name):
    Service.objects.update(name=name)
    for service in Service.objects.select_related("current"):
        type(service.current).objects.filter(pk=service.current_id).update(name=name, short_name=name)


def test_the_second_visitor_asks_the_database_nothing(client, address, django_assert_num_queries):
    first = client.get(address)

    with django_assert_num_queries(0):
        second = client.get(address)

    assert second.content == first.content
    assert second.headers["Vary"] == "Cookie"


def test_a_change_shows_when_the_page_is_made_again(client, address):
    client.get(address)
    rename("Surat Keterangan Baru")

    assert "Surat Keterangan Baru" not in client.get(address).text
    cache.clear()  # half a minute later
    assert "Surat Keterangan Baru" in client.get(address).text


def test_somebody_who_is_logged_in_sees_the_change_at_once(client, address):
    client.get(address)
    sari()
    client.post(reverse("office:login"), {"username": "sari", "password": PASSWORD})
    rename("Surat Keterangan Baru")

    assert "Surat Keterangan Baru" in client.get(address).text


def test_a_page_made_for_a_member_of_staff_is_not_kept_for_others(client, address):
    sari()
    client.post(reverse("office:login"), {"username": "sari", "password": PASSWORD})
    client.get(address)
    client.logout()

    assert "Sari" not in client.get(address).text


def test_other_questions_are_answered_fresh(client, address):
    client.get(f"{address}?x=1")
    rename("Surat Keterangan Baru")

    assert "Surat Keterangan Baru" in client.get(f"{address}?x=1").text


def test_a_page_of_one_host_is_not_shown_under_another(client, address):
    client.get(address)
    rename("Surat Keterangan Baru")

    assert "Surat Keterangan Baru" in client.get(address, HTTP_HOST="127.0.0.1").text


def test_what_is_not_found_is_not_kept(client, address):
    missing = f"{address}belum-ada/"
    assert client.get(missing).status_code == 404
    make_service(slug="belum-ada")

    assert client.get(missing).status_code == 200


def test_an_office_that_does_not_exist_is_not_found(client, address):
    assert client.get(address.replace("kemlagi", "entah")).status_code == 404
