"""What anyone may know of a letter: is it genuine, is it still good. Never the NIK, never the whole name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import QuerySet

from office.codes import normalise
from office.sealing import blind_index
from office.staff import local_day
from services.gateways.signer import Verdict
from services.models import Letter
from services.workflow import LetterState


class Standing(StrEnum):
    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


VERDICT_WORDS = {
    Verdict.VALID: "Tanda tangan utuh, tetapi surat ini tidak ada di daftar surat portal ini.",
    Verdict.ALTERED: "Isi berkas berubah setelah ditandatangani.",
    Verdict.APPENDED: "Ada bagian yang ditambahkan setelah surat ditandatangani.",
    Verdict.FOREIGN: "Berkas ini ditandatangani dengan sertifikat yang bukan dari kantor ini.",
    Verdict.REVOKED_CERTIFICATE: "Sertifikat penanda tangannya sudah dicabut sebelum surat ditandatangani.",
    Verdict.UNSIGNED: "Berkas ini tidak memuat tanda tangan elektronik.",
    Verdict.NOT_A_PDF: "Berkas ini bukan PDF yang bisa dibaca.",
}
"""Why a file is not taken for one of our letters, in words for the visitor."""


@dataclass(frozen=True)
class Finding:
    """The answer to one look-up."""

    standing: Standing
    letter: Letter | None = None


def _letters() -> QuerySet[Letter]:
    known = Letter.objects.filter(state__in=[LetterState.ISSUED, LetterState.REVOKED])
    return known.select_related("office", "entry", "file")


def _with_code(index: str) -> QuerySet[Letter]:
    """The condition of the partial index is repeated: SQLite takes it only then."""
    return _letters().filter(code_index=index).exclude(code_index="")


def by_code(text: str, *, at: datetime) -> Finding:
    """Look a typed or scanned code up; a slip of the pen (checksum) is as unknown as a made-up code."""
    code = normalise(text)
    if code is None:
        return Finding(Standing.UNKNOWN)
    return _finding(_with_code(blind_index("letter", code)).first(), at)


def by_hash(sha256: str, *, at: datetime) -> Finding:
    """Look the fingerprint of a file up."""
    return _finding(_letters().filter(sha256=sha256.lower()).first() if len(sha256) == 64 else None, at)


def _finding(letter: Letter | None, at: datetime) -> Finding:
    if letter is None:
        return Finding(Standing.UNKNOWN)
    if letter.state == LetterState.REVOKED:
        return Finding(Standing.REVOKED, letter)
    return Finding(
        Standing.EXPIRED if _is_over(letter.valid_until, local_day(letter.office, at)) else Standing.VALID, letter
    )


def _is_over(until: date | None, today: date) -> bool:
    return until is not None and until < today
