"""Keeping agencies with their people, topics, limits and the office's choices."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.models import Agency, AgencyOfficer, Category, Complaint, ComplaintSettings, DeadlineRule
from office.models import AuditEntry, InviteLink, Post, Role, User
from office.staff import Staff
from tests.complaints.making import agency, forwarded, officer, ready_office, tini
from tests.factories import make_office, make_village
from tests.people import budi, dewi, joko, retno, sari

pytestmark = pytest.mark.django_db
INBOX = "/petugas/kemlagi/kotak-masuk/"
LISTS = ("agencies_kept", "categories_kept", "limits_kept", "choices_kept")
FORMS = ("agency_new", "category_new", "limit_new")
AGENCY = {"name": "UPT Pasar", "short_name": "UPT Pasar", "kind": "upt", "serves_all": "on", "is_active": "on"}
NEW = {"siapa": "baru", "username": "wawan", "name": "Wawan Setiawan"}


@pytest.fixture(autouse=True)
def _ready() -> None:
    ready_office()


def at_desk(staff: Staff | User) -> Client:
    client = Client()
    client.force_login(staff.user if isinstance(staff, Staff) else staff)
    return client


def address(name: str, *args: Any) -> str:
    return reverse(f"complaints:{name}", args=["kemlagi", *args])


def written() -> tuple[int, ...]:
    """How much there is of all that these pages write."""
    return tuple(model.objects.count() for model in (Agency, AgencyOfficer, Category, DeadlineRule, Post, User, InviteLink, AuditEntry))  # fmt: skip


@pytest.mark.parametrize("who, status", [(dewi, 200), (retno, 200), (tini, 200), (sari, 403), (budi, 403), (joko, 404)])
@pytest.mark.parametrize("name", [*LISTS, *FORMS])
def test_who_opens_the_pages(who: Any, status: int, name: str):
    assert at_desk(who()).get(address(name)).status_code == status


def test_the_rules_page_leads_to_every_list():
    page = at_desk(dewi()).get(address("rules")).content.decode()

    assert all(address(name) in page for name in LISTS)


def test_rows_of_another_office_are_not_found():
    other = ready_office(make_office("MJO", "mojo", name="Kecamatan Mojo"))
    client, before = at_desk(dewi()), written()
    for name, row in (
        ("agency_kept", agency("dishub", other)), ("agency_seat", agency("dishub", other)),
        ("category_kept", Category.objects.filter(office=other).first()), ("limit_kept", DeadlineRule.objects.filter(office=other).first()),
        ("limit_drop", DeadlineRule.objects.filter(office=other).first()),
    ):  # fmt: skip
        assert client.post(address(name, row.pk), AGENCY).status_code == 404
    assert written() == before


@pytest.mark.parametrize("name", ["agencies_kept", "categories_kept", "limits_kept"])
def test_a_list_costs_the_same_however_long_it_is(name: str):
    client, counts = at_desk(tini()), []
    client.get(address(name))
    for turn in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(address(name))
        counts.append(len(asked))
        for number in range(3):
            office, key = make_office(), f"baru-{turn}-{number}"
            Agency.objects.create(office=office, key=key, name=key, short_name=key, kind="upt")
            top = Category.objects.create(office=office, key=key, name=key, agency=agency())
            Category.objects.create(office=office, key=f"{key}-anak", name=key, agency=agency(), parent=top)
        officer("dishub", username=f"orang-{turn}")

    assert counts[0] == counts[1]


def test_an_agency_is_written_with_its_days_and_places():
    village = make_village()
    facts = {**AGENCY, "serves_all": "", "areas": [village.pk], "work_days": ["5", "0"], "whatsapp": "0812 3456 7890"}
    answer = at_desk(tini()).post(address("agency_new"), facts)
    row = Agency.objects.get(name="UPT Pasar")

    assert answer.url == address("agency_kept", row.pk)
    assert (row.key, row.work_days, row.whatsapp, row.serves_all) == ("upt-pasar", "05", "6281234567890", False)
    assert list(row.areas.all()) == [village]
    assert AuditEntry.objects.filter(verb="complaint_agency.kept", subject="agency:upt-pasar").exists()
    at_desk(tini()).post(address("agency_new"), AGENCY)
    assert Agency.objects.filter(key="upt-pasar-2").exists()


@pytest.mark.parametrize(
    "wrong, words",
    [({"short_name": ""}, "Isi sebutan"), ({"serves_all": ""}, "Pilih wilayahnya"), ({"whatsapp": "12"}, "Tulis nomor WhatsApp"), ({"work_days": ["9"]}, "Pilih hari dari daftar")],
)  # fmt: skip
def test_a_wrong_agency_is_refused_and_nothing_typed_is_lost(wrong: dict[str, Any], words: str):
    client, before = at_desk(dewi()), written()
    answer = client.post(address("agency_new"), {**AGENCY, "duties": "Pasar rakyat", **wrong})
    page = answer.content.decode()

    assert (answer.status_code, written()) == (422, before)
    assert words in page
    assert 'value="Pasar rakyat"' in page


def test_the_agency_of_the_last_rule_stays():
    client, row, before = at_desk(dewi()), agency("kecamatan"), written()
    answer = client.post(address("agency_kept", row.pk), {**AGENCY, "kind": "own", "is_active": ""})
    row.refresh_from_db()

    assert (answer.status_code, row.is_active, row.name, written()) == (422, True, "Kecamatan Kemlagi", before)
    assert "Aturan terakhir meneruskan ke sini" in answer.content.decode()


def test_only_the_admin_touches_those_who_oversee_the_office():
    row, before = agency("inspektorat"), written()
    client = at_desk(tini())
    assert client.post(address("agency_kept", row.pk), {**AGENCY, "kind": "opd"}).status_code == 422
    assert client.post(address("agency_seat", row.pk), NEW).status_code == 422
    row.refresh_from_db()
    assert row.kind == "inspectorate"
    assert written()[:-2] == (before[0], before[1], before[2], before[3], before[4] + 1, before[5] + 1)  # Tini herself

    admin, clerk = dewi(), sari()
    for user in (admin.user, clerk.user):
        answer = at_desk(admin).post(address("agency_seat", row.pk), {"siapa": "lama", "user": user.pk})
        assert (answer.status_code, AgencyOfficer.objects.count()) == (422, 0)
    assert at_desk(admin).post(address("agency_seat", row.pk), NEW).status_code == 200
    assert AgencyOfficer.objects.get().user.username == "wawan"


def test_a_new_officer_gets_a_link_sees_the_inbox_and_after_the_end_no_longer():
    staff, row = tini(), agency()
    complaint = forwarded(staff)
    answer = at_desk(staff).post(address("agency_seat", row.pk), {**NEW, "is_head": "on", "group": "Utara"})
    place = AgencyOfficer.objects.get()
    assert answer.status_code == 200
    assert "hanya tampil sekali" in answer.content.decode()
    assert (place.agency, place.is_head, place.group, InviteLink.objects.count()) == (row, True, "Utara", 1)
    assert Post.objects.get(user=place.user).role == Role.AGENCY

    theirs = at_desk(place.user)
    assert complaint.number in theirs.get(INBOX).content.decode()
    assert "Wawan Setiawan" in at_desk(staff).get(address("agency_kept", row.pk)).content.decode()
    Complaint.objects.filter(pk=complaint.pk).update(officer=place.user)
    at_desk(staff).post(address("agency_seat_end", row.pk, place.pk))
    place.refresh_from_db()
    complaint.refresh_from_db()

    assert (place.ended_at is not None, complaint.officer) == (True, None)
    assert theirs.get(INBOX).status_code == 302
    assert at_desk(place.user).get(INBOX).status_code == 404
    before = written()
    at_desk(staff).post(address("agency_seat_end", row.pk, place.pk))
    assert written() == before


def test_somebody_with_two_seats_keeps_the_other():
    person, staff = officer("dbmsda", username="rangkap"), tini()
    client = at_desk(staff)
    client.post(address("agency_seat", agency("dishub").pk), {"siapa": "lama", "user": person.user.pk})
    first = AgencyOfficer.objects.get(agency=agency("dbmsda"))
    assert Post.objects.filter(user=person.user).count() == 1
    client.post(address("agency_seat_end", first.agency_id, first.pk))

    assert list(AgencyOfficer.objects.filter(ended_at=None).values_list("agency__key", flat=True)) == ["dishub"]
    assert at_desk(person).get(INBOX).status_code == 200


def test_nobody_gets_a_link_to_an_account_that_exists():
    admin, staff = dewi(), tini()
    client, row, before = at_desk(staff), agency(), written()
    answer = client.post(address("agency_seat", row.pk), {**NEW, "username": "dewi"})
    page = answer.content.decode()

    assert (answer.status_code, written()) == (422, before)
    assert "sudah dipakai Dewi Lestari" in page
    assert 'value="Wawan Setiawan"' in page
    client.post(address("agency_seat", row.pk), {**NEW, "username": "dewi", "same": "yes"})
    assert AgencyOfficer.objects.get().user == admin.user
    assert not InviteLink.objects.exists()


def test_a_seat_needs_a_person_who_does_not_sit_there_yet():
    person, client = officer(), at_desk(dewi())
    before = written()
    for user in ("", person.user.pk, joko().user.pk):
        answer = client.post(address("agency_seat", agency().pk), {"siapa": "lama", "user": user, "group": "Barat"})
        assert answer.status_code == 422
        assert 'value="Barat"' in answer.content.decode()
    assert AgencyOfficer.objects.count() == 1
    assert written()[-1] == before[-1]


def test_a_finer_topic_inherits_what_it_stands_under():
    top = Category.objects.get(office=make_office(), parent=None, is_sensitive=True)
    facts = {"parent": top.pk, "name": "Calo di loket", "hint": "Perantara", "position": "3", "is_active": "on"}
    assert at_desk(tini()).post(address("category_new"), facts).status_code == 302
    row = Category.objects.get(name="Calo di loket")

    assert (row.key, row.parent, row.is_sensitive, row.position) == ("calo-di-loket", top, True, 3)


def test_a_retired_topic_takes_its_finer_ones_along():
    top = Category.objects.filter(children__isnull=False, is_sensitive=False).first()
    at_desk(dewi()).post(address("category_kept", top.pk), {"name": "Lama", "position": "1", "agency": top.agency_id})
    top.refresh_from_db()

    assert (top.name, top.is_active, top.children.filter(is_active=True).count()) == ("Lama", False, 0)


def test_the_way_to_complain_about_the_office_stays_open():
    top, before = Category.objects.get(parent=None, is_sensitive=True), written()
    answer = at_desk(dewi()).post(address("category_kept", top.pk), {"name": top.name, "position": "1"})
    top.refresh_from_db()

    assert (answer.status_code, top.is_active, written()[:6]) == (
        422,
        True,
        (*before[:4], before[4] + 1, before[5] + 1),
    )
    assert "Warga harus selalu dapat melapor" in answer.content.decode()


@pytest.mark.parametrize("wrong, words", [({"name": ""}, "Isi nama"), ({"position": "atas"}, "dengan angka saja")])
def test_a_wrong_topic_is_refused(wrong: dict[str, str], words: str):
    client, before = at_desk(dewi()), written()
    answer = client.post(address("category_new"), {"name": "Pasar", "hint": "Kios", "position": "1", **wrong})

    assert (answer.status_code, written()) == (422, before)
    assert words in answer.content.decode()
    assert 'value="Kios"' in answer.content.decode()


def test_a_changed_limit_moves_running_complaints_with_the_night_and_not_at_once():
    staff = tini()
    complaint = forwarded(staff)
    rule = DeadlineRule.objects.get(step="first_response")
    facts = {"days": "2", "day_type": "working", "source": "SK Camat 4/2026"}
    assert at_desk(staff).post(address("limit_kept", rule.pk), facts).status_code == 302
    kept = Complaint.objects.get(pk=complaint.pk)
    rule.refresh_from_db()

    assert (rule.days, rule.source, rule.step) == (2, "SK Camat 4/2026", "first_response")
    assert (kept.step_due, kept.due_at) == (complaint.step_due, complaint.due_at)
    assert "ikut dihitung ulang malam itu juga" in at_desk(staff).get(address("limits_kept")).content.decode()


def test_an_override_is_added_once_and_thrown_away():
    client = at_desk(dewi())
    facts = {
        "step": "forward",
        "complaint_class": "information",
        "days": "1",
        "day_type": "working",
        "source": "SK Camat",
    }
    client.post(address("limit_new"), facts)
    rule, before = DeadlineRule.objects.get(step="forward", complaint_class="information"), written()
    answer = client.post(address("limit_new"), facts)
    assert (answer.status_code, written()) == (422, before)
    assert "sudah ada" in answer.content.decode()
    client.post(address("limit_drop", rule.pk))
    assert not DeadlineRule.objects.filter(pk=rule.pk).exists()


def test_the_limit_for_all_classes_stays():
    client, rule, before = at_desk(dewi()), DeadlineRule.objects.get(step="forward", complaint_class=""), written()
    client.post(address("limit_drop", rule.pk))

    assert written() == before


@pytest.mark.parametrize("wrong", [{"days": "0"}, {"days": "x"}, {"source": ""}, {"day_type": "jam"}])
def test_a_wrong_limit_is_refused(wrong: dict[str, str]):
    client, rule, before = at_desk(dewi()), DeadlineRule.objects.get(step="forward"), written()
    answer = client.post(address("limit_kept", rule.pk), {"days": "4", "day_type": "working", "source": "SK", **wrong})
    rule.refresh_from_db()

    assert (answer.status_code, rule.days, written()) == (422, 3, before)


def test_the_office_closes_its_form_and_sets_its_figures():
    facts = {"reopens_most": "1", "head_after_days": "5", "identity_days": "180"}
    assert at_desk(retno()).post(address("choices_kept"), facts).status_code == 302
    row = ComplaintSettings.objects.get(office=make_office())

    assert (row.is_open, row.reopens_most, row.head_after_days, row.identity_days) == (False, 1, 5, 180)
    assert AuditEntry.objects.filter(verb="complaint_settings.kept").exists()


def test_figures_out_of_bounds_are_refused():
    client, before = at_desk(dewi()), written()
    answer = client.post(address("choices_kept"), {"reopens_most": "1", "head_after_days": "5", "identity_days": "1"})

    assert (answer.status_code, written()) == (422, before)
    assert ComplaintSettings.objects.get(office=make_office()).reopens_most == 2
    assert "paling sedikit 30" in answer.content.decode()
