"""The whole report on the promise, and its recap per officer: the page, the PDF and the sheet are made of this one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low
from typing import Any

from django.db.models import F, Q, QuerySet

from office.queries.hours import hours_of
from services.deadlines import elapsed_minutes
from services.models import DeliveryCause, HomeDelivery, Letter, Objection, ObjectionLevel, Pause, Verdict
from services.queries.promises import NOBODY, Period, Tallies, Tally, counted, tallies
from services.workflow import DeliveryState

MOST_REASONS = 12
OTHER_REASONS = "Alasan lain"
PRAISED_FROM, TALKED_BELOW = 95.0, 80.0
"""Percent within the promise from which an officer may be proposed for a reward, and below which one talks."""
HOUR = timedelta(hours=1)
REMARKS = (
    f"Usul penghargaan: paling sedikit 10 berkas, {PRAISED_FROM:.0f}% atau lebih dalam batas, tanpa keberatan terbukti. "
    f"Perlu dibicarakan: ada keberatan terbukti, atau kurang dari {TALKED_BELOW:.0f}% dalam batas. "
    "Waktu dihitung sampai tanda tangan, termasuk paraf dan tanda tangan orang lain; bicarakan dengan petugasnya sebelum memutuskan."
)


@dataclass(frozen=True, slots=True)
class Waited:
    """Pauses for one reason, and their minutes of service time."""

    reason: str
    count: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Objections:
    """Raised in the period; an appeal is part of its objection."""

    raised: int
    upheld: int
    dismissed: int

    @property
    def undecided(self) -> int:
        return self.raised - self.upheld - self.dismissed


@dataclass(frozen=True, slots=True)
class Brought:
    """Deliveries of one cause that were begun in the period; hours run from "surat siap" to the receiver's hand."""

    label: str
    tasks: int
    delivered: int
    hours: float | None


@dataclass(frozen=True, slots=True)
class Recap:
    """One officer's line of the reward-and-punishment recap."""

    officer: Tally
    upheld: int
    delivered: int
    hours: float | None
    remark: str


@dataclass(frozen=True, slots=True)
class Report:
    period: Period
    tallies: Tallies
    pauses: list[Waited]
    objections: Objections
    deliveries: list[Brought]
    rewritten: int
    recap: list[Recap]


def report(period: Period, *, at: datetime) -> Report:
    """Everything that is said about a period, from a fixed number of queries."""
    found = tallies(period, at=at)
    objections, deliveries = list(_objections(period)), list(_deliveries(period))
    return Report(
        period=period,
        tallies=found,
        pauses=_pauses(period),
        objections=_judged(objections),
        deliveries=[_brought(cause.label, [row for row in deliveries if row["cause"] == cause]) for cause in DeliveryCause],
        rewritten=_rewritten(period),
        recap=_recap(found.by_officer, objections, deliveries),
    )  # fmt: skip


def _pauses(period: Period) -> list[Waited]:
    """Pauses of the finished files of the period, most minutes first; a struck pause never was one."""
    rows = Pause.objects.filter(
        submission__in=counted(period).order_by().values("pk"),
        struck_at=None, ends_at__isnull=False, starts_at__gte=F("submission__completed_at"),
    ).order_by()  # fmt: skip
    hours = hours_of(period.office, at=period.begins)
    count: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for reason, start, end in rows.values_list("reason", "starts_at", "ends_at").iterator():
        count[reason] += 1
        minutes[reason] += elapsed_minutes(start, end, hours) if end else 0
    return _most([Waited(reason, count[reason], minutes[reason]) for reason in count])


def _most(rows: list[Waited]) -> list[Waited]:
    rows.sort(key=lambda row: (-row.minutes, row.reason))
    rest = rows[MOST_REASONS:]
    other = [Waited(OTHER_REASONS, sum(row.count for row in rest), sum(row.minutes for row in rest))] if rest else []
    return rows[:MOST_REASONS] + other


def _objections(period: Period) -> QuerySet[Objection, Any]:
    rows = Objection.objects.filter(
        office=period.office, raised_at__gte=period.begins, raised_at__lt=period.ends, level=ObjectionLevel.SECTION_HEAD
    )
    return _asked(rows, period).values(
        "verdict", "submission__officer_id", "submission__officer__name", appealed=F("appeal__verdict")
    )


def _asked(rows: QuerySet[Any], period: Period) -> QuerySet[Any]:
    wanted = Q(submission__service__slug=period.service) if period.service else Q()
    return rows.filter(wanted & Q(submission__officer=period.officer) if period.officer else wanted)


def _judged(rows: list[dict[str, Any]]) -> Objections:
    upheld = sum(map(_is_upheld, rows))
    decided = sum(1 for row in rows if row["verdict"] and row["appealed"] != "")
    return Objections(raised=len(rows), upheld=upheld, dismissed=decided - upheld)


def _is_upheld(row: dict[str, Any]) -> bool:
    return Verdict.UPHELD in (row["verdict"], row["appealed"])


def _deliveries(period: Period) -> QuerySet[HomeDelivery, Any]:
    rows = HomeDelivery.objects.filter(
        office=period.office, created_at__gte=period.begins, created_at__lt=period.ends
    ).exclude(state=DeliveryState.CANCELLED)
    if period.service:
        rows = rows.filter(submission__service__slug=period.service)
    if period.officer:
        rows = rows.filter(courier=period.officer)
    return rows.values("cause", "courier_id", "courier__name", "created_at", "ready_at", "delivered_at", "state")


def _brought(label: str, rows: list[dict[str, Any]]) -> Brought:
    done = [row for row in rows if row["state"] == DeliveryState.DELIVERED]
    hours = [(row["delivered_at"] - (row["ready_at"] or row["created_at"])) / HOUR for row in done]
    return Brought(label, len(rows), len(done), round(median_low(hours), 1) if hours else None)


def _rewritten(period: Period) -> int:
    """Letters that replace one revoked in the period: their files' clocks began anew, so it must be seen how many."""
    rows = Letter.objects.filter(
        office=period.office, replaces__revoked_at__gte=period.begins, replaces__revoked_at__lt=period.ends
    )
    return _asked(rows, period).count()


def _recap(officers: list[Tally], objections: list[dict[str, Any]], deliveries: list[dict[str, Any]]) -> list[Recap]:
    """Everyone who served, lost an objection or brought a letter home, by name."""
    complaints = _grouped(filter(_is_upheld, objections), "submission__officer_id")
    rounds = _grouped(deliveries, "courier_id")
    people = {tally.key: tally for tally in officers}
    for key, name in [*_names(objections, "submission__officer"), *_names(deliveries, "courier")]:
        if key in complaints or key in rounds:
            people.setdefault(key, Tally(name, key))
    rows = [_line(tally, len(complaints.get(key, ())), rounds.get(key, [])) for key, tally in people.items()]
    return sorted(rows, key=lambda row: (row.officer.label == NOBODY, row.officer.label))


def _grouped(rows: Iterable[dict[str, Any]], by: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[str(row[by] or "")].append(row)
    return found


def _names(rows: Iterable[dict[str, Any]], who: str) -> list[tuple[str, str]]:
    return [(str(row[f"{who}_id"] or ""), row[f"{who}__name"] or NOBODY) for row in rows]


def _line(officer: Tally, upheld: int, rounds: list[dict[str, Any]]) -> Recap:
    brought = _brought("", rounds)
    return Recap(officer, upheld, brought.delivered, brought.hours, remark_on(officer, upheld))


def remark_on(officer: Tally, upheld: int) -> str:
    """What the figures suggest; the decision is the head's."""
    if upheld:
        return "Perlu dibicarakan"
    if not officer.is_enough or officer.share is None or officer.label == NOBODY:
        return "Terlalu sedikit untuk dinilai" if officer.label != NOBODY else ""
    if officer.share >= PRAISED_FROM:
        return "Usul penghargaan"
    return "Perlu dibicarakan" if officer.share < TALKED_BELOW else ""
