"""Signers and letters for the signing tests; keys are hardened lightly here so that the tests stay quick."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.documents import printing
from services.gateways import internal_ca, locked_keys
from services.gateways.internal_signer import InternalSigner

WIB = ZoneInfo("Asia/Jakarta")
NINE = datetime(2026, 11, 23, 9, 5, tzinfo=WIB)
SECRET = "rahasia pemasangan yang panjang dan acak"
PASSPHRASE = "kopi panas di pendopo"

PAGE = """<html lang="id"><head><title>Surat Keterangan</title><style>
@font-face {{ font-family: Surat; src: url("packaged:heading.woff2") format("woff2"); }}
@page {{ size: A4; margin: 20mm }} body {{ font: 500 12pt Surat }}
</style></head><body><h1>Surat Keterangan Tidak Mampu</h1><p>Nomor 400.9/{number}/416-315/2026</p>
<p>Nama: {name}</p></body></html>"""


def letter(number="12", name="Wati"):
    return printing.to_pdf(PAGE.format(number=number, name=name), styles=(), variant="pdf/a-3a")


@pytest.fixture(autouse=True, scope="session")
def _quick_keys():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(locked_keys, "SCRYPT_COST", 2**10)
        yield


def authority(name="Pendopo Kabupaten Mojokerto"):
    return internal_ca.create_authority(name, secret=SECRET, at=NINE)


def certify(root, name="Drs. Budi Santoso, M.Si.", **changes):
    facts = {"office_title": "Camat Kemlagi", "organisation": "Kecamatan Kemlagi", "at": NINE} | changes
    return internal_ca.issue_certificate(root, secret=SECRET, name=name, passphrase=PASSPHRASE, **facts)


@pytest.fixture(scope="session")
def root(_quick_keys):
    return authority()


@pytest.fixture(scope="session")
def budi(root):
    return certify(root)


@pytest.fixture(scope="session")
def signer(root):
    return InternalSigner(roots=[root.certificate_pem])


@pytest.fixture(scope="session")
def plain():
    return letter()


@pytest.fixture(scope="session")
def signed(signer, budi, plain):
    return signer.sign(
        plain, person=budi, reason="Penerbitan surat", location="Kemlagi", at=NINE, passphrase=PASSPHRASE
    )
