"""Who serves in an office, with the posts they hold or held there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from office.models import Office, Post, User
from office.roles import Role


@dataclass(frozen=True)
class Member:
    """A person of the office; `posts` newest first, `current` those of today."""

    user: User
    posts: list[Post]
    current: list[Post]

    @property
    def can_log_in(self) -> bool:
        return self.user.is_active and self.user.has_usable_password()


def members(office: Office, *, on: date) -> list[Member]:
    """Everyone with a post in the office, those who serve today first, by name."""
    found: dict[UUID, list[Post]] = {}
    for post in Post.objects.filter(office=office).select_related("user").order_by("user__name", "-starts_on"):
        found.setdefault(post.user_id, []).append(post)
    people = [Member(posts[0].user, posts, [post for post in posts if post.holds_on(on)]) for posts in found.values()]
    return sorted(people, key=lambda member: (not member.current, member.user.name.lower()))


def member(office: Office, pk: UUID, *, on: date) -> Member | None:
    """One person of the office; nobody else's staff."""
    posts = list(Post.objects.filter(office=office, user=pk).select_related("user").order_by("-starts_on"))
    return Member(posts[0].user, posts, [post for post in posts if post.holds_on(on)]) if posts else None


def home_of(user: User) -> Office | None:
    """The office that registered a person: its admin alone may hand out links and change names.

    Without this rule, whoever administers one office could take over the account of a signer elsewhere.
    """
    first = (
        Post.objects.filter(user=user).select_related("office").order_by("pk").first()
    )  # uuid7: in order of creation
    return first.office if first else None


def is_last_admin(office: Office, *, without: set[UUID], on: date) -> bool:
    """Whether the office would have no administrator left without these posts, today or from the next day on."""
    rest = Post.objects.filter(office=office, role=Role.ADMIN, user__is_active=True).exclude(pk__in=without)
    return not any(post.holds_on(on) and post.ends_on is None for post in rest)
