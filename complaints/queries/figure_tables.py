"""The figures as tables: page, sheet and PDF show the same cells, written out for people or left as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from complaints.queries.figures import DEFINITIONS, Figures, Tally
from services.queries.promise_tables import Cell, Column, Table

MOST_PLACES = 60
_COLUMNS = (
    Column("Semua"), Column("Ditindaklanjuti"), Column("Rasio", "percent"), Column("Selesai"), Column("Median hari kerja"),
    Column("Pernah lewat batas"), Column("Dibuka lagi"), Column("Salah alamat"), Column("Nilai", "hours"), Column("Masalah selesai", "percent"),
)  # fmt: skip


def tables_of(found: Figures) -> list[Table]:
    """Agencies with their late ones first, then categories, RW, months."""
    late = Column("Lewat batas sekarang")
    agencies = [(*_row(tally), tally.late_now) for tally in [*found.by_agency, *_total(found)]]
    return [
        Table("dinas", "Per dinas", (Column("Dinas", "text"), *_COLUMNS, late), agencies),
        _table("kategori", "Per kategori", "Kategori", found.by_category),
        _table("rw", "Per RW", "RW", found.by_place[:MOST_PLACES]),
        _table("bulan", "Per bulan diterima", "Bulan", found.by_month),
    ]


def _total(found: Figures) -> list[Tally]:
    return [found.total] if found.total.total or found.total.late_now else []


def _table(name: str, title: str, what: str, rows: Sequence[Tally]) -> Table:
    return Table(name, title, (Column(what, "text"), *_COLUMNS), [_row(row) for row in rows])


def _row(tally: Tally) -> tuple[Cell, ...]:
    return (
        tally.label, tally.total, tally.followed, tally.ratio, tally.closed, tally.median, tally.missed, tally.reopened, tally.bounced,
        tally.satisfaction, tally.solved_share,
    )  # fmt: skip


def formula(found: Figures) -> str:
    """The ratio as a sum that anybody can repeat: 45 ÷ 50 × 100% = 90%."""
    total = found.total
    if total.ratio is None:
        return "Belum ada laporan dalam masa ini."
    written = Column("Rasio", "percent").written(total.ratio).replace(",0%", "%")
    return f"{total.followed} ditindaklanjuti ÷ {total.total} laporan × 100% = {written}"


def evidence(found: Figures, *, office: str, period: str, made_on: str) -> Iterator[Sequence[object]]:
    """The whole recap as rows of one sheet, as innovation assessments ask for it."""
    yield ("Kantor", office)
    yield ("Masa", period)
    yield ("Dibuat", made_on)
    yield ("Rasio penyelesaian", formula(found))
    yield ("Parameter indikator 29 (penyelesaian layanan pengaduan)", found.indicator)
    for table in tables_of(found):
        yield ()
        yield (table.title,)
        yield table.header
        yield from table.rows
    yield ()
    yield from DEFINITIONS
