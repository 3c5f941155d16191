"""Joins verb → bytes → verb when letters are signed: number, render, sign, freeze; no lock is held while rendering."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from office.codes import format_code
from office.staff import Staff
from services.access import NotAllowed
from services.actions import keys, letters
from services.actions.letters import ContentChanged, Signed
from services.gateways.internal_ca import Revocation, SignerMaterial
from services.gateways.internal_signer import InternalSigner
from services.gateways.signer import Pen, SigningError, WrongPassphrase
from services.letter_content import LetterContent, Verification
from services.models import Authority, Letter, SignerKey
from services.queries.composing import emblem_of
from services.workflow import IllegalMove

log = logging.getLogger(__name__)


class NoKey(Exception):
    """The signer has no certificate yet."""


class KeyResting(Exception):
    """Too many wrong passphrases; `args[0]` is when the key may be used again."""


class PassphraseRefused(Exception):
    """The passphrase does not open the key; `args[0]` tries are left."""


@dataclass(frozen=True)
class Outcome:
    """What became of one letter of a batch; `problem` is empty when it was signed."""

    letter: Letter
    problem: str = ""


def sign_batch(wanted: Iterable[tuple[Letter, str]], *, staff: Staff, passphrase: str, at: datetime) -> list[Outcome]:
    """Sign letters, each with the hash of what the signer read. One bad letter does not stop the others.

    Raises NoKey, KeyResting, PassphraseRefused before any letter is touched. The passphrase is never kept.
    """
    pen = _unlock(staff, passphrase, at=at)
    return [_sign_one(letter, content_hash, pen, staff=staff, at=at) for letter, content_hash in wanted]


def signer_of_installation() -> InternalSigner:
    """The built-in signer with every authority this installation ever had."""
    roots = tuple(Authority.objects.order_by("-created_at").values_list("certificate", flat=True))
    gone = SignerKey.objects.filter(revoked_at__isnull=False).values_list("serial", "revoked_at")
    return InternalSigner(
        roots=roots, revoked=tuple(Revocation(serial=serial, at=when) for serial, when in gone if when)
    )


def material_of(key: SignerKey) -> SignerMaterial:
    return SignerMaterial(certificate_pem=key.certificate, locked_key_pem=key.locked_key)


def change_passphrase(staff: Staff, *, old: str, new: str, at: datetime) -> None:
    """A new passphrase for this signer's key. Raises NoKey, KeyResting, PassphraseRefused as signing does."""
    key = _usable_key(staff, at=at)
    try:
        keys.change_passphrase(key, old=old, new=new, office=staff.office, at=at)
    except WrongPassphrase:
        raise PassphraseRefused(keys.note_wrong_passphrase(key, office=staff.office, at=at)) from None


def _usable_key(staff: Staff, *, at: datetime) -> SignerKey:
    key = keys.live_key(staff.user)
    if key is None:
        raise NoKey
    if key.locked_until and key.locked_until > at:
        raise KeyResting(key.locked_until)
    return key


def _unlock(staff: Staff, passphrase: str, *, at: datetime) -> Pen:
    key = _usable_key(staff, at=at)
    try:
        pen = signer_of_installation().unlock(material_of(key), passphrase=passphrase)
    except WrongPassphrase:
        raise PassphraseRefused(keys.note_wrong_passphrase(key, office=staff.office, at=at)) from None
    keys.note_right_passphrase(key)
    return pen


def _sign_one(letter: Letter, content_hash: str, pen: Pen, *, staff: Staff, at: datetime) -> Outcome:
    try:
        return Outcome(_issue(letter, content_hash, pen, staff=staff, at=at))
    except ContentChanged:
        return Outcome(letter, "Isi surat berubah sejak Anda membacanya. Baca lagi sebelum menandatangani.")
    except NotAllowed as refusal:
        return Outcome(letter, str(refusal))
    except (IllegalMove, Letter.DoesNotExist):
        return Outcome(letter, "Surat ini sudah tidak menunggu tanda tangan. Mungkin sudah diproses orang lain.")
    except SigningError as error:
        return Outcome(letter, f"Belum tertandatangani: {problem_text(error)}. Nomornya tersimpan, coba lagi.")
    except (
        ValueError,
        RuntimeError,
        OSError,
    ) as error:  # the snapshot no longer fits (emblem changed), no fonts, no room on the disk
        log.error("letter %s cannot be issued: %s", letter.pk, type(error).__name__)
        return Outcome(
            letter, "Surat ini belum bisa diterbitkan. Coba lagi; jika tetap gagal, kembalikan untuk dibuat ulang."
        )


def _issue(letter: Letter, content_hash: str, pen: Pen, *, staff: Staff, at: datetime) -> Letter:
    content_read(letter)  # what cannot be printed gets no number
    held = letters.begin_signing(letter, content_hash=content_hash, staff=staff, at=at)
    signed = pen.sign(rendered(held), reason=f"Penerbitan {held.kind}", location=held.office.place_of_issue, at=at)
    frozen = Signed(
        content=signed.content, sha256=signed.sha256, method="internal", certificate=signed.certificate.serial[:120]
    )
    return letters.finish_signing(held, frozen, staff=staff, at=at)


def problem_text(error: SigningError) -> str:
    texts = {
        "CertificateExpired": "sertifikat sudah berakhir",
        "CertificateNotYet": "sertifikat belum aktif",
        "CertificateRevoked": "sertifikat sudah dicabut",
    }
    return texts.get(type(error).__name__, "layanan tanda tangan gagal")


def content_read(letter: Letter) -> LetterContent:
    """What a reader sees before the signature: the frozen content without number, date and code."""
    return LetterContent.from_plain(letter.content, emblem=emblem_of(letter.office))


def rendered(letter: Letter) -> bytes:
    """The final PDF of a numbered letter, before signing: number, date and QR stamped."""
    from services.documents.letter.pdf import render_pdf  # noqa: PLC0415 - WeasyPrint is slow to load

    return render_pdf(content_of(letter))


def content_of(letter: Letter) -> LetterContent:
    """The frozen content; with number, date and code once it has them."""
    stamped = {}
    if letter.entry:
        stamped = {
            "number": letter.entry.number,
            "date": letter.entry.dated,
            "verification": Verification(
                url=f"{settings.PUBLIC_URL}/cek/{format_code(letter.code)}", code=format_code(letter.code)
            ),
        }
    return LetterContent.from_plain(letter.content, emblem=emblem_of(letter.office), **stamped)
