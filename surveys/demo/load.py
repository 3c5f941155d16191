"""Periods and answers for every demonstration office, through the real verbs and the real counters."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from office.models import Office, Post, Role
from office.sealing import blind_index
from office.staff import Staff, local_day, staff_in
from office.wording import roman
from services.models import Service
from surveys.actions import periods, subjects
from surveys.actions.answering import Profile, Sheet, built
from surveys.actions.counting import deltas_of, move_counters
from surveys.actions.importing import Paper, import_printed
from surveys.instruments import shipped
from surveys.models import AgeGroup, Answer, Education, Occupation, Period, Remark, RemarkState, Sex, Source, Subject

NOW, BEFORE = 150, 90
SERVICES = 4
KEYS = shipped().keys
LIKELY = {
    "persyaratan": 3.35, "prosedur": 3.3, "waktu": 3.25, "biaya": 3.95, "produk": 3.4, "kompetensi": 3.45, "perilaku": 3.5,
    "pengaduan": 3.1, "sarana": 3.3,
}  # fmt: skip
"""The mean that each unsur's answers gather around; complaints lowest, as in Kemlagi's own table of 2023."""
KEMLAGI = {
    2021: ("77.38", "81.11", "77.78", "100.00", "78.17", "77.38", "80.24", "99.84", "78.10"),
    2023: ("83.38", "83.38", "83.25", "100.00", "83.63", "84.25", "83.50", "82.38", "83.63"),
}
SAID = (
    "Kursi tunggu ditambah, kalau pagi penuh.", "Petugasnya ramah, terima kasih.", "Papan petunjuk loket kurang jelas.",
    "Tolong keluhan dijawab lebih cepat.", "Suratnya cepat jadi, sangat membantu.", "Tempat parkir sempit.",
)  # fmt: skip
PROMISES = (
    "U8 Penanganan pengaduan. Setiap laporan dijawab paling lambat 1 hari kerja oleh kecamatan sebelum diteruskan ke dinas.\n\n"
    "U3 Waktu. Camat menandatangani surat dua kali sehari dari HP, pukul 10.00 dan 14.00."
)


def load(*, at: datetime) -> int:
    """Fill every office that has none; says how many answers were written."""
    offices = Office.objects.filter(is_active=True, survey_periods=None).order_by("pk")
    return sum(_fill(office, at) for office in offices)


@transaction.atomic
def _fill(office: Office, at: datetime) -> int:
    staff = _keeper(office, at)
    if staff is None:
        return 0
    random = Random(office.code)
    if office.code == "KML":
        _printed(staff, at)
    today = local_day(office, at)
    start = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    old = (start - timedelta(days=1)).replace(day=1)
    past = _period(staff, date(old.year, (old.month - 1) // 3 * 3 + 1, 1), users=420, at=at - timedelta(days=100))
    written = _answers(past, random, count=BEFORE, days=60, lift=-0.1, at=at - timedelta(days=100))
    periods.close_period(past, staff=staff, at=at - timedelta(days=(today - start).days + 1))
    current = _period(staff, start, users=480, at=at - timedelta(days=30))
    written += _answers(current, random, count=NOW, days=min(30, (today - start).days), lift=0.0, at=at)
    periods.promise(current, PROMISES, staff=staff, at=at)
    return written


def _keeper(office: Office, at: datetime) -> Staff | None:
    posts = Post.objects.filter(office=office, role__in=[Role.ADMIN, Role.SECTION_HEAD]).order_by("pk")
    for post in posts.select_related("user"):
        staff = staff_in(post.user, office, at=at)
        if staff.has(Role.ADMIN, Role.SECTION_HEAD):
            return staff
    return None


def _printed(staff: Staff, at: datetime) -> None:
    for year, values in KEMLAGI.items():
        table = dict(zip(KEYS, map(Decimal, values), strict=True))
        paper = Paper(
            f"Tahun {year}", date(year, 1, 1), date(year, 12, 31), "index", table, source="Laporan SKM cetakan"
        )
        import_printed(paper, staff=staff, at=at)


def _period(staff: Staff, start: date, *, users: int, at: datetime) -> Period:
    quarter = (start.month + 2) // 3
    end = (start + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    plan = periods.Plan(f"Triwulan {roman(quarter)} {start.year}", "quarter", start, end, users=users)
    return periods.open_period(periods.prepare(plan, staff=staff, at=at), staff=staff, at=at)


def _answers(period: Period, random: Random, *, count: int, days: int, lift: float, at: datetime) -> int:
    about = _subjects(period.office)
    rows = [_answer(period, about, random, days=days, lift=lift, at=at, number=number) for number in range(count)]
    Answer.objects.bulk_create(rows)
    move_counters(period, deltas_of(rows, KEYS), at=at)
    for text in random.sample(SAID, 4):
        Remark.objects.create(
            period=period, subject=random.choice(about), text=text, said_on=local_day(period.office, at), state=RemarkState.SHOWN
        )  # fmt: skip
    return len(rows)


def _subjects(office: Office) -> list[Subject]:
    services = list(
        Service.objects.filter(office=office, is_offered=True).exclude(current=None).order_by("pk")[:SERVICES]
    )
    # The first services are asked for most, so that some reach thirty answers and some do not.
    weighted = [
        subjects.of_service(service) for place, service in enumerate(services) for _ in range(2 ** (SERVICES - place))
    ]
    return weighted or [subjects.of_office(office)]


def _answer(
    period: Period, about: list[Subject], random: Random, *, days: int, lift: float, at: datetime, number: int
) -> Answer:
    mood = random.gauss(lift, 0.35)
    scores: dict[str, int | None] = {
        key: None if random.random() < 0.02 else max(1, min(4, round(random.gauss(LIKELY[key] + mood, 0.45))))
        for key in KEYS
    }
    profile = Profile(*(random.choice(["", *kind.values]) for kind in (AgeGroup, Sex, Education, Occupation)))
    source = random.choices([Source.TICKET, Source.QR, Source.KIOSK], [5, 3, 2])[0]
    said = Sheet(scores, profile, answered_on=local_day(period.office, at) - timedelta(days=random.randint(0, days)))
    key = blind_index("survey-answer", f"contoh:{period.pk}:{number}")
    return built(period, random.choice(about), said, source=source, key=key, at=at)
