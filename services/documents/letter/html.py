"""The sheet as HTML: a part of a page for reading on a screen, and the whole page that goes to the printer."""

import base64
from typing import Any

from django.template.loader import render_to_string

from .compose import compose
from .content import LetterContent
from .density import is_dense
from .qr import qr_png


def render_html(content: LetterContent, *, emblem_url: str = "", heading: str = "h2") -> str:
    """The letter as an accessible article; the page around it brings the style sheet and its own h1."""
    image = f"data:{content.letterhead.emblem_mime};base64,{_base64(content.letterhead.emblem)}"
    url = content.verification.url if content.number and content.verification else ""
    return render_to_string(
        "letters/sheet.html",
        _context(content, tag=heading)
        | {
            "emblem_url": emblem_url or (image if content.letterhead.emblem else ""),
            "qr_url": f"data:image/png;base64,{_base64(qr_png(url))}" if url else "",
        },
    )


def print_page(content: LetterContent) -> str:
    """The page for WeasyPrint; its pictures have addresses that only the letter's own fetcher answers."""
    has_qr = content.number and content.verification
    return render_to_string(
        "letters/print.html",
        _context(content, tag="h1")
        | {
            "on_paper": True,
            "emblem_url": "surat:emblem" if content.letterhead.emblem else "",
            "qr_url": "surat:qr" if has_qr else "",
            "document_title": f"{content.template['title'].title()} {content.number or '(konsep)'}",
            "created": content.date.isoformat() if content.date else "",
        },
    )


def _context(content: LetterContent, *, tag: str) -> dict[str, Any]:
    sheet = compose(content)
    return {
        "sheet": sheet,
        "dense": is_dense(sheet, content.paper),
        "paper": content.paper.lower(),
        "tag": tag,
        "check_url": content.verification.url if content.verification else "",
    }


def _base64(data: bytes | None) -> str:
    return base64.b64encode(data or b"").decode()
