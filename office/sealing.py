"""Personal data at rest: AES-256-GCM fields bound to their row, and a keyed blind index to find them again.

The key ring is `settings.FIELD_KEYS` ("id:base64,id:base64", newest first); the index key is separate, because a
plain hash of a NIK falls in minutes (quality/ABUSE.md 78).
"""

import base64
import hashlib
import hmac
import json
import secrets
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models

_NONCE_BYTES = 12


class SealBroken(Exception):
    """The stored bytes were not sealed for this row, or their key is not in the ring."""


@cache
def _key_ring(text: str) -> dict[str, AESGCM]:
    pairs = (entry.split(":", 1) for entry in text.split(","))
    return {key_id: AESGCM(base64.urlsafe_b64decode(value)) for key_id, value in pairs}


def seal(plain: str, *, place: str) -> str:
    """Encrypt for one `place` (model, field and row); the newest key is used and named in the result."""
    ring = _key_ring(settings.FIELD_KEYS)
    key_id = next(iter(ring))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    box = ring[key_id].encrypt(nonce, plain.encode(), place.encode())
    return f"{key_id}:{base64.urlsafe_b64encode(nonce + box).decode()}"


def unseal(sealed: str, *, place: str) -> str:
    """Decrypt what `seal` made for the same place; raises SealBroken otherwise."""
    key_id, _, text = sealed.partition(":")
    cipher = _key_ring(settings.FIELD_KEYS).get(key_id)
    raw = base64.urlsafe_b64decode(text)
    if cipher is None:
        raise SealBroken(f"kunci {key_id} tidak ada")
    try:
        return cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place.encode()).decode()
    except InvalidTag as error:
        raise SealBroken(place) from error


def blind_index(kind: str, value: str) -> str:
    """A keyed fingerprint (HMAC-SHA-256, hex) under which an exact value can be looked up; empty stays empty."""
    if not value:
        return ""
    return hmac.new(settings.INDEX_KEY.encode(), f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()


class _Sealed(str):
    """Marks text that came sealed from the database and is not opened yet."""

    __slots__ = ()


class _Opener:
    """Opens a sealed column when its attribute is first read."""

    def __init__(self, field: "SealedTextField") -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, _Sealed):
            value = instance.__dict__[name] = self.field.decode(unseal(value, place=self.field.place_of(instance)))
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


if TYPE_CHECKING:

    class _Text(
        models.TextField[Any, Any]
    ):  # generic for the type checker only: a sealed column holds what it decodes to
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: Any

else:
    _Text = models.TextField


class SealedTextField(_Text):
    """Text that is encrypted in the database and bound to its row; the model's key must be set before saving.

    It cannot be filtered on, nor set by `QuerySet.update`: keep a `blind_index` beside it for look-ups.
    """

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opener(self))

    def place_of(self, instance: models.Model) -> str:
        if instance.pk is None:
            raise FieldError(f"{self.name}: the row needs its key before it can be sealed")
        return f"{instance._meta.label_lower}.{self.name}:{instance.pk}"

    def decode(self, text: str) -> Any:
        return text

    def encode(self, value: Any) -> str:
        return str(value)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Any:
        return _Sealed(value) if value else self.decode("") if value == "" else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, _Sealed):
            return value
        text = self.encode(value)
        return _Sealed(seal(text, place=self.place_of(model_instance))) if text else text

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if value and not isinstance(value, _Sealed):
            raise FieldError(f"{self.name} is sealed: change it on the row and save, not by update()")
        return str(value) if isinstance(value, _Sealed) else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in {"isnull"}:
            return super().get_lookup(lookup_name)
        raise FieldError(f"{self.name} is sealed and cannot be searched; use its blind index")


class SealedJSONField(SealedTextField):
    """A JSON value, sealed as a whole."""

    def decode(self, text: str) -> Any:
        return json.loads(text) if text else {}

    def encode(self, value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
