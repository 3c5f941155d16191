"""How full a sheet is: a long letter is set tighter so that what fits on one page stays on one page."""

from math import ceil
from typing import Any

_LINE, _CELL, _COLUMN = 88, 52, 24  # letters on a line of text, in a table's answer, in a column of people
_ROOMY = {"A4": 24.5, "F4": 30.5}  # lines of body that the roomy setting holds above a signature


def is_dense(sheet: dict[str, Any], paper: str) -> bool:
    """Judged from the text alone: a second rendering to find out would double the cost of every letter."""
    return _lines(sheet) > _ROOMY[paper]


def _lines(sheet: dict[str, Any]) -> float:
    around = _text(sheet["opening"]) + _text(sheet["closing"]) + len(sheet["recipient"]) + len(sheet["copies"])
    return around + len(sheet["head"].lines) - 1 + sum(_block(block) for block in sheet["blocks"])


def _block(block: dict[str, Any]) -> float:
    label = 1.5 if block.get("label") else 0.0
    if block["type"] == "table":
        return label + 0.5 + sum(1.1 * _wrapped(row["runs"], _CELL) for row in block["rows"])
    if block["type"] == "list":
        return label + sum(_wrapped(item, _LINE) for item in block["items_runs"])
    if block["type"] == "people":
        return label + 1.5 + sum(0.4 + max(_wrapped(cell, _COLUMN) for cell in row) for row in block["rows"])
    return _text(block["runs"])


def _text(runs: list[Any]) -> float:
    return _wrapped(runs, _LINE) + 0.7 if runs else 0.0


def _wrapped(runs: list[Any], width: int) -> int:
    text = "".join(run.text for run in runs)
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))
