"""What a reporter says, cleaned and checked, as one value: forms and programs make it, intake takes it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from complaints.workflow import Identity, Kind


@dataclass(frozen=True)
class Report:
    """`category` is a key of the office's list, `village_code` Kemendagri's; identity fields stay empty when anonymous."""

    category: str
    text: str
    kind: Kind = Kind.COMPLAINT
    village_code: str = ""
    rw: str = ""
    landmark: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    title: str = ""
    identity: Identity = Identity.OPEN
    may_publish: bool = False
    name: str = ""
    phone: str = ""
    email: str = ""
    nik: str = ""
    held_reason: str = ""
    sp4n_id: str = ""
