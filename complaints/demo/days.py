"""Office days of the demonstration in Medan Satria: three that are over, one today, some announced, one moved, one called off."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from complaints.actions import day_hall, days, reminders, seeding
from complaints.actions.day_hall import Entry, Reply
from complaints.actions.days import Coming, Programme, When
from complaints.day_states import ItemKind, ItemState
from complaints.masking import masked
from complaints.models import Agency, AgencyOfficer, Category, DayItem, RwDay
from complaints.queries import days as reading
from office.actions import people
from office.models import Office, User
from office.roles import Role
from office.staff import Staff, local_day, staff_in

OFFICE, PLANNER, HELPER = "MDS", "tiur", "yusuf"
GUESTS = (
    ("disdukcapil", "KTP, KK, akta", "KTP dan KK asli"),
    ("pendapatan", "Pajak bumi dan bangunan", "SPPT tahun ini"),
    ("puskesmas", "Cek gula, tensi, kolesterol", "KTP. Puasa 8 jam untuk cek gula"),
    ("dbmsda", "Jalan, saluran air", ""),
    ("kua", "Konsultasi nikah", "KTP calon pengantin"),
)
OFFICERS = (("asep.dbmsda", "Asep Kurniawan, S.T.", "dbmsda"), ("nia.puskesmas", "dr. Nia Ramdhani", "puskesmas"))


class Said(NamedTuple):
    """One entry: what, to whom, and what was said in return (days until it is promised)."""

    kind: ItemKind
    text: str
    agency: str
    category: str = ""
    state: ItemState = ItemState.OPEN
    answer: str = ""
    within: int = 0


SAID = (
    Said(ItemKind.COMPLAINT, "Saluran di gang Melati tersumbat lumpur, setiap hujan air naik ke teras.", "dbmsda", "saluran", ItemState.PROMISED, "Dikeruk regu kami sebelum akhir bulan.", 10),
    Said(ItemKind.COMPLAINT, "Jalan di depan posyandu berlubang, sudah dua motor jatuh.", "dbmsda", "jalan-rusak", ItemState.DONE, "Ditambal hari ini juga oleh regu yang hadir."),
    Said(ItemKind.ASPIRATION, "Minta dua lampu jalan di ujung gang Kenanga.", "dishub", "", ItemState.PROMISED, "Survei titik lampu pekan depan.", 21),
    Said(ItemKind.QUESTION, "Apakah anak tiga tahun bisa dibuatkan KIA di sini?", "disdukcapil", "", ItemState.ANSWERED, "Bisa. Bawa akta lahir dan KK; KIA dicetak di tempat."),
    Said(ItemKind.QUESTION, "Kapan jadwal posbindu bulan depan?", "puskesmas", "", ItemState.ANSWERED, "Setiap Selasa kedua, mulai 08.00 di balai RW."),
    Said(ItemKind.ASPIRATION, "Pos kamling butuh atap baru.", "trantib"),
)  # fmt: skip
TIMES_OVER = ((28, 0), (14, 1), (7, 2))


@transaction.atomic
def load(*, at: datetime, password: str) -> int:
    """Days around `at` for Medan Satria; how many. Nothing where the office is missing or has days."""
    office = Office.objects.filter(code=OFFICE).first()
    if office is None or RwDay.objects.filter(office=office).exists():
        return 0
    opened = at - timedelta(days=60)
    seeding.set_up(office, at=opened)
    _seat_officers(office, password=password, at=opened)
    scene = _Scene(office, at)
    for days_ago, number in TIMES_OVER:
        scene.over(days_ago, number)
    scene.today()
    scene.ahead()
    return RwDay.objects.filter(office=office).count()


def _seat_officers(office: Office, *, password: str, at: datetime) -> None:
    secret = make_password(password)
    Agency.objects.filter(office=office, key="puskesmas").update(email="puskesmas@contoh.example")
    Agency.objects.filter(office=office, key="dbmsda").update(email="dbmsda@contoh.example")
    for username, name, key in OFFICERS:
        agency = Agency.objects.get(office=office, key=key)
        user = User.objects.filter(username=username).first() or people.register(
            username, name, office=office, by=None, at=at
        )
        User.objects.filter(pk=user.pk).update(password=secret)
        people.give_post(user, office, role=Role.AGENCY, title=f"Petugas {agency.short_name}", by=None, at=at)
        AgencyOfficer.objects.get_or_create(agency=agency, user=user, defaults={"since": at})


class _Scene:
    """The office around one moment, with its RW in the order of their turn."""

    def __init__(self, office: Office, now: datetime) -> None:
        self.office, self.now, self.today_is = office, now, local_day(office, now)
        self.rws = list(reading.rws_of(office))

    def staff(self, username: str, at: datetime) -> Staff:
        return staff_in(User.objects.get(username=username), self.office, at=at)

    def moment(self, days_from_now: int, hour: int) -> datetime:
        day = self.today_is + timedelta(days=days_from_now)
        return datetime.combine(day, time(hour), tzinfo=ZoneInfo(self.office.time_zone))

    def plan(self, place: int, days_from_now: int, *, at: datetime, announce: bool = True) -> RwDay:
        rw, date = self.rws[place], self.today_is + timedelta(days=days_from_now)
        when = When(
            date=date, opens=time(8), closes=time(11) if date.weekday() == 4 else time(12), hall=f"Balai RW {rw.name}",
            address=f"Jalan Melati Raya {place + 3}", latitude=Decimal("-6.1985") + place * Decimal("0.0021"), longitude=Decimal("106.9812"),
        )  # fmt: skip
        guests = tuple(
            Coming(agency=Agency.objects.get(office=self.office, key=key), services=services, bring=bring)
            for key, services, bring in GUESTS
        )
        programme = Programme(
            agencies=guests, officers=(User.objects.get(username=HELPER),), forum_at=time(10), topics="saluran air, lampu jalan, kebersihan",
            directions="Utara musala Al-Hikmah, 200 m dari sekolah", access="Lantai rata, ada kursi roda, toilet, dan ruang menyusui.",
            capacity=40, capacity_for="KTP dan KK",
        )  # fmt: skip
        planner = self.staff(PLANNER, at)
        day = days.plan_day(self.office, rw, when, programme, staff=planner, at=at)
        return days.announce(day, staff=planner, at=at) if announce else day

    def over(self, days_ago: int, place: int) -> None:
        """One that is over, with its minutes."""
        day = self.plan(place, -days_ago, at=self.moment(-days_ago - 14, 9))
        self._hold(day, self.moment(-days_ago, 8), said=SAID, visitors=14 + place * 3)
        end = self.moment(-days_ago, 12)
        shown = {item.pk: masked(item.text) for item in DayItem.objects.filter(day=day).exclude(kind=ItemKind.LETTER)}
        day_hall.close_day(
            day, attendance=48 + 9 * place, witnesses="", note="Rembuk warga dihadiri ketua RT dan kader posyandu.", staff=self.staff(PLANNER, end),
            at=end, public=shown,
        )  # fmt: skip

    def today(self) -> None:
        """One that runs now, with a few entries still open."""
        day = self.plan(3, 0, at=self.now - timedelta(days=14))
        self._hold(day, self.now - timedelta(minutes=50), said=SAID[1:4], visitors=6)

    def _hold(self, day: RwDay, at: datetime, *, said: tuple[Said, ...], visitors: int) -> None:
        helper = self.staff(HELPER, at)
        day_hall.open_day(day, staff=helper, at=at)
        for number in range(visitors):
            moment = at + timedelta(minutes=number)
            day_hall.take_number(day, token=_token(day, f"nomor-{number}"), staff=helper, at=moment)
        for number, row in enumerate(said):
            self._say(day, row, number, at + timedelta(minutes=20 + 4 * number))

    def _say(self, day: RwDay, row: Said, number: int, at: datetime) -> None:
        category = Category.objects.get(office=self.office, key=row.category) if row.category else None
        entry = Entry(
            kind=row.kind, text=row.text, place="", agency=Agency.objects.get(office=self.office, key=row.agency), category=category,
            visitor=day.visitors.get(number=number + 1),
        )  # fmt: skip
        planner = self.staff(PLANNER, at)
        item, _new = day_hall.record_item(day, entry, token=_token(day, f"catatan-{number}"), staff=planner, at=at)
        if row.state != ItemState.OPEN:
            due = day.date + timedelta(days=row.within) if row.within else None
            reply = Reply(state=row.state, answer=row.answer, due_on=due)
            day_hall.answer_item(item, reply, staff=planner, at=at + timedelta(minutes=3))

    def ahead(self) -> None:
        """Announced, moved, called off with another date, and a plan for the weeks after."""
        before = self.now - timedelta(days=5)
        planner = self.staff(PLANNER, self.now)
        self.plan(4, 7, at=before)
        moved = self.plan(5, 9, at=before)
        days.move_day(
            moved, _shifted(moved, 5), reason="Balai dipakai posyandu pada hari itu", staff=planner, at=self.now
        )
        off = self.plan(6, 3, at=before)
        days.cancel_day(
            off, reason="Banjir di sekitar balai", staff=planner, at=self.now, instead=_shifted(off, 18)
        )  # fmt: skip
        proposal = reading.proposed(self.office, first=self.today_is + timedelta(days=24), at=self.now)
        days.accept_turns(self.office, proposal.turns[:6], staff=planner, at=self.now)
        rw = self.rws[4]
        row = reminders.subscribe(self.office, rw, "warga@contoh.example", at=before)
        reminders.confirm(row, at=before)


def _shifted(day: RwDay, by: int) -> When:
    return When(
        date=day.date + timedelta(days=by), opens=day.opens, closes=day.closes, hall=day.hall, address=day.address, latitude=day.latitude,
        longitude=day.longitude,
    )  # fmt: skip


def _token(day: RwDay, name: str) -> str:
    return uuid5(NAMESPACE_URL, f"{day.number}/{name}").hex
