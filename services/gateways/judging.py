"""Judging a PDF somebody hands in: the whole file or nothing, our own authority as the only root of trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from asn1crypto import cms
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from services.gateways.certificates import facts
from services.gateways.container import expected_gap
from services.gateways.internal_ca import Revocation
from services.gateways.loops import alone
from services.gateways.signer import Certificate, PdfVerdict, Verdict

HEADER_WITHIN = 1024  # where readers look for %PDF-


@dataclass(frozen=True)
class _Judged:
    """One signature with what was found out about it."""

    status: PdfSignatureStatus
    certificate: x509.Certificate
    shell_intact: bool
    signed_at: datetime | None
    reason: str
    location: str


def judge(pdf: bytes, *, roots: Sequence[x509.Certificate], revoked: Sequence[Revocation]) -> PdfVerdict:
    """Never raises: what cannot be read cannot be vouched for."""
    if b"%PDF-" not in pdf[:HEADER_WITHIN]:
        return _bare(pdf, Verdict.NOT_A_PDF)
    try:
        judged = [_examine(pdf, signature, roots) for signature in _signatures(pdf)]
    except Exception:  # a hostile file may break the reader in any way; the verdict stays "no"
        return _bare(pdf, Verdict.ALTERED if b"/ByteRange" in pdf else Verdict.NOT_A_PDF)
    if not judged:
        return _bare(pdf, Verdict.UNSIGNED)
    return _verdict(pdf, judged, roots, revoked)


def _bare(pdf: bytes, verdict: Verdict) -> PdfVerdict:
    return PdfVerdict(verdict=verdict, sha256=sha256(pdf).hexdigest())


def _signatures(pdf: bytes) -> list[EmbeddedPdfSignature]:
    return list(PdfFileReader(BytesIO(pdf)).embedded_regular_signatures)


def _examine(pdf: bytes, signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> _Judged:
    """The path is judged at the time of signing: a letter outlives its signer's certificate."""
    signed_at = signature.self_reported_timestamp
    context = ValidationContext(
        trust_roots=[_asn1(root) for root in roots],
        moment=signed_at,
        allow_fetching=False,
    )
    return _Judged(
        status=alone(lambda: validate_pdf_signature(signature, context)),
        certificate=x509.load_der_x509_certificate(signature.signer_cert.dump()),
        shell_intact=_shell_intact(pdf, signature, roots),
        signed_at=signed_at,
        reason=str(signature.sig_object.get("/Reason", "")),
        location=str(signature.sig_object.get("/Location", "")),
    )


def _shell_intact(pdf: bytes, signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> bool:
    """The gap that no signature covers holds ours as we write it, and nothing beside it."""
    _, start, end, _ = signature.byte_range
    found = cms.ContentInfo.load(bytes(signature.pkcs7_content))
    return any(pdf[start:end] == expected_gap(found, signature.signer_cert, _asn1(root), end - start) for root in roots)


def _asn1(certificate: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(certificate.public_bytes(Encoding.DER))


def _verdict(
    pdf: bytes, judged: list[_Judged], roots: Sequence[x509.Certificate], revoked: Sequence[Revocation]
) -> PdfVerdict:
    ours = next((one for one in judged if _names_us(one.certificate, roots)), None)
    if ours is None:
        return _bare(pdf, Verdict.FOREIGN)
    certificate = facts(ours.certificate)
    verdict = _of_our_signature(ours, certificate, revoked)
    if verdict is Verdict.ALTERED:  # its claims are not worth repeating
        return _bare(pdf, verdict)
    return PdfVerdict(
        verdict=verdict,
        sha256=sha256(pdf).hexdigest(),
        certificate=certificate,
        signed_at=ours.signed_at,
        reason=ours.reason,
        location=ours.location,
    )


def _names_us(certificate: x509.Certificate, roots: Sequence[x509.Certificate]) -> bool:
    return any(certificate.issuer == root.subject for root in roots)


def _of_our_signature(ours: _Judged, certificate: Certificate, revoked: Sequence[Revocation]) -> Verdict:
    """`intact and valid` is not enough: both also hold for a file that somebody appended pages to."""
    status = ours.status
    if not (status.intact and status.valid and status.trusted and ours.shell_intact):
        return Verdict.ALTERED
    if status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
        return Verdict.APPENDED
    if ours.signed_at is None or not status.bottom_line:
        return Verdict.ALTERED
    if any(entry.serial == certificate.serial and entry.at <= ours.signed_at for entry in revoked):
        return Verdict.REVOKED_CERTIFICATE
    return Verdict.VALID
