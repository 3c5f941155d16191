"""The built-in signing service: keys of the local authority, signatures that say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cryptography.x509 import Certificate as X509Certificate
from cryptography.x509 import Name

from services.gateways import certificates
from services.gateways.internal_ca import Revocation, SignerMaterial
from services.gateways.locked_keys import open_key
from services.gateways.signer import (
    Certificate,
    CertificateExpired,
    CertificateNotYet,
    CertificateRevoked,
    PdfVerdict,
    SignedPdf,
    SignerState,
    SignerStatus,
    SigningFailed,
)

if TYPE_CHECKING:
    from pyhanko.sign.signers import Signer as PdfSigner

REFUSALS = {
    SignerState.NOT_YET: CertificateNotYet,
    SignerState.EXPIRED: CertificateExpired,
    SignerState.REVOKED: CertificateRevoked,
}


@dataclass(frozen=True, kw_only=True)
class InternalSigner:
    """`roots` newest first: letters signed under an earlier authority stay valid."""

    roots: Sequence[str]
    revoked: Sequence[Revocation] = ()
    label: str = certificates.LABEL

    def status(self, person: SignerMaterial | None, *, at: datetime) -> SignerStatus:
        if person is None:
            return SignerStatus(state=SignerState.NOT_REGISTERED, label=self.label)
        state = _state(person.certificate, self.revoked, at)
        return SignerStatus(state=state, label=self.label, certificate=person.certificate)

    def unlock(self, person: SignerMaterial, *, passphrase: str) -> "OpenPen":
        """Costs a quarter of a second on purpose: once for a batch, then some 12 ms a letter."""
        from services.gateways import pades  # pyHanko is slow to import

        key = open_key(person.locked_key_pem, passphrase)
        own = certificates.load(person.certificate_pem)
        return OpenPen(signer=self, person=person, opened=pades.opened(key, own, self._issuer_of(own.issuer)))

    def _issuer_of(self, issuer: Name) -> X509Certificate:
        for root in map(certificates.load, self.roots):
            if root.subject == issuer:
                return root
        raise SigningFailed("the certificate is of an authority that is not trusted here")

    def sign(
        self,
        pdf: bytes,
        *,
        person: SignerMaterial,
        reason: str,
        location: str,
        at: datetime,
        passphrase: str,
    ) -> SignedPdf:
        return self.unlock(person, passphrase=passphrase).sign(pdf, reason=reason, location=location, at=at)

    def verify(self, pdf: bytes) -> PdfVerdict:
        from services.gateways import judging  # pyHanko is slow to import

        return judging.judge(pdf, roots=[certificates.load(root) for root in self.roots], revoked=self.revoked)


@dataclass(frozen=True, kw_only=True)
class OpenPen:
    """An opened key: keep it in a local variable, never in a session, a row or a task."""

    signer: InternalSigner
    person: SignerMaterial
    opened: "PdfSigner"

    def sign(self, pdf: bytes, *, reason: str, location: str, at: datetime) -> SignedPdf:
        self._refuse_unless_ready(at)
        content = self._write(pdf, reason, location, at)
        return SignedPdf(
            content=content,
            sha256=sha256(content).hexdigest(),
            signed_at=at,
            label=self.signer.label,
            certificate=self.person.certificate,
        )

    def _refuse_unless_ready(self, at: datetime) -> None:
        status = self.signer.status(self.person, at=at)
        if not status.ready:
            raise REFUSALS[status.state]

    def _write(self, pdf: bytes, reason: str, location: str, at: datetime) -> bytes:
        from services.gateways import pades  # pyHanko is slow to import

        try:
            return pades.write_signature(pdf, self.opened, reason=reason, location=location, at=at)
        except pades.AlreadySigned as error:
            raise SigningFailed("the PDF is signed already") from error
        except Exception as error:  # whatever breaks inside the PDF, the letter is simply not signed
            raise SigningFailed("the PDF cannot be signed") from error


def _state(certificate: Certificate, revoked: Sequence[Revocation], at: datetime) -> SignerState:
    if any(entry.serial == certificate.serial and entry.at <= at for entry in revoked):
        return SignerState.REVOKED
    if at < certificate.not_before:
        return SignerState.NOT_YET
    return SignerState.READY if at <= certificate.not_after else SignerState.EXPIRED
