"""A file of answers or of printed values, scored: what the command prints and the import page previews; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from office.tables import LOOKED_AT, Row
from surveys.answer_sheets import AnswerSheet
from surveys.headings import Reader
from surveys.instruments import Definition
from surveys.printed_tables import is_index, looks_printed, printed_in, turned
from surveys.scoring import Policy, Result, UnsurScore, score_printed

MOST_PRINTED_ROWS = 500
SCALES = {"nrr": "NRR 1–{top}", "index": "nilai {low}–100"}


@dataclass(frozen=True)
class Scored:
    """The result with all that was noticed on the way."""

    kind: str
    result: Result
    instrument: Definition
    order: tuple[str, ...]
    respondents: int | None
    refused: list[tuple[int, str]] = field(default_factory=list)
    refused_count: int = 0
    scale: str = ""
    notes: list[str] = field(default_factory=list)


def score_rows(
    rows: Iterator[Row], instrument: Definition, *, policy: Policy, order: Sequence[str] = (), words: bool = False,
    printed: bool | None = None, column: str = "",
) -> Scored:  # fmt: skip
    """Score a table. `printed` None finds out by itself whether it holds answers or printed values. Raises BadTable."""
    head = list(islice(rows, LOOKED_AT))
    lying = turned(head, instrument, order) if printed is not False else None
    if printed is None:
        printed = looks_printed(head, instrument, order) or (lying is not None and is_index(lying, instrument.top))
    if printed and lying and not looks_printed(head, instrument, order):
        head, rows = lying, iter(())
    everything = chain(head, rows)
    if printed:
        return _printed(list(islice(everything, MOST_PRINTED_ROWS)), instrument, policy, order, column)
    return _answers(everything, instrument, policy, order, words)


def _answers(rows: Iterator[Row], instrument: Definition, policy: Policy, order: Sequence[str], words: bool) -> Scored:
    sheet = AnswerSheet(rows, instrument, order=order, words=words)
    counted = sheet.count()
    result = instrument.score(counted.sums(instrument), policy)
    notes = [_where(sheet)]
    if sheet.columns.is_guessed:
        notes.insert(0, "Tanpa kepala tabel: kolom dibaca menurut urutan unsur")
    absent = [key for key in instrument.keys if key not in sheet.columns.at]
    return Scored(
        "answers", result, instrument, sheet.reader.order, counted.accepted, counted.reasons, counted.refused,
        notes=[*notes, *_missing(result, absent)],
    )  # fmt: skip


def _where(sheet: AnswerSheet) -> str:
    found = [f"{key} di kolom {at + 1} ({sheet.columns.names[key][:40]})" for key, at in sheet.columns.at.items()]
    return "Dibaca: " + ", ".join(found)


def _printed(rows: list[Row], instrument: Definition, policy: Policy, order: Sequence[str], column: str) -> Scored:
    printed = printed_in(rows, instrument, order=order, column=column)
    nrr = printed.nrr(instrument.top)
    values = {key: nrr[key] for key in instrument.keys if key in nrr}
    result = score_printed(values, bands=instrument.bands, top=instrument.top, policy=policy)
    absent = [key for key in instrument.keys if key not in values]
    scale = SCALES[printed.scale].format(top=instrument.top, low=100 // instrument.top)
    notes = [f"Nilai tercetak dibaca sebagai {scale}" + (f" dari kolom {printed.column}" if printed.column else "")]
    return Scored(
        "printed", result, instrument, Reader(instrument, order).order, None, printed.refused, len(printed.refused),
        scale=printed.scale, notes=[*notes, *_missing(result, absent)],
    )  # fmt: skip


def _missing(result: Result, absent: list[str]) -> list[str]:
    gone = list(dict.fromkeys([*absent, *result.missing]))
    if not gone or not result.answered:
        return []
    return [
        f"Unsur tanpa nilai: {', '.join(gone)}. Dihitung dengan {len(result.answered)} unsur, bobot 1/{len(result.answered)}"
    ]


def as_data(scored: Scored) -> dict[str, Any]:
    """Plain JSON; numbers carry the decimals they are printed with."""
    result, instrument = scored.result, scored.instrument
    return {
        "kind": scored.kind,
        "instrument": instrument.code,
        "regulation": instrument.regulation,
        "policy": result.policy.value,
        "policy_label": result.policy.label,
        "respondents": scored.respondents,
        "index": _plain(result.index),
        "class": result.band.letter if result.band else None,
        "class_label": result.band.label if result.band else None,
        "unsur": [_unsur_data(scored, row) for row in _in_order(scored)],
        "missing": [key for key in instrument.keys if key not in {row.key for row in result.answered}],
        "scale": scored.scale or None,
        "rejected": [{"row": row, "reason": reason} for row, reason in scored.refused],
        "rejected_count": scored.refused_count,
        "notes": scored.notes,
    }


def _in_order(scored: Scored) -> list[UnsurScore]:
    by_key = {row.key: row for row in scored.result.unsur}
    return [by_key[key] for key in scored.order if key in by_key]


def _unsur_data(scored: Scored, row: UnsurScore) -> dict[str, Any]:
    return {
        "key": row.key,
        "number": f"U{scored.order.index(row.key) + 1}",
        "name": scored.instrument.of(row.key).name,
        "n": row.n if scored.kind == "answers" else None,
        "sum": row.total if scored.kind == "answers" else None,
        "nrr": _plain(row.nrr),
        "nrr_weighted": _plain(row.weighted),
        "index": _plain(row.index),
        "class": row.band.letter if row.band else None,
    }


def _plain(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def as_text(scored: Scored) -> Iterator[str]:
    """For a person at a terminal, decimal comma."""
    result = scored.result
    yield f"{scored.instrument.title}, {scored.instrument.regulation}; {result.policy.label}"
    yield (
        f"IKM {comma(result.index)}  mutu {result.band.letter} ({result.band.label})"
        if result.band
        else "IKM belum ada"
    )
    if scored.respondents is not None:
        yield f"{scored.respondents} responden dihitung, {scored.refused_count} baris ditolak"
    yield f"{'unsur':<16}{'n':>8}{'NRR':>8}{'NRR tertimbang':>16}{'nilai':>8}  mutu"
    for row in _in_order(scored):
        n = row.n if scored.kind == "answers" else "-"
        yield (
            f"U{scored.order.index(row.key) + 1:<3}{row.key:<12}{n:>8}{comma(row.nrr):>8}{comma(row.weighted):>16}"
            f"{comma(row.index):>8}  {row.band.letter if row.band else '-'}"
        )
    yield from scored.notes
    for row_number, reason in scored.refused[:50]:
        yield f"baris {row_number}: {reason}"
    if scored.refused_count > 50:
        yield f"… dan {scored.refused_count - 50} baris lagi"


def comma(value: Decimal | None) -> str:
    return "-" if value is None else str(value).replace(".", ",")
