"""Keys at rest open with their passphrase and with nothing else."""

import subprocess

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import pem

from services.gateways import locked_keys
from services.gateways.signer import SigningFailed, WrongPassphrase


def test_a_locked_key_opens_with_its_passphrase():
    key = locked_keys.new_key()

    opened = locked_keys.open_key(locked_keys.lock(key, "kopi panas"), "kopi panas")

    assert opened.private_numbers() == key.private_numbers()


@pytest.mark.parametrize("wrong", ["", "kopi dingin", "Kopi panas", "kopi panas "])
def test_another_passphrase_is_refused(wrong):
    locked = locked_keys.lock(locked_keys.new_key(), "kopi panas")

    with pytest.raises(WrongPassphrase):
        locked_keys.open_key(locked, wrong)


def test_the_same_letters_typed_on_another_keyboard_open_it():
    locked = locked_keys.lock(locked_keys.new_key(), "caf\u00e9 \uff11\uff12")

    assert locked_keys.open_key(locked, "cafe\u0301 12")


def test_a_damaged_key_is_not_called_a_wrong_passphrase():
    with pytest.raises(SigningFailed):
        locked_keys.open_key("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "x")


def test_the_passphrase_is_stretched_as_promised(monkeypatch):
    monkeypatch.setattr(locked_keys, "SCRYPT_COST", 2**15)
    _, _, der = pem.unarmor(locked_keys.lock(locked_keys.new_key(), "kopi panas").encode())

    method = asn1_keys.EncryptedPrivateKeyInfo.load(der)["encryption_algorithm"]["parameters"]
    stretching = method["key_derivation_func"]

    assert stretching["algorithm"].native in ("scrypt", locked_keys.SCRYPT_OID)
    assert bytes.fromhex("0203008000020108020103") in stretching["parameters"].dump()  # 32768, 8, 3
    assert method["encryption_scheme"]["algorithm"].native == "aes256_cbc"


def test_openssl_reads_the_key_too(tmp_path):
    """Nobody is locked in: the key leaves with the tool every system has."""
    file = tmp_path / "key.pem"
    file.write_text(locked_keys.lock(locked_keys.new_key(), "kopi panas"))

    run = subprocess.run(
        ["openssl", "pkey", "-in", file, "-passin", "pass:kopi panas", "-noout", "-text"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "prime256v1" in run.stdout, run.stderr


def test_a_wrong_passphrase_that_leaves_a_valid_padding_is_still_a_wrong_one():
    """One in 256 does: sealed noise under the right passphrase looks exactly like that."""
    salt, start = bytes(16), bytes(16)
    sealed = locked_keys._encrypt(b"no key at all", locked_keys._stretch("kopi", salt), start)
    locked = locked_keys._pem(locked_keys._envelope(sealed, salt, start))

    with pytest.raises(WrongPassphrase):
        locked_keys.open_key(locked, "kopi")
