"""The kinds of files we accept and how each is recognised by its name and by its first bytes."""

from enum import StrEnum

_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}


class FileType(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"
    PDF = "pdf"


EXTENSIONS = {
    "jpg": FileType.JPEG,
    "jpeg": FileType.JPEG,
    "jpe": FileType.JPEG,
    "jfif": FileType.JPEG,
    "png": FileType.PNG,
    "webp": FileType.WEBP,
    "heic": FileType.HEIC,
    "heif": FileType.HEIC,
    "pdf": FileType.PDF,
}
MEDIA_TYPES = {
    "image/jpeg": FileType.JPEG,
    "image/png": FileType.PNG,
    "image/webp": FileType.WEBP,
    "image/heic": FileType.HEIC,
    "image/heif": FileType.HEIC,
    "application/pdf": FileType.PDF,
}
WORDS = {
    FileType.JPEG: "JPG",
    FileType.PNG: "PNG",
    FileType.WEBP: "WebP",
    FileType.HEIC: "HEIC",
    FileType.PDF: "PDF",
}


def type_by_content(head: bytes) -> FileType | None:
    """The kind its first bytes claim; only the decoder proves it."""
    if head.startswith(b"\xff\xd8\xff"):
        return FileType.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileType.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileType.WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return FileType.HEIC
    return FileType.PDF if head.startswith(b"%PDF-") else None
