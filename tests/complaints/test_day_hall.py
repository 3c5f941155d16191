"""At the hall: one number and one entry however often they are sent, answers by those whose duty it is, promises with dates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from complaints.actions import agency_feeds, day_hall, days, reminders, slips
from complaints.actions.day_hall import Entry, NoNumberLeft, Reply
from complaints.day_states import DayState, ItemKind, ItemState
from complaints.models import Complaint, DayItem, DayVisitor, RwSubscription
from complaints.queries import rw_public
from complaints.queries.calendars import agency_feed, agency_of_token, office_feed, rw_feed
from complaints.queries.day_items import follow_up, items_for
from complaints.workflow import State
from office.codes import new_token
from office.models import AuditEntry, Message
from services.access import NotAllowed
from services.workflow import IllegalMove
from tests.complaints import day_rows as rows
from tests.complaints.desk_rows import hendra, roads, tirta, water
from tests.factories import MONDAY_9AM, make_office
from tests.people import joko, sari

pytestmark = pytest.mark.django_db
TODAY = MONDAY_9AM.date()


def take(day, token="", **facts):
    return day_hall.take_number(day, token=token or new_token(), staff=rows.planner(), at=MONDAY_9AM, **facts)


def test_a_day_opens_on_its_own_date_only():
    day = rows.announced()

    with pytest.raises(NotAllowed):
        day_hall.open_day(day, staff=rows.planner(), at=MONDAY_9AM)

    day.refresh_from_db()
    assert day.state == DayState.ANNOUNCED


def test_numbers_run_on_and_a_repeated_token_gives_the_same():
    day, token = rows.running(), new_token()

    first, again, second = take(day, token), take(day, token), take(day)

    assert [first.visitor.number, again.visitor.number, second.visitor.number] == [1, 1, 2]
    assert [first.is_new, again.is_new] == [True, False]
    assert DayVisitor.objects.count() == 2


def test_a_name_is_kept_with_consent_only():
    day = rows.running()

    take(day, name="Wati", consents=False)
    take(day, name="Joni", consents=True)

    assert [visitor.name for visitor in DayVisitor.objects.order_by("number")] == ["", "Joni"]


def test_numbers_from_home_end_with_the_capacity_and_with_the_day():
    day, token = rows.announced(capacity=1), new_token()

    first = day_hall.take_number_online(day, token=token, at=MONDAY_9AM)
    again = day_hall.take_number_online(day, token=token, at=MONDAY_9AM)

    assert first.visitor == again.visitor
    assert rw_public.numbers_left(day) == 0
    with pytest.raises(NoNumberLeft):
        day_hall.take_number_online(day, token=new_token(), at=MONDAY_9AM)
    with pytest.raises(IllegalMove):
        day_hall.take_number_online(rows.running(number=4), token=new_token(), at=MONDAY_9AM)
    assert DayVisitor.objects.count() == 1


def test_a_slip_opens_with_its_pin_and_tries_are_few():
    day = rows.running()
    visitor = take(day).visitor
    facts = {"client": "10.0.0.1", "at": MONDAY_9AM}

    assert slips.open_slip(day.office, code=visitor.code, pin=visitor.pin, **facts) == visitor
    assert slips.open_slip(joko().office, code=visitor.code, pin=visitor.pin, **facts) is None
    assert slips.open_slip(day.office, code="apa saja", pin="000000", **facts) is None
    for _ in range(8):
        assert slips.open_slip(day.office, code=visitor.code, pin="x", **facts) is None
    with pytest.raises(slips.TooManyTries):
        slips.open_slip(day.office, code=visitor.code, pin=visitor.pin, **facts)


def test_an_entry_sent_twice_is_one_entry():
    day, token = rows.running(), new_token()
    entry = Entry(kind=ItemKind.QUESTION, text="Kapan diaspal?")

    item, is_new = day_hall.record_item(day, entry, token=token, staff=rows.planner(), at=MONDAY_9AM)
    again, again_new = day_hall.record_item(day, entry, token=token, staff=rows.planner(), at=MONDAY_9AM)

    assert (item.pk, is_new) == (again.pk, True)
    assert not again_new
    assert AuditEntry.objects.filter(verb="rw_item.recorded").count() == 1


def test_nobody_records_before_after_or_from_elsewhere():
    day = rows.announced()
    entry = Entry(kind=ItemKind.QUESTION, text="Kapan?")

    with pytest.raises(IllegalMove):
        day_hall.record_item(day, entry, token=new_token(), staff=rows.planner(), at=MONDAY_9AM)
    with pytest.raises(IllegalMove):
        take(day)
    for stranger in (sari(), joko(), hendra(MONDAY_9AM)):
        with pytest.raises(NotAllowed):
            day_hall.record_item(day, entry, token=new_token(), staff=stranger, at=MONDAY_9AM)
        with pytest.raises(NotAllowed):
            day_hall.take_number(day, token=new_token(), staff=stranger, at=MONDAY_9AM)

    assert not DayItem.objects.exists()


def test_whoever_is_on_duty_records_and_ticks_numbers_off():
    day = rows.running(officers=(sari().user,))

    item, _new = day_hall.record_item(
        day, Entry(kind=ItemKind.ASPIRATION, text="Taman"), token=new_token(), staff=sari(), at=MONDAY_9AM
    )
    visitor = day_hall.take_number(day, token=new_token(), staff=sari(), at=MONDAY_9AM).visitor

    assert item.recorded_by == sari().user
    assert day_hall.note_served(visitor, staff=sari(), at=MONDAY_9AM)
    assert not day_hall.note_served(visitor, staff=sari(), at=MONDAY_9AM)


def test_a_complaint_at_the_hall_is_a_report_at_the_agency_with_limits():
    day = rows.running()

    item = rows.complaint_said(day, agency=None)

    complaint = Complaint.objects.get()
    assert item.complaint == complaint
    assert (complaint.state, complaint.agency, complaint.source) == (State.FORWARDED, roads(), "rw")
    assert item.agency == roads()
    assert complaint.step_due is not None
    assert complaint.reporter.name == "Warga RW 03 Mojodadi"


def test_done_on_the_spot_closes_the_report_with_it():
    item = rows.complaint_said(rows.running())

    rows.answered(item, ItemState.DONE, answer="Lubang sudah ditutup")

    item.refresh_from_db()
    complaint = Complaint.objects.get()
    assert (item.state, complaint.state, complaint.closed_how) == (ItemState.DONE, State.CLOSED, "on_the_spot")


def test_a_promise_takes_the_report_up_and_is_kept_when_it_is_answered():
    item = rows.complaint_said(rows.running())
    rows.answered(item, ItemState.PROMISED, answer="Ditambal", due_on=TODAY + timedelta(days=7))

    assert Complaint.objects.get().state == State.IN_PROGRESS
    with pytest.raises(NotAllowed):
        rows.answered(item, ItemState.KEPT)
    item.refresh_from_db()
    assert item.state == ItemState.PROMISED

    rows.answered(item, ItemState.ANSWERED, answer="Dananya tahun depan")
    assert Complaint.objects.get().state == State.ANSWERED


def test_an_entry_without_report_keeps_its_promise_by_itself():
    day = rows.running()
    item = rows.said(day)
    rows.answered(item, ItemState.PROMISED, answer="Ditambal", due_on=TODAY + timedelta(days=7))
    day_hall.close_day(day, attendance=1, witnesses="", note="", staff=rows.planner(), at=MONDAY_9AM, public={})

    rows.answered(item, ItemState.KEPT, at=MONDAY_9AM + timedelta(days=3))

    item.refresh_from_db()
    assert (item.state, item.answer) == (ItemState.KEPT, "Ditambal")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(state=ItemState.PROMISED, answer="Ditambal"),
        Reply(state=ItemState.PROMISED, due_on=TODAY),
        Reply(state=ItemState.PROMISED, answer="Ditambal", due_on=TODAY - timedelta(days=1)),
        Reply(state=ItemState.ANSWERED),
    ],
)
def test_a_promise_needs_words_and_a_date_to_come(reply):
    item = rows.said(rows.running())

    with pytest.raises(NotAllowed):
        day_hall.answer_item(item, reply, staff=hendra(MONDAY_9AM), at=MONDAY_9AM)

    item.refresh_from_db()
    assert item.state == ItemState.OPEN


def test_the_database_itself_refuses_a_promise_without_a_date():
    item = rows.said(rows.running())

    with pytest.raises(IntegrityError), transaction.atomic():
        DayItem.objects.filter(pk=item.pk).update(
            state=ItemState.PROMISED, answer="x", answered_at=MONDAY_9AM, answered_by=item.recorded_by
        )


def test_an_agency_sees_and_answers_its_own_only():
    day = rows.running()
    item = rows.said(day)
    rows.said(day, "Got mampet", agency=water())

    assert list(items_for(hendra(MONDAY_9AM), day)) == [item]
    for stranger in (tirta(MONDAY_9AM), joko()):
        with pytest.raises(NotAllowed):
            day_hall.answer_item(item, Reply(state=ItemState.DONE), staff=stranger, at=MONDAY_9AM)
    item.refresh_from_db()
    assert item.state == ItemState.OPEN


def test_an_entry_goes_to_the_right_agency_with_its_report():
    item = rows.complaint_said(rows.running())

    day_hall.hand_item(item, water(), staff=rows.planner(), at=MONDAY_9AM)

    item.refresh_from_db()
    assert (item.agency, Complaint.objects.get().agency) == (water(), water())
    rows_before = AuditEntry.objects.count()
    day_hall.answer_item(item, Reply(state=ItemState.DONE), staff=tirta(MONDAY_9AM), at=MONDAY_9AM)
    with pytest.raises(IllegalMove):
        day_hall.hand_item(item, roads(), staff=rows.planner(), at=MONDAY_9AM)
    assert AuditEntry.objects.count() > rows_before


def test_closing_forgets_pins_shows_what_was_chosen_and_ends_recording():
    day = rows.running()
    visitor = take(day).visitor
    shown, hidden = rows.said(day), rows.said(day, "Rahasia")
    after = rows.announced(TODAY + timedelta(days=1), number=4)

    day_hall.close_day(
        day, attendance=3, witnesses="", note="", staff=rows.planner(), at=MONDAY_9AM, public={shown.pk: "Jalan berlubang"}
    )  # fmt: skip

    visitor.refresh_from_db()
    assert visitor.pin == ""
    assert [row.item for row in rw_public.shown_items(day, today=TODAY)] == [shown]
    hidden.refresh_from_db()
    assert not hidden.is_public
    with pytest.raises(IllegalMove):
        rows.said(day)
    with pytest.raises(NotAllowed):
        day_hall.close_day(after, attendance=1, witnesses="", note="", staff=sari(), at=MONDAY_9AM, public={})
    with pytest.raises(IllegalMove):
        day_hall.close_day(after, attendance=1, witnesses="", note="", staff=rows.planner(), at=MONDAY_9AM, public={})


def test_what_was_promised_in_an_rw_is_counted_as_it_stands_today():
    day = rows.running()
    rows.answered(rows.said(day), ItemState.DONE)
    rows.answered(rows.said(day), ItemState.PROMISED, answer="Ditambal", due_on=TODAY + timedelta(days=7))
    rows.answered(rows.said(day), ItemState.ANSWERED, answer="Bukan wewenang kami")
    rows.said(day)
    rows.answered(rows.complaint_said(day), ItemState.DONE)
    rows.said(day, "Surat pengantar", kind=ItemKind.LETTER)
    rows.closed(day=day)

    now = rw_public.promised_in(day.office, day.rw, today=TODAY)
    later = rw_public.promised_in(day.office, day.rw, today=TODAY + timedelta(days=8))

    assert (now.asked, now.answered, now.done, now.overdue, len(now.rows)) == (5, 4, 2, 0, 5)
    assert later.overdue == 1
    assert [item.state for item in follow_up(rows.planner(), day)] == ["promised", "open"]


def test_feeds_hold_what_their_readers_may_know():
    day = rows.announced()
    rows.planned(TODAY + timedelta(days=9))
    off, _none = days.cancel_day(
        rows.announced(TODAY + timedelta(days=4), number=4), reason="Banjir", staff=rows.planner(), at=MONDAY_9AM
    )
    token = agency_feeds.feed_token(roads(), staff=rows.planner(), at=MONDAY_9AM)

    office, one, agency = (
        office_feed(day.office, today=TODAY),
        rw_feed(day.office, day.rw, today=TODAY),
        agency_feed(roads(), today=TODAY),
    )

    assert (office.count(b"BEGIN:VEVENT"), one.count(b"BEGIN:VEVENT"), agency.count(b"BEGIN:VEVENT")) == (2, 1, 3)
    assert office.count(b"STATUS:CANCELLED") == 1
    assert f"UID:{off.pk}@pendopo".encode() in office
    assert agency.count(b"STATUS:TENTATIVE") == 1
    assert agency_of_token(day.office, token) == roads()
    assert agency_feeds.feed_token(roads(), staff=rows.planner(), at=MONDAY_9AM) == token
    assert agency_feeds.feed_token(roads(), staff=rows.planner(), at=MONDAY_9AM, renew=True) != token
    assert agency_of_token(day.office, token) is None
    assert agency_of_token(joko().office, token) is None


def test_reminders_wait_for_the_owners_word_and_end_with_it():
    day = rows.announced(TODAY + timedelta(days=1))
    row = reminders.subscribe(day.office, day.rw, "Wati@contoh.id", at=MONDAY_9AM)
    again = reminders.subscribe(day.office, day.rw, "wati@contoh.id ", at=MONDAY_9AM)

    assert row.pk == again.pk
    assert Message.objects.filter(event="complaints/rw_confirm").count() == 1
    assert reminders.remind(day, at=MONDAY_9AM) == 0
    assert reminders.by_token(day.office, row.token) == row
    assert [reminders.confirm(row, at=MONDAY_9AM) for _ in range(2)] == [True, False]
    assert [reminders.remind(one, at=MONDAY_9AM) for one in [*reminders.days_of_tomorrow(at=MONDAY_9AM)] * 2] == [1, 0]
    assert reminders.remind(day, at=MONDAY_9AM - timedelta(days=1)) == 0
    reminders.subscribe(day.office, day.rw, "wati@contoh.id", at=MONDAY_9AM + timedelta(days=1))
    assert Message.objects.filter(event="complaints/rw_confirm").count() == 1

    reminders.unsubscribe(row)
    assert not RwSubscription.objects.exists()


def test_addresses_nobody_confirmed_are_forgotten():
    reminders.subscribe(make_office(), rows.rw(), "wati@contoh.id", at=MONDAY_9AM)

    assert reminders.forget_unconfirmed(at=MONDAY_9AM + timedelta(days=6)) == 0
    assert reminders.forget_unconfirmed(at=MONDAY_9AM + timedelta(days=8)) == 1
