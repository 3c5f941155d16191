"""The cast: Sari at the counter, Bu Retno the Kasi, Pak Budi who signs, Dewi who administers, Joko from elsewhere."""

from __future__ import annotations

from datetime import datetime

from office.models import Office, Role
from office.staff import Staff
from tests.factories import MONDAY_9AM, make_area, make_office, staff

PASSWORD = "rahasia-yang-panjang-1"


def sari(office: Office | None = None, at: datetime = MONDAY_9AM) -> Staff:
    """At the counter; takes files in, checks them and writes the letters."""
    return staff("sari", "Sari Wulandari", Role.COUNTER, office, at)


def retno(office: Office | None = None, at: datetime = MONDAY_9AM) -> Staff:
    """The Kasi Pelayanan; puts the paraf."""
    return staff("retno", "Retno Astuti, S.E.", Role.SECTION_HEAD, office, at)


def budi(office: Office | None = None, at: datetime = MONDAY_9AM) -> Staff:
    """The camat; signs."""
    return staff("budi", "BAMBANG BUDIONO, S.Sos., M.Si.", Role.HEAD, office, at, signs=True, title="Camat Kemlagi")


def dewi(office: Office | None = None, at: datetime = MONDAY_9AM) -> Staff:
    """The office's administrator."""
    return staff("dewi", "Dewi Lestari", Role.ADMIN, office, at)


def joko(at: datetime = MONDAY_9AM) -> Staff:
    """At the counter of another office; must see nothing of ours."""
    other = make_office(
        "KTH",
        "kartoharjo",
        name="Kecamatan Kartoharjo",
        area=make_area("35.77.01", name="Kartoharjo"),
        unit_code="401.401",
    )
    return staff("joko", "Joko Susilo", Role.COUNTER, other, at)
