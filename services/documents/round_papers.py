"""Surat tugas of a round with a tanda terima for each letter it brings: printed before the courier leaves."""

from office.wording import clock, long_date
from services.documents.office_head import head_values
from services.documents.printing import page_of, to_pdf
from services.round_content import RoundContent

RULES = "@page { size: A4; margin: 14mm 16mm }"


def round_pdf(way: RoundContent) -> bytes:
    """One A4 page of orders, then the receipts, two to a page, cut apart along the dotted line."""
    written = {
        "left": f"{long_date(way.left_at)}, pukul {clock(way.left_at)} {way.zone}",
        "arrives": f"pukul {clock(way.arrives_by)} {way.zone}" if way.arrives_by else "",
        "place_date": f"{way.head.place}, {long_date(way.left_at).split(' ', 1)[1]}",
    }
    page = page_of("round.html", {"way": way, "written": written} | head_values(way.head))
    return to_pdf(page, styles=("base.css", "sheet.css", "round.css"), rules=RULES, images=way.head.images)
