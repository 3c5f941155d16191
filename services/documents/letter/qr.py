"""The QR on a letter: a 1-bit PNG for paper and an SVG path for the screen, from the same modules."""

from functools import lru_cache
from io import BytesIO

BORDER = 4  # the quiet zone that the standard asks for
_PIXELS = 10  # a module: crisp at any resolution a printer or a phone works with
_MASK = 3  # trying all eight masks costs half the time and changes nothing for readers


@lru_cache(maxsize=256)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The dark modules with their quiet zone, at error correction M."""
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=BORDER, mask_pattern=_MASK)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def qr_png(text: str) -> bytes:
    from PIL import Image

    modules = qr_modules(text)
    size = len(modules)
    small = Image.new("1", (size, size), 1)
    small.putdata([not dark for row in modules for dark in row])
    out = BytesIO()
    small.resize((size * _PIXELS, size * _PIXELS), Image.Resampling.NEAREST).save(out, "PNG", optimize=False)
    return out.getvalue()


def qr_path(text: str) -> tuple[int, str]:
    """The side in modules, and the `d` of an SVG path."""
    modules = qr_modules(text)
    steps = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(modules) for x, dark in enumerate(row) if dark)
    return len(modules), "".join(steps)
