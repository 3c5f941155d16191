"""What residents read: home, list, search, requirement page."""

import pytest
from django.urls import reverse

from services.models import Poster, Requirement, Service, ServiceType
from services.queries.catalogue import fold, search
from tests.factories import MONDAY_9AM, make_office, make_service, make_village

pytestmark = pytest.mark.django_db


def page(client, name, *args, **params):
    return client.get(reverse(f"services:{name}", args=["kemlagi", *args]), params)


def test_home_names_the_office_and_its_services(client):
    make_service()

    answer = page(client, "home")

    assert answer.status_code == 200
    assert "Kecamatan Kemlagi" in answer.text
    assert "1 layanan, dari HP atau loket" in answer.text


@pytest.mark.parametrize("services", [1, 3])
def test_lists_cost_the_same_whatever_their_length(client, django_assert_num_queries, services):
    for number in range(services):
        make_service(slug=f"layanan-{number}")
    page(client, "help")  # fills the shell's cache

    with django_assert_num_queries(11):
        page(client, "home", fresh=1)  # an unknown question is never answered from what was kept
    with django_assert_num_queries(2):
        page(client, "catalogue", fresh=1)
    with django_assert_num_queries(2):
        page(client, "search", q="surat")


def test_the_requirement_page_lists_papers_and_what_depends_on_the_purpose(client):
    service = make_service()
    Requirement.objects.create(
        version=service.current,
        key="rujukan",
        name="Surat rujukan",
        kind="document_copy",
        only_for="berobat",
        position=3,
    )

    answer = page(client, "service", "surat-tidak-mampu")

    assert "Siapkan 2 berkas ini" in answer.text
    assert "60 menit" in answer.text
    assert "180 hari" in answer.text
    assert "Surat rujukan" in answer.text


def test_the_list_can_be_read_by_occasion(client):
    kind = ServiceType.objects.create(
        code="UJI-1", level="kecamatan", name="Uji", category="sosial", draft={"needs": ["berobat"]}
    )
    Service.objects.filter(pk=make_service().pk).update(type=kind)
    make_service(slug="lain")

    whole, sick = page(client, "catalogue"), page(client, "catalogue", butuh="berobat")

    assert "2 layanan" in whole.text
    assert "Sakit dan berobat" in whole.text
    assert "1 layanan" in sick.text
    assert page(client, "catalogue", butuh="tidak-ada").status_code == 200


def test_a_scanned_poster_names_its_hall(client):
    make_service()
    poster = Poster.objects.create(
        code=12, office=make_office(), area=make_village(), hall="Balai Desa Mojodadi", created_at=MONDAY_9AM
    )

    answer = page(client, "service", "surat-tidak-mampu", asal=poster.code)

    assert "Anda memindai QR di Balai Desa Mojodadi" in answer.text
    assert "?asal=12" in answer.text


def test_a_service_that_is_not_offered_or_of_another_office_is_not_found(client):
    make_service(published=False)

    assert page(client, "service", "surat-tidak-mampu").status_code == 404
    assert client.get("/tidak-ada/").status_code == 404


def test_a_paused_service_says_why_and_takes_no_requests(client):
    service = make_service()
    Service.objects.filter(pk=service.pk).update(pause_reason="Blangko habis.")

    answer = page(client, "service", "surat-tidak-mampu")

    assert "Blangko habis." in answer.text
    assert "Ajukan dari HP" not in answer.text


@pytest.mark.parametrize(
    "typed",
    [
        "tidak mampu",
        "surat tdk mampu",
        "sktm",
        "surat miskin",
        "SKTM!",
        "srat tidak manpu",
        "surat keterangan tidak mampu",
    ],
)
def test_search_knows_everyday_names_and_forgives_slips(typed):
    service = make_service()
    service.synonyms = "surat miskin, sktm"
    other = make_service(slug="skck", short_name="Pengantar SKCK")
    other.name = "Surat Pengantar SKCK"

    assert search([other, service], typed)[0] == service


@pytest.mark.parametrize("typed", ["", "   ", "zzzz qqqq", "\x00", "🙂"])
def test_search_finds_nothing_for_nonsense(typed):
    assert search([make_service()], typed) == []


def test_folding_keeps_plain_words_only():
    assert fold("  SURAT—Miskin (é)\n") == "surat miskin e"
    assert len(fold("x" * 100_000)) <= 80
