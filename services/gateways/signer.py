"""The seam every signing service stands behind: what it is asked, what it answers, how it refuses."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

Person = TypeVar("Person", contravariant=True)


class SigningError(Exception):
    """The letter was not signed; it keeps its number and may be tried again."""


class WrongPassphrase(SigningError):
    """The passphrase does not open the signer's key."""


class CertificateNotYet(SigningError):
    """The signer's certificate is not valid yet at the moment of signing."""


class CertificateExpired(SigningError):
    """The signer's certificate has run out at the moment of signing."""


class CertificateRevoked(SigningError):
    """The signer's certificate was withdrawn before the moment of signing."""


class SigningFailed(SigningError):
    """Anything else: an unreadable PDF, a damaged key, an appliance that does not answer."""


class SignerState(StrEnum):
    READY = "ready"
    NOT_REGISTERED = "not_registered"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Verdict(StrEnum):
    """What may be said about a whole file; only VALID vouches for it."""

    VALID = "valid"
    ALTERED = "altered"
    APPENDED = "appended"
    FOREIGN = "foreign"
    REVOKED_CERTIFICATE = "revoked_certificate"
    UNSIGNED = "unsigned"
    NOT_A_PDF = "not_a_pdf"


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """The facts of a certificate that people are shown and the archive keeps."""

    name: str
    title: str
    organisation: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    fingerprint: str


@dataclass(frozen=True, kw_only=True)
class SignerStatus:
    state: SignerState
    label: str
    certificate: Certificate | None = None

    @property
    def ready(self) -> bool:
        return self.state is SignerState.READY


@dataclass(frozen=True, kw_only=True)
class SignedPdf:
    content: bytes
    sha256: str
    signed_at: datetime
    label: str
    certificate: Certificate


@dataclass(frozen=True, kw_only=True)
class PdfVerdict:
    """The judgement on one file. The certificate and time are told only where the signature is one of ours."""

    verdict: Verdict
    sha256: str
    certificate: Certificate | None = None
    signed_at: datetime | None = None
    reason: str = ""
    location: str = ""

    @property
    def valid(self) -> bool:
        return self.verdict is Verdict.VALID


class Pen(Protocol):
    """An opened key, held for one batch and then dropped."""

    def sign(self, pdf: bytes, *, reason: str, location: str, at: datetime) -> SignedPdf: ...


class Signer(Protocol[Person]):
    """A signing service. `Person` is what it needs to know a signer by: a key file here, an NIK at BSrE."""

    label: str

    def status(self, person: Person | None, *, at: datetime) -> SignerStatus: ...

    def unlock(self, person: Person, *, passphrase: str) -> Pen:
        """Open the key once for a batch; raises WrongPassphrase."""
        ...

    def sign(
        self, pdf: bytes, *, person: Person, reason: str, location: str, at: datetime, passphrase: str
    ) -> SignedPdf: ...

    def verify(self, pdf: bytes) -> PdfVerdict: ...
