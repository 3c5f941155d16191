"""The slip as a picture for the phone's gallery: the same facts, drawn with the same fonts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from services.documents.printing import STATIC
from services.documents.qr import qr_png
from services.documents.slip import facts
from services.slip_content import SlipContent

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH, MARGIN = 720, 48
INDENT = 40
QR_BOX = 9  # pixels of a module: the code stays sharp when a messenger shrinks the picture by half
SHADES = 16
HEAVY, BOLD, PLAIN = "heavy", "bold", "plain"
_FILES = {
    HEAVY: "fonts/heading.woff2",
    BOLD: "fonts/letters/arimo-latin-700-normal.woff2",
    PLAIN: "fonts/letters/arimo-latin-400-normal.woff2",
}


@dataclass(frozen=True)
class _Line:
    """A piece of the slip: text, or a rule where there is none."""

    text: str = ""
    face: str = PLAIN
    size: int = 25
    above: int = 6
    indent: int = 0
    mark: str = ""
    centred: bool = False


def slip_png(slip: SlipContent) -> bytes:
    """720 pixels wide, as long as it needs; a few shades of grey keep it small."""
    from PIL import Image

    head, below = list(_head(slip)), list(_below(slip))
    code = Image.open(BytesIO(qr_png(slip.address, QR_BOX, level="M")))
    canvas = Image.new("L", (WIDTH, 6000), 255)
    after_head = _draw(canvas, head, MARGIN)
    canvas.paste(code, ((WIDTH - code.width) // 2, after_head))
    end = _draw(canvas, below, after_head + code.height)
    out = BytesIO()
    canvas.crop((0, 0, WIDTH, end + MARGIN)).quantize(SHADES).save(out, "PNG", optimize=True)
    return out.getvalue()


def _head(slip: SlipContent) -> Iterator[_Line]:
    yield _Line(slip.office, HEAVY, 30)
    yield _Line(slip.region)
    yield _Line(slip.title, above=20)
    yield _Line(slip.service, HEAVY, 40, above=2)
    yield _Line(above=16)


def _below(slip: SlipContent) -> Iterator[_Line]:
    written = facts(slip)
    keys = (("Nomor", slip.number, 40), ("Kode lacak", written["code"], 46), ("PIN", written["pin"], 60))
    for name, value, size in keys:
        yield _Line(name, above=10, centred=True)
        yield _Line(value, HEAVY, size, above=0, centred=True)
    yield _Line(f"Lacak di {slip.printed_address}", BOLD, above=22, centred=True)
    yield _Line("Simpan PIN Anda, jangan berikan kepada siapa pun.", centred=True)
    yield from _section(
        "Setelah ini", ((f"{step.what}. {step.detail}", f"{n}") for n, step in enumerate(slip.steps, 1))
    )
    yield from _section(slip.papers_title, ((paper, "•") for paper in slip.papers))
    yield _Line(above=22)
    yield _Line(written["received"], size=23, above=14)
    yield _Line(slip.contact, size=23)


def _section(title: str, points: Iterable[tuple[str, str]]) -> Iterator[_Line]:
    points = list(points)
    if points:
        yield _Line(above=22)
        yield _Line(title, HEAVY, 30, above=14)
    for text, mark in points:
        yield _Line(text, above=8, indent=INDENT, mark=mark)


def _draw(canvas: "Image", lines: Iterable[_Line], top: int) -> int:
    """Draw downwards from `top`; where the last line ends."""
    for line in lines:
        top = _draw_text(canvas, line, top + line.above) if line.text else _draw_rule(canvas, top + line.above)
    return top


def _draw_rule(canvas: "Image", y: int) -> int:
    canvas.paste(0, (MARGIN, y, WIDTH - MARGIN, y + 2))
    return y + 2


def _draw_text(canvas: "Image", line: _Line, y: int) -> int:
    from PIL import ImageDraw

    pen, font = ImageDraw.Draw(canvas), _font(line.face, line.size)
    if line.mark:
        pen.text((MARGIN, y), line.mark, 0, _font(BOLD, line.size))
    for row in _wrapped(line.text, font, WIDTH - 2 * MARGIN - line.indent):
        x = (WIDTH - font.getlength(row)) / 2 if line.centred else MARGIN + line.indent
        pen.text((x, y), row, 0, font)
        y += round(line.size * 1.32)
    return y


def _wrapped(text: str, font: "FreeTypeFont", room: float) -> Iterator[str]:
    """Rows that fit; a single word wider than the room is cut where it must be."""
    row = ""
    for word in text.split():
        longer = f"{row} {word}".strip()
        if font.getlength(longer) <= room:
            row = longer
            continue
        if row:
            yield row
        *full, row = _cut(word, font, room)
        yield from full
    if row:
        yield row


def _cut(word: str, font: "FreeTypeFont", room: float) -> Iterator[str]:
    piece = ""
    for letter in word:
        if piece and font.getlength(piece + letter) > room:
            yield piece
            piece = ""
        piece += letter
    yield piece


@cache
def _font(face: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    font = ImageFont.truetype(STATIC / _FILES[face], size)
    if face == HEAVY:
        font.set_variation_by_axes([800])
    return font
