"""Objecting on the tracking page and at the counter, and the desk that decides: who sees what, and nothing is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from office.models import AuditEntry, Role, SpecialDay, User
from services.actions import objections as verbs
from services.actions import review
from services.models import Event, HomeDelivery, Objection, Submission, Verdict
from tests.factories import make_office, make_service, make_village, staff, submit
from tests.people import budi, dewi, joko, retno, sari
from tests.services.views.desk_stories import login

pytestmark = pytest.mark.django_db
HERE = {"to": "request", "landmark": "cat hijau samping musala", "phone": "", "words": ""}
DESK = "/petugas/kemlagi/keberatan/"


def now():
    return timezone.now()


def overdue(minutes: int = 14, **facts) -> Submission:
    """A file that was due so many minutes ago."""
    fields = {"nama": "Siti Rohmah", "alamat": "Dusun Mojodadi", "rt": "002", "rw": "001"}
    receipt = submit(at=now(), village_code="35.16.15.2016", fields=fields, **facts)
    review.declare_complete(receipt.submission, staff=sari(), at=now())
    late = now() - timedelta(minutes=minutes)
    start = late - timedelta(hours=1)
    Submission.objects.filter(pk=receipt.submission.pk).update(completed_at=start, due_at=late)
    Event.objects.filter(submission=receipt.submission, target="complete").update(at=start)
    return Submission.objects.get(pk=receipt.submission.pk), receipt


@pytest.fixture
def place():
    make_village()
    for day in range(-1, 3):  # open around the clock, whatever day it is
        date = now().date() + timedelta(days=day)
        SpecialDay.objects.create(office=make_office(), date=date, opens="00:00", closes="23:59", reason="Uji")
    return make_service()


@pytest.fixture
def late(place):
    return overdue()[0]


@pytest.fixture
def resident(client, place):
    """A browser that has proven whose request it is."""
    submission, receipt = overdue()
    client.post("/kemlagi/lacak/", {"number": submission.number, "proof": receipt.pin})
    client.submission, client.own = submission, f"/kemlagi/lacak/{submission.number}/"
    return client


def text(answer) -> str:
    return answer.content.decode()


def test_the_button_stands_on_the_page_as_soon_as_the_deadline_has_passed(resident):
    page = text(resident.get(resident.own))

    assert "Anda berhak mengajukan keberatan" in page
    assert f'href="{resident.own}keberatan/"' in page


def test_before_the_deadline_the_page_says_when_the_button_will_come(resident):
    Submission.objects.update(due_at=now() + timedelta(minutes=20))

    page = text(resident.get(resident.own))

    assert "tombol keberatan muncul" in page
    assert "keberatan/" not in page
    answer = resident.get(f"{resident.own}keberatan/", follow=True)
    assert "Batas waktunya belum lewat" in text(answer)


def test_the_address_given_is_confirmed_and_nothing_else_is_asked(resident):
    page = text(resident.get(f"{resident.own}keberatan/"))

    assert "Dusun Mojodadi RT 02 RW 01, Desa Mojodadi" in page
    answer = resident.post(f"{resident.own}keberatan/", HERE, follow=True)

    objection = Objection.objects.get()
    assert (objection.source, objection.words, objection.entered_by) == ("web", "", None)
    assert Submission.objects.get().data["home"]["landmark"] == "cat hijau samping musala"
    assert "Keberatan Anda kami terima" in text(answer)
    assert "Keberatan Anda diperiksa" in text(answer)


def test_a_second_send_says_the_same_and_writes_nothing(resident):
    for _ in range(2):
        answer = resident.post(f"{resident.own}keberatan/", HERE, follow=True)

    assert Objection.objects.count() == 1
    assert "Keberatan Anda kami terima" in text(answer)


def test_another_address_needs_its_parts_and_what_was_typed_stays(resident):
    typed = {"to": "other", "address": "Jalan Mawar 3", "words": "Saya menunggu", "phone": "12"}

    answer = resident.post(f"{resident.own}keberatan/", typed)

    assert answer.status_code == 422
    for words in ("Pilih desa atau kelurahan", "Isi RT", "Isi RW", "Jalan Mawar 3", "Saya menunggu"):
        assert words in text(answer)
    assert Objection.objects.count() == 0


def test_somebody_elses_number_shows_the_way_in_and_writes_nothing(client, late):
    known, unknown = (
        client.post(f"/kemlagi/lacak/{number}/keberatan/", HERE) for number in (late.number, "KML-2611-09999")
    )

    assert (known.status_code, unknown.status_code) == (200, 200)
    assert "Lacak permohonan" in text(known)
    assert len(text(known)) == len(text(unknown))
    assert Objection.objects.count() == 0


def test_a_refusal_is_explained_and_may_go_to_the_camat_once(resident):
    objection = verbs.raise_objection(resident.submission, at=now())
    verbs.decide(objection, Verdict.DISMISSED, "Surat selesai pukul 09.50", staff=retno(), at=now())

    page = text(resident.get(resident.own))
    assert "Keberatan Anda tidak terbukti" in page
    assert "Surat selesai pukul 09.50" in page
    assert "Ajukan banding" in text(resident.get(f"{resident.own}keberatan/banding/"))
    answer = resident.post(f"{resident.own}keberatan/banding/", {"words": "Belum ada"}, follow=True)

    second = Objection.objects.get(level="camat")
    assert (second.appeal_of, second.words) == (objection, "Belum ada")
    assert "Banding diperiksa" in text(answer)
    verbs.decide(second, Verdict.DISMISSED, "Catatan benar", staff=budi(), at=now())
    page = text(resident.get(resident.own))
    assert "Banding Anda tidak terbukti" in page
    assert "lapor.go.id" in page
    resident.post(f"{resident.own}keberatan/banding/", {"words": "Lagi"})
    assert Objection.objects.count() == 2


def test_without_a_refusal_there_is_no_appeal(resident):
    answer = resident.post(f"{resident.own}keberatan/banding/", {"words": "x"}, follow=True)

    assert "tidak ada banding" in text(answer)
    assert Objection.objects.count() == 0


def test_after_an_upheld_one_the_resident_may_go_home(resident):
    verbs.decide(verbs.raise_objection(resident.submission, at=now()), Verdict.UPHELD, "", staff=retno(), at=now())

    page = text(resident.get(resident.own))

    assert "Keberatan Anda terbukti" in page
    assert "Surat kami antar ke rumah, gratis" in page
    assert "sudah diputus" in text(resident.get(f"{resident.own}keberatan/", follow=True))


def test_staff_enter_it_for_somebody_at_the_counter(client, late):
    login(client, sari())
    assert "Catat keberatan" in text(client.get(f"/petugas/kemlagi/permohonan/{late.number}/"))

    answer = client.post(f"/petugas/kemlagi/permohonan/{late.number}/keberatan/", {**HERE, "words": "Datang sendiri"})

    assert answer.url == f"/petugas/kemlagi/permohonan/{late.number}/"
    objection = Objection.objects.get()
    assert (objection.source, objection.entered_by, objection.words) == ("loket", sari().user, "Datang sendiri")
    again = client.get(f"/petugas/kemlagi/permohonan/{late.number}/keberatan/", follow=True)
    assert "Keberatan sudah tercatat" in text(again)


def test_a_wrong_entry_at_the_counter_keeps_what_was_typed(client, late):
    login(client, sari())

    answer = client.post(f"/petugas/kemlagi/permohonan/{late.number}/keberatan/", {"to": "", "words": "Datang sendiri"})

    assert answer.status_code == 422
    assert "Datang sendiri" in text(answer)
    assert Objection.objects.count() == 0


def test_an_appeal_is_taken_at_the_counter(client, late):
    objection = verbs.raise_objection(late, at=now())
    path = f"/petugas/kemlagi/permohonan/{late.number}/banding/"
    login(client, sari())
    assert "tidak ada keberatan" in text(client.get(path, follow=True))
    verbs.decide(objection, Verdict.DISMISSED, "Belum lewat", staff=retno(), at=now())

    assert "Catat banding" in text(client.get(path))
    client.post(path, {"words": ""})

    assert Objection.objects.get(level="camat").entered_by == sari().user


def test_the_counter_of_another_office_finds_nothing(client, late):
    login(client, joko())

    assert client.get(f"/petugas/kemlagi/permohonan/{late.number}/keberatan/").status_code == 404
    assert client.get(f"/petugas/kartoharjo/permohonan/{late.number}/keberatan/").status_code == 404


@pytest.fixture
def open_one(late):
    return verbs.raise_objection(late, at=now(), words="Saya menunggu sejak pagi")


def test_the_kasi_reads_the_whole_story_and_decides_in_two_taps(client, open_one):
    login(client, retno())
    assert "Siti Rohmah" in text(client.get(DESK))
    page = text(client.get(f"{DESK}{open_one.pk}/"))
    for words in (
        "Berkas lengkap, waktu mulai",
        "Batas 60 menit",
        "Keberatan diajukan",
        "tidak ada jeda waktu",
        "Saya menunggu sejak pagi",
    ):
        assert words in page
    assert f'<option value="{sari().user.pk}" selected>' in page

    answer = client.post(
        f"{DESK}{open_one.pk}/", {"verdict": "upheld", "courier": str(sari().user.pk), "message": "Maaf"}
    )

    assert answer.url == DESK
    done = Objection.objects.get()
    assert (done.verdict, done.reason, done.decided_by) == ("upheld", "Maaf", retno().user)
    assert HomeDelivery.objects.get().courier == sari().user
    assert "Terbukti" in text(client.get(f"{DESK}?lihat=diputus"))
    assert "Putusan: terbukti" in text(client.get(f"{DESK}{open_one.pk}/"))


def test_a_refusal_without_a_reason_is_sent_back_with_what_was_typed(client, open_one):
    login(client, retno())

    answer = client.post(f"{DESK}{open_one.pk}/", {"verdict": "dismissed", "message": "Kata-kata saya", "reason": " "})

    assert answer.status_code == 422
    assert "Tulis alasannya" in text(answer)
    assert "Kata-kata saya" in text(answer)
    assert Objection.objects.get().is_open


def test_what_one_of_the_verdicts_needs_is_not_called_optional(client, open_one):
    login(client, retno())

    page = text(client.get(f"{DESK}{open_one.pk}/"))
    answer = client.post(f"{DESK}{open_one.pk}/", {"verdict": "upheld", "courier": "", "message": "Maaf"})

    labels = {label.strip() for label in re.findall(r"<label[^>]*>(.*?)</label>", page, re.DOTALL)}
    assert {"Petugas pengantar", "Alasan tidak terbukti"} <= labels
    assert answer.status_code == 422
    assert "Pilih petugas pengantar" in text(answer)
    assert Objection.objects.get().is_open
    assert not HomeDelivery.objects.exists()


def test_whoever_was_slower_is_told_who_decided(client, open_one):
    verbs.decide(open_one, Verdict.DISMISSED, "Belum lewat", staff=retno(), at=now())
    login(client, staff("kasi2", "Kasi Kedua", Role.SECTION_HEAD))

    answer = client.post(f"{DESK}{open_one.pk}/", {"verdict": "upheld"}, follow=True)

    assert "Retno Astuti, S.E. sudah memutus: Tidak terbukti" in text(answer)
    assert Objection.objects.get().verdict == "dismissed"


@pytest.mark.parametrize("person, status", [(retno, 200), (budi, 200), (sari, 403), (dewi, 403), (joko, 404)])
def test_the_desk_is_read_by_those_who_decide(client, open_one, person, status):
    login(client, person())

    assert client.get(DESK).status_code == status
    assert client.get(f"{DESK}{open_one.pk}/").status_code == status


def test_the_camat_reads_and_leaves_the_verdict_to_the_kasi(client, open_one):
    retno()
    login(client, budi())

    page = text(client.get(f"{DESK}{open_one.pk}/"))
    answer = client.post(f"{DESK}{open_one.pk}/", {"verdict": "upheld"}, follow=True)

    assert "Diputus oleh Retno Astuti" in page
    assert "Keberatan ini diputus oleh Retno Astuti" in text(answer)
    assert Objection.objects.get().is_open


def test_another_offices_objection_does_not_exist_here(client, open_one):
    other = joko().office
    login(client, staff("kasi-lain", "Kasi Lain", Role.SECTION_HEAD, other))

    assert client.get(f"/petugas/{other.slug}/keberatan/{open_one.pk}/").status_code == 404


def test_a_late_verdict_stands_in_red_with_the_kasi_and_the_secretary(client, open_one):
    Objection.objects.update(due_at=now() - timedelta(minutes=1), raised_at=now() - timedelta(hours=1))
    verbs.escalate_late(at=now())

    for person in (retno(), staff("sekcam", "Sekretaris", Role.SECRETARY)):
        login(client, person)
        page = text(client.get(DESK))
        assert "Diteruskan ke atasan" in page
        assert "remaining--overdue" in page
        assert "Simpan keputusan" in text(client.get(f"{DESK}{open_one.pk}/"))


def several(count: int, make=lambda: verbs.raise_objection(overdue()[0], at=now())) -> None:
    for _ in range(count):
        make()


def decided_one() -> None:
    verbs.decide(verbs.raise_objection(overdue()[0], at=now()), Verdict.DISMISSED, "x", staff=retno(), at=now())


@pytest.mark.parametrize("query, make", [("", None), ("?lihat=diputus", decided_one)])
def test_the_list_asks_the_same_for_one_as_for_three(client, place, query, make, django_assert_num_queries):
    several(1, *([make] if make else []))
    login(client, retno())
    client.get(DESK)
    with django_assert_num_queries(COST):
        client.get(f"{DESK}{query}")
    several(2, *([make] if make else []))
    with django_assert_num_queries(COST):
        page = text(client.get(f"{DESK}{query}"))

    assert page.count("Siti Rohmah</a>") == 3


COST = 7


def test_the_list_goes_on_by_key_without_a_gap(client, place, monkeypatch):
    monkeypatch.setattr("services.queries.objections.PAGE", 2)
    several(5)
    login(client, retno())

    seen, path = [], DESK
    for _ in range(3):
        answer = client.get(path)
        seen += [row.number for row in answer.context["rows"]]
        path = f"{DESK}{answer.context['next_url']}"

    assert sorted(seen) == sorted(Submission.objects.values_list("number", flat=True))


def test_the_menu_counts_what_waits_for_this_person(client, open_one):
    login(client, retno())

    [entry] = [line for line in client.get(DESK).context["nav"] if line["label"] == "Keberatan"]
    assert (entry["badge"], entry["current"]) == ("1", True)


def test_a_lone_kasi_who_served_decides_and_it_is_on_record(client, late):
    Submission.objects.update(officer=retno().user)
    open_one = verbs.raise_objection(Submission.objects.get(), at=now())
    login(client, retno())

    client.post(f"{DESK}{open_one.pk}/", {"verdict": "upheld", "courier": str(retno().user.pk)})

    assert Objection.objects.get().decided_by == retno().user
    assert AuditEntry.objects.filter(verb="objection.upheld", actor_name=retno().user.name).exists()


def test_a_courier_who_left_is_replaced_by_a_choice(client, open_one):
    User.objects.filter(pk=sari().user.pk).update(is_active=False)
    login(client, retno())

    answer = client.post(f"{DESK}{open_one.pk}/", {"verdict": "upheld", "courier": ""})

    assert answer.status_code == 422
    assert "Pilih petugas pengantar" in text(answer)
    client.post(f"{DESK}{open_one.pk}/", {"verdict": "upheld", "courier": str(retno().user.pk)})
    assert HomeDelivery.objects.get().courier == retno().user
    assert make_office().deliveries.count() == 1
