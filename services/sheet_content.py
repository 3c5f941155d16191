"""What the sheets of an office are made of: plain frozen values for the standard of service, the pledge, the receipt."""

from dataclasses import dataclass
from datetime import date

EMBLEM = "emblem"


@dataclass(frozen=True, kw_only=True)
class OfficeHead:
    """`lines` above the office's own name, e.g. the regency and, for a kelurahan, its kecamatan."""

    office: str
    lines: tuple[str, ...]
    address: str = ""
    contact: str = ""
    place: str = ""
    theme: str = "nila"
    emblem: bytes | None = None

    @property
    def images(self) -> dict[str, bytes]:
        return {EMBLEM: self.emblem} if self.emblem else {}


@dataclass(frozen=True, kw_only=True)
class SheetRequirement:
    name: str
    kind: str = ""
    note: str = ""
    required: bool = True
    only_for: str = ""


@dataclass(frozen=True, kw_only=True)
class StandardContent:
    """The 14 components in the regulation's order: six of service delivery, eight of manufacturing.

    `limit` and `fee` are written ("60 menit", "Gratis"), `procedure` is a step a line, the rest is free text.
    """

    head: OfficeHead
    service: str
    summary: str
    version: int
    published_on: date
    requirements: tuple[SheetRequirement, ...]
    procedure: tuple[str, ...]
    limit: str
    fee: str
    product: str
    complaint_handling: str
    legal_basis: str
    facilities: str = ""
    staff_competence: str = ""
    supervision: str = ""
    staff_count: str = ""
    guarantee: str = ""
    safety: str = ""
    evaluation: str = ""
    legal_basis_checked_on: date | None = None
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class PledgeContent:
    """The maklumat: the office's promise, the day it was made and who stands for it."""

    head: OfficeHead
    pledge: str
    signed_on: date
    signer_title: str
    signer_name: str
    signer_rank: str = ""
    signer_nip: str = ""
    address: str = ""
