"""Drawn papers that cannot be taken for real ones: every sheet says CONTOH across its face."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from services.demo.residents import Resident
from services.models import RequirementKind

MARK = "CONTOH, BUKAN DOKUMEN ASLI"
INK, PALE, LINE = (28, 36, 52), (226, 232, 242), (150, 160, 178)
CARD, PAGE, PHOTO = (860, 540), (720, 1000), (960, 720)
SMALLER = 4
"""A thumbnail has a quarter of the sides: what is drawn here is small already."""


@dataclass(frozen=True)
class Picture:
    content: bytes
    thumbnail: bytes
    width: int
    height: int


def paper(key: str, name: str, kind: str, who: Resident) -> Picture:
    """The picture somebody would send for a requirement; cards carry the resident's own data."""
    if key == "ktp":
        return _written(_card(who))
    if key == "kk":
        return _written(_family_card(who))
    return _common(name, kind == RequirementKind.PHOTO)


def blurred(picture: Picture) -> Picture:
    """The same, taken with a shaking hand: what an officer sends back."""
    image = Image.open(io.BytesIO(picture.content))
    small = image.resize((max(1, image.width // 14), max(1, image.height // 14)))
    return _written(small.resize(image.size, Image.Resampling.BILINEAR))


@cache
def _common(name: str, is_photo: bool) -> Picture:
    """Papers without personal data are drawn once and shared."""
    return _written(
        _scene()
        if is_photo
        else _sheet(
            name.upper(),
            [
                f"Keterangan untuk {name.lower()}",
                "",
                "Nama      : ............................",
                "Nomor     : ............................",
            ],
        )
    )


def _card(who: Resident) -> Image.Image:
    values = (
        who.nik, who.name.upper(), f"{who.place.birthplace.upper()}, {who.born:%d-%m-%Y}", who.sex.upper(), who.street.upper(),
        f"{who.rt:03}/{who.rw:03}", who.place.name.upper(), who.faith.upper(), who.job.upper(), "WNI",
    )  # fmt: skip
    image = _empty_card().copy()
    pen = ImageDraw.Draw(image)
    for number, value in enumerate(values):
        pen.text((230, 92 + number * 40), f": {value}", INK, font=_font(21))
    return image


@cache
def _empty_card() -> Image.Image:
    labels = (
        "NIK",
        "Nama",
        "Tempat/Tgl Lahir",
        "Jenis Kelamin",
        "Alamat",
        "RT/RW",
        "Kel/Desa",
        "Agama",
        "Pekerjaan",
        "Kewarganegaraan",
    )
    image, pen = _blank(CARD, (206, 222, 240), "KARTU CONTOH WARGA")
    pen.rectangle((650, 130, 820, 350), fill=(178, 62, 58))
    pen.ellipse((700, 160, 770, 235), fill=PALE)
    pen.ellipse((675, 250, 795, 370), fill=PALE)
    pen.rectangle((650, 350, 820, 380), fill=(206, 222, 240))
    for number, label in enumerate(labels):
        pen.text((36, 92 + number * 40), label, INK, font=_font(19))
    return _marked(image)


def _family_card(who: Resident) -> Image.Image:
    image = _empty_family_card().copy()
    pen = ImageDraw.Draw(image)
    pen.text((470, 30), f"No. {who.kk}", INK, font=_font(26))
    pen.text(
        (36, 90),
        f"Kepala keluarga: {who.name.upper()}    {who.street} RT {who.rt:02} RW {who.rw:02}, {who.place.full_name}",
        INK,
        font=_font(17),
    )
    pen.text((102, 222), who.name.upper(), INK, font=_font(17))
    pen.text((432, 222), who.nik, INK, font=_font(17))
    return image


@cache
def _empty_family_card() -> Image.Image:
    image, pen = _blank((1000, 640), (240, 238, 226), "KARTU KELUARGA CONTOH")
    for row in range(7):
        pen.line((36, 150 + row * 56, 964, 150 + row * 56), LINE)
    for column in (36, 90, 420, 640, 800, 964):
        pen.line((column, 150, column, 486), LINE)
    for number, text in enumerate(("", "ANGGOTA KELUARGA", "ANGGOTA KELUARGA")):
        pen.text((48, 222 + number * 56), str(number + 1), INK, font=_font(17))
        pen.text((102, 222 + number * 56), text, INK, font=_font(17))
    return _marked(image)


def _sheet(title: str, lines: list[str]) -> Image.Image:
    image, pen = _blank(PAGE, (252, 252, 250), "")
    pen.line((60, 150, 660, 150), INK, width=3)
    pen.text((60, 190), title[:44], INK, font=_font(22))
    for number, line in enumerate(lines):
        pen.text((60, 270 + number * 44), line, INK, font=_font(19))
    for number in range(6):
        pen.line((60, 500 + number * 34, 660 - 40 * (number % 3), 500 + number * 34), LINE)
    pen.text((440, 760), "ttd.", INK, font=_font(22))
    return _marked(image)


def _scene() -> Image.Image:
    image = Image.new("RGB", PHOTO, (186, 212, 232))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 500, 960, 720), fill=(120, 150, 96))
    pen.polygon([(200, 330), (480, 170), (760, 330)], fill=(158, 84, 62))
    pen.rectangle((240, 330, 720, 560), fill=(232, 222, 200))
    pen.rectangle((430, 410, 530, 560), fill=(120, 88, 64))
    return _marked(image)


def _blank(size: tuple[int, int], colour: tuple[int, int, int], title: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", size, colour)
    pen = ImageDraw.Draw(image)
    pen.text((36, 30), title, INK, font=_font(26))
    return image, pen


def _marked(image: Image.Image) -> Image.Image:
    image.paste((214, 60, 60), (0, 0), _mark_for(image.size))
    return image


@cache
def _mark_for(size: tuple[int, int]) -> Image.Image:
    """The slanted words as a mask, drawn once per size of sheet."""
    band = Image.new("L", (max(size) * 2, 80), 0)
    ImageDraw.Draw(band).text((20, 10), "   ".join([MARK] * 6), 110, font=_font(40))
    turned = band.rotate(24, expand=True)
    left, top = (turned.width - size[0]) // 2, (turned.height - size[1]) // 2
    return turned.crop((left, top, left + size[0], top + size[1]))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def _written(image: Image.Image) -> Picture:
    return Picture(_jpeg(image), _jpeg(image.reduce(SMALLER)), image.width, image.height)


def _jpeg(image: Image.Image) -> bytes:
    sink = io.BytesIO()
    image.save(sink, "JPEG", quality=72)
    return sink.getvalue()


def emblem(colour: tuple[int, int, int]) -> Picture:
    """A mark of our own for the letterhead: the roof and pillars of a pendopo, nobody's coat of arms."""
    image = Image.new("RGB", (480, 480), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, 472, 472), outline=colour, width=14)
    pen.polygon([(240, 90), (330, 180), (410, 215), (70, 215), (150, 180)], fill=colour)
    for left in (110, 190, 270, 350):
        pen.rectangle((left, 230, left + 22, 350), fill=colour)
    pen.rectangle((80, 356, 400, 384), fill=colour)
    sink = io.BytesIO()
    image.save(sink, "PNG", optimize=True)
    return Picture(sink.getvalue(), b"", 480, 480)
