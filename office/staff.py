"""A member of staff as seen in one office today: the posts held and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from office.models import Office, Post, User
from office.roles import Role


@dataclass(frozen=True)
class Staff:
    """`posts` are those in force on the day the request came."""

    user: User
    office: Office
    posts: tuple[Post, ...]

    @cached_property
    def roles(self) -> frozenset[Role]:
        return frozenset(Role(post.role) for post in self.posts)

    @cached_property
    def signing_posts(self) -> tuple[Post, ...]:
        return tuple(post for post in self.posts if post.signs)

    @property
    def title(self) -> str:
        return self.posts[0].title if self.posts else ""

    def has(self, *roles: Role) -> bool:
        return bool(self.roles & set(roles))


def local_day(office: Office, at: datetime) -> date:
    """The date on the wall of the office (WIB, WITA or WIT)."""
    return at.astimezone(ZoneInfo(office.time_zone)).date()


def staff_in(user: User, office: Office, *, at: datetime) -> Staff:
    """Read the posts of a person in an office that are in force at a moment; one query."""
    day = local_day(office, at)
    held = [post for post in Post.objects.filter(user=user, office=office) if post.holds_on(day)]
    return Staff(user=user, office=office, posts=tuple(held))
