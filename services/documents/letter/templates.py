"""The letter templates that the portal ships, one JSON file per service; an office adapts its own copy."""

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "data" / "letters"


def shipped_templates() -> dict[str, dict[str, Any]]:
    """A fresh copy of every template by service code; a service without one ends in no letter."""
    return {path.stem: shipped_template(path.stem) for path in sorted(FOLDER.glob("*.json"))}


def shipped_template(code: str) -> dict[str, Any]:
    """Raises KeyError for a service whose product is no letter."""
    try:
        made: dict[str, Any] = json.loads(_text(code))
    except FileNotFoundError:
        raise KeyError(code) from None
    return made


@cache
def _text(code: str) -> str:
    return (FOLDER / f"{code}.json").read_text(encoding="utf-8")
