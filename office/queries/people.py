"""Who serves where."""

from __future__ import annotations

from datetime import datetime

from office.models import Office, Post, User
from office.staff import local_day


def offices_of(user: User, *, at: datetime) -> list[Office]:
    """The offices in which somebody holds a post at this moment, by name."""
    posts = Post.objects.filter(user=user, office__is_active=True).select_related("office").order_by("office__name")
    return list(dict.fromkeys(post.office for post in posts if post.holds_on(local_day(post.office, at))))
