"""Private keys at rest: PKCS#8 under a passphrase, hardened with scrypt, readable by any PKCS#8 reader."""

import os
import unicodedata

from asn1crypto import core, keys, pem
from cryptography.hazmat.primitives import padding, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from services.gateways.signer import SigningFailed, WrongPassphrase

# cryptography's own PKCS#8 writer stops at PBKDF2 with 2,048 rounds: half a millisecond per guess.
# scrypt with 32 MB and three passes costs a guess about a quarter of a second (OWASP's figure for 32 MB).
SCRYPT_COST = 2**15
SCRYPT_BLOCK = 8
SCRYPT_PASSES = 3
SCRYPT_OID = "1.3.6.1.4.1.11591.4.11"
KEY_BYTES = 32


class _ScryptParameters(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """RFC 7914, section 7.1."""

    _fields = [
        ("salt", core.OctetString),
        ("cost", core.Integer),
        ("block_size", core.Integer),
        ("parallelization", core.Integer),
    ]


def new_key() -> ec.EllipticCurvePrivateKey:
    """P-256: made in half a millisecond where RSA 2048 takes fifty, and read by every PDF tool tried (ADR 0020)."""
    return ec.generate_private_key(ec.SECP256R1())


def lock(key: ec.EllipticCurvePrivateKey, passphrase: str) -> str:
    """The key as PEM "ENCRYPTED PRIVATE KEY"."""
    salt, start = os.urandom(16), os.urandom(16)
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    sealed = _encrypt(plain, _stretch(passphrase, salt), start)
    return _pem(_envelope(sealed, salt, start))


def open_key(locked: str, passphrase: str) -> ec.EllipticCurvePrivateKey:
    """The opened key, for this process's memory only."""
    try:
        key = serialization.load_pem_private_key(locked.encode(), password=_secret(passphrase))
    except ValueError as error:
        # One wrong key in 256 leaves a valid padding by chance and fails only on what it unsealed.
        if "password" in str(error).lower() or _is_whole(locked):
            raise WrongPassphrase from None
        raise SigningFailed("the stored key is damaged") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SigningFailed("the stored key is of a kind this signer does not use")
    return key


def _is_whole(locked: str) -> bool:
    """The envelope itself reads: what is inside was opened with the wrong key."""
    try:
        _name, _headers, der = pem.unarmor(locked.encode())
        return keys.EncryptedPrivateKeyInfo.load(der, strict=True).native is not None
    except (ValueError, TypeError):
        return False


def _secret(passphrase: str) -> bytes:
    """The same passphrase, however the keyboard composed its letters."""
    if not passphrase:
        raise WrongPassphrase
    return unicodedata.normalize("NFKC", passphrase).encode()


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt, KEY_BYTES, SCRYPT_COST, SCRYPT_BLOCK, SCRYPT_PASSES).derive(_secret(passphrase))


def _encrypt(plain: bytes, key: bytes, start: bytes) -> bytes:
    padder = padding.PKCS7(algorithms.AES.block_size).padder()
    cipher = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    return cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()


def _envelope(sealed: bytes, salt: bytes, start: bytes) -> bytes:
    stretching = _ScryptParameters(
        {"salt": salt, "cost": SCRYPT_COST, "block_size": SCRYPT_BLOCK, "parallelization": SCRYPT_PASSES}
    )
    method = {
        "key_derivation_func": {"algorithm": SCRYPT_OID, "parameters": stretching},
        "encryption_scheme": {"algorithm": "aes256_cbc", "parameters": start},
    }
    info = {"encryption_algorithm": {"algorithm": "pbes2", "parameters": method}, "encrypted_data": sealed}
    envelope: bytes = keys.EncryptedPrivateKeyInfo(info).dump()
    return envelope


def _pem(der: bytes) -> str:
    text: bytes = pem.armor("ENCRYPTED PRIVATE KEY", der)
    return text.decode()
