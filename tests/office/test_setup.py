"""Setting up: areas, a new office with its hours, its first administrator, and people who come, move and leave."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from office.actions import accounts, people, setup
from office.actions.audit import first_broken_entry
from office.models import Area, AuditEntry, AuditHead, InviteLink, Office, Post, Role
from office.queries.hours import hours_of
from office.sealing import blind_index
from office.staff import staff_in
from tests.factories import MONDAY_9AM, local, make_area, make_office, make_post, make_user
from tests.people import dewi, joko

pytestmark = pytest.mark.django_db
TODAY = MONDAY_9AM.date()
FLAGS = {
    "name": "Kecamatan Uji", "code": "UJI", "slug": "uji", "kind": "kecamatan", "area": "35.16.15", "region": "Kabupaten Mojokerto",
    "address": "Jalan Uji 1", "place": "Uji", "unit": "416-399", "admin": "dewi", "admin_name": "Dewi Lestari",
}  # fmt: skip


def test_areas_reach_down_to_the_rt_and_keep_display_names():
    setup.load_areas()

    assert Area.objects.filter(parent__code="35.16.15", kind="desa").count() == 20
    assert Area.objects.filter(parent__code="32.75.06", kind="kelurahan").count() == 4
    medan_satria = Area.objects.get(code="32.75.06.1001")
    assert (medan_satria.full_name, medan_satria.official_name) == ("Kelurahan Medan Satria", "Medansatria")
    assert Area.objects.get(code="32.75.06.1001.RW03").parent == medan_satria
    assert str(Area.objects.get(code="32.75.06.1001.RW03.RT05")) == "RT 05"


def test_loading_areas_again_adds_nothing_and_keeps_what_the_office_changed():
    setup.load_areas()
    Area.objects.filter(code="35.16.15.2016").update(name="Mojo Dadi")

    assert setup.load_areas() == 0
    assert Area.objects.get(code="35.16.15.2016").name == "Mojo Dadi"


def test_a_new_office_serves_from_monday_to_friday_and_shorter_in_ramadan():
    office = setup.create_office(
        area=make_area(), at=MONDAY_9AM, code="KML", slug="kemlagi", kind="kecamatan", name="Kecamatan Kemlagi",
        address="Jalan Raya Kemlagi 1", place_of_issue="Kemlagi", unit_code="416-310",
    )  # fmt: skip

    hours = hours_of(office, at=MONDAY_9AM)
    assert hours.is_open(local("2026-11-23T14:59"))
    assert not hours.is_open(local("2026-11-27T14:30"))
    assert hours.is_open(local("2026-02-25T13:30"))
    assert not hours.is_open(local("2026-02-25T14:30"))
    assert AuditEntry.objects.get().verb == "office.created"


def test_the_command_prints_a_one_time_link_and_no_password():
    out = StringIO()

    call_command("create_office", **FLAGS, stdout=out)

    token = out.getvalue().strip().rsplit("/undangan/", 1)[1]
    link = InviteLink.objects.get(token_index=blind_index("invite", token))
    user = get_user_model().objects.get(username="dewi")
    assert link.user == user
    assert not user.has_usable_password()
    assert Post.objects.get(user=user).role == Role.ADMIN
    assert first_broken_entry(Office.objects.get(code="UJI")) is None


def test_a_wrong_code_leaves_no_office_behind():
    with pytest.raises(CommandError, match="code"):
        call_command("create_office", **{**FLAGS, "code": "kode panjang"})

    assert Office.objects.count() == 0
    assert get_user_model().objects.count() == 0


def test_a_kelurahan_needs_its_kecamatan_and_takes_its_services_as_drafts():
    kelurahan = {
        **FLAGS,
        "code": "UJK",
        "slug": "uji-kelurahan",
        "kind": "kelurahan",
        "name": "Kelurahan Uji",
        "area": "99.99.99.1001",
        "parent": "UJI",
    }
    with pytest.raises(CommandError, match="Kecamatan induk UJI belum ada"):
        call_command("create_office", **kelurahan)

    call_command("create_office", **FLAGS, stdout=StringIO())
    call_command("create_office", **kelurahan, adopt=True, stdout=StringIO())

    office = Office.objects.get(code="UJK")
    assert office.parent.code == "UJI"
    assert office.area.full_name == "Kelurahan Uji"
    assert office.services.filter(current=None).count() == 20


def test_an_unknown_kind_of_office_is_refused():
    with pytest.raises(CommandError, match="kecamatan atau kelurahan"):
        call_command("create_office", **{**FLAGS, "kind": "desa"})

    assert Office.objects.count() == 0


def test_the_catalogue_can_be_renewed_by_command():
    out = StringIO()

    call_command("load_catalogue", stdout=out)

    assert "39 jenis layanan" in out.getvalue()


def test_without_a_terminal_missing_answers_are_named():
    with pytest.raises(CommandError, match="Kode unit surat"):
        call_command("create_office", **{**FLAGS, "unit": None})

    assert Office.objects.count() == 0


def test_an_invitation_opens_once():
    user = make_user("rina", "Rina")
    token = accounts.invite(user, at=MONDAY_9AM)
    link = InviteLink.objects.get(token_index=blind_index("invite", token))

    assert accounts.accept_invite(link, password="kata-sandi-panjang-7", at=MONDAY_9AM)
    assert not accounts.accept_invite(link, password="kata-sandi-kedua-77", at=MONDAY_9AM)
    user.refresh_from_db()
    assert user.check_password("kata-sandi-panjang-7")


def test_moving_somebody_ends_the_sessions_and_is_audited():
    admin, office = dewi(), make_office()
    post = make_post(make_user("rina", "Rina"), Role.COUNTER, office)
    before = post.user.session_epoch

    people.change_post(post, {"role": Role.VERIFIER, "title": "Verifikator"}, by=admin, at=MONDAY_9AM)

    post.user.refresh_from_db()
    assert post.user.session_epoch == before + 1
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.facts["before"]["role"], entry.facts["after"]["role"]) == (
        "staff.post_changed",
        "counter",
        "verifier",
    )


def test_a_leaver_holds_nothing_from_this_moment():
    admin, office = dewi(), make_office()
    user = make_user("rina", "Rina")
    make_post(user, Role.COUNTER, office, starts_on=TODAY)

    people.let_go(user, office, by=admin, at=MONDAY_9AM)

    user.refresh_from_db()
    assert staff_in(user, office, at=MONDAY_9AM).posts == ()
    assert not user.is_active
    assert user.session_epoch == 1


def test_a_leaver_of_one_office_keeps_the_other():
    admin, office, other = dewi(), make_office(), joko().office
    user = make_user("rina", "Rina")
    make_post(user, Role.COUNTER, office)
    make_post(user, Role.COUNTER, other)

    people.let_go(user, office, by=admin, at=MONDAY_9AM)

    user.refresh_from_db()
    assert user.is_active
    assert staff_in(user, other, at=MONDAY_9AM).has(Role.COUNTER)


def test_the_staff_of_another_office_is_out_of_reach():
    post = make_post(make_user("rina", "Rina"), Role.COUNTER, make_office())

    with pytest.raises(people.NotYours):
        people.end_post(post, last_day=TODAY, by=joko(), at=MONDAY_9AM)

    post.refresh_from_db()
    assert post.ends_on is None
    assert AuditEntry.objects.count() == 0


def test_a_post_cannot_end_before_it_starts():
    post = make_post(make_user("rina", "Rina"), Role.COUNTER, make_office(), starts_on=TODAY)

    with pytest.raises(people.BadDates):
        people.end_post(post, last_day=TODAY - timedelta(days=1), by=dewi(), at=MONDAY_9AM)

    post.refresh_from_db()
    assert post.ends_on is None


def test_an_acting_signer_is_recorded_with_term_and_decree():
    office = make_office()
    post = people.give_post(
        make_user("agus", "Agus"), office, role=Role.HEAD, title="Camat Kemlagi", by=dewi(), at=MONDAY_9AM,
        signs=True, capacity="plt", decree="800/12/2026", ends_on=date(2026, 12, 31),
    )  # fmt: skip

    assert post.holds_on(TODAY)
    assert AuditEntry.objects.get().facts["capacity"] == "plt"


def test_the_last_day_of_a_post_can_be_set_ahead():
    post = make_post(make_user("rina", "Rina"), Role.COUNTER, make_office())

    people.end_post(post, last_day=TODAY + timedelta(days=30), by=dewi(), at=MONDAY_9AM)

    post.refresh_from_db()
    assert post.ends_on == TODAY + timedelta(days=30)
    assert AuditEntry.objects.get().verb == "staff.post_ended"


def test_somebodys_own_cards_are_kept_as_fingerprints_only():
    user = make_user("rina", "Rina")

    people.note_household(user, nik="3516154405889004", kk="")

    user.refresh_from_db()
    assert user.nik_index == blind_index("nik", "3516154405889004")
    assert user.kk_index == ""


def test_hours_that_an_office_has_already_stay():
    office = make_office()
    before = office.windows.count()

    setup.set_default_hours(office)

    assert office.windows.count() == before


def test_known_names_give_the_same_person():
    office = make_office()
    first = people.register("Rina", "Rina", office=office, by=None, at=MONDAY_9AM)

    assert people.register("rina", "Orang lain", office=office, by=None, at=MONDAY_9AM) == first
    assert AuditEntry.objects.count() == 1


def test_a_cut_tail_of_the_audit_chain_is_named():
    office = make_office()
    people.register("rina", "Rina", office=office, by=None, at=MONDAY_9AM)
    call_command("verify_audit", stdout=StringIO())

    AuditHead.objects.filter(office=office).update(seq=9)

    with pytest.raises(CommandError, match="KML: rantai audit putus di catatan nomor 2"):
        call_command("verify_audit", stdout=StringIO())


def test_new_keys_are_strong_and_never_the_same():
    first, second = StringIO(), StringIO()
    call_command("new_keys", stdout=first)
    call_command("new_keys", stdout=second)

    lines = dict(line.split("=", 1) for line in first.getvalue().split())
    assert set(lines) == {"PENDOPO_SECRET_KEY", "PENDOPO_FIELD_KEYS", "PENDOPO_INDEX_KEY", "PENDOPO_AUDIT_KEY"}
    assert all(len(value) >= 44 for value in lines.values())
    assert not set(first.getvalue().split()) & set(second.getvalue().split())


def test_an_invitation_can_be_renewed_by_command():
    make_user("rina", "Rina")
    out = StringIO()

    call_command("invite", "rina", stdout=out)

    assert (
        InviteLink.objects.get(
            token_index=blind_index("invite", out.getvalue().strip().rsplit("/", 1)[1])
        ).user.username
        == "rina"
    )
    with pytest.raises(CommandError):
        call_command("invite", "tidak-ada")
