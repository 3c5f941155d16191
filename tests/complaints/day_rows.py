"""Office days as they stand: RW of a kelurahan, a plan, an announced, a running and a closed day, through the verbs."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from complaints.actions import day_hall, days
from complaints.actions.day_hall import Entry, Reply
from complaints.actions.days import Coming, Programme, When
from complaints.day_states import ItemKind, ItemState
from complaints.models import Category, DayItem, RwDay
from office.codes import new_token
from office.models import Area, Office
from office.staff import Staff, local_day
from tests.complaints.desk_rows import hendra, lay_house, lina, roads, water
from tests.factories import MONDAY_9AM, make_area, make_office, make_village
from tests.people import budi

WEDNESDAY = date(2026, 11, 25)


def rw(number: int = 3) -> Area:
    village = make_village()
    return make_area(f"{village.code}.RW{number:02}", "rw", f"{number:02}", parent=village)


def when(day: date = WEDNESDAY, **facts: Any) -> When:
    usual: dict[str, Any] = {"opens": time(8), "closes": time(12), "hall": "Balai RW 03", "address": "Jalan Melati 5"}
    return When(date=day, **{**usual, **facts})


def programme(office: Office | None = None, **facts: Any) -> Programme:
    pu, air = roads(office), water(office)
    for agency, address in ((pu, "pu@dinas.example"), (air, "")):
        agency.email = address
        agency.save()
    guests = (
        Coming(agency=pu, services="Jalan dan jembatan", bring="Foto jalan"),
        Coming(agency=air, services="Saluran air"),
    )
    return Programme(**{"agencies": guests, "topics": "Jalan dan banjir", **facts})


def planner(office: Office | None = None, at: datetime = MONDAY_9AM) -> Staff:
    return lina(office, at)


def planned(day: date = WEDNESDAY, *, at: datetime = MONDAY_9AM, number: int = 3, **facts: Any) -> RwDay:
    office = lay_house(make_office())
    budi(office, at)
    return days.plan_day(office, rw(number), when(day), programme(office, **facts), staff=planner(office, at), at=at)


def announced(day: date = WEDNESDAY, *, at: datetime = MONDAY_9AM, **facts: Any) -> RwDay:
    return days.announce(planned(day, at=at, **facts), staff=planner(at=at), at=at)


def running(*, at: datetime = MONDAY_9AM, **facts: Any) -> RwDay:
    """A day that runs on the date of `at`."""
    made = announced(local_day(make_office(), at), at=at, **facts)
    return day_hall.open_day(made, staff=planner(at=at), at=at)


def said(day: RwDay, text: str = "Jalan berlubang di gang 2", *, at: datetime = MONDAY_9AM, **facts: Any) -> DayItem:
    usual: dict[str, Any] = {"kind": ItemKind.QUESTION, "agency": roads(day.office)}
    entry = Entry(text=text, **{**usual, **facts})
    return day_hall.record_item(day, entry, token=new_token(), staff=planner(at=at), at=at)[0]


def complaint_said(day: RwDay, *, at: datetime = MONDAY_9AM, **facts: Any) -> DayItem:
    category = Category.objects.get(office=day.office, key="jalan-rusak")
    return said(day, at=at, kind=ItemKind.COMPLAINT, category=category, **facts)


def answered(item: DayItem, state: ItemState = ItemState.DONE, *, at: datetime = MONDAY_9AM, **facts: Any) -> DayItem:
    return day_hall.answer_item(item, Reply(state=state, **facts), staff=hendra(at), at=at)


def closed(*, at: datetime = MONDAY_9AM, day: RwDay | None = None) -> RwDay:
    day = day or running(at=at)
    words = {item.pk: item.text for item in day.items.all()}
    return day_hall.close_day(
        day, attendance=24, witnesses="Bambang, Camat\nHadi, Ketua RW 03", note="", staff=planner(at=at), at=at, public=words
    )  # fmt: skip
