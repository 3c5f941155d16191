"""Writing a PAdES B-B signature into a finished letter, and nothing else into it."""

import asyncio
from datetime import datetime
from io import BytesIO

from asn1crypto import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields
from pyhanko.sign.signers import Signer, cms_embedder, constants
from pyhanko.sign.signers.pdf_byterange import SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from services.gateways.loops import alone

FIELD = "TandaTangan"
DIGEST = "sha256"
RESERVED_HEX = 8192  # a signature with its two certificates takes about 3,400 hexadecimal digits


class AlreadySigned(ValueError):
    """The file carries a signature; a second one of ours would certify nothing."""


class _AsIssued(IncrementalPdfFileWriter):
    """Leaves the letter's metadata alone: pyHanko would rewrite the XMP packet and break PDF/A."""

    def _update_meta(self) -> None:
        pass


class _OpenedKey(Signer):
    """Signs with a key that is open already; pyHanko's own signer parses it again for every letter."""

    def __init__(self, key: ec.EllipticCurvePrivateKey, certificate: x509.Certificate, root: x509.Certificate):
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko left its __init__ bare
        store.register(root)
        super().__init__(signing_cert=certificate, cert_registry=store)
        self._key = key

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return self._key.sign(data, ec.ECDSA(hashes.SHA256()))


def opened(key: ec.EllipticCurvePrivateKey, certificate: Certificate, root: Certificate) -> Signer:
    return _OpenedKey(key, _asn1(certificate), _asn1(root))


def _asn1(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def write_signature(pdf: bytes, signer: Signer, *, reason: str, location: str, at: datetime) -> bytes:
    """The letter with an invisible certifying signature that forbids every later change."""
    writer = _AsIssued(BytesIO(pdf))
    if writer.prev.embedded_signatures:
        raise AlreadySigned
    steps = cms_embedder.PdfCMSEmbedder(new_field_spec=_invisible_field()).write_cms(FIELD, writer)
    next(steps)
    writer.ensure_output_version((1, 7))  # type: ignore[no-untyped-call]  # untyped in pyHanko
    writer.register_extension(constants.ESIC_EXTENSION_1)
    steps.send(_signature_setup(reason, location, at))
    digest, output = steps.send(cms_embedder.SigIOSetup(md_algorithm=DIGEST, output=BytesIO()))
    steps.send(alone(lambda: asyncio.run(_cms(signer, digest.document_digest))))
    signed: bytes = output.getvalue()
    return signed


def _invisible_field() -> fields.SigFieldSpec:
    """Printable and off the page: what PDF/A-3 and PDF/UA-1 both accept of a field without a picture."""
    return fields.SigFieldSpec(
        FIELD,
        readable_field_name="Tanda tangan elektronik",
        invis_sig_settings=fields.InvisSigSettings(set_print_flag=True, box_out_of_bounds=True),
    )


def _signature_setup(reason: str, location: str, at: datetime) -> cms_embedder.SigObjSetup:
    placeholder = SignatureObject(
        timestamp=at,
        subfilter=fields.SigSeedSubFilter.PADES,
        reason=reason,
        location=location,
        bytes_reserved=RESERVED_HEX,
    )
    no_changes = cms_embedder.SigMDPSetup(DIGEST, certify=True, docmdp_perms=fields.MDPPerm.NO_CHANGES)
    return cms_embedder.SigObjSetup(sig_placeholder=placeholder, mdp_setup=no_changes)


async def _cms(signer: Signer, digest: bytes) -> object:
    return await signer.async_sign(digest, DIGEST, use_pades=True, signed_attr_settings=PdfCMSSignedAttributes())
