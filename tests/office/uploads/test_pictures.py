"""Photos as phones make them: small, upright, in plain colours, and silent about where they were taken."""

import hashlib
import io
import json
import subprocess

import pillow_heif
import pytest
from PIL import Image, ImageCms

from office.uploads.answer import Refusal
from office.uploads.kinds import FileType
from office.uploads.pictures import clean_picture, cleaner_of
from office.uploads.sanitise import sanitise
from tests.office.uploads.makers import encoded, jpeg, noise, phone_photo, png_header, scene

pillow_heif.register_heif_opener()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def corners(picture: Image.Image) -> list[str]:
    """The colours above left, above right, below left, below right."""
    wide, high = picture.size
    spots = [
        (wide // 8, high // 8),
        (wide * 7 // 8, high // 8),
        (wide // 8, high * 7 // 8),
        (wide * 7 // 8, high * 7 // 8),
    ]
    pixels = [picture.convert("RGB").getpixel(spot) for spot in spots]
    return ["rgb"[pixel.index(max(pixel))] for pixel in pixels]


def test_a_photo_becomes_a_jpeg_of_ours_with_its_facts():
    clean = sanitise(jpeg(), "KTP saya.JPG", "image/jpeg", label="KTP")

    assert (clean.content_type, clean.width, clean.height, clean.pages) == ("image/jpeg", 600, 400, 1)
    assert (clean.original_name, clean.sha256) == ("KTP saya.jpg", hashlib.sha256(clean.content).hexdigest())
    assert (opened(clean.content).format, opened(clean.content).size) == ("JPEG", (600, 400))
    assert max(opened(clean.thumbnail).size) == 320


def test_nothing_the_phone_wrote_along_is_kept(tmp_path):
    clean = sanitise(phone_photo(), "foto.jpg")
    stored = tmp_path / "stored.jpg"
    stored.write_bytes(clean.content)

    told = json.loads(subprocess.run(["exiftool", "-json", "-G1", stored], capture_output=True, check=True).stdout)[0]

    assert not [
        key
        for key in told
        if key.split(":")[0] not in {"SourceFile", "System", "ExifTool", "File", "JFIF", "Composite"}
    ]
    assert not [
        word
        for word in (b"SERIAL", b"Siti", b"rahasia", b"Mojodadi", b"profil")
        if word in clean.content + clean.thumbnail
    ]


@pytest.mark.parametrize(
    "orientation, size, seen",
    [
        (1, (600, 400), "rgbb"),
        (2, (600, 400), "grbb"),
        (3, (600, 400), "bbgr"),
        (4, (600, 400), "bbrg"),
        (5, (400, 600), "rbgb"),
        (6, (400, 600), "brbg"),
        (7, (400, 600), "bgbr"),
        (8, (400, 600), "gbrb"),
    ],
)
def test_a_photo_is_stored_the_way_it_is_seen(orientation, size, seen):
    clean = clean_picture(FileType.JPEG, phone_photo(orientation))

    assert (clean.width, clean.height) == size
    assert corners(opened(clean.content)) == list(seen)
    assert corners(opened(clean.thumbnail)) == list(seen)


def test_a_damaged_orientation_does_not_cost_the_photo():
    raw = phone_photo().replace(b"Exif\0\0MM", b"Exif\0\0XX").replace(b"Exif\0\0II", b"Exif\0\0XX")

    assert clean_picture(FileType.JPEG, raw).width == 600


@pytest.mark.parametrize(
    "form, mode, options",
    [
        ("JPEG", "L", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "RGB", {"progressive": True}),
        ("PNG", "RGB", {}),
        ("PNG", "RGBA", {}),
        ("PNG", "LA", {}),
        ("PNG", "L", {}),
        ("PNG", "P", {}),
        ("PNG", "1", {}),
        ("PNG", "I;16", {}),
        ("PNG", "RGB", {"transparency": (220, 30, 30)}),
        ("WEBP", "RGB", {}),
        ("WEBP", "RGBA", {"lossless": True}),
        ("HEIF", "RGB", {}),
    ],
)
def test_every_way_of_storing_colours_comes_out_plain(form, mode, options):
    picture = (
        scene().convert("L").convert("I").point(lambda value: value * 257).convert("I;16")
        if mode == "I;16"
        else scene().convert(mode)
    )
    file_type = FileType.HEIC if form == "HEIF" else FileType(form.lower())

    clean = cleaner_of(file_type)(encoded(picture, form, **options))

    result = opened(clean.content)
    assert (result.mode in {"L", "RGB"}, result.size) == (True, (600, 400))
    top, expected = result.convert("L").getpixel((450, 100)), scene().convert("L").getpixel((450, 100))
    assert abs(top - expected) < {"1": 140, "P": 12}.get(mode, 8)  # dithered, and 256 colours


def test_what_was_transparent_becomes_white_paper():
    clear = Image.new("RGBA", (300, 200), (0, 0, 0, 0))

    assert opened(clean_picture(FileType.PNG, encoded(clear, "PNG")).content).getpixel((150, 100)) == (255, 255, 255)


@pytest.mark.parametrize(
    "size, stored", [((4000, 3000), (2000, 1500)), ((3264, 2448), (2200, 1650)), ((1000, 6000), (367, 2200))]
)
def test_a_large_photo_is_shrunk_to_what_stays_readable(size, stored):
    clean = clean_picture(FileType.JPEG, jpeg(*size))

    assert (clean.width, clean.height) == stored


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "I;16"])
def test_a_large_png_is_shrunk_strip_by_strip_without_seams(mode):
    picture = scene(6000, 4400)
    picture = Image.new("I;16", picture.size, 32_768) if mode == "I;16" else picture.convert(mode)

    result = opened(clean_picture(FileType.PNG, encoded(picture, "PNG", compress_level=1)).content)

    assert result.size == (2200, 1613)
    if mode == "I;16":
        assert all(126 <= shade <= 130 for shade in result.getextrema())
    elif mode != "L":
        assert corners(result) == ["r", "g", "b", "b"]


def test_a_photo_of_pure_noise_still_fits():
    clean = clean_picture(FileType.PNG, encoded(noise(2200, 2200), "PNG", compress_level=1))

    assert len(clean.content) <= 2_000_000


def test_a_phone_s_double_picture_keeps_its_first():
    raw = encoded(scene(), "MPO", save_all=True, append_images=[Image.new("RGB", (600, 400), "black")])

    assert corners(opened(clean_picture(FileType.JPEG, raw).content)) == ["r", "g", "b", "b"]


def test_a_turned_heic_is_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    clean = cleaner_of(FileType.HEIC)(encoded(scene(), "HEIF", exif=exif.tobytes()))

    assert (clean.width, clean.height, corners(opened(clean.content))) == (400, 600, list("brbg"))


def test_a_real_profile_is_used_up_not_kept():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    assert b"ICC_PROFILE" not in clean_picture(FileType.JPEG, jpeg(icc_profile=profile)).content


@pytest.mark.parametrize("size, code", [((9000, 9000), "too_many_pixels"), ((30_000, 30_000), "too_many_pixels")])
def test_the_header_alone_is_enough_to_refuse_a_pixel_flood(size, code):
    with pytest.raises(Refusal) as refused:
        clean_picture(FileType.PNG, png_header(*size))

    assert (refused.value.code, refused.value.amount) == (code, size[0] * size[1])


def test_a_webp_that_needs_too_much_memory_is_refused_before_decoding():
    with pytest.raises(Refusal) as refused:
        clean_picture(FileType.WEBP, encoded(Image.new("L", (4000, 4000)), "WEBP", method=0))

    assert refused.value.code == "too_heavy"
