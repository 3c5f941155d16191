"""The receipt a resident leaves with: number, code, PIN and what happens next, for printer, roll and phone gallery."""

from typing import Literal

from office.codes import format_code
from office.wording import clock, long_date
from services.documents.printing import depth_of, page_of, to_pdf
from services.documents.qr import qr_svg
from services.slip_content import NextStep, SlipContent

__all__ = ["NextStep", "SlipContent", "SlipPaper", "facts", "slip_pdf"]

SlipPaper = Literal["A6", "80mm"]
STYLES = ("base.css", "slip.css")
ROLL_MARGIN = 9  # millimetres of paper after the last line of a roll, for the cutter
ROLL_LONGEST = 900
MILLIMETRES_PER_PIXEL = 25.4 / 96


def slip_pdf(slip: SlipContent, paper: SlipPaper = "A6") -> bytes:
    """A6 for any printer, or one long page 80 mm wide for a thermal printer's roll; black only on both."""
    page = page_of(
        "slip.html", {"slip": slip, "facts": facts(slip), "qr": qr_svg(slip.address, level="M"), "paper": paper}
    )
    if paper == "A6":
        return to_pdf(page, styles=STYLES, rules="@page { size: A6; margin: 7mm 8mm }")
    depth = depth_of(page, "akhir", styles=STYLES, rules=_roll(ROLL_LONGEST)) * MILLIMETRES_PER_PIXEL
    return to_pdf(page, styles=STYLES, rules=_roll(depth + ROLL_MARGIN))


def _roll(height: float) -> str:
    return f"@page {{ size: 80mm {height:.1f}mm; margin: 4mm }}"


def facts(slip: SlipContent) -> dict[str, str]:
    """The written forms, shared by paper and picture."""
    return {
        "code": format_code(slip.code),
        "pin": f"{slip.pin[:3]} {slip.pin[3:]}",
        "received": f"Diterima {long_date(slip.received_at)}, {clock(slip.received_at)} {slip.zone}",
    }
