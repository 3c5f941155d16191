"""The kecamatan's desk: what each role sees and does, entering at the counter, keeping the rules."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from complaints.models import AgencyOfficer, Complaint, IdentityOpening, RoutingRule
from complaints.workflow import Identity, State
from office.models import AuditEntry, Message
from office.staff import Staff
from tests.complaints.making import agency, officer, ready_office, received, tini, verified
from tests.people import budi, dewi, joko, sari

pytestmark = pytest.mark.django_db
DESK = "/petugas/kemlagi/pengaduan/"
RULES = "/petugas/kemlagi/aturan-pengaduan/"


@pytest.fixture(autouse=True)
def _ready() -> None:
    ready_office()


def at_desk(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff.user)
    return client


def test_the_list_costs_the_same_for_one_row_and_for_three():
    client, counts = at_desk(tini()), []
    for _ in range(2):
        received()
        client.get(DESK)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(DESK)
        counts.append(len(asked))
        received()

    assert page.status_code == 200
    assert counts[0] == counts[1]


def test_words_find_a_complaint_although_its_text_is_sealed():
    received(text="Gorong-gorong ambles di gang kelinci")
    received()
    page = at_desk(tini()).get(DESK, {"q": "kelinci"}).content.decode()

    assert "1 laporan cocok" in page


@pytest.mark.parametrize("who, status", [(tini, 200), (budi, 200), (sari, 403), (joko, 404)])
def test_who_opens_the_desk(who: Any, status: int):
    number = received().complaint.number
    client = at_desk(who())

    assert client.get(DESK).status_code == status
    assert client.get(f"{DESK}{number}/").status_code == status


def test_check_and_forward_in_one_step():
    complaint = received().complaint
    client = at_desk(tini())
    facts = {
        "title": "Lubang di pasar",
        "category": complaint.category_id,
        "kind": "complaint",
        "agency": agency("dishub").pk,
        "teruskan": "1",
    }
    page = client.post(f"{DESK}{complaint.number}/periksa/", facts, follow=True).content.decode()
    complaint.refresh_from_db()

    assert (complaint.state, complaint.agency.key, complaint.title) == (State.FORWARDED, "dishub", "Lubang di pasar")
    assert "Dipilih petugas" in page


def test_a_form_that_lacks_something_comes_back_with_words():
    complaint = received().complaint
    answer = at_desk(tini()).post(f"{DESK}{complaint.number}/tolak/", {"words": ""})
    complaint.refresh_from_db()

    assert answer.status_code == 422
    assert "Tulis instansi yang berwenang" in answer.content.decode()
    assert complaint.state == State.RECEIVED


@pytest.mark.parametrize("verb, facts, state", [
    ("tolak", {"words": "Jalan tol: Jasa Marga"}, "rejected"), ("arsipkan", {"words": "Tempat tidak jelas"}, "archived"),
    ("tanya", {"words": "Di sisi mana?"}, "waiting"), ("catatan", {"words": "Telepon lurah"}, "received"),
])  # fmt: skip
def test_each_verb_of_the_desk(verb: str, facts: dict[str, str], state: str):
    complaint = received().complaint
    answer = at_desk(tini()).post(f"{DESK}{complaint.number}/{verb}/", facts)
    complaint.refresh_from_db()

    assert (answer.status_code, complaint.state) == (302, state)


def test_merging_and_showing():
    tia = tini()
    first, second = verified(tia), received().complaint
    client = at_desk(tia)
    client.post(f"{DESK}{second.number}/gabung/", {"number": first.number})
    client.post(f"{DESK}{first.number}/tampilkan/", {"title": "Lubang", "text": "Hubungi 081234567890"})
    first.refresh_from_db()
    second.refresh_from_db()

    assert second.duplicate_of == first
    assert first.public_text == "Hubungi •••"
    assert client.get(f"{DESK}{first.number}/").status_code == 200
    client.post(f"{DESK}{first.number}/sembunyikan/", {"words": "diminta"})
    assert Complaint.objects.filter(published_at__isnull=False).count() == 0


def test_a_secret_name_is_opened_with_a_reason_on_record_and_told():
    camat = budi()
    camat.user.email = "camat@contoh.go.id"
    camat.user.save()
    complaint = received(identity=Identity.SECRET).complaint
    client, url = at_desk(tini()), f"{DESK}{complaint.number}/identitas/"

    assert "Wati Handayani" not in client.get(f"{DESK}{complaint.number}/").content.decode()
    assert client.post(url, {"words": "x"}).status_code == 422
    assert IdentityOpening.objects.count() == 0
    assert "Wati Handayani" in client.post(url, {"words": "Pelapor minta dihubungi"}).content.decode()
    assert IdentityOpening.objects.get().reason == "Pelapor minta dihubungi"
    assert AuditEntry.objects.filter(verb="complaint.identity_opened").count() == 1
    assert Message.objects.filter(event="complaints/identity_opened").count() == 1


def test_a_kasi_reads_no_secret_name():
    from tests.people import retno

    complaint = received(identity=Identity.SECRET).complaint
    answer = at_desk(retno()).post(f"{DESK}{complaint.number}/identitas/", {"words": "Saya ingin tahu saja"})

    assert answer.status_code == 422
    assert "Wati" not in answer.content.decode()


def test_the_counter_enters_a_report_once_however_often_it_is_sent():
    client = at_desk(sari())
    facts = {
        "kunci": "abc", "kind": "complaint", "category": "sampah", "finer": "", "text": "Sampah menumpuk di pasar lama", "village": "35.16.15.2016",
        "rw": "", "landmark": "Pasar lama", "identity": "open", "name": "Wati Handayani", "phone": "", "may_publish": "on",
    }  # fmt: skip
    pages = [client.post(f"{DESK}catat/", facts).content.decode() for _ in range(2)]
    complaint = Complaint.objects.get()

    assert (complaint.source, complaint.entered_by.username) == ("loket", "sari")
    assert all(complaint.number in page for page in pages)
    assert client.post(f"{DESK}catat/", {**facts, "kunci": "b", "name": ""}).status_code == 422


def test_the_list_of_rules_warns_of_agencies_without_people():
    page = at_desk(dewi()).get(RULES).content.decode()

    assert "UPT Dinas Bina Marga dan Sumber Daya Air belum punya petugas" in page
    officer()
    assert AgencyOfficer.objects.count() == 1
    assert "Bina Marga dan Sumber Daya Air belum punya petugas" not in at_desk(dewi()).get(RULES).content.decode()


def test_the_tester_says_where_and_why():
    page = at_desk(dewi()).get(f"{RULES}uji/", {"text": "lampu mati", "category": ""}).content.decode()

    assert "Kecamatan Kemlagi" in page
    assert "Aturan terakhir" in page


def test_a_new_rule_is_tried_before_it_counts():
    complaint = received(text="Kabel listrik menjuntai di jalan").complaint
    Complaint.objects.filter(pk=complaint.pk).update(received_at="2026-11-20T00:00Z")
    client = at_desk(dewi())
    facts = {"keywords": "kabel, listrik", "agency": agency("dishub").pk, "is_active": "on"}

    tried = client.post(f"{RULES}baru/", {**facts, "coba": "1"}).content.decode()
    assert "Belum ada yang berubah" in tried
    count = RoutingRule.objects.count()
    client.post(f"{RULES}baru/", facts)
    rule = RoutingRule.objects.get(keywords="kabel, listrik")
    assert RoutingRule.objects.count() == count + 1

    before = rule.position
    client.post(f"{RULES}{rule.pk}/geser/", {"naik": "1"})
    rule.refresh_from_db()
    assert rule.position == before - 1
    client.post(f"{RULES}{rule.pk}/hapus/")
    assert RoutingRule.objects.count() == count
    assert client.post(f"{RULES}baru/", {"agency": agency("dishub").pk}).status_code == 422


def test_the_last_rule_stays():
    rule = RoutingRule.objects.get(is_default=True)
    at_desk(dewi()).post(f"{RULES}{rule.pk}/hapus/")

    assert RoutingRule.objects.filter(pk=rule.pk).exists()
