"""The demonstration: every state, nobody real, the same every time, and all that must hold holds."""

import json
import re
from datetime import date, timedelta
from io import StringIO
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from office.actions.audit import first_broken_entry
from office.models import Area, AuditEntry, Office, Post, StoredFile, User
from office.queries.hours import hours_of
from office.roles import Capacity, Role
from services.demo import load, plans, residents
from services.demo.papers import blurred, paper
from services.demo.printing import Here
from services.management.commands.load_demo import Command
from services.models import HomeDelivery, Letter, Objection, Poster, ScanCount, Service, Submission
from services.queries.invariants import broken
from services.queries.promises import Period, tallies
from services.workflow import DONE, State
from tests.factories import local

NOW = local("2026-11-23T10:19")
COUNT = 36


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """One small demonstration for the whole module: rows that a test changes are put back by its own transaction."""
    with django_db_blocker.unblock():
        before = load.notes()
        load.load(at=NOW, count=COUNT, printer=Here())
        yield json.loads(before.read_text(encoding="utf-8"))
        load.throw_away()


@pytest.fixture(autouse=True)
def rows(loaded, db):
    return loaded


def test_every_state_is_there_and_all_that_must_hold_holds():
    assert set(Submission.objects.values_list("state", flat=True)) == set(State)
    assert Submission.objects.count() == COUNT
    assert broken(at=NOW) == []


def test_kemlagi_has_letters_to_bring_in_every_state_that_so_few_letters_allow():
    today = HomeDelivery.objects.filter(office__code="KML", is_open=True)

    assert {"waiting", "ready", "on_the_way", "failed", "disputed"} <= set(today.values_list("state", flat=True))


def test_one_objection_waits_for_the_kasi_and_others_are_decided():
    raised = Objection.objects.filter(office__code="KML")

    assert raised.get(verdict="", level="kasi").submission.applicant_name == "Siti Rohmah"
    assert raised.filter(verdict="upheld").exists()


def test_the_offices_and_their_services_stand():
    assert Office.objects.count() == 9
    assert Area.objects.filter(parent__code="35.16.15", kind="desa").count() == 20
    assert Service.objects.filter(office__kind="kecamatan", is_offered=True).count() == 4 * 19
    assert Service.objects.filter(office__kind="kelurahan", is_offered=True).count() == 5 * 20
    assert Office.objects.get(code="ORO").parent.code == "KTH"


def test_kemlagi_has_made_the_poverty_letter_its_own():
    service = Service.objects.get(office__code="KML", slug="surat-tidak-mampu")
    version = service.current

    assert (version.sop_minutes, version.validity_days) == (60, 180)
    assert version.requirements.filter(only_for="").count() == 4
    assert version.requirements.get(key="pernyataan").example.content_type == "application/pdf"
    assert set(version.requirements.exclude(only_for="").values_list("only_for", flat=True)) == {
        "berobat",
        "sekolah",
        "diwakilkan",
    }


def test_every_office_has_somebody_in_every_role_that_the_main_job_needs():
    for office in Office.objects.all():
        held = set(Post.objects.filter(office=office).values_list("role", flat=True))
        assert {
            Role.COUNTER,
            Role.VERIFIER,
            Role.SECTION_HEAD,
            Role.SECRETARY,
            Role.HEAD,
            Role.ADMIN,
            Role.AUDITOR,
            Role.COMPLAINTS,
            Role.PUBLIC_RELATIONS,
        } - held == set(), office


def test_some_serve_in_two_offices_some_act_and_some_sign_for_another():
    offices = {user.username: user.posts.values("office").distinct().count() for user in User.objects.all()}

    assert offices["yusuf"] == 2
    assert Post.objects.filter(capacity=Capacity.PLT, signs=True).count() == 1
    assert Post.objects.filter(capacity=Capacity.ON_BEHALF, signs=True).count() == 4


def test_nobody_in_it_can_be_reached_or_is_real():
    for submission in Submission.objects.all():
        assert submission.phone.startswith("62812000")
        assert submission.nik[12] == "9"
        assert submission.email == "" or submission.email.endswith("@example.org")
    assert all(office.whatsapp.startswith("62812000") for office in Office.objects.all())


def test_the_desk_of_today_has_late_near_and_waiting_files():
    open_now = Submission.objects.filter(office__code="KML", is_open=True)
    hero = open_now.get(applicant_name="Siti Rohmah", poster__code=12)

    assert (NOW - hero.due_at).total_seconds() / 60 == pytest.approx(14, abs=1)
    assert hero.state == State.ENDORSED
    assert open_now.filter(due_at__lt=NOW).count() == 3
    assert open_now.filter(due_at__gt=NOW, due_at__lt=NOW + timedelta(minutes=15)).exists()
    assert open_now.filter(paused_at__isnull=False).count() >= 2
    assert open_now.exclude(vulnerability="").exists()
    assert Letter.objects.filter(office__code="KML", state="draft", submission__state=State.ENDORSED).count() >= 5


def test_letters_can_be_checked_and_some_are_revoked():
    assert Letter.objects.filter(state="issued").exists()
    assert Letter.objects.filter(state="revoked", replaced_by=None).exists()
    assert Letter.objects.filter(replaces__isnull=False, state="issued").exists()
    assert all(
        letter.file.sha256 == letter.sha256 for letter in Letter.objects.filter(state="issued").select_related("file")
    )


def test_time_runs_one_way_in_the_register():
    for office in Office.objects.all():
        dates = list(
            Letter.objects.filter(office=office, entry__isnull=False)
            .order_by("entry__seq")
            .values_list("signing_since", flat=True)
        )
        assert dates == sorted(dates)
        assert first_broken_entry(office) is None


def test_posters_have_counts_and_nothing_else():
    assert Poster.objects.filter(office__code="KML", service=None).count() == 21
    assert Poster.objects.get(code=12).hall == "Balai Desa Mojodadi"
    assert ScanCount.objects.filter(poster__office__code="KML").exists()


def test_the_notes_open_a_request(rows):
    siti = next(row for row in rows["submissions"] if row["name"] == "Siti Rohmah")

    assert re.fullmatch(r"\d{6}", siti["pin"])
    assert Submission.objects.get(number=siti["number"]).code == siti["code"].replace("-", "")
    assert {row["state"] for row in rows["letters"]} == {"issued", "revoked"}


def test_the_logins_are_printed_and_work():
    out = StringIO()
    call_command("demo_logins", stdout=out)

    assert load.passphrase() in out.getvalue()
    assert "bambang" in out.getvalue()
    assert User.objects.get(username="bambang").check_password(load.password())


def test_a_second_load_is_refused_or_does_nothing():
    before = AuditEntry.objects.count()

    call_command("load_demo", if_empty=True, stdout=StringIO())
    with pytest.raises(CommandError, match="--reset"):
        call_command("load_demo", stdout=StringIO())

    assert AuditEntry.objects.count() == before


def test_production_refuses_it():
    with override_settings(PRODUCTION=True), pytest.raises(CommandError, match="pemasangan sungguhan"):
        call_command("load_demo", stdout=StringIO())


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(CommandError, match="zona waktu"):
        Command()._moment("2026-11-23T10:19")


def test_the_same_moment_gives_the_same_plans():
    setting = plans.Setting(
        code="KML", kind="kecamatan", hours=_hours(), places=(_place(),), clerks=("dwi",), share=1,
        sop=dict.fromkeys(_codes(), 60), purposes=dict.fromkeys(_codes(), ()), endorsers=dict.fromkeys(_codes(), 1),
    )  # fmt: skip

    first, second = (
        list(plans.historic(Random("x"), [setting], count=30, now=NOW, first_number=100)) for _ in range(2)
    )

    assert first == second
    assert all(step.at < NOW for plan in first for step in plan.steps)


def test_a_poster_makes_files_more_complete_week_by_week():
    day = NOW.date()
    shares = [plans.return_chance(day - timedelta(weeks=weeks), day) for weeks in range(8)]

    assert shares == sorted(shares, reverse=True)
    assert shares[-1] < plans.return_chance(None, day) / 3


def test_a_drawn_card_says_that_it_is_none():
    somebody = residents.resident(Random(1), _place(), 7, today=NOW.date())

    card = paper("ktp", "KTP", "document_copy", somebody)

    assert (card.width, card.height) == (860, 540)
    assert len(card.content) < 150_000
    assert blurred(card).content != card.content
    assert StoredFile.objects.filter(original_name="ktp.jpg", wiped_at=None).exists()


def test_most_of_what_is_done_kept_its_promise():
    done = Submission.objects.filter(state__in=DONE, completed_at__isnull=False, due_at__isnull=False)
    late = sum(submission.finished_at > submission.due_at for submission in done)

    assert late / done.count() < 0.5


def _place():
    return residents.Place("35.16.15.2016", "Mojodadi", "Desa Mojodadi", "jawa", "Mojokerto")


def _hours():
    return hours_of(Office.objects.get(code="KML"), at=NOW)


def _codes():
    return [code for code, _ in (*plans.LETTERS["kecamatan"], *plans.FORWARDED)]


def test_most_files_are_answered_within_their_promise_and_some_are_late():
    offices = Office.objects.all()
    found = [tallies(Period(office, date(2026, 9, 1), date(2026, 11, 30)), at=NOW).total for office in offices]

    counted, late = sum(row.counted for row in found), sum(row.late for row in found)

    assert counted >= COUNT / 3
    assert 0 < late <= counted * 0.3
