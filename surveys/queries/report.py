"""What a survey's report is made of: the same figures as the public page, the plan before and after, the office's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from surveys.instruments import Unsur
from surveys.models import FollowUpItem, Period, Publication, Remark, RemarkState, ReportText
from surveys.queries.profile import Trait, profile_of
from surveys.queries.results import Figures, figures_of, shown_periods, worded
from surveys.queries.trend import Point, trend
from surveys.scoring import UnsurScore

EXTREMES = 3
YEARS = 5
MOST_POINTS = 20
MOST_REMARKS = 60
MOST_PROMISED = 40

SECTIONS = (
    (
        "background", "Latar belakang",
        "Pelayanan publik diberikan untuk memenuhi kebutuhan warga. Pendapat warga yang sudah dilayani menunjukkan apa yang sudah baik "
        "dan apa yang harus diperbaiki. Karena itu survei kepuasan masyarakat dilaksanakan secara berkala.",
    ),
    (
        "aim", "Maksud dan tujuan",
        "Survei ini mengukur kepuasan warga atas pelayanan yang diterima, menemukan unsur yang lemah, dan menjadi dasar rencana tindak lanjut.",
    ),
    (
        "method", "Pelaksanaan",
        "Responden adalah warga yang baru menerima pelayanan. Mereka menjawab sendiri dan tanpa nama: lewat tautan sekali pakai setelah "
        "urusan selesai, lewat kode QR atau perangkat di loket, atau pada lembar kertas yang dicatat petugas.",
    ),
    ("analysis", "Penjelasan petugas atas hasil", ""),
    ("conclusion", "Penutup", "Hasil ini diumumkan kepada warga, dan tindak lanjutnya dilaporkan pada survei berikutnya."),
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    """Everything a report shows. `lowest` begins with the lowest, `highest` with the highest unsur."""

    figures: Figures
    words: tuple[Unsur, ...]
    profile: tuple[Trait, ...]
    lowest: tuple[UnsurScore, ...]
    highest: tuple[UnsurScore, ...]
    remarks: tuple[Remark, ...]
    more_remarks: int
    plan: tuple[FollowUpItem, ...]
    last: Period | None
    last_plan: tuple[FollowUpItem, ...]
    points: tuple[Point, ...]
    publications: tuple[Publication, ...]
    texts: dict[str, str]

    @property
    def period(self) -> Period:
        return self.figures.period

    def of(self, key: str) -> Unsur:
        """The unsur in the office's words."""
        return next(unsur for unsur in self.words if unsur.key == key)

    def code_of(self, key: str) -> str:
        """U1…Uk as the office numbers them."""
        return f"U{self.figures.order.index(key) + 1}"


def report_of(period: Period) -> Report:
    """A constant number of queries, however many answered; `period` comes with its office and instrument."""
    figures, last = figures_of(period), period_before(period)
    ranked = figures.result.ranked()
    shown = Remark.objects.filter(period=period, state=RemarkState.SHOWN).select_related("subject")
    return Report(
        figures=figures, words=tuple(worded(period)), profile=tuple(profile_of(period)), lowest=tuple(ranked[:EXTREMES]),
        highest=tuple(ranked[::-1][:EXTREMES]), remarks=tuple(shown.order_by("subject__label", "pk")[:MOST_REMARKS]),
        more_remarks=max(0, shown.count() - MOST_REMARKS), plan=items_of(period), last=last, last_plan=items_of(last) if last else (),
        points=tuple(five_years(period)), publications=tuple(Publication.objects.filter(period=period).select_related("proof")), texts=texts_of(period),
    )  # fmt: skip


def five_years(period: Period) -> list[Point]:
    """The trend up to and with this period, computed and printed results side by side."""
    since = date(period.starts_on.year - YEARS, 1, 1)
    periods = [row for row in shown_periods(period.office, period.family) if since <= row.starts_on <= period.starts_on]
    points = trend(period.office, periods, period.family, MOST_POINTS)
    return [point for point in points if since <= point.starts_on <= period.starts_on]


def period_before(period: Period) -> Period | None:
    """The last closed period of the same survey."""
    rows = Period.objects.filter(
        office=period.office_id, family=period.family, state="closed", starts_on__lt=period.starts_on
    )
    return rows.select_related("instrument").order_by("-starts_on", "-pk").first()


def items_of(period: Period) -> tuple[FollowUpItem, ...]:
    """The plan's items by date."""
    rows = FollowUpItem.objects.filter(plan__period=period).select_related("person", "proof")
    return tuple(rows.order_by("due_on", "pk"))


def promised(period: Period) -> list[FollowUpItem]:
    """What the public reads under "Yang kami perbaiki": items somebody wrote, of the newest plan up to this period. One query."""
    rows = FollowUpItem.objects.exclude(programme="").filter(
        plan__period__office=period.office_id, plan__period__family=period.family, plan__period__starts_on__lte=period.starts_on
    )  # fmt: skip
    newest = list(rows.order_by("-plan__period__starts_on", "-plan__period", "due_on", "pk")[:MOST_PROMISED])
    return [item for item in newest if item.plan_id == newest[0].plan_id]


def texts_of(period: Period) -> dict[str, str]:
    """The words of every section: the office's own, else the prepared ones."""
    kept = dict(ReportText.objects.filter(period=period).values_list("section", "text"))
    return {key: kept.get(key, prepared) for key, _title, prepared in SECTIONS}
