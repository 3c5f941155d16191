"""Reading certificates: the facts for people, and the two forms the libraries ask for."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import NameOID

from services.gateways.signer import Certificate

LABEL = "Sertifikat internal Pendopo"


def load(pem: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem.encode())


def facts(certificate: x509.Certificate) -> Certificate:
    """What people are shown; the serial in hexadecimal, as PDF readers print it."""
    return Certificate(
        name=_field(certificate.subject, NameOID.COMMON_NAME),
        title=_field(certificate.subject, NameOID.TITLE),
        organisation=_field(certificate.subject, NameOID.ORGANIZATION_NAME),
        issuer=_field(certificate.issuer, NameOID.COMMON_NAME),
        serial=f"{certificate.serial_number:X}",
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        fingerprint=certificate.fingerprint(hashes.SHA256()).hex(),
    )


def _field(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def validity(at: datetime, years: int) -> tuple[datetime, datetime]:
    """Whole seconds in UTC; the last moment is that of the same date `years` later, 28 February for a leap day."""
    start = at.astimezone(UTC).replace(microsecond=0)
    try:
        end = start.replace(year=start.year + years)
    except ValueError:
        end = start.replace(year=start.year + years, day=28)
    return start, end - timedelta(seconds=1)
