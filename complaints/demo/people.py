"""Who handles the demonstration's complaints: a complaints officer per office, and two people for most agencies."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from complaints.models import Agency, AgencyOfficer
from office.models import Office, Post, User
from office.roles import Role
from office.staff import Staff, staff_in

SEATED_BEFORE = timedelta(days=200)
NAMES = (
    "Hendra Wijaya", "Sulastri", "Dodi Prakoso", "Rina Marlina", "Agus Setiawan", "Nur Aini", "Eko Purwanto", "Fitri Handayani", "Bayu Saputra",
    "Yuliana", "Rudi Hartono", "Endang Sri", "Imam Syafii", "Lestari Dewi", "Tono Wibowo", "Kartika Sari",
)  # fmt: skip
UNMANNED = frozenset({"koramil"})
"""Left without people, so that the list of rules has something to warn of."""


def seat(office: Office, username: str, name: str, role: Role, title: str, *, password: str, at: datetime) -> User:
    """A log-in with one post in the office."""
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create(
            username=username, name=name, email=f"{username}@contoh.go.id", password=make_password(password)
        )
    if not Post.objects.filter(user=user, office=office, role=role).exists():
        since: date = (at - SEATED_BEFORE).date()
        Post.objects.create(user=user, office=office, role=role, title=title, starts_on=since)
    return user


def complaint_officer(office: Office, *, password: str, at: datetime) -> User:
    """Whoever holds the post already, else a new one."""
    post = Post.objects.filter(office=office, role=Role.COMPLAINTS).select_related("user").first()
    if post:
        return post.user
    return seat(
        office,
        f"pengaduan-{office.slug}",
        "Tini Suhartini",
        Role.COMPLAINTS,
        "Petugas Pengaduan",
        password=password,
        at=at,
    )


def man_agencies(office: Office, *, password: str, at: datetime) -> None:
    """A head and an officer for each agency."""
    agencies = Agency.objects.filter(office=office).exclude(key__in=UNMANNED).order_by("key")
    for number, agency in enumerate(agencies):
        for place, (suffix, is_head) in enumerate([("kepala", True), ("petugas", False)]):
            if is_head and agency.key not in {"dbmsda", "dishub", "kebersihan"}:
                continue
            name = NAMES[(2 * number + place) % len(NAMES)]
            username = f"{agency.key}-{office.slug}" if not is_head else f"{agency.key}-{suffix}-{office.slug}"
            title = f"{'Kepala' if is_head else 'Petugas'} {agency.short_name}"
            user = seat(office, username, name, Role.AGENCY, title[:80], password=password, at=at)
            AgencyOfficer.objects.get_or_create(
                agency=agency, user=user, ended_at=None, defaults={"is_head": is_head, "since": at - SEATED_BEFORE}
            )


def officer_of(agency: Agency, *, at: datetime) -> Staff | None:
    """Somebody who may answer for it."""
    place = (
        AgencyOfficer.objects.filter(agency=agency, ended_at=None)
        .select_related("user", "agency__office")
        .order_by("is_head")
        .first()
    )
    return staff_in(place.user, place.agency.office, at=at) if place else None
