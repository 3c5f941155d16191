"""Signers' keys: the installation's authority, a key per signer, a new passphrase, wrong tries, revocation."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from office.actions.audit import record
from office.codes import new_token
from office.models import Office, Post, User
from office.staff import Staff
from services.gateways import internal_ca
from services.models import Authority, SignerKey

AUTHORITY_NAME = "Pendopo"
MOST_TRIES = 5
LOCKED_FOR = timedelta(minutes=15)
KEY_YEARS = 2


@transaction.atomic
def ensure_authority(*, at: datetime) -> Authority:
    """The installation's own certificate authority, made once; its key opens with the field key ring only."""
    existing = Authority.objects.select_for_update().order_by("-created_at").first()
    if existing:
        return existing
    secret = new_token()
    made = internal_ca.create_authority(AUTHORITY_NAME, secret=secret, at=at)
    key = json.dumps({"secret": secret, "locked_key_pem": made.locked_key_pem})
    return Authority.objects.create(name=AUTHORITY_NAME, certificate=made.certificate_pem, key=key, created_at=at)


@transaction.atomic
def make_key(post: Post, *, passphrase: str, at: datetime) -> SignerKey:
    """A certificate and key for the holder of a signing post; an earlier one of theirs is revoked."""
    authority = ensure_authority(at=at)
    SignerKey.objects.filter(user=post.user, revoked_at=None).update(revoked_at=at)
    kept = json.loads(authority.key)
    made = internal_ca.issue_certificate(
        internal_ca.AuthorityMaterial(certificate_pem=authority.certificate, locked_key_pem=kept["locked_key_pem"]),
        secret=kept["secret"], name=post.user.name, office_title=post.title, organisation=post.office.name,
        passphrase=passphrase, at=at, years=KEY_YEARS,
    )  # fmt: skip
    key = SignerKey.objects.create(
        user=post.user, authority=authority, certificate=made.certificate_pem, locked_key=made.locked_key_pem,
        serial=made.certificate.serial, created_at=at, expires_at=made.certificate.not_after,
    )  # fmt: skip
    record("key.made", f"key:{key.serial[:40]}", office=post.office, actor=post.user, at=at)
    return key


def change_passphrase(key: SignerKey, *, old: str, new: str, office: Office, at: datetime) -> None:
    """The same key under another passphrase; raises WrongPassphrase from the signer's gateway."""
    kept = internal_ca.SignerMaterial(certificate_pem=key.certificate, locked_key_pem=key.locked_key)
    changed = internal_ca.change_passphrase(kept, old=old, new=new)
    with transaction.atomic():
        key.locked_key = changed.locked_key_pem
        key.save(update_fields=["locked_key"])
        SignerKey.objects.filter(pk=key.pk).update(failed_tries=0)
        record("key.passphrase_changed", f"key:{key.serial[:40]}", office=office, actor=key.user, at=at)


def live_key(user: User) -> SignerKey | None:
    return SignerKey.objects.filter(user=user, revoked_at=None).select_related("authority").first()


def note_wrong_passphrase(key: SignerKey, *, office: Office, at: datetime) -> int:
    """Count a wrong try; after five the key rests for 15 minutes. Says how many tries are left."""
    with transaction.atomic():
        SignerKey.objects.filter(pk=key.pk).update(failed_tries=F("failed_tries") + 1)
        key.refresh_from_db(fields=["failed_tries"])
        if key.failed_tries >= MOST_TRIES:
            SignerKey.objects.filter(pk=key.pk).update(failed_tries=0, locked_until=at + LOCKED_FOR)
        record(
            "key.wrong_passphrase",
            f"key:{key.serial[:40]}",
            office=office,
            actor=key.user,
            at=at,
            tries=key.failed_tries,
        )
    return max(0, MOST_TRIES - key.failed_tries)


def note_right_passphrase(key: SignerKey) -> None:
    SignerKey.objects.filter(pk=key.pk).exclude(failed_tries=0).update(failed_tries=0)


@transaction.atomic
def revoke_key(key: SignerKey, *, staff: Staff, reason: str, at: datetime) -> None:
    """Withdraw a signer's certificate: nothing can be signed with it from now on; earlier letters stay valid."""
    SignerKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at)
    record("key.revoked", f"key:{key.serial[:40]}", office=staff.office, actor=staff.user, at=at, reason=reason)
