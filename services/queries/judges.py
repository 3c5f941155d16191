"""Who decides an objection today: the Kasi, or whoever stands in where the Kasi served the file (ADR 0062)."""

from __future__ import annotations

from datetime import datetime

from office.models import Post, User
from office.roles import Role
from office.staff import Staff, local_day
from services.access import is_own_or_household
from services.models import Objection, ObjectionLevel

LADDER = (Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD)


def may_decide(staff: Staff, objection: Objection, *, at: datetime) -> bool:
    """Whether this person is among those who decide it."""
    return staff.has(*LADDER) and any(user.pk == staff.user.pk for user in judges_of(objection, at=at))


def judges_of(objection: Objection, *, at: datetime) -> list[User]:
    """Those who decide it; nobody judges an objection of their own or their household's. One query."""
    posts = [post for post in _posts(objection, at) if not is_own_or_household(post.user, objection.submission)]
    if objection.level == ObjectionLevel.HEAD:
        return _first(posts, Role.HEAD, Role.SECRETARY)
    apart = [post for post in posts if post.user_id != objection.submission.officer_id]
    judges = _first(apart, *LADDER) or _first(posts, Role.SECTION_HEAD)  # a lone Kasi who served decides after all
    if objection.escalated_at:  # the verdict is late and was handed up
        judges += [user for user in _first(apart, Role.SECRETARY) if user not in judges]
    return judges


def _first(posts: list[Post], *roles: Role) -> list[User]:
    """The holders of the first of these roles that anybody holds."""
    held = [[post.user for post in posts if post.role == role] for role in roles]
    return next((users for users in held if users), [])


def above(objection: Objection, *, at: datetime) -> list[User]:
    """Who is told that a verdict is late: the secretary, for an appeal too; where there is none, the head."""
    return _first(_posts(objection, at), Role.SECRETARY, Role.HEAD)


def _posts(objection: Objection, at: datetime) -> list[Post]:
    day = local_day(objection.office, at)
    rows = Post.objects.filter(office=objection.office_id, role__in=LADDER, user__is_active=True)
    return [post for post in rows.select_related("user").order_by("starts_on", "pk") if post.holds_on(day)]
