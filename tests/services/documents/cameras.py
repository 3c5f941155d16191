"""Foreign eyes for the QR tests: rasterise, photograph badly, decode with two programs that are not ours."""

import subprocess
from io import BytesIO

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter


def rasterised(pdf, dpi, page=1):
    """One page as pixels, by poppler."""
    run = subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-png", "-f", str(page), "-l", str(page), "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return Image.open(BytesIO(run.stdout)).convert("RGB")


def zbar(picture):
    out = BytesIO()
    picture.save(out, "PNG")
    run = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"],
        input=out.getvalue(),
        capture_output=True,
        check=False,
    )
    return run.stdout.decode().split("\n")[:-1]


def zxing(picture):
    return [found.text for found in zxingcpp.read_barcodes(np.asarray(picture.convert("L")))]


def photo_of_a_screen(picture, *, seed=7):
    """A phone held at an angle to a monitor: pixel grid, moiré, uneven light, blur, noise, JPEG 60."""
    chance = np.random.default_rng(seed)
    shot = _tilted(_on_a_monitor(picture)).filter(ImageFilter.GaussianBlur(1.2))
    light = np.linspace(0.62, 1.0, shot.width)[None, :, None] * np.linspace(1.0, 0.8, shot.height)[:, None, None]
    pixels = np.asarray(shot, float) * light + _moire(shot)[:, :, None] + chance.normal(0, 9, (*shot.size[::-1], 3))
    out = BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype("uint8")).save(out, "JPEG", quality=60)
    return Image.open(out)


def _on_a_monitor(picture):
    """Each pixel a lit square with dark gaps, as a macro lens sees it."""
    grid = np.asarray(picture.resize((picture.width * 2, picture.height * 2)), float).copy()
    grid[::4, :] *= 0.82
    grid[:, ::4] *= 0.82
    return Image.fromarray(grid.astype("uint8"))


def _tilted(picture):
    width, height = picture.size
    corners = (-0.04 * width, 0.03 * height, -0.01 * width, 1.02 * height, 1.03 * width, 0.97 * height, 1.05 * width, 0)
    size = (int(width * 0.72), int(height * 0.72))
    return picture.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BILINEAR, fillcolor=(90, 90, 95))


def _moire(picture):
    y, x = np.mgrid[0 : picture.height, 0 : picture.width]
    return 14 * np.sin(x / 2.9 + y / 17) + 10 * np.sin(y / 3.3 - x / 23)
