"""The built-in certificate authority: one per installation, one certificate and locked key per signer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

from services.gateways.certificates import LABEL, facts, load, validity
from services.gateways.locked_keys import lock, new_key, open_key
from services.gateways.signer import Certificate

DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
LONGEST_COMMON_NAME = 64  # X.520, upper bound
CRL_LIFE = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class AuthorityMaterial:
    """To be stored: the certificate is public, the key opens with the installation's secret only."""

    certificate_pem: str
    locked_key_pem: str


@dataclass(frozen=True, kw_only=True)
class SignerMaterial:
    """To be stored per signer: the key opens with the signer's passphrase, which nobody stores."""

    certificate_pem: str
    locked_key_pem: str

    @cached_property
    def certificate(self) -> Certificate:
        return facts(load(self.certificate_pem))


@dataclass(frozen=True, kw_only=True)
class Revocation:
    """A certificate withdrawn before its end: what was signed from this moment on does not hold."""

    serial: str
    at: datetime


def create_authority(name: str, *, secret: str, at: datetime, years: int = 15) -> AuthorityMaterial:
    """A self-signed root that may issue signers' certificates and nothing below them."""
    key = new_key()
    subject = _subject(name, title="", organisation=name)
    draft = _draft(subject, subject, key.public_key(), at, years)
    for extension, critical in _authority_extensions(key.public_key()):
        draft = draft.add_extension(extension, critical=critical)
    return AuthorityMaterial(certificate_pem=_pem(draft.sign(key, hashes.SHA256())), locked_key_pem=lock(key, secret))


def issue_certificate(
    authority: AuthorityMaterial,
    *,
    secret: str,
    name: str,
    office_title: str,
    organisation: str,
    passphrase: str,
    at: datetime,
    years: int = 2,
) -> SignerMaterial:
    """A new key for a signer, locked with the passphrase given, and its certificate."""
    root, key = load(authority.certificate_pem), new_key()
    subject = _subject(name, title=office_title, organisation=organisation)
    draft = _draft(subject, root.subject, key.public_key(), at, years)
    for extension, critical in _signer_extensions(root, key.public_key()):
        draft = draft.add_extension(extension, critical=critical)
    certificate = draft.sign(open_key(authority.locked_key_pem, secret), hashes.SHA256())
    return SignerMaterial(certificate_pem=_pem(certificate), locked_key_pem=lock(key, passphrase))


def change_passphrase(material: SignerMaterial, *, old: str, new: str) -> SignerMaterial:
    """The same key and certificate under another passphrase; raises WrongPassphrase."""
    key = open_key(material.locked_key_pem, old)
    return SignerMaterial(certificate_pem=material.certificate_pem, locked_key_pem=lock(key, new))


def revocation_list(authority: AuthorityMaterial, revoked: Iterable[Revocation], *, secret: str, at: datetime) -> bytes:
    """The signed list (DER) of what was withdrawn, for readers outside the portal."""
    root = load(authority.certificate_pem)
    draft = x509.CertificateRevocationListBuilder(root.subject, at, at + CRL_LIFE)
    for entry in revoked:
        draft = draft.add_revoked_certificate(x509.RevokedCertificateBuilder(int(entry.serial, 16), entry.at).build())
    signed = draft.sign(open_key(authority.locked_key_pem, secret), hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.DER)


def _subject(name: str, *, title: str, organisation: str) -> x509.Name:
    """The label stands in the certificate itself: any PDF reader shows that it is an internal one."""
    parts = [
        (NameOID.COUNTRY_NAME, "ID"),
        (NameOID.ORGANIZATION_NAME, organisation[:LONGEST_COMMON_NAME]),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, LABEL),
        (NameOID.TITLE, title[:LONGEST_COMMON_NAME]),
        (NameOID.COMMON_NAME, name[:LONGEST_COMMON_NAME]),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])


def _draft(
    subject: x509.Name, issuer: x509.Name, public_key: ec.EllipticCurvePublicKey, at: datetime, years: int
) -> x509.CertificateBuilder:
    start, end = validity(at, years)
    return x509.CertificateBuilder(issuer, subject, public_key, x509.random_serial_number(), start, end)


def _authority_extensions(public_key: ec.EllipticCurvePublicKey) -> list[tuple[x509.ExtensionType, bool]]:
    return [
        (x509.BasicConstraints(ca=True, path_length=0), True),
        (_key_usage(key_cert_sign=True, crl_sign=True), True),
        (x509.SubjectKeyIdentifier.from_public_key(public_key), False),
    ]


def _signer_extensions(
    root: x509.Certificate, public_key: ec.EllipticCurvePublicKey
) -> list[tuple[x509.ExtensionType, bool]]:
    root_id = root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return [
        (x509.BasicConstraints(ca=False, path_length=None), True),
        (_key_usage(digital_signature=True, content_commitment=True), True),
        (x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), False),
        (x509.SubjectKeyIdentifier.from_public_key(public_key), False),
        (x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(root_id), False),
    ]


def _key_usage(**granted: bool) -> x509.KeyUsage:
    uses = [
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ]
    return x509.KeyUsage(**{use: granted.get(use, False) for use in uses})


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
