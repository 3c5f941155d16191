"""The report as tables: page, PDF and sheet show the same cells, written out for people or left as numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from office.wording import decimal_id, thousands
from services.queries.promise_report import Brought, Recap, Report
from services.queries.promises import Tally

Cell = str | int | float | None
EMPTY = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how its cells are written: text, number, percent or hours."""

    label: str
    kind: str = "number"

    @property
    def is_number(self) -> bool:
        return self.kind != "text"

    def written(self, cell: Cell) -> str:
        if cell is None:
            return EMPTY
        return _WRITTEN[self.kind](cell)


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: str
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]

    @property
    def header(self) -> list[str]:
        return [column.label for column in self.columns]

    @property
    def written(self) -> list[list[str]]:
        """Every cell as people read it."""
        return [[column.written(cell) for column, cell in zip(self.columns, row, strict=True)] for row in self.rows]


_WRITTEN: dict[str, Callable[[Cell], str]] = {
    "text": str,
    "number": lambda cell: thousands(int(cell or 0)),
    "percent": lambda cell: f"{decimal_id(float(cell or 0), 1)}%",
    "hours": lambda cell: decimal_id(float(cell or 0), 1),
}
_FIGURES = (
    Column("Berkas"), Column("Dalam batas"), Column("Terlambat"), Column("Persen", "percent"),
    Column("Median"), Column("Persentil 90"),
)  # fmt: skip


def tables_of(report: Report) -> dict[str, Table]:
    """All tables of a report by the name they are downloaded under."""
    made = (
        recap_table(report),
        service_table(report),
        month_table(report),
        pause_table(report),
        delivery_table(report),
    )
    return {table.name: table for table in made}


def recap_table(report: Report) -> Table:
    """The reward-and-punishment recap of LAYAR RAMAH: an officer a line, and the office as the last."""
    columns = (
        Column("Petugas", "text"), Column("Berkas"), Column("Terlambat"), Column("Persen", "percent"), Column("Median"), Column("Persentil 90"),
        Column("Terbukti"), Column("Diantar"), Column("Jam antar", "hours"), Column("Catatan", "text"),
    )  # fmt: skip
    rows = [_recap_row(row) for row in report.recap]
    return Table("rekap", "Rekap per petugas", columns, [*rows, _total(report)] if rows else [])


def _recap_row(row: Recap) -> tuple[Cell, ...]:
    return (*_short(row.officer), row.upheld, row.delivered, row.hours, row.remark)


def _total(report: Report) -> tuple[Cell, ...]:
    delivered = sum(row.delivered for row in report.deliveries)
    return (*_short(report.tallies.total), report.objections.upheld, delivered, None, "")


def _short(row: Tally) -> tuple[Cell, ...]:
    return (row.label, row.counted, row.late, row.share, row.median, row.ninetieth)


def service_table(report: Report) -> Table:
    return _tally_table("layanan", "Per layanan", "Layanan", report.tallies.by_service)


def month_table(report: Report) -> Table:
    return _tally_table("bulan", "Per bulan", "Bulan", report.tallies.by_month)


def _tally_table(name: str, title: str, what: str, rows: Sequence[Tally]) -> Table:
    return Table(name, title, (Column(what, "text"), *_FIGURES), [_tally(row) for row in rows])


def _tally(row: Tally) -> tuple[Cell, ...]:
    return (row.label, row.counted, row.kept, row.late, row.share, row.median, row.ninetieth)


def pause_table(report: Report) -> Table:
    columns = (Column("Alasan jeda", "text"), Column("Kali"), Column("Menit layanan"))
    return Table("jeda", "Jeda per alasan", columns, [(row.reason, row.count, row.minutes) for row in report.pauses])


def delivery_table(report: Report) -> Table:
    columns = (Column("Sebab diantar", "text"), Column("Tugas"), Column("Sampai"), Column("Median jam", "hours"))
    return Table("antar", "Antar ke rumah", columns, [_brought(row) for row in report.deliveries])


def _brought(row: Brought) -> tuple[Cell, ...]:
    return (row.label, row.tasks, row.delivered, row.hours)
