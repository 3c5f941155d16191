"""How well an office keeps its promise of time: which files count, which of them were late, and their minutes.

The definitions (docs/adr/0064) stand in `DEFINITIONS` as the page and the PDF print them; the code below is their only
other wording. Everything is read from what the moves stored; nothing is kept beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import ceil, floor
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, TruncMonth

from office.models import Office
from office.wording import month_year
from services.models import Submission
from services.queries.clock import PAUSED_LAST
from services.workflow import State

ENOUGH = 10
"""Below so many files a share says more about chance than about the office."""
NOBODY = "Tanpa petugas"
DEFINITIONS = (
    ("Berkas dihitung", "Berkas yang jamnya sudah berjalan (dinyatakan lengkap) lalu surat ditandatangani, diteruskan, atau ditolak dalam masa ini, ditambah berkas yang masih terbuka dan batas waktunya lewat dalam masa ini. Yang ditarik pemohon atau gugur hanya dihitung bila saat itu sudah lewat batas."),
    ("Dalam batas", "Selesai paling lambat pada batas waktunya. Selesai sesudahnya, atau lewat batas dan belum selesai, dihitung terlambat."),
    ("Menit layanan", "Menit dalam jam layanan sejak berkas lengkap sampai selesai. Jeda menunggu warga dan hari tutup tidak dihitung; jeda yang dibatalkan Kasi dihitung kembali sebagai waktu layanan."),
    ("Median dan persentil ke-90", "Dalam menit layanan. Separuh berkas selesai paling lama dalam menit median; sembilan dari sepuluh paling lama dalam menit persentil ke-90. Hanya berkas yang sudah selesai."),
    ("Surat dicabut dan dibuat ulang", "Dihitung satu kali, menurut surat penggantinya; jumlahnya ditulis tersendiri."),
    ("Terbukti, diantar, jam antar", "Keberatan terbukti atas berkas petugas itu; surat yang ia antar sampai ke rumah; median jam dari surat siap sampai diterima."),
    ("Bulan", "Bulan selesainya berkas; untuk yang belum selesai, bulan batas waktunya."),
    ("Persen", "Dibulatkan ke bawah: 100% berarti semuanya."),
)  # fmt: skip

LATE = Q(overdue_since__isnull=False) | Q(finished_at__gt=F("due_at"))
"""Of a finished file: noted as late, by the sweep or when it was finished; or past its due moment, note or no note."""
_NO_ANSWER = (State.WITHDRAWN, State.LAPSED)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days of an office, and which service and officer are asked for (empty: all)."""

    office: Office
    since: date
    until: date
    service: str = ""
    officer: UUID | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.office.time_zone)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.since, time(), self.zone)

    @property
    def ends(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.until + timedelta(days=1), time(), self.zone)

    @property
    def months(self) -> list[date]:
        """The first day of every month the period touches."""
        first = self.since.year * 12 + self.since.month - 1
        last = self.until.year * 12 + self.until.month - 1
        return [date(number // 12, number % 12 + 1, 1) for number in range(first, last + 1)]


@dataclass
class Tally:
    """The files of one group: how many, how many late, and how many took so many service minutes."""

    label: str
    key: str = ""
    counted: int = 0
    late: int = 0
    still_open: int = 0
    """Of the late ones: not finished yet."""
    minutes: Counter[int] = field(default_factory=Counter)

    @property
    def kept(self) -> int:
        return self.counted - self.late

    @property
    def share(self) -> float | None:
        """Percent within the promise, to a tenth, rounded down; None of nothing."""
        return floor(1000 * self.kept / self.counted) / 10 if self.counted else None

    @property
    def is_enough(self) -> bool:
        return self.counted >= ENOUGH

    @property
    def median(self) -> int | None:
        return percentile(self.minutes, 50)

    @property
    def ninetieth(self) -> int | None:
        return percentile(self.minutes, 90)


@dataclass(frozen=True, slots=True)
class Tallies:
    total: Tally
    by_service: list[Tally]
    by_month: list[Tally]
    by_officer: list[Tally]


@dataclass(frozen=True, slots=True)
class _Line:
    """A group's files that share minutes and lateness."""

    key: Any
    label: str
    minutes: int | None
    late: bool
    is_open: bool
    count: int


def percentile(minutes: Counter[int], percent: int) -> int | None:
    """Nearest rank: the least number that at least so many percent do not exceed, as `percentile_disc` of PostgreSQL."""
    wanted, seen = ceil(sum(minutes.values()) * percent / 100), 0
    for value in sorted(minutes):
        seen += minutes[value]
        if seen >= wanted:
            return value
    return None


def tallies(period: Period, *, at: datetime) -> Tallies:
    """The period by service, month and officer: four aggregates over `submission_finished` and the open queue.

    The database counts files per group and minute; median and percentile come from these counts exactly, on
    PostgreSQL and SQLite alike. What is carried over is bounded by groups times minutes, not by files.
    """
    open_late = _open_late_lines(period, at=at)
    months = {month: month_year(month) for month in period.months}
    by_month = _tallied(
        [*_month_lines(period), *(line["month"] for line in open_late)],
        start=[Tally(label, f"{month:%Y-%m}") for month, label in months.items()],
    )
    return Tallies(
        total=_sum(by_month),
        by_service=_by_share(_tallied([*_lines(period, "service__slug", "service__name"), *(line["service"] for line in open_late)])),
        by_month=by_month,
        by_officer=sorted(
            _tallied([*_lines(period, "officer_id", "officer__name"), *(line["officer"] for line in open_late)]),
            key=lambda tally: (tally.label == NOBODY, tally.label),
        ),
    )  # fmt: skip


def counted(period: Period) -> QuerySet[Any]:
    """The finished files of a period that count, each marked `was_late`."""
    rows = Submission.objects.filter(
        office=period.office,
        finished_at__isnull=False,  # written as the partial index has it
        finished_at__gte=period.begins,
        finished_at__lt=period.ends,
        completed_at__isnull=False,
    ).filter(~Q(state__in=_NO_ANSWER) | LATE)
    marked = rows.annotate(was_late=Case(When(LATE, then=Value(True)), default=Value(False)))
    return _asked(marked, period)


def open_and_late(period: Period, *, at: datetime) -> QuerySet[Any]:
    """Open files whose deadline passed within the period; one that waits for the resident only if it was late before.

    Each says when its promise was missed in `missed_at`.

    The first condition is a range of the queue's index: paused files stand `PAUSED_LAST` behind all others there.
    """
    rows = Submission.objects.annotate(missed_at=Coalesce("overdue_since", "due_at")).filter(
        Q(queue_at__lt=at) | Q(queue_at__gt=at + PAUSED_LAST / 2),
        Q(overdue_since__isnull=False) | Q(paused_at__isnull=True, due_at__lt=at),
        office=period.office,
        is_open=True,
        completed_at__isnull=False,
        missed_at__gte=period.begins,
        missed_at__lt=period.ends,
    )
    return _asked(rows, period)


def _asked(rows: QuerySet[Any], period: Period) -> QuerySet[Any]:
    if period.service:
        rows = rows.filter(service__slug=period.service)
    if period.officer:
        rows = rows.filter(officer=period.officer)
    return rows


def _lines(period: Period, key: str, label: str) -> Iterable[_Line]:
    rows = _minutes_of(counted(period)).order_by()
    groups = rows.values_list(key, label, "spent", "was_late").annotate(n=Count("pk"))
    return (_Line(found or "", name or NOBODY, spent, late, False, n) for found, name, spent, late, n in groups)


def _month_lines(period: Period) -> Iterable[_Line]:
    month = TruncMonth("finished_at", tzinfo=period.zone)
    rows = _minutes_of(counted(period)).annotate(month=month).order_by()
    groups = rows.values_list("month", "spent", "was_late").annotate(n=Count("pk"))
    return (_Line(f"{found:%Y-%m}", "", spent, late, False, n) for found, spent, late, n in groups)


def _minutes_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Minutes are asked of answered files only: one closed while it waited for the resident says nothing of the office."""
    marked: QuerySet[Any] = rows.annotate(spent=Case(When(paused_at=None, then=F("served_minutes"))))
    return marked


def _open_late_lines(period: Period, *, at: datetime) -> list[dict[str, _Line]]:
    month = TruncMonth("missed_at", tzinfo=period.zone)
    rows = open_and_late(period, at=at).annotate(month=month).order_by()
    groups = rows.values_list("service__slug", "service__name", "officer_id", "officer__name", "month")
    return [
        {
            "service": _Line(slug, name, None, True, True, n),
            "officer": _Line(officer or "", person or NOBODY, None, True, True, n),
            "month": _Line(f"{found:%Y-%m}", "", None, True, True, n),
        }
        for slug, name, officer, person, found, n in groups.annotate(n=Count("pk"))
    ]


def _tallied(lines: Iterable[_Line], start: Iterable[Tally] = ()) -> list[Tally]:
    found = {tally.key: tally for tally in start}
    for line in lines:
        tally = found.setdefault(str(line.key), Tally(line.label, str(line.key)))
        tally.counted += line.count
        tally.late += line.count * line.late
        tally.still_open += line.count * line.is_open
        if line.minutes is not None:
            tally.minutes[line.minutes] += line.count
    return list(found.values())


def _sum(parts: Iterable[Tally]) -> Tally:
    total = Tally("Semua")
    for part in parts:
        total.counted += part.counted
        total.late += part.late
        total.still_open += part.still_open
        total.minutes += part.minutes
    return total


def _by_share(rows: list[Tally]) -> list[Tally]:
    """The least kept first: that is where somebody has to look."""
    return sorted(rows, key=lambda tally: (tally.share or 0.0, tally.label))
