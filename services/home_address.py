"""Where a letter is brought: the plain values of a home, read from what the resident answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class HomeAddress:
    """`place` is "lat,lon" in degrees or empty; `phone` is 62…; RT and RW have three digits."""

    address: str = ""
    rt: str = ""
    rw: str = ""
    landmark: str = ""
    place: str = ""
    phone: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any], phone: str = "") -> HomeAddress:
        """From a submission's data: what was said about the home, else what the letter's own questions hold."""
        fields, said = data.get("fields") or {}, data.get("home") or {}
        address = fields.get("alamat_domisili") or fields.get("alamat") or ""
        known = {"address": address, "rt": fields.get("rt", ""), "rw": fields.get("rw", ""), "phone": phone}
        told = {name: str(value) for name, value in said.items() if value and name in cls.__dataclass_fields__}
        return cls(**{name: str(value or "") for name, value in known.items()} | told)

    def as_plain(self) -> dict[str, str]:
        """What is kept in the submission's sealed data; empty answers are left out."""
        return {name: value for name, value in asdict(self).items() if value}
