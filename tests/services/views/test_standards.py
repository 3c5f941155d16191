"""The standar pelayanan and the maklumat as the public page hands them out."""

import subprocess
from datetime import date

import pytest
from django.urls import reverse

from services.actions.catalogue import adopt, publish
from services.actions.seeding import load_catalogue
from services.models import ServiceType
from tests.factories import MONDAY_9AM, make_office, make_service
from tests.people import budi, dewi

pytestmark = pytest.mark.django_db


def text_of(answer):
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=answer.content, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


def page(client, name, *args):
    return client.get(reverse(f"services:{name}", args=["kemlagi", *args]))


def test_a_shared_service_prints_all_fourteen_components(client):
    load_catalogue(at=MONDAY_9AM)
    office, editor = make_office(), dewi()
    service = adopt(
        ServiceType.objects.filter(level="kecamatan", draft__version__product="letter").first(),
        office,
        staff=editor,
        at=MONDAY_9AM,
    )
    publish(service.versions.get(), staff=editor, at=MONDAY_9AM, note="pertama")

    answer = page(client, "standard_pdf", service.slug)

    assert answer["Content-Type"] == "application/pdf"
    text = text_of(answer)
    assert "Kecamatan Kemlagi" in text
    assert "Belum diisi" not in text
    assert "{" not in text
    assert service.versions.get().procedure[0]["title"] in text


def test_a_component_nobody_wrote_is_seen_to_be_missing(client):
    make_service()

    assert "Belum diisi" in text_of(page(client, "standard_pdf", "surat-tidak-mampu"))


def test_a_draft_has_no_sheet(client):
    make_service(published=False)

    assert page(client, "standard_pdf", "surat-tidak-mampu").status_code == 404


def test_the_pledge_is_printed_with_who_stands_for_it(client):
    make_office(pledge="Kami sanggup melayani.", pledge_date=date(2026, 1, 5))
    budi()

    text = text_of(page(client, "pledge_pdf"))

    assert "Kami sanggup melayani." in text
    assert "BAMBANG BUDIONO" in text
    assert "5 Januari 2026" in text


def test_without_a_pledge_there_is_no_sheet(client):
    make_office()

    assert page(client, "pledge_pdf").status_code == 404
