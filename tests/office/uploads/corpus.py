"""The hostile and broken files, each under the code it is refused with, its name, and the file name it comes as."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

from tests.office.uploads.makers import encoded, jpeg, noise, pdf, png_header, scene


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/vbaProject.bin", "Shell")
    return out.getvalue()


def webp_of_many_frames(count: int) -> bytes:
    frame = encoded(Image.new("RGB", (16, 16), "red"), "WEBP", lossless=True)[12:]
    animation = b"\0" * 6 + struct.pack("<I", 15)[:3] + struct.pack("<I", 15)[:3] + struct.pack("<I", 40)[:3] + b"\0"
    chunks = (
        _riff(b"VP8X", b"\x02\0\0\0" + b"\x0f\0\0" * 2)
        + _riff(b"ANIM", b"\0" * 6)
        + _riff(b"ANMF", animation + frame) * count
    )
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WEBP" + chunks


def _riff(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def script(code: str = "app.alert(1)") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(code))


def _set(where: str, value: Callable[[Pdf], object]) -> Callable[[Pdf], None]:
    def change(made: Pdf) -> None:
        holder, key = (made.pages[0].obj, where[5:]) if where.startswith("page/") else (made.Root, where)
        holder[Name(f"/{key}")] = value(made)

    return change


def _note(**entries: object) -> Callable[[Pdf], object]:
    """One annotation on the page."""
    return lambda made: Array([made.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **entries))])


def _attachment(made: Pdf) -> None:
    made.attachments["tagihan.exe"] = b"MZ" + bytes(100)


def _form(made: Pdf, **entries: object) -> Dictionary:
    return Dictionary(Fields=Array([]), **entries)


def _hidden(made: Pdf) -> None:
    """A script that no page reaches but a curious reader may."""
    made.pages[0].obj.Resources = Dictionary(
        Properties=Dictionary(MC0=made.make_indirect(Dictionary(Deep=Array([script()]))))
    )


def _double_bomb() -> Callable[[Pdf], None]:
    packed = zlib.compress(zlib.compress(bytes(70_000_000)))

    def change(made: Pdf) -> None:
        bomb = Stream(made, b"")
        bomb.write(packed, filter=Array([Name.FlateDecode, Name.FlateDecode]))
        made.pages[0].Contents = bomb

    return change


def _bomb(made: Pdf) -> None:
    made.pages[0].Contents = Stream(made, b"")
    made.pages[0].Contents.write(zlib.compress(bytes(70_000_000)), filter=Name.FlateDecode)


def _huge_image(made: Pdf) -> None:
    image = Stream(
        made, bytes(10), Type=Name.XObject, Subtype=Name.Image, Width=40_000, Height=40_000, BitsPerComponent=1
    )
    made.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=image))


def _deep(made: Pdf) -> None:
    inner = Array([])
    for _ in range(100):
        inner = Array([inner])
    made.pages[0].obj.PieceInfo = inner


ACTIVE_PDFS = {
    "open action": pdf(_set("OpenAction", lambda _: script())),
    "open action, indirect": pdf(_set("OpenAction", lambda made: made.make_indirect(script()))),
    "page action": pdf(_set("page/AA", lambda _: Dictionary(O=script()))),
    "document action": pdf(_set("AA", lambda _: Dictionary(WC=script()))),
    "script by name": pdf(_set("Names", lambda _: Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script()]))))),
    "launch": pdf(_set("page/Annots", _note(Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("cmd.exe"))))),
    "submit": pdf(_set("page/Annots", _note(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F=String("http://x.test"))))),
    "other file": pdf(_set("page/Annots", _note(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=String("//x.test/a"), D=Array([0, Name.Fit]))))),
    "attachment": pdf(_attachment),
    "attachment note": pdf(_set("page/Annots", _note(Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, F=String("a"))))),
    "XFA": pdf(_set("AcroForm", lambda made: _form(made, XFA=Stream(made, b"<xdp/>")))),
    "rich media": pdf(_set("page/Annots", _note(Subtype=Name.RichMedia, RichMediaContent=Dictionary()))),
    "movie": pdf(_set("page/Annots", _note(Subtype=Name.Movie, Movie=Dictionary(F=String("a.avi"))))),
    "rendition": pdf(_set("page/Annots", _note(Subtype=Name.Screen, A=Dictionary(S=Name.Rendition)))),
    "portfolio": pdf(_set("Collection", lambda _: Dictionary())),
    "script in a corner": pdf(_hidden),
    "script in an object stream": pdf(_set("OpenAction", lambda made: made.make_indirect(script())), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "script, name escaped": pdf(_set("OpenAction", lambda _: script())).replace(b"/JavaScript", b"/J#61v#61Script"),
    "next action": pdf(_set("OpenAction", lambda _: Dictionary(S=Name.GoTo, D=Array([]), Next=script()))),
    "external stream": pdf(_set("page/Contents", lambda made: Stream(made, b"", F=Dictionary(Type=Name.Filespec, F=String("/etc/passwd"))))),
}  # fmt: skip

OTHER_PDFS = {
    ("encrypted", "encrypted"): pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
    ("encrypted", "locked for editing only"): pdf(encryption=pikepdf.Encryption(owner="a", user="")),
    ("too_many_pages", "21 pages"): pdf(pages=21),
    ("broken_pdf", "cut"): pdf()[:200],
    ("broken_pdf", "no pages"): pdf(pages=0),
    ("broken_pdf", "head only"): b"%PDF-1.7\n" + bytes(500),
    ("two_in_one", "PDF and ZIP"): pdf() + archive(),
    ("too_heavy", "bomb"): pdf(_bomb, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none),
    ("too_heavy", "bomb in a bomb"): pdf(_double_bomb(), compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none),
    ("too_many_pixels", "huge picture"): pdf(_huge_image),
    ("too_heavy", "deep"): pdf(_deep),
}  # fmt: skip


def _frames(form: str, count: int = 3, **options: object) -> bytes:
    pictures = [Image.new("RGB", (40, 30), (shade * 40, 0, 0)) for shade in range(count)]
    return encoded(pictures[0], form, save_all=True, append_images=pictures[1:], **options)


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
GIF = encoded(scene(), "GIF")

HOSTILE = {
    ("wrong_type", "GIFAR", "foto.gif"): GIF + archive(),
    ("unknown_content", "GIFAR named jpg", "foto.jpg"): GIF + archive(),
    ("wrong_type", "SVG", "foto.svg"): SVG,
    ("unknown_content", "SVG named jpg", "foto.jpg"): SVG,
    ("unknown_content", "SVG named png", "foto.png"): b"<?xml version='1.0'?>" + SVG,
    ("unknown_content", "HTML named jpg", "foto.jpg"): HTML,
    ("unknown_content", "HTML named pdf", "surat.pdf"): HTML,
    ("wrong_type", "HTML", "surat.html"): HTML,
    ("unknown_content", "HTML before a PDF", "surat.pdf"): HTML + pdf(),
    ("mismatch", "PDF named jpg", "foto.jpg"): pdf(),
    ("mismatch", "JPEG named pdf", "surat.pdf"): jpeg(),
    ("mismatch", "PNG named jpg", "foto.jpg"): encoded(scene(), "PNG"),
    ("wrong_type", "EPS", "logo.eps"): encoded(scene(60, 40), "EPS"),
    ("unknown_content", "EPS named jpg", "foto.jpg"): encoded(scene(60, 40), "EPS"),
    ("wrong_type", "docm", "surat.docm"): archive(),
    ("unknown_content", "docm named pdf", "surat.pdf"): archive(),
    ("wrong_type", "gif", "foto.gif"): GIF,
    ("wrong_type", "bmp", "foto.bmp"): encoded(scene(), "BMP"),
    ("wrong_type", "tiff", "foto.tiff"): encoded(scene(), "TIFF"),
    ("unknown_content", "tiff named jpg", "foto.jpg"): encoded(scene(), "TIFF"),
    ("wrong_type", "exe", "ktp.jpg.exe"): b"MZ" + bytes(300),
    ("unknown_content", "exe named jpg", "ktp.jpg"): b"MZ" + bytes(300),
    ("unknown_content", "AVIF named heic", "foto.heic"): encoded(scene(64, 64), "AVIF"),
    ("unknown_content", "script named png", "foto.png"): b"#!/bin/sh\nid\n",
    ("two_in_one", "JPEG and ZIP", "foto.jpg"): jpeg() + archive(),
    ("two_in_one", "PNG and ZIP", "foto.png"): encoded(scene(), "PNG") + archive(),
    ("broken_picture", "JPEG cut", "foto.jpg"): jpeg(quality=95)[:3000],
    ("broken_picture", "JPEG head only", "foto.jpg"): b"\xff\xd8\xff\xe0" + bytes(200),
    ("broken_picture", "PNG cut", "foto.png"): encoded(noise(80, 80), "PNG")[:5000],
    ("broken_picture", "WebP cut", "foto.webp"): encoded(noise(80, 80), "WEBP", lossless=True)[:3000],
    ("broken_picture", "HEIC head only", "foto.heic"): b"\0\0\0\x18ftypheic" + bytes(200),
    ("broken_picture", "PNG of noise after the header", "foto.png"): png_header(600, 400)[:40] + bytes(100),
    ("too_many_pixels", "PNG 30000 x 30000", "foto.png"): png_header(30_000, 30_000),
    ("too_many_pixels", "PNG 9000 x 9000", "foto.png"): png_header(9_000, 9_000),
    ("animated", "WebP of 5000 frames", "foto.webp"): webp_of_many_frames(5000),
    ("animated", "APNG", "foto.png"): _frames("PNG"),
    ("animated", "WebP of 3 frames", "foto.webp"): _frames("WEBP"),
    ("empty", "nothing", "foto.jpg"): b"",
    ("too_big", "9.4 MB", "foto.jpg"): jpeg() + bytes(9_400_000),
    ("too_big", "30 MB", "foto.jpg"): jpeg() + bytes(30_000_000),
} | {("active", name, "surat.pdf"): content for name, content in ACTIVE_PDFS.items()} | {
    (code, name, "surat.pdf"): content for (code, name), content in OTHER_PDFS.items()
}  # fmt: skip
