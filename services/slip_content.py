"""What residents carry away: plain frozen values for the slip of a request and the receipt of papers passed on."""

from dataclasses import dataclass
from datetime import datetime

from services.sheet_content import OfficeHead


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """One line of "Setelah ini": what, and by when or where."""

    what: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class SlipContent:
    """Everything printed on a slip. No name, NIK or phone: a lost slip must tell nothing about its owner.

    `address` is what the QR opens; `printed_address` is what a person types before the code. `received_at` is in the
    office's own zone, `code` in its stored form.
    """

    office: str
    region: str
    service: str
    number: str
    code: str
    pin: str
    address: str
    printed_address: str
    received_at: datetime
    zone: str
    steps: tuple[NextStep, ...]
    papers: tuple[str, ...] = ()
    papers_title: str = "Berkas yang kami terima"
    contact: str = ""
    title: str = "Bukti permohonan"


@dataclass(frozen=True, kw_only=True)
class HandedIn:
    """One paper on the counter: the original or a copy."""

    name: str
    form: str = "Salinan"
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class ReceiptContent:
    """`code` in its stored form; `received_at` in the office's zone; `ready` a sentence such as "Perkiraan …"."""

    head: OfficeHead
    number: str
    service: str
    holder: str
    papers: tuple[HandedIn, ...]
    forwarded_to: str
    ready: str
    code: str
    address: str
    printed_address: str
    received_at: datetime
    zone: str
    received_by: str
    received_by_title: str
    issuer_note: str = (
        "Kantor ini menerima, mencatat, dan meneruskan berkas Anda. Dokumennya diterbitkan oleh dinas tersebut."
    )
