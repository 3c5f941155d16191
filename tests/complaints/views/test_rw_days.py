"""Pages of office days: who may open them, what they answer, how many questions they ask the database."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from openpyxl import load_workbook

from complaints.actions import agency_feeds, days
from complaints.day_states import DayState, ItemState
from complaints.models import Complaint, DayItem, DayVisitor, RwDay, RwRound, RwSubscription
from office.codes import new_token
from office.models import Message
from tests.complaints import day_rows as rows
from tests.complaints.desk_rows import hendra, roads, tirta
from tests.factories import make_office
from tests.people import joko, sari

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def as_lina(client, now):
    """A planner, logged in."""
    client.force_login(rows.planner(at=now).user)
    return client


def url(name, *rest):
    return reverse(f"complaints:{name}", args=["kemlagi", *rest])


def log_in(client, person):
    client.force_login(person.user)
    return client


def entry(**facts):
    return {"token": new_token(), "kind": "question", "text": "Kapan diaspal?", **facts}


PAGES = (
    "rw_day_desk", "rw_day_programme", "rw_day_move", "rw_day_cancel", "rw_hall", "rw_day_close", "rw_letter", "rw_poster", "rw_minutes",
    "rw_follow_up", "rw_follow_up_xlsx",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_day_is_not_there_for_those_who_have_no_part_in_it(client, now, name):
    day = rows.running(at=now)

    for stranger in (joko(now), tirta(now), sari(at=now)):
        if stranger.user.username == "tirta":
            day.agencies.filter(agency__key="upt-air").delete()
        answer = log_in(client, stranger).get(url(name, day.number))
        assert answer.status_code in {403, 404}, stranger.user.username
    client.logout()
    assert client.get(url(name, day.number)).status_code == 302


def test_an_agencys_officer_reads_nothing_of_the_other_agencies(client, now):
    day = rows.running(at=now)
    rows.said(day, "Untuk jalan saja", at=now)

    page = log_in(client, tirta(now)).get(url("rw_hall", day.number))
    sheet = client.get(url("rw_follow_up_xlsx", day.number))

    assert "Untuk jalan saja" not in page.text
    assert load_workbook(BytesIO(sheet.content)).active.max_row == 1
    assert client.get(url("rw_letter", day.number)).status_code == 404
    assert client.get(url("rw_minutes", day.number)).status_code == 404
    assert client.post(url("rw_hall_answer", day.number, 1), {"state": "done"}).status_code == 404
    assert client.get(url("rw_hall_slip", day.number, 1)).status_code == 404
    assert DayItem.objects.get().state == ItemState.OPEN


def test_planning_from_proposal_to_announcement(as_lina, now):
    rows.planned(at=now)
    rows.rw(5)

    page = as_lina.get(url("rw_proposal"))
    turn = page.context["turns"][0][0]
    line = f"{turn.day}|{turn.key}|08:00|12:00"
    accepted = as_lina.post(url("rw_proposal"), {"turn": [line, "nonsense"]}, follow=True)

    day = RwDay.objects.get(date=turn.day)
    assert "1 hari masuk rencana" in accepted.text
    assert as_lina.get(url("rw_calendar")).text.count("RW&nbsp;05") == 0
    assert as_lina.get(url("rw_day", day.number)).status_code == 404
    told = as_lina.post(url("rw_day_announce", day.number), follow=True)
    assert "Diumumkan" in told.text
    assert as_lina.get(url("rw_day", day.number)).status_code == 200
    again = as_lina.post(url("rw_day_announce", day.number), follow=True)
    assert "Belum tersimpan" in again.text


def test_the_rules_of_the_round_are_kept_and_checked(as_lina, now):
    rows.planned(at=now)
    wrong = {"weekdays": ["1"], "opens": "12:00", "closes": "08:00", "nearest": "0", "klas": ""}

    refused = as_lina.post(url("rw_round"), wrong)
    kept = as_lina.post(url("rw_round"), {**wrong, "closes": "14:00", "nearest": "7", "klas": "100", "fridays": "on"})

    assert (
        "Jam selesai harus sesudah jam mulai"
        in as_lina.post(url("rw_round"), {**wrong, "nearest": "7", "klas": "1"}).text
    )
    assert "Isi kode klasifikasi surat undangan" in refused.text
    assert kept.status_code == 302
    assert RwRound.objects.get().weekdays == "1"


def test_what_was_typed_stays_when_a_day_is_refused(as_lina, now):
    day = rows.planned(at=now)
    typed = {
        "rw": day.rw.code,
        "date": f"{day.date}",
        "opens": "08:00",
        "closes": "12:00",
        "hall": "Rumah Pak RT",
        "point": "di sana",
    }

    strange = as_lina.post(url("rw_day_new"), typed)
    taken = as_lina.post(url("rw_day_new"), {**typed, "point": "-7.36, 112.38"})

    assert "Tulis lintang dan bujur di Indonesia" in strange.text
    assert "Di RW ini sudah ada jadwal pada tanggal itu" in taken.text
    assert "Rumah Pak RT" in taken.text
    assert RwDay.objects.count() == 1


def test_a_day_is_changed_moved_and_called_off_by_its_pages(as_lina, now):
    day = rows.announced(now.date() + timedelta(days=9), at=now)
    typed = {
        "date": f"{day.date + timedelta(days=1)}",
        "opens": "08:00",
        "closes": "12:00",
        "hall": "Balai RW 03",
        "point": "-7.36, 112.38",
    }

    needs = as_lina.post(url("rw_day_move", day.number), typed)
    as_lina.post(url("rw_day_move", day.number), {**typed, "reason": "Balai dipakai"})
    shown = as_lina.get(url("rw_day", day.number))
    as_lina.post(
        url("rw_day_programme", day.number), {"comes-upt-pu": "on", "services-upt-pu": "Jalan", "capacity": "5"}
    )
    off = {"reason": "Banjir", "instead": f"{day.date + timedelta(days=8)}"}
    as_lina.post(url("rw_day_cancel", day.number), off)
    gone = as_lina.get(url("rw_day", day.number))

    assert "Tulis alasan" in needs.text
    assert "Dipindah dari" in shown.text
    assert "geo:-7.360000" in shown.text
    assert "Jadwal ini dibatalkan" in gone.text
    assert "Jadwal baru" in gone.text
    day.refresh_from_db()
    assert (day.state, day.capacity, day.agencies.count()) == (DayState.CANCELLED, 5, 1)
    assert as_lina.get(url("rw_day_desk", day.number)).status_code == 200


def test_the_hall_takes_forms_and_programs_alike(as_lina, now):
    day = rows.running(at=now)
    token = new_token()
    json = {"Accept": "application/json"}

    said = as_lina.post(url("rw_hall_record", day.number), entry(token=token), headers=json)
    again = as_lina.post(url("rw_hall_record", day.number), entry(token=token), headers=json)
    wrong = as_lina.post(url("rw_hall_record", day.number), entry(kind="complaint"), headers=json)
    plain = as_lina.post(url("rw_hall_record", day.number), entry(text=""))
    number = as_lina.post(url("rw_hall_number", day.number), {"n-token": new_token()}, headers=json)
    slip = as_lina.get(number.json()["url"])

    assert said.json() == {"said": "Catatan 1 tersimpan.", "number": 1}
    assert again.json()["said"] == "Catatan 1 sudah tersimpan sebelumnya."
    assert wrong.status_code == 422
    assert wrong.json()["errors"] == {"category": ["Pilih kategori pengaduan"]}
    assert plain.status_code == 422
    assert "Tulis apa yang disampaikan" in plain.text
    assert number.json()["number"] == 1
    assert "Nomor antrean 1" in slip.text
    assert DayItem.objects.count() == 1
    unknown = as_lina.post(url("rw_hall_record", day.number), entry(number="9"))
    assert "Nomor 9 belum dibagikan" in unknown.text


def test_a_late_phone_is_told_that_the_day_is_over(as_lina, now):
    day = rows.closed(at=now)

    answer = as_lina.post(url("rw_hall_record", day.number), entry(), headers={"Accept": "application/json"})
    plain = as_lina.post(url("rw_hall_number", day.number), {"n-token": new_token()}, follow=True)

    assert answer.status_code == 409
    assert "sudah ditutup" in answer.json()["error"]
    assert "sudah ditutup" in plain.text
    assert not DayItem.objects.exists()


def test_a_complaint_at_the_table_reaches_its_agency_and_is_settled_there(as_lina, client, now):
    day = rows.running(at=now)
    as_lina.post(url("rw_hall_record", day.number), entry(kind="complaint", category="jalan-rusak"))
    item = DayItem.objects.get()

    page = log_in(client, hendra(now)).get(url("rw_hall", day.number))
    client.post(url("rw_hall_answer", day.number, item.number), {"state": "promised", "answer": "", "due_on": ""})
    client.post(url("rw_hall_answer", day.number, item.number), {"state": "done", "answer": "Ditambal"})

    assert item.complaint.number in page.text
    assert Complaint.objects.get().closed_how == "on_the_spot"


def test_handing_over_and_ticking_off(as_lina, now):
    day = rows.running(at=now)
    item = rows.said(day, at=now)
    as_lina.post(url("rw_hall_number", day.number), {"n-token": new_token(), "n-name": "Wati", "n-consents": "on"})

    as_lina.post(url("rw_hall_hand", day.number, item.number), {"agency": "upt-air"})
    as_lina.post(url("rw_hall_hand", day.number, item.number), {"agency": ""})
    as_lina.post(url("rw_hall_served", day.number, 1))

    item.refresh_from_db()
    assert item.agency.key == "upt-air"
    assert DayVisitor.objects.get().served_at is not None


def test_closing_publishes_masked_words_and_the_choice_can_be_changed(as_lina, now):
    day = rows.running(at=now)
    item = rows.said(day, "Hubungi 0812-3456-7890 soal lampu", at=now)
    form = as_lina.get(url("rw_day_close", day.number))
    words = {f"show-{item.number}": "on", f"words-{item.number}": "Lampu mati, hubungi 0812-3456-7890"}

    refused = as_lina.post(url("rw_day_close", day.number), {"attendance": "", **words})
    as_lina.post(url("rw_day_close", day.number), {"attendance": "12", **words})

    assert "3456" not in form.text.split("Kalimatnya untuk umum")[1]
    assert "Isi jumlah warga hadir" in refused.text
    public = as_lina.get(url("rw_day", day.number)).text
    assert "Lampu mati" in public
    assert "3456" not in public
    as_lina.post(url("rw_day_shown", day.number), {})
    assert "Lampu mati" not in as_lina.get(url("rw_day", day.number)).text
    assert as_lina.get(url("rw_day_close", day.number)).status_code == 404


def test_a_number_from_home_is_one_number(client, now):
    day = rows.announced(now.date() + timedelta(days=3), at=now, capacity=1)
    token = new_token()

    page = client.get(url("rw_number", day.number))
    taken = client.post(url("rw_number", day.number), {"token": token}, follow=True)
    again = client.post(url("rw_number", day.number), {"token": token}, follow=True)
    gone = client.post(url("rw_number", day.number), {"token": new_token()})

    assert page.headers["Cache-Control"] == "no-store"
    assert "Nomor antrean Anda" in taken.text
    assert "Nomor antrean Anda" in again.text
    assert gone.status_code == 409
    assert client.post(url("rw_number", day.number), {"token": "pendek"}).status_code == 400
    assert client.get(url("rw_ticket", day.number, new_token())).status_code == 404
    assert DayVisitor.objects.count() == 1


def test_the_slip_shows_its_holder_what_became_of_it(client, now):
    day = rows.running(at=now)
    visitor = days.RwDay.objects.get(pk=day.pk) and _visitor(day, now)
    rows.said(day, "Untuk saya saja", at=now, visitor=visitor)

    shown = client.post(url("rw_slip"), {"code": visitor.code, "pin": visitor.pin})
    wrong = client.post(url("rw_slip"), {"code": visitor.code, "pin": "000000" if visitor.pin != "000000" else "1"})

    assert "Untuk saya saja" in shown.text
    assert "tidak cocok" in wrong.text
    assert "Untuk saya saja" not in wrong.text


def _visitor(day, now):
    from complaints.actions.day_hall import take_number

    return take_number(day, token=new_token(), staff=rows.planner(at=now), at=now).visitor


def test_feeds_answer_as_calendars_and_the_agencys_only_to_its_address(client, now):
    day = rows.announced(now.date() + timedelta(days=3), at=now)
    token = agency_feeds.feed_token(roads(), staff=rows.planner(at=now), at=now)

    for address in (
        url("rw_office_ics"), url("rw_ics", day.rw.code.lower()), url("rw_day_ics", day.number), url("rw_agency_ics", token),
    ):  # fmt: skip
        answer = client.get(address)
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
        assert str(event["UID"]) == f"{day.pk}@pendopo"
        assert event.decoded("DTSTART") == day.starts_at
    assert client.get(url("rw_agency_ics", new_token())).status_code == 404
    assert client.get(url("rw_ics", "35.16.15.2016.rw99")).status_code == 404


def test_agencies_get_their_address_from_a_planner(as_lina, now):
    rows.planned(at=now)

    as_lina.post(url("rw_feed_make", "upt-pu"))
    first = as_lina.get(url("rw_feeds")).text
    as_lina.post(url("rw_feed_make", "upt-pu"))

    assert "/kantor-di-rw/dinas/" in first
    assert as_lina.get(url("rw_feeds")).text != first


def test_reminders_from_sign_up_to_leaving(client, now):
    day = rows.announced(now.date() + timedelta(days=3), at=now)

    wrong = client.post(url("rw_remind"), {"rw": day.rw.code, "email": "bukan surel"})
    trapped = client.post(url("rw_remind"), {"rw": day.rw.code, "email": "a@b.id", "website": "x"}, follow=True)
    asked = client.post(url("rw_remind"), {"rw": day.rw.code, "email": "wati@contoh.id"}, follow=True)
    row = RwSubscription.objects.get()
    before = client.get(url("rw_confirm", row.token))

    assert "Tulis surel seperti" in wrong.text
    assert "Periksa surel Anda" in trapped.text
    assert "Periksa surel Anda" in asked.text
    assert before.status_code == 200
    assert RwSubscription.objects.get().confirmed_at is None
    client.post(url("rw_confirm", row.token))
    assert RwSubscription.objects.get().confirmed_at is not None
    client.post(url("rw_unsubscribe", row.token))
    assert client.get(url("rw_unsubscribe", row.token)).status_code == 404
    assert Message.objects.filter(event="complaints/rw_confirm").count() == 1


@pytest.mark.parametrize("month, status", [("2026-13", 404), ("1999-01", 404), ("2126-01", 404), ("apa", 404)])
def test_a_month_that_cannot_be_is_not_found(client, month, status):
    make_office()

    assert client.get(url("rw_month", month)).status_code == status


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_whatever_their_length(client, now, django_assert_num_queries, count):
    for number in range(count):
        day = rows.announced(now.date() + timedelta(days=1 + number), at=now, number=number + 1)
    month = f"{day.date - timedelta(days=count - 1):%Y-%m}"
    client.get(url("rw_calendar"), {"fresh": 0})  # fills the shell's cache
    client.force_login(rows.planner(at=now).user)
    client.get(url("rw_plan"))

    with django_assert_num_queries(9):
        client.get(url("rw_month", month), {"fresh": 1})
    with django_assert_num_queries(19):
        client.get(url("rw_plan"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_hall_costs_the_same_whatever_was_said(client, now, django_assert_num_queries, count):
    day = rows.running(at=now)
    for _ in range(count):
        rows.complaint_said(day, at=now)
        _visitor(day, now)
    client.force_login(rows.planner(at=now).user)
    client.get(url("rw_hall", day.number))

    with django_assert_num_queries(14):
        client.get(url("rw_hall", day.number))
