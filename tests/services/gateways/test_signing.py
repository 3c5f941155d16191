"""Signing and judging letters: genuine is genuine, and nothing else passes for it."""

import asyncio
import shutil
import subprocess
from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import page
import pikepdf
import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from services.gateways import pades
from services.gateways import signer as seam
from services.gateways.certificates import load
from services.gateways.internal_ca import Revocation
from services.gateways.internal_signer import InternalSigner
from services.gateways.locked_keys import open_key
from services.gateways.signer import SignerState, Verdict

from .conftest import NINE, PASSPHRASE, authority, certify, letter

# WeasyPrint opens its colour profile for PDF/A and leaves the closing to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file.*sRGB2014:ResourceWarning")


def sign(signer, person, pdf, at=NINE, passphrase=PASSPHRASE):
    return signer.sign(pdf, person=person, reason="Penerbitan surat", location="Kemlagi", at=at, passphrase=passphrase)


def test_a_signed_letter_is_valid_and_tells_who_signed_when(signer, budi, signed):
    verdict = signer.verify(signed.content)

    assert verdict.valid
    assert verdict.certificate == budi.certificate
    assert verdict.signed_at == signed.signed_at == NINE
    assert (verdict.reason, verdict.location) == ("Penerbitan surat", "Kemlagi")
    assert verdict.sha256 == signed.sha256 == sha256(signed.content).hexdigest()
    assert signed.label == "Sertifikat internal Pendopo"


def test_the_letter_stands_untouched_in_front_of_its_signature(plain, signed):
    assert signed.content.startswith(plain)


def test_the_signature_shows_nothing_on_the_page(plain, signed):
    assert picture(plain) == picture(signed.content)


def picture(pdf):
    run = subprocess.run(["pdftoppm", "-r", "40", "-png", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout


def test_pdf_a_holds_before_and_after_signing(plain, signed):
    for pdf in (plain, signed.content):
        report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_A_3A)

        assert report.is_compliant, [failure.message for failure in report.failures]


def test_signing_adds_no_complaint_under_pdf_ua(plain, signed):
    before, after = (
        {failure.rule_id for failure in page.validate_pdf_bytes(pdf, profile="ua1").failures}
        for pdf in (plain, signed.content)
    )

    assert after <= before


@pytest.mark.parametrize("start", [0, 17, 41, 83])
def test_every_flipped_byte_is_seen(signer, signed, start):
    """Also in the gap that holds the signature itself, where its shell and its zeros would hide a change."""
    for place in range(start, len(signed.content), len(signed.content) // 50):
        flipped = bytearray(signed.content)
        flipped[place] ^= 1

        assert not signer.verify(bytes(flipped)).valid, place


def test_a_flipped_byte_in_the_text_reads_as_altered_and_names_nobody(signer, signed):
    flipped = bytearray(signed.content)
    flipped[1500] ^= 1

    verdict = signer.verify(bytes(flipped))

    assert (verdict.verdict, verdict.certificate) == (Verdict.ALTERED, None)


def test_an_appended_revision_is_seen_although_the_signature_itself_is_intact(signer, signed):
    writer = IncrementalPdfFileWriter(BytesIO(signed.content))
    first = writer.root["/Pages"]["/Kids"][0]
    first["/Rotate"] = generic.NumberObject(180)
    writer.mark_update(first.container_ref)
    out = BytesIO()
    writer.write(out)

    assert signer.verify(out.getvalue()).verdict is Verdict.APPENDED


@pytest.mark.parametrize("tail", [b"\n", b"%%EOF", b"<script>alert(1)</script>"])
def test_bytes_after_the_end_are_seen(signer, signed, tail):
    assert not signer.verify(signed.content + tail).valid


def test_bytes_before_the_start_are_seen(signer, signed):
    assert not signer.verify(b"\n" + signed.content).valid


@pytest.mark.parametrize("kept", [20, 2000, -1, -200, -6000])
def test_a_cut_file_is_seen(signer, signed, kept):
    assert not signer.verify(signed.content[:kept]).valid


def test_a_letter_signed_under_another_authority_is_foreign(signer, plain):
    stranger = authority("Pendopo Lain")
    elsewhere = InternalSigner(roots=[stranger.certificate_pem])

    forged = sign(elsewhere, certify(stranger), plain)

    assert signer.verify(forged.content).verdict is Verdict.FOREIGN
    assert elsewhere.verify(forged.content).valid


def test_a_letter_signed_under_an_authority_of_the_same_name_does_not_pass(signer, plain):
    impostor = authority()

    forged = sign(InternalSigner(roots=[impostor.certificate_pem]), certify(impostor), plain)

    verdict = signer.verify(forged.content)
    assert (verdict.verdict, verdict.certificate) == (Verdict.ALTERED, None)


def test_a_second_signature_by_a_stranger_is_appended(signer, signed):
    """Certified against changes, the letter admits none; pyHanko is told not to mind."""
    stranger = certify(authority("Pendopo Lain"))
    writer = IncrementalPdfFileWriter(BytesIO(signed.content))
    steps = PdfCMSEmbedder(new_field_spec=SigFieldSpec("Kedua")).write_cms("Kedua", writer)
    next(steps)
    steps.send(SigObjSetup(SignatureObject(timestamp=NINE)))
    digest, out = steps.send(SigIOSetup("sha256", output=BytesIO()))
    own = load(stranger.certificate_pem)
    outsider = pades.opened(open_key(stranger.locked_key_pem, PASSPHRASE), own, own)
    steps.send(asyncio.run(outsider.async_sign(digest.document_digest, "sha256")))

    assert signer.verify(out.getvalue()).verdict is Verdict.APPENDED


def test_the_signature_of_one_letter_does_not_fit_another(signer, budi, signed):
    other = sign(signer, budi, letter(number="13", name="Joko"))

    head, tail = signed_gap(signed.content)
    start, end = signed_gap(other.content)
    swapped = other.content[:start] + signed.content[head:tail] + other.content[end:]

    assert tail - head == end - start
    assert not signer.verify(swapped).valid


def signed_gap(pdf):
    start = pdf.index(b"/Contents <30") + len(b"/Contents ")
    return start, pdf.index(b">", start) + 1


def test_a_letter_without_its_signature_is_unsigned(signer, signed, plain):
    stripped = BytesIO()
    with pikepdf.open(BytesIO(signed.content)) as pdf:
        del pdf.Root.AcroForm
        del pdf.pages[0].Annots
        pdf.save(stripped)

    assert signer.verify(stripped.getvalue()).verdict is Verdict.UNSIGNED
    assert signer.verify(plain).verdict is Verdict.UNSIGNED


def test_a_resaved_letter_is_altered(signer, signed):
    resaved = BytesIO()
    with pikepdf.open(BytesIO(signed.content)) as pdf:
        pdf.save(resaved)

    assert signer.verify(resaved.getvalue()).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    "content, expected",
    [
        (b"", Verdict.NOT_A_PDF),
        (b"\xff\xd8\xff\xe0 a photo", Verdict.NOT_A_PDF),
        (b"%PDF-1.7\n", Verdict.NOT_A_PDF),
        (b"%PDF-1.7\n" + b"<<" * 5000, Verdict.NOT_A_PDF),
        (b"%PDF-1.7 /ByteRange [0 1 2 3]", Verdict.ALTERED),
    ],
)
def test_what_is_no_letter_gets_a_calm_answer(signer, content, expected):
    assert signer.verify(content).verdict is expected


def test_a_wrong_passphrase_signs_nothing(signer, budi, plain):
    with pytest.raises(seam.WrongPassphrase):
        sign(signer, budi, plain, passphrase="salah")


def test_a_letter_is_signed_once(signer, budi, signed):
    with pytest.raises(seam.SigningFailed):
        sign(signer, budi, signed.content)


def test_what_is_no_pdf_cannot_be_signed(signer, budi):
    with pytest.raises(seam.SigningFailed):
        sign(signer, budi, b"not a pdf")


@pytest.mark.parametrize(
    "late, state, refusal",
    [
        (timedelta(seconds=-1), SignerState.NOT_YET, seam.CertificateNotYet),
        (timedelta(days=731), SignerState.EXPIRED, seam.CertificateExpired),
    ],
)
def test_outside_its_term_a_certificate_signs_nothing(signer, budi, plain, late, state, refusal):
    assert signer.status(budi, at=NINE + late).state is state
    with pytest.raises(refusal):
        sign(signer, budi, plain, at=NINE + late)


def test_a_letter_outlives_the_certificate_of_its_signer(signer, budi, plain):
    last_day = sign(signer, budi, plain, at=budi.certificate.not_after)

    assert signer.verify(last_day.content).valid


def test_a_withdrawn_certificate_signs_nothing_and_its_earlier_letters_hold(root, budi, plain, signed):
    withdrawn = Revocation(serial=budi.certificate.serial, at=NINE + timedelta(hours=1))
    signer = InternalSigner(roots=[root.certificate_pem], revoked=[withdrawn])

    assert signer.status(budi, at=NINE).ready
    assert signer.status(budi, at=NINE + timedelta(hours=1)).state is SignerState.REVOKED
    with pytest.raises(seam.CertificateRevoked):
        sign(signer, budi, plain, at=NINE + timedelta(hours=2))
    assert signer.verify(signed.content).valid


def test_what_a_withdrawn_certificate_signed_afterwards_does_not_hold(root, signer, budi, plain):
    late = sign(signer, budi, plain, at=NINE + timedelta(hours=2))
    withdrawn = Revocation(serial=budi.certificate.serial, at=NINE + timedelta(hours=1))

    verdict = InternalSigner(roots=[root.certificate_pem], revoked=[withdrawn]).verify(late.content)

    assert (verdict.verdict, verdict.certificate) == (Verdict.REVOKED_CERTIFICATE, budi.certificate)


def test_letters_of_an_earlier_authority_stay_valid(root, signed):
    renewed = InternalSigner(roots=[authority("Pendopo 2041").certificate_pem, root.certificate_pem])

    assert renewed.verify(signed.content).valid


def test_a_person_without_a_certificate_is_not_registered(signer):
    assert signer.status(None, at=NINE).state is SignerState.NOT_REGISTERED


def test_one_unlocking_signs_a_batch(signer, budi):
    pen = signer.unlock(budi, passphrase=PASSPHRASE)

    batch = [pen.sign(letter(number), reason="Penerbitan surat", location="Kemlagi", at=NINE) for number in "123"]

    assert [signer.verify(one.content).verdict for one in batch] == [Verdict.VALID] * 3
    assert len({one.sha256 for one in batch}) == 3


@pytest.mark.skipif(not shutil.which("pdfsig"), reason="poppler-utils is not installed")
def test_pdfsig_finds_the_whole_document_signed(tmp_path, signed):
    file = tmp_path / "letter.pdf"
    file.write_bytes(signed.content)

    said = subprocess.run(["pdfsig", file], capture_output=True, text=True, check=False).stdout

    assert "Signature is Valid" in said
    assert "Total document signed" in said
    assert "ETSI.CAdES.detached" in said
    assert "OU=Sertifikat internal Pendopo" in said


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_qpdf_finds_no_error(tmp_path, signed):
    file = tmp_path / "letter.pdf"
    file.write_bytes(signed.content)

    run = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True, check=False)

    assert (run.returncode, run.stderr) == (0, "")
