"""What a courier carries on paper: plain frozen values for the surat tugas and its tanda terima."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.sheet_content import OfficeHead


@dataclass(frozen=True, kw_only=True)
class RoundStop:
    """One door; `letter` is the number of the letter or empty for products of another office."""

    group: str
    name: str
    address: str
    landmark: str
    phone: str
    number: str
    service: str
    letter: str
    bring: str


@dataclass(frozen=True, kw_only=True)
class RoundContent:
    """`order` is the number of the surat tugas, empty when it takes none; moments are in the office's own zone."""

    head: OfficeHead
    order: str
    courier: str
    courier_title: str
    courier_nip: str
    given_by: str
    given_by_title: str
    given_by_nip: str
    left_at: datetime
    arrives_by: datetime | None
    zone: str
    stops: tuple[RoundStop, ...]
