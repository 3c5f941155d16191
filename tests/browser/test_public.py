"""Residents' reading pages, on a phone and at a desk, with and without JavaScript."""

from __future__ import annotations

import pytest

from office.models import Office
from services.models import Requirement
from tests.factories import MONDAY_9AM, make_office, make_service, make_village
from tests.people import sari

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "landing": "/", "beranda": "/kemlagi/", "layanan": "/kemlagi/layanan/", "syarat": "/kemlagi/layanan/surat-tidak-mampu/", "cari": "/kemlagi/cari/?q=sktm",
    "cari-nihil": "/kemlagi/cari/?q=zzz", "maklumat": "/kemlagi/maklumat/", "bantuan": "/kemlagi/bantuan/", "privasi": "/kemlagi/privasi/",
    "aksesibilitas": "/kemlagi/aksesibilitas/", "cek": "/cek/", "lacak": "/kemlagi/lacak/", "masuk": "/masuk/",
}  # fmt: skip


@pytest.fixture
def office() -> Office:
    office = make_office()
    service = make_service(office)
    service.synonyms = "sktm"
    service.save()
    assert service.current
    Requirement.objects.create(
        version=service.current,
        key="rujukan",
        name="Surat rujukan",
        kind="document_copy",
        only_for="berobat",
        position=4,
    )
    make_office("KTH", "kartoharjo", name="Kecamatan Kartoharjo")
    make_village()
    sari(office, at=MONDAY_9AM)
    return office


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
@pytest.mark.parametrize("width", ["phone", "desk"])
def test_reading_pages_are_accessible_and_whole(people, office, width, javascript):
    looker = people.with_phone(javascript=True) if width == "phone" else people.at_desk(javascript=True)
    if not javascript:
        plain = people.with_phone(javascript=False)
        for path in PAGES.values():
            plain.open(path)
            assert plain.page.locator("h1").count() == 1
        return
    for name, path in PAGES.items():
        looker.open(path)
        looker.look(f"{name}-{width}")


def test_ticked_papers_stay_on_the_phone(people, office):
    phone = people.with_phone()
    phone.open(PAGES["syarat"])
    phone.page.get_by_label("KTP pemohon").check()

    phone.open(PAGES["syarat"])

    assert phone.page.get_by_label("KTP pemohon").is_checked()
    assert phone.page.context.cookies() == []


@pytest.mark.parametrize("path", ["/kemlagi/", "/kemlagi/layanan/surat-tidak-mampu/"])
def test_a_first_visit_is_light(people, office, path):
    phone = people.with_phone()
    sizes: list[int] = []
    phone.page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))

    phone.open(path)
    phone.page.wait_for_load_state("networkidle")

    assert len(sizes) <= 8
    # The live test server does not compress: the budget of 60 KB compressed is about 110 KB here (CSS alone shrinks fourfold).
    assert sum(sizes) < 130_000
