"""A picture turned by quarters, for papers that were photographed lying on their side."""

from io import BytesIO


def turned(content: bytes, quarters: int) -> bytes:
    """Clockwise; what cannot be opened comes back as it is and is refused by whoever marks it."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content), formats=["JPEG", "PNG", "WEBP"]) as opened:
            kind, picture = opened.format or "JPEG", opened.rotate(-90 * (quarters % 4), expand=True)
    except (UnidentifiedImageError, OSError, ValueError):
        return content
    out = BytesIO()
    picture.save(out, kind, quality=90)
    return out.getvalue()
