"""The built-in authority: certificates that say what they are, and nothing more than they may."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from services.gateways import internal_ca, locked_keys
from services.gateways.certificates import LABEL, load
from services.gateways.signer import WrongPassphrase

from .conftest import NINE, PASSPHRASE, SECRET, authority, certify


def test_the_certificate_names_the_person_the_office_and_that_it_is_internal(budi):
    subject = load(budi.certificate_pem).subject

    assert budi.certificate.name == "Drs. Budi Santoso, M.Si."
    assert budi.certificate.title == "Camat Kemlagi"
    assert budi.certificate.organisation == "Kecamatan Kemlagi"
    assert budi.certificate.issuer == "Pendopo Kabupaten Mojokerto"
    assert subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)[0].value == LABEL


def test_it_is_valid_from_the_moment_of_issue_for_two_years(budi):
    assert budi.certificate.not_before == NINE
    assert budi.certificate.not_after == NINE.replace(year=2028).astimezone(UTC) - timedelta(seconds=1)


def test_a_certificate_made_on_a_leap_day_ends_in_february(root):
    material = certify(root, at=datetime(2028, 2, 29, 9, tzinfo=UTC), years=1)

    assert material.certificate.not_after == datetime(2029, 2, 28, 8, 59, 59, tzinfo=UTC)


def test_the_chain_holds_and_another_authority_does_not_vouch_for_it(root, budi):
    own, stranger = load(root.certificate_pem), load(authority("Pendopo Lain").certificate_pem)

    load(budi.certificate_pem).verify_directly_issued_by(own)
    with pytest.raises(ValueError, match="subject"):
        load(budi.certificate_pem).verify_directly_issued_by(stranger)


def test_a_signer_cannot_issue_certificates(root, budi):
    basic = load(budi.certificate_pem).extensions.get_extension_for_class(x509.BasicConstraints)
    above = load(root.certificate_pem).extensions.get_extension_for_class(x509.BasicConstraints)

    assert (basic.critical, basic.value.ca) == (True, False)
    assert (above.critical, above.value.ca, above.value.path_length) == (True, True, 0)


def test_long_names_are_cut_to_what_a_certificate_holds(root):
    material = certify(root, "N" * 200, office_title="J" * 200, organisation="K" * 200)

    assert (material.certificate.name, material.certificate.title) == ("N" * 64, "J" * 64)


def test_the_passphrase_stands_nowhere_in_what_is_stored(root, budi):
    stored = budi.certificate_pem + budi.locked_key_pem + root.certificate_pem + root.locked_key_pem

    assert PASSPHRASE not in stored
    assert SECRET not in stored
    assert "BEGIN PRIVATE KEY" not in stored


def test_a_changed_passphrase_opens_the_same_key(budi):
    changed = internal_ca.change_passphrase(budi, old=PASSPHRASE, new="teh manis di pendopo")

    before = locked_keys.open_key(budi.locked_key_pem, PASSPHRASE)
    after = locked_keys.open_key(changed.locked_key_pem, "teh manis di pendopo")
    assert after.private_numbers() == before.private_numbers()
    with pytest.raises(WrongPassphrase):
        locked_keys.open_key(changed.locked_key_pem, PASSPHRASE)


def test_the_passphrase_changes_for_those_who_know_the_old_one_only(budi):
    with pytest.raises(WrongPassphrase):
        internal_ca.change_passphrase(budi, old="salah", new="teh manis di pendopo")


def test_no_certificate_without_the_installations_secret(root):
    with pytest.raises(WrongPassphrase):
        internal_ca.issue_certificate(
            root, secret="salah", name="N", office_title="J", organisation="K", passphrase="p", at=NINE
        )


def test_the_revocation_list_names_what_was_withdrawn_and_is_signed(root, budi):
    withdrawn = internal_ca.Revocation(serial=budi.certificate.serial, at=NINE)

    crl = x509.load_der_x509_crl(internal_ca.revocation_list(root, [withdrawn], secret=SECRET, at=NINE))

    assert crl.is_signature_valid(load(root.certificate_pem).public_key())
    assert [f"{entry.serial_number:X}" for entry in crl] == [budi.certificate.serial]
