"""The slip of a report: its keys and what happens next, nothing about its writer, no key in an address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from complaints.actions import quiet_limits
from complaints.actions.sweeping import forget_keys
from complaints.documents import slip
from complaints.models import Complaint
from complaints.receipts import format_receipt
from complaints.workflow import Identity
from tests.complaints.documents.test_rw_sheets import pages, text_of
from tests.complaints.making import received
from tests.complaints.views.test_report import fill
from tests.factories import MONDAY_9AM

pytestmark = pytest.mark.django_db


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the QR codes open."""
    found: list[str] = []
    drawn = slip.qr_svg
    monkeypatch.setattr(slip, "qr_svg", lambda text, **facts: found.append(text) or drawn(text, **facts))
    return found


def test_the_page_after_sending_offers_a_slip_with_both_keys(client: Client):
    quiet_limits.forget()
    sent = client.post(fill(client)).url
    page = client.get(sent)
    number = Complaint.objects.get().number

    answer = client.get(f"{sent}bukti.pdf")

    assert f'href="{sent}bukti.pdf"' in page.content.decode()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert f"bukti-{number}.pdf" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    words = text_of(answer.content, "bukti-laporan")
    for key in (number, page.context["code"], f"{page.context['pin'][:3]} {page.context['pin'][3:]}"):
        assert key in words
    assert pages(answer.content) == 1


def test_it_names_what_happens_next_and_nobody(scanned: list[str]):
    receipt = received()
    words = text_of(slip.complaint_slip(receipt), "bukti-terbuka")

    assert "Diteruskan ke dinas paling lambat Kamis 26 November 2026" in words
    assert "Diterima Senin 23 November 2026, 09.00 WIB" in words
    assert not {"Wati", "berlubang", "pasar"} & set(words.split())
    assert scanned[0].endswith(f"/kemlagi/pengaduan/lacak/?nomor={receipt.complaint.number}")


def test_an_anonymous_slip_has_the_code_only_and_no_hour(scanned: list[str]):
    receipt = received(identity=Identity.ANONYMOUS, at=MONDAY_9AM)
    words = text_of(slip.complaint_slip(receipt), "bukti-anonim")

    assert format_receipt(receipt.code) in words
    assert "satu-satunya kunci" in words
    assert "PIN" not in words
    assert "09.00" not in words
    assert scanned[0].endswith("/lacak/")


def test_a_link_that_was_never_sent_or_is_forgotten_has_no_slip(client: Client):
    quiet_limits.forget()
    sent = client.post(fill(client, identity="anonymous", name="", phone="")).url
    forget_keys(at=Complaint.objects.get().received_at + timedelta(days=2))

    assert client.get(f"{sent}bukti.pdf").status_code == 404
    assert client.get("/kemlagi/pengaduan/isi/tidak-ada/terkirim/bukti.pdf").status_code == 404
