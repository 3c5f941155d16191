"""The one door for uploads: outside bytes in, a clean file out, or a refusal whose words its sender can act on."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from office.uploads.answer import Cleaned, Refusal
from office.uploads.kinds import EXTENSIONS, MEDIA_TYPES, WORDS, FileType, type_by_content
from office.uploads.labels import extension_of, label_of
from office.uploads.refusals import LARGEST_UPLOAD, UploadRefused, amount_text
from office.uploads.sandbox import clean_apart

__all__ = ["CleanFile", "UploadRefused", "sanitise"]


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What may be stored and served: made anew by us, so nothing active and no metadata can be in it."""

    content: bytes
    content_type: str
    width: int
    height: int
    pages: int
    sha256: str
    thumbnail: bytes
    original_name: str


def sanitise(raw: bytes | Path, filename: str, declared_type: str = "", *, label: str = "berkas") -> CleanFile:
    """Check and clean one file; `label` is the requirement's name in messages, such as KTP. Raises UploadRefused."""
    _check_size(raw, label)
    file_type = _agreed_type(_head(raw), filename, declared_type, label)
    _refuse_polyglot(raw, label)
    result = clean_apart(file_type, raw)
    if isinstance(result, Refusal):
        raise UploadRefused(result.code, label=label, amount=amount_text(result.code, result.amount))
    return _clean_file(result, file_type, filename)


def _check_size(raw: bytes | Path, label: str) -> None:
    size = raw.stat().st_size if isinstance(raw, Path) else len(raw)
    if size == 0:
        raise UploadRefused("empty", label=label)
    if size > LARGEST_UPLOAD:
        raise UploadRefused("too_big", label=label, amount=amount_text("too_big", size))


def _agreed_type(head: bytes, filename: str, declared_type: str, label: str) -> FileType:
    """Name and content must say the same; a phone that gives no ending must at least declare no other type."""
    extension = extension_of(filename)
    if extension and extension not in EXTENSIONS:
        raise UploadRefused("wrong_type", label=label, amount=f".{extension}")
    content_type = type_by_content(head)
    if content_type is None:
        raise UploadRefused("unknown_content", label=label)
    named = EXTENSIONS.get(extension) or MEDIA_TYPES.get(declared_type.split(";")[0].strip().lower())
    if named not in {content_type, None}:
        raise UploadRefused("mismatch", label=label, amount=WORDS[content_type])
    return content_type


def _refuse_polyglot(raw: bytes | Path, label: str) -> None:
    """A picture or PDF that is a working ZIP (JAR, docm) as well. Phones append videos to photos; those stay welcome."""
    try:
        with zipfile.ZipFile(raw if isinstance(raw, Path) else io.BytesIO(raw)) as archive:
            holds_files = bool(archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return
    if holds_files:
        raise UploadRefused("two_in_one", label=label)


def _clean_file(result: Cleaned, file_type: FileType, filename: str) -> CleanFile:
    is_pdf = file_type is FileType.PDF
    return CleanFile(
        content=result.content,
        content_type="application/pdf" if is_pdf else "image/jpeg",
        width=result.width,
        height=result.height,
        pages=result.pages,
        sha256=hashlib.sha256(result.content).hexdigest(),
        thumbnail=result.thumbnail,
        original_name=label_of(filename, extension="pdf" if is_pdf else "jpg"),
    )


def _head(raw: bytes | Path) -> bytes:
    if isinstance(raw, bytes):
        return raw[:16]
    with raw.open("rb") as file:
        return file.read(16)
