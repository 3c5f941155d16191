"""Photos: decoded under guard, turned upright, flattened to plain RGB or grey, and written anew as a small JPEG."""

import io
import warnings
from collections.abc import Callable, Iterator
from functools import partial

from PIL import Image, ImageOps, UnidentifiedImageError

from office.uploads.answer import Cleaned, Refusal
from office.uploads.kinds import FileType
from office.uploads.limits import LARGEST_STORED, MOST_PIXELS

LONGEST_SIDE = 2200
SHARP_SIDE = 1800  # a family card photographed whole stays readable
MOST_FOR_MEMORY = {FileType.WEBP: 15_000_000, FileType.HEIC: 30_000_000}  # their decoders keep two or three copies
THUMBNAIL_SIDE = 320
QUALITIES = (85, 75, 65, 55)
STRIP_ROWS = 64
ORIENTATION = 0x0112
PLUGINS = {FileType.JPEG: ("JPEG", "MPO"), FileType.PNG: ("PNG",), FileType.WEBP: ("WEBP",), FileType.HEIC: ("HEIF",)}
_DEEP_GREY = {"I;16", "I;16B", "I;16L", "I", "F"}

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


def cleaner_of(file_type: FileType) -> Callable[[bytes], Cleaned]:
    """Load the one decoder that this type needs, and no other."""
    if file_type is FileType.HEIC:
        import pillow_heif  # noqa: PLC0415 — 40 ms that other photos need not pay

        pillow_heif.options.DECODE_THREADS = 1
        pillow_heif.register_heif_opener(thumbnails=False)
    return partial(clean_picture, file_type)


def clean_picture(file_type: FileType, raw: bytes) -> Cleaned:
    """The first frame of a picture, upright, without a byte of what came along with it."""
    try:
        with _opened(file_type, raw) as image:
            _refuse_unfit(file_type, image)
            picture = _upright(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refusal("too_many_pixels", _pixels_named_in(bomb)) from bomb
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError) as broken:
        raise Refusal("broken_picture") from broken  # Pillow raises any of these on damaged bytes
    return _written(picture)


def _opened(file_type: FileType, raw: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(raw), formats=PLUGINS[file_type])
    except UnidentifiedImageError as unknown:
        raise Refusal("broken_picture") from unknown


def _refuse_unfit(file_type: FileType, image: Image.Image) -> None:
    """What the header already tells, before a single pixel is decoded."""
    if image.width * image.height > MOST_PIXELS:
        raise Refusal("too_many_pixels", image.width * image.height)
    if image.width * image.height > MOST_FOR_MEMORY.get(file_type, MOST_PIXELS):
        raise Refusal("too_heavy")
    if file_type in {FileType.PNG, FileType.WEBP} and getattr(image, "n_frames", 1) > 1:
        raise Refusal("animated")


def _upright(image: Image.Image) -> Image.Image:
    _decode_small(image)
    image.load()
    orientation = _orientation(image)
    return _turned(_shrunk(image), orientation)


def _decode_small(image: Image.Image) -> None:
    """A JPEG can be decoded at a half, a quarter or an eighth: a third of the time and memory for a phone's photo."""
    factor = next((factor for factor in (8, 4, 2) if max(image.size) // factor >= SHARP_SIDE), 1)
    image.draft(None, (image.width // factor, image.height // factor))


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # the block is a stranger's bytes: a damaged one must not cost the photo
        return 1


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    turn = turns.get(orientation)
    return picture if turn is None else picture.transpose(turn)


def _shrunk(image: Image.Image) -> Image.Image:
    """Flat and at most LONGEST_SIDE long; large pictures strip by strip, so that no full-size copy is ever made."""
    factor = max(image.size) // LONGEST_SIDE
    picture = _reduced(image, factor) if factor > 1 else _flat(image)
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.HAMMING)
    return picture


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    size = (-(-image.width // factor), -(-image.height // factor))
    small: Image.Image | None = None
    for top in range(0, image.height, STRIP_ROWS * factor):
        strip = _flat(image.crop((0, top, image.width, min(top + STRIP_ROWS * factor, image.height)))).reduce(factor)
        small = small or Image.new(strip.mode, size)
        small.paste(strip, (0, top // factor))
    return small or _flat(image)


def _flat(image: Image.Image) -> Image.Image:
    """Plain grey or RGB: 16 bits become 8, palettes their colours, transparency white paper."""
    if image.mode in _DEEP_GREY:
        return _eight_bits(image)
    if image.mode in {"L", "RGB"} and "transparency" not in image.info:
        return image.copy() if image.readonly else image
    if image.mode == "1":
        return image.convert("L")
    if image.mode in {"CMYK", "YCbCr", "LAB", "HSV"}:
        return image.convert("RGB")
    clear = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _eight_bits(image: Image.Image) -> Image.Image:
    deep = image.convert("F")
    return deep.point(lambda value: value * (1 / 256) + 0).convert("L")


def _written(picture: Image.Image) -> Cleaned:
    content = _smallest_fitting(picture)
    thumbnail = picture.copy()
    thumbnail.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.BILINEAR)
    return Cleaned(content[0], *content[1], pages=1, thumbnail=_jpeg(thumbnail, 70))


def _smallest_fitting(picture: Image.Image) -> tuple[bytes, tuple[int, int]]:
    for attempt, quality in _ladder(picture):
        content = _jpeg(attempt, quality)
        if len(content) <= LARGEST_STORED:
            return content, attempt.size
    raise Refusal("too_heavy")


def _ladder(picture: Image.Image) -> Iterator[tuple[Image.Image, int]]:
    yield from ((picture, quality) for quality in QUALITIES)
    for share in (0.75, 0.5):  # pure noise; no photo of a paper gets here
        smaller = ImageOps.scale(picture, share, Image.Resampling.HAMMING)
        yield smaller, QUALITIES[-1]


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    out = io.BytesIO()
    picture.info = {}  # comments, profiles and EXIF hang here, and some are written back unasked
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def _pixels_named_in(bomb: BaseException) -> int:
    figures = [int(word.strip("()")) for word in str(bomb).split() if word.strip("()").isdigit()]
    return max(figures, default=MOST_PIXELS + 1)
