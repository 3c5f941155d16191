"""Pictures and PDFs made for the tests, honest ones and hostile ones, so that the repository holds no sample."""

import io
import struct
import zlib
from collections.abc import Callable

import numpy as np
import pikepdf
from pikepdf import Pdf, Stream
from PIL import Image


def scene(width: int = 600, height: int = 400) -> Image.Image:
    """Red above left, green above right, blue below: which way is up can be told after any turn."""
    picture = Image.new("RGB", (width, height), (30, 30, 220))
    picture.paste((220, 30, 30), (0, 0, width // 2, height // 2))
    picture.paste((30, 200, 30), (width // 2, 0, width, height // 2))
    return picture


def noise(width: int, height: int) -> Image.Image:
    """What compresses worst."""
    return Image.fromarray(np.random.default_rng(7).integers(0, 255, (height, width, 3), dtype=np.uint8))


def encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def jpeg(width: int = 600, height: int = 400, **options: object) -> bytes:
    return encoded(scene(width, height), "JPEG", **options)


def phone_photo(orientation: int = 6) -> bytes:
    """With what a phone writes along: place, camera, serial number, thumbnail, profile, XMP, comment."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x0110], exif[0x013B] = orientation, "Pabrik", "HP Warga", "Siti Rohmah"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-12345"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "S", (7.0, 24.0, 12.5), "E", (112.0, 23.0, 1.5)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF>Mojodadi</rdf:RDF></x:xmpmeta>"
    return encoded(scene(), "JPEG", exif=exif, comment=b"rahasia", xmp=xmp, icc_profile=b"profil" * 50, dpi=(300, 300))


def png_header(width: int, height: int, *, depth: int = 8, colour: int = 2) -> bytes:
    """A small PNG that promises any size it likes."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(900))) + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def pdf(change: Callable[[Pdf], None] = lambda _: None, *, pages: int = 1, **save: object) -> bytes:
    """Pages of plain drawing, changed by the caller before they are saved."""
    made = pikepdf.new()
    for number in range(pages):
        made.add_blank_page(page_size=(595, 842))
        made.pages[-1].Contents = Stream(made, f"1 0 0 rg 50 {100 + number} 200 50 re f".encode())
    change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()
