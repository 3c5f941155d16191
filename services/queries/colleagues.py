"""Who of an office is told something: the holders of a role today."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from office.models import Office, Post, User
from office.roles import Role
from office.staff import local_day
from services.workflow import REVIEWERS


def holders(office: Office, *roles: Role, at: datetime) -> list[User]:
    """Everybody who holds one of the roles on the office's day, each once."""
    return [user for user, held in _held(office, roles, at) if held & set(roles)]


def reviewers(office: Office, *, at: datetime) -> list[User]:
    return holders(office, *REVIEWERS, at=at)


def section_heads(office: Office, *, at: datetime) -> list[User]:
    """The Kasi Pelayanan; the secretary or the head where nobody holds that post."""
    held = _held(office, _LADDER, at)
    return next((found for role in _LADDER if (found := [user for user, roles in held if role in roles])), [])


_LADDER = (Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD)


def _held(office: Office, roles: Collection[Role], at: datetime) -> list[tuple[User, set[Role]]]:
    day, found = local_day(office, at), dict[User, set[Role]]()
    posts = Post.objects.filter(office=office, role__in=roles, user__is_active=True).select_related("user")
    for post in posts.order_by("starts_on", "pk"):
        if post.holds_on(day):
            found.setdefault(post.user, set()).add(Role(post.role))
    return list(found.items())
