"""One way from HTML to PDF: packaged files only, fonts and style sheets read once per process."""

import atexit
import os
import re
import threading
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.template.loader import get_template

from services.documents.letter.fonts import prepare_fontconfig

if TYPE_CHECKING:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
STYLES = ROOT / "templates" / "documents"
SCHEME = "packaged:"
FONTS = {
    "heading.woff2": "fonts/heading.woff2",
    "text.woff2": "fonts/letters/arimo-latin-400-normal.woff2",
    "text-bold.woff2": "fonts/letters/arimo-latin-700-normal.woff2",
    "text-more.woff2": "fonts/letters/arimo-latin-ext-400-normal.woff2",
    "text-more-bold.woff2": "fonts/letters/arimo-latin-ext-700-normal.woff2",
}
MOTIFS = ("motif-dark.svg", "motif-dark-wilis.svg", "motif-ribbon.svg", "motif-ribbon-wilis.svg")
_PACKAGED = {**FONTS, **{name: f"img/{name}" for name in MOTIFS}}
_IDENTITY = re.compile(r"--((?:primary|accent|cloth)[\w-]*):\s*(#[0-9a-f]{3,8})")

# Pango's font map is shared by every document that uses our FontConfiguration and is not thread-safe.
_ONE_AT_A_TIME = threading.Lock()


def to_pdf(
    html: str,
    *,
    styles: Iterable[str],
    rules: str = "",
    images: Mapping[str, bytes] | None = None,
    variant: str | None = None,
) -> bytes:
    """The page as tagged PDF. `styles` are files beside the templates, `rules` what differs from call to call
    (page size), and HTML names an image as ``packaged:<name>``.
    """
    with _ONE_AT_A_TIME:
        made: bytes = _parsed(html, images).write_pdf(
            stylesheets=_sheets(styles, rules),
            font_config=_fonts(os.getpid()),
            pdf_variant=variant,
            pdf_tags=True,
            finisher=plain_metadata if variant else None,
        )
    return made


def depth_of(html: str, anchor: str, *, styles: Iterable[str], rules: str) -> float:
    """How far down the first page, in CSS pixels, the element with this id stands: the length of a printer's roll."""
    with _ONE_AT_A_TIME:
        document = _parsed(html, None).render(stylesheets=_sheets(styles, rules), font_config=_fonts(os.getpid()))
    return float(document.pages[0].anchors[anchor][1])


def _parsed(html: str, images: Mapping[str, bytes] | None) -> "HTML":
    from weasyprint import HTML

    return HTML(string=html, url_fetcher=packaged_only(images), base_url=SCHEME)


def _sheets(styles: Iterable[str], rules: str) -> list["CSS"]:
    return [_style(os.getpid(), name) for name in styles] + ([_rules(rules)] if rules else [])


def page_of(template: str, values: Mapping[str, object]) -> str:
    """A document template filled with plain values; never with models."""
    return get_template(f"documents/{template}").render(dict(values))


@cache
def palette(theme: str) -> dict[str, str]:
    """The colours of an office's theme, read from the style sheets of the pages: one identity, on screen and on paper."""
    sheets = [STATIC / "css" / "tokens.css", STATIC / "css" / "themes" / f"{theme}.css"]
    found = [pair for sheet in sheets if sheet.is_file() for pair in _IDENTITY.findall(sheet.read_text())]
    return {name.replace("-", ""): value for name, value in found}


def packaged_only(images: Mapping[str, bytes] | None = None) -> "URLFetcher":
    """A fetcher that knows the packaged files and the given images; no other file, no network, whatever HTML asks."""
    given = {f"{SCHEME}{name}": content for name, content in (images or {}).items()}
    return _fetcher_class()(given)


@cache
def _fetcher_class() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PackagedOnly(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def __init__(self, images: Mapping[str, bytes]) -> None:
            super().__init__(allowed_protocols=())
            self._images = images

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            content = self._images.get(url) or _packaged(url)
            if not content:
                raise ValueError("not a packaged file")
            kind = "image/svg+xml" if content.lstrip().startswith(b"<") else "application/octet-stream"
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return PackagedOnly


def _packaged(url: str) -> bytes | None:
    known = _PACKAGED.get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
    return (STATIC / known).read_bytes() if known else None


@cache
def _fonts(pid: int) -> "FontConfiguration":
    """One per process: a new one parses and hands over every font again, 200 ms a document."""
    prepare_fontconfig()
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


@cache
def _style(pid: int, name: str) -> "CSS":
    return _rules((STYLES / name).read_text())


# WeasyPrint's clean-up of fonts fails when the interpreter has begun to take modules away.
atexit.register(_fonts.cache_clear)
atexit.register(_style.cache_clear)


def _rules(text: str) -> "CSS":
    from weasyprint import CSS

    return CSS(string=text, font_config=_fonts(os.getpid()), base_url=SCHEME, url_fetcher=packaged_only())


def plain_metadata(document: object, pdf: Any) -> None:
    """PDF/A wants the XMP packet readable in the file as it is; WeasyPrint compresses it."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False
