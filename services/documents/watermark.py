"""The mark on identity papers that staff look at: SALINAN, who looked and when, over the whole page (ABUSE 28).

The stored file stays as it is; only the bytes that are shown carry the mark.
"""

import math
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from office.wording import clock, short_date
from services.documents.printing import STATIC

if TYPE_CHECKING:
    import pikepdf
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

FACE = STATIC / "fonts" / "letters" / "arimo-latin-700-normal.woff2"
TILT = 27  # degrees: crosses lines of text and photos alike
SOLID, HALO = 76, 80  # of 255: the paper stays readable, the mark shows on dark and on light
LETTERS_ACROSS = 26  # the size of the letters: so many fit along the shorter side
ROWS_APART = 5  # in letter heights
LONGEST_NAME = 60
JPEG_QUALITY = 82
DRAWN_SIDE = 800  # the mark is drawn this large and stretched to its page or photo: 100 ms instead of 700


class CannotMark(ValueError):
    """The file cannot be opened as what it claims to be; it is not shown at all."""


def mark_text(name: str, at: datetime, zone: str) -> str:
    """``SALINAN – Sari Wulandari – 23 Nov 2026 09.05 WIB``; `at` is in the office's zone."""
    return f"SALINAN – {' '.join(name.split())[:LONGEST_NAME]} – {short_date(at)} {clock(at)} {zone}"


def marked_image(content: bytes, text: str) -> bytes:
    """A picture with the mark burnt in; JPEG stays JPEG, all else becomes PNG."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as opened:
            kept, picture = opened.format, opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise CannotMark from error
    ink, cover = _mark(picture.size, text).resize(picture.size, Image.Resampling.BILINEAR).split()
    picture.paste(ink.convert("RGB"), mask=cover)
    out = BytesIO()
    if kept == "JPEG":
        picture.save(out, "JPEG", quality=JPEG_QUALITY)
    else:
        picture.save(out, "PNG")
    return out.getvalue()


def marked_pdf(content: bytes, text: str) -> bytes:
    """Every page with the mark above everything that stands on it."""
    import pikepdf

    out = BytesIO()
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            for page in pdf.pages:
                _mark_page(pdf, page, text)
            pdf.save(out)
    except (pikepdf.PdfError, pikepdf.PasswordError) as error:  # damaged, or encrypted with a password
        raise CannotMark from error
    return out.getvalue()


def _mark_page(pdf: "pikepdf.Pdf", page: "pikepdf.Page", text: str) -> None:
    left, bottom, right, top = (float(side) for side in page.cropbox)
    width, height = right - left, top - bottom
    picture = _pdf_picture(pdf, _mark((width, height), text))
    name = page.add_resource(picture, _name("XObject"), prefix="Salinan")
    page.contents_add(b"q\n", prepend=True)  # whatever the page changed, the mark starts from a clean state
    page.contents_add(f"\nQ q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm {name} Do Q\n".encode())


def _pdf_picture(pdf: "pikepdf.Pdf", mark: "Image") -> "pikepdf.Stream":
    ink, cover = mark.split()
    shown = _grey_stream(pdf, ink)
    shown.SMask = _grey_stream(pdf, cover)
    return shown


def _grey_stream(pdf: "pikepdf.Pdf", plane: "Image") -> "pikepdf.Stream":
    import pikepdf

    return pikepdf.Stream(
        pdf,
        plane.tobytes(),
        Type=_name("XObject"),
        Subtype=_name("Image"),
        Width=plane.width,
        Height=plane.height,
        ColorSpace=_name("DeviceGray"),
        BitsPerComponent=8,
    )


def _name(text: str) -> "pikepdf.Name":
    import pikepdf

    return pikepdf.Name(f"/{text}")


def _mark(size: tuple[float, float], text: str) -> "Image":
    """Grey and cover ("LA") in the proportions of `size`: rows of the text, tilted over all of it."""
    from PIL import Image

    scale = DRAWN_SIDE / max(size)
    width, height = (max(1, round(side * scale)) for side in size)
    letter = max(9, min(width, height) // LETTERS_ACROSS)
    side = math.ceil(math.hypot(width, height)) + 2 * letter
    rows = _rows(side, f"{text}   ·   ", letter).rotate(TILT, Image.Resampling.BILINEAR)
    left, top = (side - width) // 2, (side - height) // 2
    return rows.crop((left, top, left + width, top + height))


def _rows(side: int, text: str, letter: int) -> "Image":
    from PIL import Image, ImageDraw

    sheet, font = Image.new("LA", (side, side), (255, 0)), _font(letter)
    pen, step = ImageDraw.Draw(sheet), font.getlength(text)
    for row, y in enumerate(range(0, side, round(letter * ROWS_APART))):
        begin = -step * (row % 3) / 3
        line = text * math.ceil((side - begin) / step)
        pen.text((begin, y), line, (255, HALO), font, stroke_width=max(1, letter // 10), stroke_fill=(255, HALO))
        pen.text((begin, y), line, (0, SOLID), font)
    return sheet


@cache
def _font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(FACE, size)
