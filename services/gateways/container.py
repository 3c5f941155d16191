"""The CMS container of a signature of ours, byte for byte as it must be.

A signature vouches for the page and for its own signed attributes, not for the shell around them: the copy of the
root, the list of algorithms, the zeros that fill the gap. Whoever changes those leaves the signature valid and the
file different. So the shell is built anew from what is vouched for and compared.
"""

from asn1crypto import cms, x509

DIGEST = {"algorithm": "sha256"}


def expected_gap(found: cms.ContentInfo, signer: x509.Certificate, root: x509.Certificate, size: int) -> bytes:
    """What must stand in the part of the file that no signature covers."""
    digits = _rebuilt(found, signer, root).hex().upper().encode()
    return b"<" + digits.ljust(size - 2, b"0") + b">"


def _rebuilt(found: cms.ContentInfo, signer: x509.Certificate, root: x509.Certificate) -> bytes:
    inside = {
        "version": "v1",
        "digest_algorithms": [DIGEST],
        "encap_content_info": {"content_type": "data"},
        "certificates": {cms.CertificateChoices(name="certificate", value=one) for one in (signer, root)},
        "signer_infos": [_signer_info(found["content"]["signer_infos"][0], signer)],
    }
    rebuilt: bytes = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(inside)}).dump()
    return rebuilt


def _signer_info(found: cms.SignerInfo, signer: x509.Certificate) -> cms.SignerInfo:
    named = {"issuer": signer.issuer, "serial_number": signer.serial_number}
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": cms.IssuerAndSerialNumber(named)}),
            "digest_algorithm": DIGEST,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signed_attrs": found["signed_attrs"],
            "signature": found["signature"].native,
        }
    )
