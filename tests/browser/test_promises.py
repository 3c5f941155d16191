"""The promise in figures, as the Kasi and everybody see it, on a phone and on a wide screen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from office.models import Role
from services.models import Service
from tests.factories import make_service, staff
from tests.people import PASSWORD, budi, retno, sari
from tests.services.promise_rows import brought, finished, late, objected, paused, still_open

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


@pytest.fixture
def months():
    """Three months of three services and three officers."""
    now = timezone.now() - timedelta(minutes=5)
    for person in (sari, retno, budi):
        person()
    people = [
        sari().user,
        staff("tono", "Tono Haryanto", Role.COUNTER).user,
        staff("rani", "Rani Puspita", Role.VERIFIER).user,
    ]
    services = [
        make_service(), make_service(slug="keramaian", name="Surat Pengantar Izin Keramaian"),
        make_service(slug="kredit", name="Surat Pengantar Pengajuan Kredit Usaha Rakyat dan Taspen"),
    ]  # fmt: skip
    for service in services:
        Service.objects.filter(pk=service.pk).update(name=service.current.name)
    for number in range(60):
        facts = {"service": services[number % 5 % 3], "officer": people[number % 7 % 3]}
        make = late if number % 8 == 7 else finished
        row = make(now - timedelta(days=number * 2 % 80 // 2), 20 + number, **facts)
        if number % 8 == 7:
            paused(row, 15)
            objected(row, now, "upheld" if number % 16 == 7 else "")
            brought(row, now - timedelta(hours=5), hours=number % 16 / 3 or None, courier=facts["officer"])
    still_open(now, service=services[0])
    return services


@pytest.mark.parametrize("width", ["phone", "desk"])
def test_the_figures_are_accessible_and_fit(people, months, width):
    looker = people.with_phone() if width == "phone" else people.at_desk()
    public = {
        "janji-publik": "/kemlagi/janji/",
        "beranda": "/kemlagi/",
        "syarat": f"/kemlagi/layanan/{months[0].slug}/",
    }
    for name, path in public.items():
        looker.open(path)
        looker.look(f"{name}-{width}")
    looker.log_in("retno", PASSWORD)
    for name, path in {"janji": "", "janji-terlambat": "terlambat/"}.items():
        looker.open(f"/petugas/kemlagi/janji-layanan/{path}")
        looker.look(f"{name}-{width}")
