"""Keys of other programs: made, shown once, noted when used, revoked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints.models import ApiKey
from office.actions.audit import record
from office.codes import new_token
from office.sealing import blind_index
from office.staff import Staff, local_day

TAIL = 4


@transaction.atomic
def make_key(*, name: str, contact: str, staff: Staff, at: datetime) -> tuple[ApiKey, str]:
    """A key for one program; the text is given back once and stored nowhere."""
    text = new_token()
    key = ApiKey.objects.create(
        office=staff.office, name=name, contact=contact, key_index=blind_index("api-key", text), tail=text[-TAIL:],
        created_by=staff.user, created_at=at,
    )  # fmt: skip
    record("api_key.made", f"api_key:{key.pk}", office=staff.office, actor=staff.user, at=at, name=name)
    return key, text


@transaction.atomic
def revoke_key(key: ApiKey, *, staff: Staff, at: datetime) -> bool:
    """End a key at once; False when somebody did before."""
    ended = ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=at, revoked_by=staff.user)
    if ended:
        record("api_key.revoked", f"api_key:{key.pk}", office=staff.office, actor=staff.user, at=at, name=key.name)
    return bool(ended)


def note_use(key: ApiKey, *, at: datetime) -> None:
    """The day on which it was last used; one write a day."""
    day = local_day(key.office, at)
    ApiKey.objects.filter(pk=key.pk).exclude(used_on=day).update(used_on=day)
