"""The receipt for papers that the office only takes in and passes on, as for Disdukcapil: who gave what to whom."""

from office.codes import format_code
from office.wording import clock, long_date
from services.documents.office_head import head_values
from services.documents.printing import page_of, to_pdf
from services.documents.qr import qr_svg
from services.slip_content import HandedIn, ReceiptContent

__all__ = ["HandedIn", "ReceiptContent", "receipt_pdf"]


def receipt_pdf(receipt: ReceiptContent) -> bytes:
    """One A5 sheet, two signatures."""
    written = {
        "code": format_code(receipt.code),
        "received": f"{long_date(receipt.received_at)}, {clock(receipt.received_at)} {receipt.zone}",
        "place_date": f"{receipt.head.place}, {long_date(receipt.received_at).split(' ', 1)[1]}",
    }
    values = {"receipt": receipt, "written": written, "qr": qr_svg(receipt.address, level="M")}
    page = page_of("receipt.html", values | head_values(receipt.head))
    rules = "@page { size: A5; margin: 10mm 12mm }"
    return to_pdf(page, styles=("base.css", "sheet.css", "receipt.css"), rules=rules, images=receipt.head.images)
