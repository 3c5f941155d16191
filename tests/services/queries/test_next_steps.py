"""What a resident is told after sending: real times of the office's hours, and how the product reaches them."""

import pytest

from office.models import ServiceWindow
from services.queries.next_steps import NO_TIME, check_text, next_steps
from tests.factories import MONDAY_9AM, local, make_service, submit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sent, words", [
    ("2026-11-23T09:00", "Paling lambat Senin 23 November 2026 pukul 09.30."),
    ("2026-11-27T13:50", "Paling lambat Senin 30 November 2026 pukul 08.20, karena loket tutup Sabtu (di luar hari layanan) dan Minggu (di luar hari layanan)."),
])  # fmt: skip
def test_the_check_is_promised_in_service_time_with_the_reason_for_waiting(sent, words):
    make_service()

    assert check_text(submit(at=local(sent)).submission) == words


def test_a_long_closure_is_named_by_its_first_days():
    make_service()
    submission = submit(at=local("2026-12-23T14:50")).submission

    assert "dan hari lain" in check_text(submission)


def test_an_office_without_a_service_day_promises_no_hour():
    make_service()
    submission = submit().submission
    ServiceWindow.objects.all().delete()

    assert next_steps(submission)[0].detail == NO_TIME
    assert "jam layanan kantor ini belum diisi" in NO_TIME


@pytest.mark.parametrize("facts, last", [
    ({"delivery": "pdf"}, ("Unduh surat dari halaman lacak", "PDF bertanda tangan elektronik. Kami memberi kabar lewat WhatsApp 0812••••1234.")),
    ({"delivery": "counter", "email": "siti@contoh.id"}, ("Ambil di loket", "Kami memberi kabar bila sudah siap lewat WhatsApp 0812••••1234 dan lewat email. Bawa KTP dan bukti permohonan ini.")),
    ({"delivery": "home"}, ("Surat diantar ke rumah", "Petugas menghubungi Anda sebelum berangkat. Gratis.")),
    ({"delivery": "pdf", "phone": ""}, ("Unduh surat dari halaman lacak", "PDF bertanda tangan elektronik. Kami memberi kabar di halaman lacak.")),
])  # fmt: skip
def test_the_last_step_follows_the_chosen_way(facts, last):
    make_service()
    steps = next_steps(submit(**{"phone": "6281200001234", **facts}).submission)

    assert (steps[-1].what, steps[-1].detail) == last
    assert steps[1].what == "Surat diproses, paling lama 60 menit"


def test_what_disdukcapil_makes_is_forwarded_and_picked_up():
    make_service(product="forwarded", template=None, sop_days=3, next_office="Disdukcapil Kabupaten Mojokerto")
    steps = next_steps(submit(at=MONDAY_9AM).submission)

    assert (steps[1].what, steps[2].what) == ("Berkas diteruskan, paling lama 3 hari kerja", "Ambil di loket")
    assert "Disdukcapil Kabupaten Mojokerto" in steps[1].detail
