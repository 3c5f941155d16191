"""Setting up an installation: the areas it knows, a new office with its hours, and its first administrator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.db import transaction

from office.actions import people
from office.actions.audit import record
from office.models import Area, AreaKind, Office, Season, ServiceWindow, User
from office.roles import Role

AREAS = Path(__file__).resolve().parents[1] / "data" / "areas.json"
_MONDAY_TO_THURSDAY, _FRIDAY = range(4), 4
# Perpres 21/2023 sets the working week; a counter closes before the office does. Every office changes these in its pages.
WEEKS = {
    Season.REGULAR: ((time(8), time(15)), (time(8), time(14))),
    Season.RAMADAN: ((time(8), time(14)), (time(8), time(13, 30))),
}
PLEDGE = (
    "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang telah ditetapkan. "
    "Apabila kami tidak menepatinya, kami siap menerima sanksi sesuai peraturan perundang-undangan yang berlaku."
)


@transaction.atomic
def load_areas() -> int:
    """Add the areas this release ships, down to RW and RT; those that an office changed stay. Says how many were new."""
    before = Area.objects.count()
    for kecamatan in json.loads(AREAS.read_text(encoding="utf-8"))["kecamatan"]:
        top = _area(kecamatan, parent=None)
        for member in kecamatan["members"]:
            _add_neighbourhoods(_area(member, parent=top), member.get("rt_per_rw", []))
    return Area.objects.count() - before


def _area(data: dict[str, Any], *, parent: Area | None) -> Area:
    facts = {
        name: data.get(name, "")
        for name in ("kind", "name", "official_name", "postcode", "bps_code", "region_name", "province")
    }
    if parent:
        facts |= {"region_name": parent.region_name, "province": parent.province, "parent": parent}
    return Area.objects.get_or_create(code=data["code"], defaults=facts)[0]


def _add_neighbourhoods(kelurahan: Area, rt_per_rw: list[int]) -> None:
    """RW and RT have no Kemendagri code: ours hang them under the kelurahan, as 32.75.06.1001.RW03.RT05."""
    shared = {"region_name": kelurahan.region_name, "province": kelurahan.province, "postcode": kelurahan.postcode}
    Area.objects.bulk_create(
        (
            Area(code=f"{kelurahan.code}.RW{rw:02}", kind=AreaKind.RW, name=f"{rw:02}", parent=kelurahan, **shared)
            for rw, _ in _numbered(rt_per_rw)
        ),
        ignore_conflicts=True,
    )
    rws = {area.code: area for area in Area.objects.filter(parent=kelurahan, kind=AreaKind.RW)}
    rts = [(rws[f"{kelurahan.code}.RW{rw:02}"], rt) for rw, count in _numbered(rt_per_rw) for rt in range(1, count + 1)]
    Area.objects.bulk_create(
        (Area(code=f"{rw.code}.RT{rt:02}", kind=AreaKind.RT, name=f"{rt:02}", parent=rw, **shared) for rw, rt in rts),
        ignore_conflicts=True,
    )


def _numbered(counts: list[int]) -> Iterator[tuple[int, int]]:
    return iter(enumerate(counts, 1))


@transaction.atomic
def create_office(*, area: Area, at: datetime, **facts: Any) -> Office:
    """A new office with the usual service hours and a pledge to edit; `facts` are fields of Office."""
    office = Office(area=area, **{"region_name": area.region_name, "pledge": PLEDGE, **facts})
    office.full_clean()
    office.save(force_insert=True)
    set_default_hours(office)
    record("office.created", f"office:{office.code}", office=office, actor=None, at=at)
    return office


def set_default_hours(office: Office) -> None:
    """Monday to Thursday and Friday, in ordinary weeks and in Ramadan, where the office has no window yet."""
    if office.windows.exists():
        return
    for season, (weekday, friday) in WEEKS.items():
        days = [(day, weekday) for day in _MONDAY_TO_THURSDAY] + [(_FRIDAY, friday)]
        ServiceWindow.objects.bulk_create(
            ServiceWindow(office=office, season=season, weekday=day, opens=opens, closes=closes)
            for day, (opens, closes) in days
        )


def first_admin(office: Office, *, username: str, name: str, email: str = "", at: datetime) -> User:
    """Somebody who may administer a new office; the account opens only with a one-time link (`accounts.invite`)."""
    user = people.register(username, name, office=office, email=email, by=None, at=at)
    people.give_post(user, office, role=Role.ADMIN, title="Admin kantor", by=None, at=at)
    return user
