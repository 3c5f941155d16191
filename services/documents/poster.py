"""QR posters for village halls: one PDF for a whole batch, or a ZIP with a PDF for each hall."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Literal
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.text import slugify

from office.wording import month_year
from services.documents.printing import page_of, palette, to_pdf
from services.documents.qr import qr_svg

Paper = Literal["A3", "A4", "A5"]
SHEET_WIDTHS = {"A3": 297, "A4": 210, "A5": 148}  # millimetres; the drawing is 210 units wide
# WeasyPrint holds a document's pages in memory until it is written: a batch is printed in parts and joined.
PART = 10
MEDIUM_TITLE, LONG_TITLE = 34, 52  # letters of a service's name that still fit in the larger size
ADDRESS_ROOM, LETTER_WIDTH = 102, 0.6  # the caption's width; a bold letter's average width in its own size
LARGEST_ADDRESS, SMALLEST_ADDRESS = 5.6, 2.4

STEPS = (
    ("Buka kamera HP", "Arahkan ke gambar\N{NO-BREAK SPACE}QR"),
    ("Ketuk tautannya", "Pilih surat yang dibutuhkan"),
    ("Siapkan berkas", "Ajukan dari HP\N{NO-BREAK SPACE}atau\N{NO-BREAK SPACE}loket"),
)
SERVICE_STEPS = (STEPS[0], ("Ketuk tautannya", "Baca syarat dan batas waktunya"), STEPS[2])
DELIVERY = ("Lewat batas waktu?", "Surat kami antar ke rumah.")


@dataclass(frozen=True, kw_only=True)
class PosterContent:
    """What hangs in one hall. `address` is the QR's permanent address; without `service` the poster is for all."""

    office: str
    region: str
    place: str
    code: str
    address: str
    printed_on: date
    phone: str = ""
    helper: str = "perangkat desa"
    service: str = ""
    fee: str = ""
    delivers_late_letters: bool = True
    theme: str = "nila"
    emblem: bytes | None = None


def render_posters(posters: Sequence[PosterContent], paper: Paper = "A4") -> bytes:
    """All posters in one PDF, a page each, in the order given."""
    parts = [_print(posters[start : start + PART], paper) for start in range(0, len(posters), PART)]
    return parts[0] if len(parts) == 1 else _joined(parts)


def poster_zip(posters: Sequence[PosterContent], paper: Paper = "A4") -> bytes:
    """A PDF for each poster, named after its code and hall."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for poster in posters:
            archive.writestr(_entry(poster, paper), _print([poster], paper))
    return out.getvalue()


def _entry(poster: PosterContent, paper: Paper) -> ZipInfo:
    name = "-".join(part for part in (poster.code, slugify(poster.place), slugify(poster.service), paper) if part)
    entry = ZipInfo(f"{name}.pdf", (poster.printed_on.year, poster.printed_on.month, poster.printed_on.day, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _print(posters: Sequence[PosterContent], paper: Paper) -> bytes:
    page = page_of(
        "poster.html", {"title": _title(posters), "author": posters[0].office, "posters": list(_drawn(posters))}
    )
    emblems = {_emblem_name(poster): poster.emblem for poster in posters if poster.emblem}
    unit = SHEET_WIDTHS[paper] / SHEET_WIDTHS["A4"]
    rules = f"@page {{ size: {paper}; margin: 0 }} html {{ font-size: {unit:.5f}mm }}"
    return to_pdf(page, styles=("base.css", "poster.css"), rules=rules, images=emblems)


def _title(posters: Sequence[PosterContent]) -> str:
    first = posters[0]
    return f"Poster QR {first.place}" if len(posters) == 1 else f"Poster QR {first.office}"


def _emblem_name(poster: PosterContent) -> str:
    return f"emblem-{hash(poster.emblem)}" if poster.emblem else ""


def _drawn(posters: Sequence[PosterContent]) -> Iterator[dict[str, object]]:
    for poster in posters:
        suffix = "" if poster.theme == "nila" else f"-{poster.theme}"
        yield {
            "content": poster,
            "palette": palette(poster.theme),
            "classes": _classes(poster),
            "motif": f"motif-dark{suffix}.svg",
            "ribbon": f"motif-ribbon{suffix}.svg",
            "emblem": _emblem_name(poster),
            "turns": range(0, 360, 45),
            "qr": qr_svg(poster.address, level="Q"),
            "printed_address": _printed(poster.address),
            "address_size": _address_size(_printed(poster.address)),
            "steps": SERVICE_STEPS if poster.service else STEPS,
            "promises": _promises(poster),
            "month": month_year(poster.printed_on),
        }


def _printed(address: str) -> str:
    return address.split("://")[-1]


def _address_size(printed: str) -> str:
    """As large as fits on one line: an address broken at its hyphen is typed wrong."""
    fitting = ADDRESS_ROOM / (LETTER_WIDTH * len(printed))
    return f"{min(LARGEST_ADDRESS, max(SMALLEST_ADDRESS, fitting)):.2f}"


def _classes(poster: PosterContent) -> str:
    size = len(poster.service)
    found = {
        " poster--service": bool(poster.service),
        " poster--medium": MEDIUM_TITLE < size <= LONG_TITLE,
        " poster--long": size > LONG_TITLE,
    }
    return "".join(name for name, holds in found.items() if holds)


def _promises(poster: PosterContent) -> list[tuple[str, str]]:
    if poster.fee:
        cost = (f"Biaya {poster.fee}.", "Tidak ada biaya lain.")
    else:
        cost = ("Gratis." if poster.service else "Semua gratis.", "Jangan membayar siapa pun.")
    return [cost, DELIVERY] if poster.delivers_late_letters else [cost]


def _joined(parts: Sequence[bytes]) -> bytes:
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(parts[0])) as whole:
        for part in parts[1:]:
            with pikepdf.open(BytesIO(part)) as more:
                whole.pages.extend(more.pages)
        whole.save(out)
    return out.getvalue()
