"""What a resident is told when the papers are complete: by when, naming the holidays, short enough to be read."""

import pytest

from office.models import Message, Office
from services.actions import review
from services.models import ServiceVersion
from tests.factories import local, make_service, submit
from tests.people import sari

pytestmark = pytest.mark.django_db
LONGEST = 300


def told(at: str) -> str:
    review.declare_complete(submit(at=local(at)).submission, staff=sari(at=local(at)), at=local(at))
    return Message.objects.get(event="services/complete", channel="page").body


def test_a_promise_of_days_names_the_holidays_it_skips():
    make_service(product="forwarded", template=None, sop_days=3, next_office="Disdukcapil")

    words = "lengkap. Harus selesai sebelum Jumat 27 Maret (3 hari kerja; 18–24 Maret libur). Pantau di http"
    assert words in told("2026-03-17T10:00")


def test_a_promise_of_minutes_names_hour_and_day():
    make_service()

    assert "lengkap. Harus selesai sebelum 10.05, Senin 23 November. Pantau di http" in told("2026-11-23T09:05")


def test_the_longest_names_still_leave_a_short_message():
    make_service(product="forwarded", template=None, sop_days=60, next_office="Disdukcapil")
    ServiceVersion.objects.update(short_name="x" * 60)
    Office.objects.update(name="Kecamatan " + "y" * 30)

    body = told("2026-03-02T10:00")

    assert "dan hari lain libur" in body
    assert len(body) <= LONGEST
