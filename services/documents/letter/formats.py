"""How a value is written in a letter: by its field's kind, or by the format that the template names."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from office.wording import DAYS, decimal_id, number_words, plain_date, thousands
from services.catalogue_fields import FieldSpec


def written(value: Any, spec: FieldSpec, format_name: str = "") -> str:
    """The text on the page; empty stays empty, so that the caller can mark it as missing."""
    if value is None or value == "" or isinstance(value, list | dict):
        return ""
    if format_name:
        return FORMATS[format_name](value)
    return _KINDS.get(spec.kind, _text)(value, spec)


def _text(value: Any, spec: FieldSpec) -> str:
    return f"{value} {spec.suffix}".strip()


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _date(value: Any, spec: FieldSpec) -> str:
    day = _day(value)
    return plain_date(day) if day else str(value)


def _time(value: Any, spec: FieldSpec) -> str:
    return re.sub(r"^(\d\d?)[.:](\d\d)(?::\d\d)?$", r"\1.\2", str(value))


def _number(value: Any) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < 10**15 else None


def _money(value: Any, spec: FieldSpec) -> str:
    number = _number(value)
    return str(value) if number is None else f"{spec.prefix or 'Rp'}{thousands(int(number))}"


def _amount(value: Any, spec: FieldSpec) -> str:
    number = _number(value)
    if number is None or spec.plain:
        return str(value)
    places = max(0, -int(number.normalize().as_tuple().exponent))
    return f"{decimal_id(number, places)} {spec.suffix}".strip()


def _two_digits(value: Any, spec: FieldSpec) -> str:
    text = str(value)
    return text.zfill(2) if text.isascii() and text.isdigit() else text


_KINDS: dict[str, Callable[[Any, FieldSpec], str]] = {
    "date": _date,
    "time": _time,
    "money": _money,
    "integer": _amount,
    "decimal": _amount,
    "rt": _two_digits,
    "rw": _two_digits,
}


def _with_weekday(value: Any) -> str:
    day = _day(value)
    return f"{DAYS[day.weekday()]}, {plain_date(day)}" if day else str(value)


def _in_words(value: Any) -> str:
    number = _number(value)
    return str(value) if number is None else number_words(int(number))


def _rupiah_words(value: Any) -> str:
    return f"{_in_words(value)} rupiah"


def _beginning_small(value: Any) -> str:
    text = str(value)
    return text[:1].lower() + text[1:]


# The names an office editor may write after the bar.
FORMATS: dict[str, Callable[[Any], str]] = {
    "kapital": lambda value: str(value).upper(),
    "kecil": _beginning_small,
    "hari_tanggal": _with_weekday,
    "terbilang": _in_words,
    "terbilang_rupiah": _rupiah_words,
}
