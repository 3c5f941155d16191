"""Who works where: register a person, give, change and end posts, let somebody go; each ends the person's sessions at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from office.actions.accounts import end_sessions
from office.actions.audit import record
from office.models import Office, Post, User
from office.roles import Role
from office.sealing import blind_index
from office.staff import Staff, local_day

_CHANGEABLE = frozenset({"role", "title", "signs", "capacity", "decree", "starts_on", "ends_on"})


class NotYours(Exception):
    """Staff of one office do not touch the posts of another; the message says so for the page."""


class BadDates(Exception):
    """A post cannot end before it starts; the message says so for the page."""


@transaction.atomic
def register(
    username: str,
    name: str,
    *,
    office: Office,
    by: Staff | None,
    at: datetime,
    nip: str = "",
    rank: str = "",
    email: str = "",
) -> User:
    """A person without a password: the account opens with a one-time link. Known user names give the same person."""
    _check_office(by, office)
    known = User.objects.filter(username__iexact=username).first()
    if known:
        return known
    user = User(username=username.lower(), name=name, nip=nip, rank=rank, email=email)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save(force_insert=True)
    record("staff.registered", f"user:{user.username}", office=office, actor=_actor(by), at=at)
    return user


@transaction.atomic
def note_household(user: User, *, nik: str = "", kk: str = "") -> None:
    """Keep fingerprints of somebody's NIK and KK, so that they are refused their own and their family's files."""
    user.nik_index, user.kk_index = blind_index("nik", nik), blind_index("kk", kk)
    user.save(update_fields=["nik_index", "kk_index"])


@transaction.atomic
def give_post(
    user: User, office: Office, *, role: Role, title: str, by: Staff | None, at: datetime, starts_on: date | None = None, **facts: Any,
) -> Post:  # fmt: skip
    """A role in an office from a day on (today when none is said); `facts`: ends_on, signs, capacity, decree."""
    _check_office(by, office)
    post = Post(user=user, office=office, role=role, title=title, starts_on=starts_on or local_day(office, at), **facts)
    _save(post)
    end_sessions(user)
    record("staff.post_given", f"user:{user.username}", office=office, actor=_actor(by), at=at, **_facts(post))
    return post


@transaction.atomic
def change_post(post: Post, changes: dict[str, Any], *, by: Staff | None, at: datetime) -> Post:
    """Move somebody to another role, title or term within the office."""
    kept = _locked(post, by)
    before = _facts(kept)
    for name in _CHANGEABLE & changes.keys():
        setattr(kept, name, changes[name])
    _save(kept)
    end_sessions(kept.user)
    record(
        "staff.post_changed",
        f"user:{kept.user.username}",
        office=kept.office,
        actor=_actor(by),
        at=at,
        before=before,
        after=_facts(kept),
    )
    return kept


@transaction.atomic
def end_post(post: Post, *, last_day: date, by: Staff | None, at: datetime) -> Post:
    """Say which day is the last; with yesterday the post, and every session, ends now."""
    kept = _locked(post, by)
    kept.ends_on = last_day
    _save(kept)
    end_sessions(kept.user)
    record(
        "staff.post_ended", f"user:{kept.user.username}", office=kept.office, actor=_actor(by), at=at, **_facts(kept)
    )
    return kept


@transaction.atomic
def let_go(user: User, office: Office, *, by: Staff | None, at: datetime) -> None:
    """End every post of a leaver in this office today; with no post left anywhere the account closes too."""
    _check_office(by, office)
    yesterday = local_day(office, at) - timedelta(days=1)
    running = Q(ends_on=None) | Q(ends_on__gt=yesterday)
    for post in Post.objects.select_for_update().filter(running, user=user, office=office):
        Post.objects.filter(pk=post.pk).update(starts_on=min(post.starts_on, yesterday), ends_on=yesterday)
    if not Post.objects.filter(running, user=user).exists():
        User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    record("staff.let_go", f"user:{user.username}", office=office, actor=_actor(by), at=at)


def _locked(post: Post, by: Staff | None) -> Post:
    kept = Post.objects.select_for_update(of=("self",)).select_related("user", "office").get(pk=post.pk)
    _check_office(by, kept.office)
    return kept


def _check_office(by: Staff | None, office: Office) -> None:
    if by and by.office.pk != office.pk:
        raise NotYours("Petugas kantor lain hanya dapat diubah admin kantor itu.")


def _save(post: Post) -> None:
    if post.ends_on and post.ends_on < post.starts_on:
        raise BadDates("Hari terakhir tidak boleh sebelum hari mulai.")
    post.full_clean()
    post.save()


def _actor(by: Staff | None) -> User | None:
    return by.user if by else None


def _facts(post: Post) -> dict[str, Any]:
    return {
        "role": str(post.role), "title": post.title, "signs": post.signs, "capacity": str(post.capacity),
        "starts_on": post.starts_on.isoformat(), "ends_on": post.ends_on.isoformat() if post.ends_on else "",
    }  # fmt: skip
