"""Scanned pages inside a PDF that is still too big: their pictures are written anew, smaller."""

import io

from pikepdf import Name, Pdf, PdfError, PdfImage, Stream, UnsupportedImageTypeError
from PIL import Image

WORTH_IT = 60_000  # bytes; below this a picture is a logo or a stamp


def shrink_scans(pdf: Pdf, *, longest_side: int, quality: int) -> None:
    for found in pdf.objects:
        if isinstance(found, Stream) and found.get("/Subtype") == Name.Image and _is_scan(found):
            _shrink(found, longest_side, quality)


def _is_scan(found: Stream) -> bool:
    """Plain eight-bit pictures; masks and one-bit faxes are small already."""
    return (
        int(found.get("/BitsPerComponent", 1)) == 8 and "/Mask" not in found and len(found.read_raw_bytes()) > WORTH_IT
    )


def _shrink(found: Stream, longest_side: int, quality: int) -> None:
    try:
        picture = PdfImage(found).as_pil_image()
        if picture.mode not in {"L", "RGB"}:
            picture = picture.convert("RGB")
    except (PdfError, UnsupportedImageTypeError, OSError, ValueError, NotImplementedError, KeyError, AttributeError):
        return  # left as it is; the size check afterwards decides
    picture.thumbnail((longest_side, longest_side), Image.Resampling.HAMMING)
    content = _jpeg(picture, quality)
    if len(content) < len(found.read_raw_bytes()):
        _replace(found, content, picture)


def _replace(found: Stream, content: bytes, picture: Image.Image) -> None:
    found.write(content, filter=Name.DCTDecode)
    found.Width, found.Height = picture.size
    found.BitsPerComponent = 8
    found.ColorSpace = Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB
    for key in ("/Decode", "/DecodeParms", "/Intent"):
        if key in found:
            del found[key]


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.info = {}
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()
