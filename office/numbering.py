"""The pattern of an office's letter numbers: what it may hold, and a number made from it."""

from __future__ import annotations

import re
from datetime import date

from office.wording import roman

TOKENS = {
    "klas": "Kode klasifikasi layanan, contoh 400.9.2",
    "seq": "Nomor urut dalam tahun itu; {seq:03} menjadi tiga angka, contoh 007",
    "unit": "Kode unit surat kantor",
    "code": "Kode kantor",
    "year": "Tahun, empat angka",
    "month": "Bulan, angka",
    "month_roman": "Bulan, angka Romawi",
}
LONGEST = 70  # the register keeps 80; classifications grow
_TOKEN = re.compile(rf"\{{({'|'.join(TOKENS)})(?::(0\d))?\}}")
_SAMPLE = "400.12.3.1"


def rendered_number(pattern: str, *, klas: str, seq: int, unit: str, code: str, dated: date) -> str:
    """Fill an office's pattern: {klas} {seq} {seq:03} {unit} {code} {year} {month} {month_roman}."""
    values: dict[str, str | int] = {
        "klas": klas, "seq": seq, "unit": unit, "code": code, "year": dated.year, "month": dated.month,
        "month_roman": roman(dated.month),
    }  # fmt: skip
    return _TOKEN.sub(lambda found: _padded(values[found[1]], found[2]), pattern)


def _padded(value: str | int, width: str | None) -> str:
    return str(value).rjust(int(width), "0") if width else str(value)


def pattern_problem(pattern: str, *, unit: str, code: str, dated: date) -> str:
    """Why a pattern cannot number letters, in words for its field; empty when it can."""
    rest = _TOKEN.sub("", pattern)
    strange = re.search(r"\{[^}]*\}?|\}", rest)
    if strange:
        return f"{strange[0]} tidak dikenal. Pakai {{{'}, {'.join(TOKENS)}}}"
    names = {found[0] for found in _TOKEN.findall(pattern)}
    missing = next((name for name in ("seq", "year") if name not in names), "")
    if missing:
        return f"Pola harus memuat {{{missing}}}. Tanpa itu dua surat bisa bernomor sama"
    length = len(rendered_number(pattern, klas=_SAMPLE, seq=99999, unit=unit, code=code, dated=dated))
    return f"Nomor menjadi {length} huruf, paling panjang {LONGEST}. Pendekkan polanya" if length > LONGEST else ""
