"""PDF pages as pictures, made by a foreign program (pdftoppm)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image


def page_images(pdf: bytes, *, dpi: int) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "in.pdf"
        source.write_bytes(pdf)
        subprocess.run(["pdftoppm", "-r", str(dpi), "-png", str(source), f"{folder}/page"], check=True)
        return [Image.open(path).convert("RGB") for path in sorted(Path(folder).glob("page*.png"))]
