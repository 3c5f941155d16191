"""How complaints were handled in a period: the resolution ratio and its neighbours, per agency, category, RW and month.

What counts stands in `DEFINITIONS` as the page, the sheet and the PDF print it; the code below is their only other wording.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from math import floor
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import CharField, Count, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, Concat, TruncDate, TruncMonth

from complaints.models import Complaint
from complaints.places import rw_words
from complaints.queries.visible import agencies_of
from complaints.workflow import CLOCK_RUNS, State
from office import guards
from office.hours import NoServiceDay
from office.queries.hours import hours_of
from office.staff import Staff
from office.timeline import Timeline
from office.wording import month_year
from services.queries.promises import Period, percentile

FOLLOWED = (State.ANSWERED, State.CLOSED, State.REJECTED, State.ARCHIVED)
DEFINITIONS = (
    ("Rasio penyelesaian", "Laporan yang ditindaklanjuti dibagi semua laporan yang masuk dalam masa ini, dikali 100%."),
    ("Semua laporan", "Laporan yang diterima dalam masa ini, kecuali yang digabung (dihitung pada laporan utamanya), yang ditahan untuk diperiksa, dan laporan tentang kantor ini sendiri, yang ditangani pengawas."),
    ("Ditindaklanjuti", "Sudah dijawab, selesai, dinyatakan bukan wewenang dengan alasan, atau diarsipkan dengan alasan. Yang dibuka lagi oleh pelapor kembali dihitung belum, sampai dijawab lagi."),
    ("Median hari kerja", "Separuh laporan yang ditindaklanjuti mendapat jawaban paling lama dalam sekian hari kerja kantor sejak diterima, termasuk waktu menunggu pelapor."),
    ("Pernah lewat batas", "Satu langkahnya pernah melewati batas waktu. Lewat batas sekarang: masih terbuka dan batas langkahnya sudah lewat saat rekap dibuat, kapan pun diterima."),
    ("Salah alamat", "Pernah diteruskan ke dinas yang tidak berwenang. Dihitung pada dinas yang memegangnya sekarang."),
    ("Kepuasan", "Rata-rata nilai pelapor setelah laporan ditutup, 1 sampai 4, dan bagian pelapor yang menyatakan masalahnya selesai."),
    ("Persen", "Dibulatkan ke bawah: 100% berarti semuanya."),
)  # fmt: skip
NOBODY, NOWHERE = "Kantor ini (belum diteruskan)", "Tempat tidak disebut"


@dataclass
class Tally:
    """The complaints of one group."""

    label: str
    key: str = ""
    total: int = 0
    followed: int = 0
    closed: int = 0
    missed: int = 0
    reopened: int = 0
    bounced: int = 0
    rated: int = 0
    score: int = 0
    solved: int = 0
    late_now: int = 0
    days: Counter[int] = field(default_factory=Counter)

    @property
    def ratio(self) -> float | None:
        """Percent followed up, to a tenth, rounded down; None of nothing."""
        return _share(self.followed, self.total)

    @property
    def median(self) -> int | None:
        return percentile(self.days, 50)

    @property
    def satisfaction(self) -> float | None:
        return floor(100 * self.score / self.rated) / 100 if self.rated else None

    @property
    def solved_share(self) -> float | None:
        return _share(self.solved, self.rated)


@dataclass(frozen=True, slots=True)
class Figures:
    period: Period
    total: Tally
    by_agency: list[Tally]
    by_category: list[Tally]
    by_place: list[Tally]
    by_month: list[Tally]

    @property
    def indicator(self) -> int:
        """The parameter of indicator 29 of Indeks Inovasi Daerah that the ratio reaches: 1, 2 from 51 %, 3 from 91 %."""
        ratio = self.total.ratio
        return 1 if ratio is None or ratio < 51 else 2 if ratio < 91 else 3


def _share(part: int, whole: int) -> float | None:
    return floor(1000 * part / whole) / 10 if whole else None


def scope_of(staff: Staff) -> QuerySet[Complaint]:
    """Whose complaints are counted: the office's, without those about itself; for an agency's officer the agency's."""
    if guards.complaint_figures(staff):
        return Complaint.objects.filter(office=staff.office, is_sensitive=False)
    return of_agencies(staff, agencies_of(staff))


def of_agencies(staff: Staff, agencies: list[UUID]) -> QuerySet[Complaint]:
    return Complaint.objects.filter(office=staff.office, agency__in=agencies)


def figures(staff: Staff, period: Period, *, at: datetime) -> Figures:
    """Everything of the page, the sheet and the PDF: an aggregate per grouping, one read of the days, one of what is late."""
    scope = scope_of(staff)
    rows = scope.filter(
        received_at__gte=period.begins, received_at__lt=period.ends, is_held=False
    ).exclude(state=State.DUPLICATE).order_by()  # fmt: skip
    months = {f"{month:%Y-%m}": Tally(month_year(month), f"{month:%Y-%m}") for month in period.months}
    found = {name: _grouped(rows, part, period, months if name == "month" else {}) for name, part in PARTS.items()}
    _add_days(rows, found, period)
    _add_late(found["agency"], scope, at)
    by_month, by_agency = list(found["month"].values()), list(found["agency"].values())
    return Figures(
        period, total=_sum(by_month, by_agency), by_agency=_by_size(by_agency), by_category=_by_size(found["category"].values()),
        by_place=_by_size(found["place"].values()), by_month=by_month,
    )  # fmt: skip


class _Agency:
    def expression(self, period: Period) -> Any:
        return Coalesce("agency__name", Value(NOBODY))

    def key(self, group: Any) -> str:
        return str(group)


class _Category(_Agency):
    def expression(self, period: Period) -> Any:
        return Coalesce("category__parent__name", "category__name")


class _Place(_Agency):
    def expression(self, period: Period) -> Any:
        village = Coalesce("village__name", Value(NOWHERE))
        return Concat(village, Value("|"), "rw", output_field=CharField())

    def key(self, group: Any) -> str:
        village, _, rw = str(group).partition("|")
        return f"{village}, {rw_words(rw)}" if rw else village


class _Month(_Agency):
    def expression(self, period: Period) -> Any:
        return TruncMonth("received_at", tzinfo=period.zone)

    def key(self, group: Any) -> str:
        return f"{group:%Y-%m}"


PARTS = {"agency": _Agency(), "category": _Category(), "place": _Place(), "month": _Month()}


def _grouped(rows: QuerySet[Any], part: _Agency, period: Period, found: dict[str, Tally]) -> dict[str, Tally]:
    for line in rows.annotate(part=part.expression(period)).values("part").annotate(**_counts()):
        key = part.key(line["part"])
        tally = found.setdefault(key, Tally(key, key))
        for name in _counts():
            setattr(tally, name, getattr(tally, name) + (line[name] or 0))
    return found


def _counts() -> dict[str, Any]:
    return {
        "total": Count("pk"), "followed": Count("pk", filter=Q(state__in=FOLLOWED)), "closed": Count("pk", filter=Q(state=State.CLOSED)),
        "missed": Count("pk", filter=Q(missed_at__isnull=False)), "reopened": Count("pk", filter=Q(times_reopened__gt=0)),
        "bounced": Count("pk", filter=Q(times_bounced__gt=0)), "rated": Count("rating"), "score": Sum("rating__score"),
        "solved": Count("pk", filter=Q(rating__solved=True)),
    }  # fmt: skip


def _add_days(rows: QuerySet[Any], found: dict[str, dict[str, Tally]], period: Period) -> None:
    """Working days from the day of receipt to the day of the answer: read once, a line per complaint, for all groupings."""
    ruler = hours_of(period.office, at=period.begins).timeline
    answered = rows.filter(state__in=FOLLOWED).annotate(
        came=TruncDate("received_at", tzinfo=period.zone), went=TruncDate(Coalesce("answered_at", "closed_at"), tzinfo=period.zone),
        **{f"in_{name}": part.expression(period) for name, part in PARTS.items()},
    )  # fmt: skip
    lines = answered.values_list("came", "went", *(f"in_{name}" for name in PARTS)).iterator(chunk_size=5_000)
    for came, went, *groups in lines:
        days = _between(ruler, period.zone, came, went) if came and went else None
        if days is not None:
            for (name, part), group in zip(PARTS.items(), groups, strict=True):
                found[name][part.key(group)].days[days] += 1


@lru_cache(maxsize=20_000)
def _between(ruler: Timeline, zone: ZoneInfo, came: date, went: date) -> int | None:
    """Working days between two dates; a period has few pairs of days, however many complaints."""
    noon = [datetime(day.year, day.month, day.day, 12, tzinfo=zone) for day in (came, went)]
    try:
        return ruler.days_between(*noon)
    except NoServiceDay:
        return None


def _add_late(found: dict[str, Tally], scope: QuerySet[Complaint], at: datetime) -> None:
    """Late now, by agency, whenever it was received; read from the index of what is open."""
    late = scope.filter(is_open=True, state__in=sorted(CLOCK_RUNS), step_due__lt=at, is_held=False).order_by()
    for name, count in late.values_list("agency__name").annotate(n=Count("pk")):
        key = name or NOBODY
        found.setdefault(key, Tally(key, key)).late_now = count


def _sum(by_month: list[Tally], by_agency: list[Tally]) -> Tally:
    total = Tally("Semua", late_now=sum(tally.late_now for tally in by_agency))
    for part in by_month:
        for name in _counts():
            setattr(total, name, getattr(total, name) + getattr(part, name))
        total.days += part.days
    return total


def _by_size(rows: Iterable[Tally]) -> list[Tally]:
    return sorted(rows, key=lambda tally: (-tally.total, tally.label))
