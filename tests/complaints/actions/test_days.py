"""Planning office days: one change is one change in everybody's calendar, and a refusal leaves nothing behind."""

from datetime import date, time, timedelta

import pytest
from icalendar import Calendar

from complaints.actions import days
from complaints.actions.days import DayTaken, Programme
from complaints.day_states import DayState
from complaints.models import DayAgency, DayLetter, RwDay, RwSubscription
from complaints.queries import days as reading
from complaints.rotation import Turn
from office.models import AuditEntry, Message
from office.roles import Role
from services.access import NotAllowed
from services.models import RegisterEntry
from services.workflow import IllegalMove
from tests.complaints import day_rows as rows
from tests.complaints.desk_rows import roads, water
from tests.factories import MONDAY_9AM, make_area, make_office, staff
from tests.people import joko, sari

pytestmark = pytest.mark.django_db
NEXT_WEEK = rows.WEDNESDAY + timedelta(days=7)


def subscriber(day):
    from complaints.actions import reminders

    row = reminders.subscribe(day.office, day.rw, "Warga@contoh.id", at=MONDAY_9AM)
    reminders.confirm(row, at=MONDAY_9AM)
    return RwSubscription.objects.get(pk=row.pk)


def calendars():
    sent = Message.objects.order_by("created_at", "pk")
    return [Calendar.from_ical(message.calendar) for message in sent if message.calendar]


def test_a_planned_day_is_known_to_nobody_outside():
    day = rows.planned()

    assert day.state == DayState.PLANNED
    assert not Message.objects.exists()
    assert not RegisterEntry.objects.exists()
    assert [change.target for change in day.changes.all()] == ["planned"]
    assert AuditEntry.objects.filter(verb="rw_day.planned").count() == 1


def test_two_days_in_one_rw_on_one_date_are_refused_and_leave_nothing():
    day = rows.planned()
    before = AuditEntry.objects.count()

    with pytest.raises(DayTaken):
        days.plan_day(day.office, day.rw, rows.when(), rows.programme(), staff=rows.planner(), at=MONDAY_9AM)

    assert RwDay.objects.count() == 1
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("who", [sari, joko])
def test_only_planners_of_the_office_plan(who):
    day = rows.planned()

    with pytest.raises(NotAllowed):
        days.plan_day(day.office, rows.rw(4), rows.when(), Programme(), staff=who(), at=MONDAY_9AM)

    assert RwDay.objects.count() == 1


def test_an_rw_of_elsewhere_is_refused():
    office = make_office()
    elsewhere = make_area(
        "35.77.01.1001.RW01", "rw", "01", parent=make_area("35.77.01.1001", "kelurahan", "Oro-Oro Ombo")
    )

    with pytest.raises(NotAllowed):
        days.plan_day(office, elsewhere, rows.when(), Programme(), staff=rows.planner(), at=MONDAY_9AM)
    with pytest.raises(NotAllowed):
        days.accept_turns(
            office, [Turn(NEXT_WEEK, elsewhere.code, time(8), time(12))], staff=rows.planner(), at=MONDAY_9AM
        )

    assert not RwDay.objects.exists()


def test_accepted_turns_take_over_hall_and_agencies_and_skip_what_is_planned():
    day = rows.planned()
    rows.rw(4)
    turns = [
        Turn(day.date, day.rw.code, time(8), time(12)),
        Turn(NEXT_WEEK, rows.rw(4).code, time(8), time(12)),
        Turn(NEXT_WEEK + timedelta(days=7), day.rw.code, time(8), time(12)),
    ]

    made = days.accept_turns(day.office, turns, staff=rows.planner(), at=MONDAY_9AM)

    assert [(one.rw.name, one.hall) for one in made] == [("04", "Balai RW 04"), ("03", "Balai RW 03")]
    assert [one.agencies.count() for one in made] == [2, 2]


def test_the_proposal_goes_round_the_rw_that_were_not_visited():
    day = rows.planned()
    for number in (1, 2):
        rows.rw(number)

    proposal = reading.proposed(day.office, first=date(2026, 12, 2), at=MONDAY_9AM)

    assert [turn.key[-2:] for turn in proposal.turns[:3]] == ["01", "02", "03"]
    assert all(turn.day.weekday() == 2 for turn in proposal.turns)


def test_announcing_numbers_the_letters_and_invites_with_a_calendar():
    day = rows.planned()
    subscriber(day)
    Message.objects.all().delete()

    days.announce(day, staff=rows.planner(), at=MONDAY_9AM)

    day.refresh_from_db()
    assert (day.state, day.is_public, day.sequence) == (DayState.ANNOUNCED, True, 0)
    assert RegisterEntry.objects.count() == 3
    assert DayLetter.objects.get(day=day).entry.number
    mailed = Message.objects.get(recipient__isnull=False, event="complaints/rw_invitation")
    assert mailed.recipient == "pu@dinas.example"
    event = Calendar.from_ical(mailed.calendar).walk("VEVENT")[0]
    assert b"METHOD:REQUEST" in Calendar.from_ical(mailed.calendar).to_ical()
    assert (str(event["UID"]), int(event["SEQUENCE"])) == (f"{day.pk}@pendopo", 0)
    told = Message.objects.get(event="complaints/rw_announced")
    assert told.recipient == "warga@contoh.id"
    assert "/berhenti/" in told.body


def test_a_day_without_agencies_or_in_the_past_is_not_announced():
    empty = rows.planned(agencies=())
    late = rows.planned(date(2026, 11, 18), number=4)

    for day in (empty, late):
        with pytest.raises(NotAllowed):
            days.announce(day, staff=rows.planner(), at=MONDAY_9AM)

    assert not RegisterEntry.objects.exists()
    assert not RwDay.objects.exclude(state=DayState.PLANNED).exists()


def test_moving_keeps_the_uid_and_raises_the_sequence():
    day = rows.announced()

    moved = days.move_day(day, rows.when(NEXT_WEEK), reason="Balai dipakai", staff=rows.planner(), at=MONDAY_9AM)

    first, second = (calendar.walk("VEVENT")[0] for calendar in calendars())
    assert str(first["UID"]) == str(second["UID"])
    assert [int(first["SEQUENCE"]), int(second["SEQUENCE"])] == [0, 1]
    assert second.decoded("DTSTART").date() == NEXT_WEEK
    assert (moved.moved_from, moved.move_reason) == (rows.WEDNESDAY, "Balai dipakai")


def test_moving_nowhere_changes_nothing():
    day = rows.announced()

    days.move_day(day, rows.when(), reason="", staff=rows.planner(), at=MONDAY_9AM)

    assert RwDay.objects.get().sequence == 0
    assert len(calendars()) == 1


def test_moving_needs_a_reason_once_it_is_announced_and_a_free_date():
    day = rows.announced()
    rows.planned(NEXT_WEEK)

    with pytest.raises(NotAllowed):
        days.move_day(
            day, rows.when(rows.WEDNESDAY + timedelta(days=1)), reason="", staff=rows.planner(), at=MONDAY_9AM
        )
    with pytest.raises(DayTaken):
        days.move_day(day, rows.when(NEXT_WEEK), reason="Balai dipakai", staff=rows.planner(), at=MONDAY_9AM)

    day.refresh_from_db()
    assert (day.date, day.sequence) == (rows.WEDNESDAY, 0)


def test_a_cancelled_day_tells_everybody_and_names_the_new_date():
    day = rows.announced()

    off, other = days.cancel_day(
        day, reason="Banjir", staff=rows.planner(), at=MONDAY_9AM, instead=rows.when(NEXT_WEEK)
    )

    assert (off.state, off.sequence, off.replaced_by) == (DayState.CANCELLED, 1, other)
    assert (other.state, other.date, other.agencies.count()) == (DayState.ANNOUNCED, NEXT_WEEK, 2)
    cancelled = Message.objects.get(event="complaints/rw_cancelled")
    event = Calendar.from_ical(cancelled.calendar).walk("VEVENT")[0]
    assert b"METHOD:CANCEL" in cancelled.calendar.encode()
    assert (str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCELLED", 1)
    assert "2 Desember 2026" in cancelled.body


def test_a_plan_is_dropped_in_silence_and_only_once():
    day = rows.planned()

    days.cancel_day(day, reason="Salah hari", staff=rows.planner(), at=MONDAY_9AM)

    assert not Message.objects.exists()
    with pytest.raises(IllegalMove):
        days.cancel_day(day, reason="Lagi", staff=rows.planner(), at=MONDAY_9AM)
    with pytest.raises(IllegalMove):
        days.move_day(day, rows.when(NEXT_WEEK), reason="x", staff=rows.planner(), at=MONDAY_9AM)
    with pytest.raises(IllegalMove):
        days.change_programme(day, rows.programme(), staff=rows.planner(), at=MONDAY_9AM)


def test_an_agency_that_is_dropped_gets_a_cancel_and_a_new_one_its_invitation():
    day = rows.announced()
    kept = rows.programme()
    water().__class__.objects.filter(key="upt-air").update(email="air@dinas.example")
    DayAgency.objects.filter(agency=water()).update(invited_sequence=None)
    only_water = Programme(agencies=kept.agencies[1:])
    only_water.agencies[0].agency.email = "air@dinas.example"

    days.change_programme(day, only_water, staff=rows.planner(), at=MONDAY_9AM + timedelta(hours=1))

    assert [row.agency.key for row in day.agencies.all()] == ["upt-air"]
    assert Message.objects.get(event="complaints/rw_not_needed").recipient == "pu@dinas.example"
    assert Message.objects.filter(event="complaints/rw_invitation", state="queued").count() == 2


def test_clashes_are_seen_across_days():
    day = rows.planned()
    other = rows.planned(number=4)

    found = reading.clashes_of(day.office, [reading.whole_day(day), reading.whole_day(other)], at=MONDAY_9AM)

    assert any("UPT PU juga hadir" in text for text in found[day.pk])
    assert any("sudah dipakai pada jam yang sama" in text for text in found[other.pk])
    assert reading.clashes_of(day.office, [], at=MONDAY_9AM) == {}


def test_the_round_is_kept_by_planners_only():
    office = rows.planned().office
    rules = {"weekdays": "1,4", "opens": time(9), "closes": time(12), "fridays": True, "nearest": 14, "klas": "100"}

    days.set_round(office, staff=rows.planner(), at=MONDAY_9AM, **rules)

    assert reading.pace_of(office).weekdays == {1, 4}
    with pytest.raises(NotAllowed):
        days.set_round(office, staff=staff("andi", "Andi", Role.PUBLIC_RELATIONS, office), at=MONDAY_9AM, **rules)


def test_who_sees_which_days():
    from tests.complaints.desk_rows import hendra, officer

    day = rows.announced()
    hidden = rows.planned(NEXT_WEEK)
    stranger = officer(
        roads().__class__.objects.create(office=day.office, key="kua", name="KUA", short_name="KUA", kind="vertical"),
        "kua",
        "Kua",
    )

    assert set(reading.visible_days(rows.planner())) == {day, hidden}
    assert list(reading.visible_days(hendra())) == [day]
    assert not reading.visible_days(stranger).exists()
    assert not reading.visible_days(sari()).exists()
    assert not reading.visible_days(joko()).exists()
