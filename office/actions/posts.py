"""What an admin does to the people of the office beyond `people`: names, one-time links, and never the last admin."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from office.actions import people
from office.actions.accounts import invite
from office.actions.audit import record
from office.actions.people import NotYours
from office.models import Office, Post, User
from office.queries.staff_list import home_of, is_last_admin
from office.roles import Role
from office.staff import Staff, local_day

_NAMES = frozenset({"name", "nip", "rank", "email"})


class LastAdmin(Exception):
    """An office without an administrator could not be changed by anybody; the message says so for the page."""

    def __init__(self) -> None:
        super().__init__("Kantor harus punya paling sedikit satu admin. Tunjuk admin lain dulu, tanpa tanggal akhir.")


@transaction.atomic
def end_post(post: Post, *, last_day: date, by: Staff, at: datetime) -> Post:
    """Say which day is the last of a post, unless it leaves the office without an admin."""
    Office.objects.select_for_update().get(pk=post.office_id)  # two admins may end each other's post at once
    if post.role == Role.ADMIN and is_last_admin(post.office, without={post.pk}, on=local_day(post.office, at)):
        raise LastAdmin
    return people.end_post(post, last_day=last_day, by=by, at=at)


@transaction.atomic
def let_go(user: User, office: Office, *, by: Staff, at: datetime) -> None:
    """A leaver loses every post here and every session at once, unless nobody could administer the office then."""
    Office.objects.select_for_update().get(pk=office.pk)
    held = set(Post.objects.filter(user=user, office=office).values_list("pk", flat=True))
    was_admin = Post.objects.filter(pk__in=held, role=Role.ADMIN).exists()
    if was_admin and is_last_admin(office, without=held, on=local_day(office, at)):
        raise LastAdmin
    people.let_go(user, office, by=by, at=at)


@transaction.atomic
def new_link(user: User, *, by: Staff, at: datetime) -> str:
    """A one-time link token with which somebody sets a password; earlier ones close."""
    _check_home(user, by)
    record("staff.invited", f"user:{user.username}", office=by.office, actor=by.user, at=at)
    return invite(user, at=at)


@transaction.atomic
def correct(user: User, changes: dict[str, Any], *, by: Staff, at: datetime) -> list[str]:
    """Change the name, NIP, rank or e-mail; letters already signed keep what they were signed with."""
    _check_home(user, by)
    kept = User.objects.select_for_update().get(pk=user.pk)
    differing = {name: value for name, value in changes.items() if name in _NAMES and getattr(kept, name) != value}
    for name, value in differing.items():
        setattr(kept, name, value)
    if differing:
        kept.save(update_fields=list(differing))
        record(
            "staff.corrected", f"user:{user.username}", office=by.office, actor=by.user, at=at, fields=sorted(differing)
        )
    return sorted(differing)


@transaction.atomic
def note_family(user: User, *, nik: str, kk: str, by: Staff, at: datetime) -> None:
    """Keep the fingerprints that stop somebody from serving their own family; the numbers themselves are not kept."""
    _check_home(user, by)
    people.note_household(user, nik=nik, kk=kk)
    record("staff.family_noted", f"user:{user.username}", office=by.office, actor=by.user, at=at)


def _check_home(user: User, by: Staff) -> None:
    home = home_of(user)
    if home is not None and home.pk != by.office.pk:
        raise NotYours(f"Akun ini dibuat {home.name}. Minta admin di sana.")
