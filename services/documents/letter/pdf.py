"""The sheet as PDF/A-3a and PDF/UA-1: the same content gives the same bytes, and nothing outside the letter is ever read."""

import atexit
import hashlib
import os
import threading
from functools import cache, partial
from pathlib import Path
from typing import Any

from .content import LetterContent
from .fonts import FACES, check_fonts, font_face_rules, font_path
from .html import print_page
from .pdfa import finish
from .qr import qr_png

_STYLE = Path(__file__).with_name("print.css")
_CR_END = b"\r\nendstream"  # see pdfa.py; one letter in a hundred is printed a second time for it
_MOST_TRIES = 5
_ONE_AT_A_TIME = threading.Lock()  # Pango's font map is shared by every letter of the process and is not thread-safe
Picture = tuple[bytes, str]


class CannotPrint(RuntimeError):
    """This machine lacks fonts or their configuration; the message names what."""


def render_pdf(content: LetterContent) -> bytes:
    """The letter on A4 or F4. Without a number it carries KONSEP across the page and no QR."""
    page, pictures = print_page(content), _pictures(content)
    for spare_objects in range(_MOST_TRIES):
        made = _print(page, pictures, spare_objects)
        if _CR_END not in made:
            return made
    raise CannotPrint("Surat tidak dapat dicetak sebagai PDF/A")


def _print(page: str, pictures: dict[str, Picture], spare_objects: int) -> bytes:
    with _ONE_AT_A_TIME:
        return _printer(os.getpid()).print(page, pictures, spare_objects)


class _Printer:
    """What one process parses once: fonts and style sheet. A new font configuration for each letter costs 200 ms."""

    def __init__(self) -> None:
        problems = check_fonts()
        if problems:
            raise CannotPrint("; ".join(problems))
        from weasyprint import CSS
        from weasyprint.text.fonts import FontConfiguration

        self.fonts = FontConfiguration()
        rules = f"{font_face_rules()}\n{_STYLE.read_text(encoding='utf-8')}"
        self.style = CSS(string=rules, font_config=self.fonts, base_url="surat:", url_fetcher=_fetcher(_font_files()))

    def print(self, page: str, pictures: dict[str, Picture], spare_objects: int) -> bytes:
        from weasyprint import HTML

        made: bytes = HTML(string=page, base_url="surat:", url_fetcher=_fetcher(pictures)).write_pdf(
            stylesheets=[self.style],
            font_config=self.fonts,
            pdf_variant="pdf/a-3a",
            pdf_identifier=hashlib.sha256(page.encode()).hexdigest()[:32].encode(),
            finisher=partial(finish, spare_objects=spare_objects),
        )
        return made


@cache
def _printer(pid: int) -> _Printer:
    """One per process: a forked worker makes its own."""
    printer = _Printer()
    _made_here.append(printer)
    return printer


_made_here: list[_Printer] = []


def _leave_fonts_to_the_parent() -> None:
    """WeasyPrint deletes unpacked fonts when a configuration ends; a child that ends must not take its parent's away."""
    global _ONE_AT_A_TIME
    _ONE_AT_A_TIME = threading.Lock()  # the parent may have held it at the moment of the fork
    for printer in _made_here:
        printer.fonts._folder = None


def _close() -> None:
    """Fonts freed by the interpreter's own tidying, after the libraries they belong to, end the process with a segfault."""
    _made_here.clear()
    _printer.cache_clear()


os.register_at_fork(after_in_child=_leave_fonts_to_the_parent)
atexit.register(_close)


def _font_files() -> dict[str, Picture]:
    return {f"surat:{name}": (font_path(name).read_bytes(), "font/woff2") for *_, name in FACES}


def _pictures(content: LetterContent) -> dict[str, Picture]:
    pictures = {}
    if content.letterhead.emblem:
        pictures["surat:emblem"] = (content.letterhead.emblem, content.letterhead.emblem_mime)
    if content.verification and content.number:
        pictures["surat:qr"] = (qr_png(content.verification.url), "image/png")
    return pictures


def _fetcher(known: dict[str, Picture]) -> Any:
    """Answers the addresses of this one letter from memory and refuses all others: no file, no network, no redirect."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Packaged(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in known:
                raise ValueError(f"A letter reads nothing from outside: {url}")
            body, mime = known[url]
            return URLFetcherResponse(url, body, {"Content-Type": mime})

    return Packaged(allowed_protocols=("surat",), allow_redirects=False)
