"""Keeping and wiping private files: bytes first, row second, so that no row ever lacks its bytes."""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from office.models import FileKind, FileView, Office, StoredFile, User


def store(
    content: bytes, *, office: Office, kind: FileKind, name: str, content_type: str, at: datetime,
    width: int = 0, height: int = 0, pages: int = 1, thumbnail: bytes = b"", hides_when: bool = False,
) -> StoredFile:  # fmt: skip
    """Write bytes durably under a random name and add their row to the current transaction.

    With `hides_when` neither the name nor the file's own date tells more than `at` does (anonymous reports).
    A rolled back transaction leaves bytes without a row; `sweep_orphans` removes them after a day.
    """
    row = StoredFile(
        office=office, kind=kind, original_name=name[:120], content_type=content_type, size=len(content),
        sha256=hashlib.sha256(content).hexdigest(), width=width, height=height, pages=pages,
        has_thumbnail=bool(thumbnail), created_at=at,
    )  # fmt: skip
    if hides_when:
        row.pk = uuid4()
    dated = at if hides_when else None
    _write(path_of(row), content, dated)
    if thumbnail:
        _write(path_of(row, thumbnail=True), thumbnail, dated)
    row.save(force_insert=True)
    return row


def path_of(row: StoredFile, *, thumbnail: bool = False) -> Path:
    """Where the bytes lie; the name is the row's random id, spread over 256 folders."""
    name = row.pk.hex
    return Path(settings.PRIVATE_ROOT) / name[-2:] / (f"{name}.thumb" if thumbnail else name)


def read(row: StoredFile) -> bytes:
    """The bytes of a file; raises FileNotFoundError when it was wiped."""
    return path_of(row).read_bytes()


def _write(path: Path, content: bytes, dated: datetime | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    partial.rename(path)
    if dated:
        for place in (path, path.parent):
            os.utime(place, (dated.timestamp(), dated.timestamp()))


def note_view(row: StoredFile, *, user: User, at: datetime, purpose: str) -> None:
    """Log that a member of staff looked at an identity document."""
    FileView.objects.create(file=row, user=user, at=at, purpose=purpose)


def wipe(row: StoredFile, *, at: datetime) -> None:
    """Delete the bytes once the transaction holds; the row stays as evidence that there was a file."""
    StoredFile.objects.filter(pk=row.pk, wiped_at=None).update(wiped_at=at)
    transaction.on_commit(lambda: _unlink(row))


def _unlink(row: StoredFile) -> None:
    path_of(row).unlink(missing_ok=True)
    path_of(row, thumbnail=True).unlink(missing_ok=True)


def sweep_orphans(*, at: datetime, older_than_hours: int = 24) -> int:
    """Remove bytes that no row names and that are older than a day; says how many."""
    removed = 0
    limit = at.timestamp() - older_than_hours * 3600
    for path in Path(settings.PRIVATE_ROOT).glob("??/*"):
        if path.stat().st_mtime < limit and not _is_named(path):
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _is_named(path: Path) -> bool:
    try:
        return StoredFile.objects.filter(pk=path.name.split(".")[0], wiped_at=None).exists()
    except (ValueError, TypeError):
        return False
