"""Passwords and the one-time links that set the first one."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from office.codes import new_token
from office.ids import uuid7
from office.models import InviteLink, User
from office.sealing import blind_index

INVITE_LIVES = timedelta(hours=48)


@transaction.atomic
def invite(user: User, *, at: datetime) -> str:
    """A fresh one-time link token; earlier open ones of the same person are closed."""
    InviteLink.objects.filter(user=user, used_at=None).update(expires_at=at)
    token = new_token()
    InviteLink.objects.create(
        id=uuid7(), user=user, token_index=blind_index("invite", token), expires_at=at + INVITE_LIVES
    )
    return token


@transaction.atomic
def accept_invite(link: InviteLink, *, password: str, at: datetime) -> bool:
    """Set the first password; False when the link was used or ran out in the meantime."""
    if not InviteLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at).update(used_at=at):
        return False
    set_password(link.user, password)
    return True


def set_password(user: User, password: str) -> None:
    """Change the password and end every session of the person."""
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)


def end_sessions(user: User) -> None:
    """Log a person out everywhere, at once (leaver, role change)."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
