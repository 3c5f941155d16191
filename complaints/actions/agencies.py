"""Keeping the agencies of an office and their people: write one, seat an officer, end a seat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from complaints.access import NotAllowed
from complaints.actions.rules import KEEPERS
from complaints.models import Agency, AgencyKind, AgencyOfficer, Complaint, RoutingRule
from office.actions import people, posts
from office.actions.audit import record
from office.models import Area, Office, Post, User
from office.roles import Role
from office.staff import Staff, local_day

MOST_KEY = 40
NOT_HERE = "Jabatan Anda tidak berwenang mengubah pengaturan pengaduan."
LAST_RULE = "Aturan terakhir meneruskan ke sini. Pindahkan dulu aturan itu ke dinas lain"


@dataclass(frozen=True)
class Seat:
    """What somebody is at an agency."""

    is_head: bool = False
    group: str = ""


def check_keeper(staff: Staff, office_id: object) -> None:
    """Raise NotAllowed unless this person keeps the lists of that office."""
    if staff.office.pk != office_id or not staff.has(*KEEPERS):
        raise NotAllowed(NOT_HERE)


@transaction.atomic
def keep_agency(agency: Agency, *, areas: list[Area], staff: Staff, at: datetime) -> Agency:
    """Write an agency as it was filled in; a new one gets its key from its name.

    Raises NotAllowed for the one the last rule names when it would retire, and for an oversight body touched by others than the admin.
    """
    check_keeper(staff, agency.office_id)
    Office.objects.select_for_update().get(pk=staff.office.pk)
    _check_oversight(agency, staff)
    if not agency.is_active and RoutingRule.objects.filter(agency=agency.pk, is_default=True).exists():
        raise NotAllowed(LAST_RULE)
    if agency._state.adding:
        taken = set(Agency.objects.filter(office=staff.office).values_list("key", flat=True))
        agency.key = free_key(agency.short_name, taken)
    agency.save()
    agency.areas.set([] if agency.serves_all else areas)
    _note("complaint_agency.kept", agency, staff, at, is_active=agency.is_active, type=agency.kind)
    return agency


def _check_oversight(agency: Agency, staff: Staff) -> None:
    """Whoever is complained about must not become or unmake the one who hears it."""
    before = Agency.objects.filter(pk=agency.pk).values_list("kind", flat=True).first()
    if AgencyKind.INSPECTORATE in {before, agency.kind} and not staff.has(Role.ADMIN):
        raise NotAllowed("Data pengawas hanya dapat diubah admin kantor.")


def free_key(name: str, taken: set[str]) -> str:
    """A key that nobody has: the name in small letters, with a number behind it where needed."""
    stem = slugify(name)[: MOST_KEY - 4] or "baru"
    return next(key for key in (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))) if key not in taken)


@transaction.atomic
def seat(agency: Agency, user: User, as_: Seat, *, staff: Staff, at: datetime) -> AgencyOfficer:
    """Give a person a place at an agency, and the post that lets them in. Raises NotAllowed when they sit there already."""
    kept = _locked(agency, staff)
    _check_seat(kept, user, staff)
    if AgencyOfficer.objects.filter(agency=kept, user=user, ended_at=None).exists():
        raise NotAllowed(f"{user.name} sudah bertugas di sini.")
    place = AgencyOfficer.objects.create(agency=kept, user=user, is_head=as_.is_head, group=as_.group, since=at)
    if not _posts(user, staff.office, at).filter(starts_on__lte=local_day(staff.office, at)).exists():
        title = f"{'Kepala' if as_.is_head else 'Petugas'} {kept.short_name}"
        people.give_post(user, staff.office, role=Role.AGENCY, title=title, by=staff, at=at)
    _note("complaint_agency.seated", kept, staff, at, user=user.username, is_head=as_.is_head)
    return place


@transaction.atomic
def seat_new(
    agency: Agency, facts: dict[str, Any], as_: Seat, *, staff: Staff, at: datetime
) -> tuple[AgencyOfficer, str]:
    """Register a person, seat them, and hand back the token of their one-time link.

    Raises NotAllowed when the user name is taken: a link to somebody else's account is never made here.
    """
    check_keeper(staff, agency.office_id)
    if User.objects.filter(username__iexact=facts["username"]).exists():
        raise NotAllowed("Nama pengguna ini sudah dipakai.")
    user = people.register(office=staff.office, by=staff, at=at, **facts)
    place = seat(agency, user, as_, staff=staff, at=at)
    return place, posts.new_link(user, by=staff, at=at)


@transaction.atomic
def end_seat(place: AgencyOfficer, *, staff: Staff, at: datetime) -> None:
    """Let an officer go from an agency at once; with the last seat in the office goes the post and every session.

    What they had in hand goes back to the agency.
    """
    kept = _locked(place.agency, staff)
    _check_oversight(kept, staff)
    if not AgencyOfficer.objects.filter(pk=place.pk, agency=kept, ended_at=None).update(ended_at=at):
        raise NotAllowed("Tugas ini sudah berakhir.")
    Complaint.objects.filter(agency=kept, officer=place.user, is_open=True).update(officer=None)
    if not AgencyOfficer.objects.filter(user=place.user, agency__office=staff.office, ended_at=None).exists():
        yesterday = local_day(staff.office, at) - timedelta(days=1)
        for post in _posts(place.user, staff.office, at):
            changes = {"starts_on": min(post.starts_on, yesterday), "ends_on": yesterday}
            people.change_post(post, changes, by=staff, at=at)
    _note("complaint_agency.unseated", kept, staff, at, user=place.user.username)


def _check_seat(agency: Agency, user: User, staff: Staff) -> None:
    if not agency.is_active:
        raise NotAllowed("Dinas ini tidak aktif. Aktifkan dulu.")
    if agency.kind != AgencyKind.INSPECTORATE:
        return
    _check_oversight(agency, staff)
    if (
        user.pk == staff.user.pk
        or Post.objects.filter(user=user, office=staff.office).exclude(role=Role.AGENCY).exists()
    ):
        raise NotAllowed("Pengawas menerima laporan tentang kantor ini, jadi tidak boleh orang yang bekerja di sini.")


def _posts(user: User, office: Office, at: datetime) -> Any:
    """The posts of an agency's officer that run today or later."""
    running = Q(ends_on=None) | Q(ends_on__gte=local_day(office, at))
    return Post.objects.filter(running, user=user, office=office, role=Role.AGENCY)


def _locked(agency: Agency, staff: Staff) -> Agency:
    check_keeper(staff, agency.office_id)
    return Agency.objects.select_for_update().get(pk=agency.pk)


def _note(verb: str, agency: Agency, staff: Staff, at: datetime, **facts: Any) -> None:
    record(verb, f"agency:{agency.key}", office=staff.office, actor=staff.user, at=at, **facts)
