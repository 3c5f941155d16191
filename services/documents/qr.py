"""QR codes: crisp SVG for print and pages, enlarged 1-bit PNG for messages and the gallery."""

from functools import lru_cache
from io import BytesIO
from typing import Literal

from django.utils.html import escape

Level = Literal["M", "Q"]
QUIET_ZONE = 4  # modules of white around it, as ISO/IEC 18004 asks
# Trying all eight masks takes half of the time; any one decodes, and error correction carries the rest.
MASK = 3

Matrix = tuple[tuple[bool, ...], ...]


def qr_svg(text: str, *, level: Level = "Q", quiet: int = QUIET_ZONE, title: str = "") -> str:
    """One path on white, a unit per module; sharp at any size. The title is read to those who cannot see it."""
    dark = matrix(text, level)
    size = len(dark) + 2 * quiet
    name = escape(title or f"Kode QR menuju {text}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 {size} {size}" role="img" '
        f'shape-rendering="crispEdges" aria-label="{name}"><title>{name}</title>'
        f'<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{_path(dark, quiet)}"/></svg>'
    )


def qr_png(text: str, box: int = 10, *, level: Level = "Q", quiet: int = QUIET_ZONE) -> bytes:
    """`box` pixels per module, black and white only: a scaled-down picture keeps its edges."""
    from PIL import Image

    dark = matrix(text, level)
    size = len(dark) + 2 * quiet
    picture = Image.new("1", (size, size), 1)
    for y, row in enumerate(dark):
        for x, is_dark in enumerate(row):
            if is_dark:
                picture.putpixel((x + quiet, y + quiet), 0)
    out = BytesIO()
    picture.resize((size * box, size * box), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


@lru_cache(maxsize=256)
def matrix(text: str, level: Level = "Q") -> Matrix:
    """The dark modules, row by row, without the quiet zone."""
    import qrcode

    code = qrcode.QRCode(error_correction=_correction(level), border=0, mask_pattern=MASK)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def _correction(level: Level) -> int:
    from qrcode import constants

    known: dict[Level, int] = {"M": constants.ERROR_CORRECT_M, "Q": constants.ERROR_CORRECT_Q}
    return known[level]


def _path(dark: Matrix, quiet: int) -> str:
    """Neighbouring modules of a row in one stroke: a third of the size, and no hairline between them."""
    return "".join(
        f"M{start + quiet} {y + quiet}h{end - start}v1h-{end - start}z"
        for y, row in enumerate(dark)
        for start, end in _runs(row)
    )


def _runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    edges = [x for x in range(len(row) + 1) if (x < len(row) and row[x]) != (x > 0 and row[x - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))
