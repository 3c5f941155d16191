"""The segments of a JPEG that tell about the camera, cut out without touching the picture."""

_START_OF_SCAN = 0xDA
_COMMENT = 0xFE
_ADOBE = 0xEE  # says how the colours are stored; without it CMYK turns negative


def without_metadata(jpeg: bytes) -> bytes:
    """The same picture without EXIF, XMP, profiles and comments; unchanged where it cannot be read."""
    if not jpeg.startswith(b"\xff\xd8"):
        return jpeg
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _START_OF_SCAN:
            return b"".join([*kept, jpeg[at:]])
        if not _tells(marker):
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return jpeg


def _tells(marker: int) -> bool:
    return marker == _COMMENT or (0xE0 <= marker <= 0xEF and marker != _ADOBE)
