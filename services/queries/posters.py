"""Reading posters: the halls an office may hang them in, their permanent addresses, what a scan leads to."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Sum

from office.models import Area, AreaKind, Office
from services.models import Poster

_HALLS = {
    AreaKind.DESA: "Balai Desa {}",
    AreaKind.KELURAHAN: "Kantor Kelurahan {}",
    AreaKind.RW: "Balai RW {}",
    AreaKind.RT: "Pos RT {}",
    AreaKind.KECAMATAN: "Kantor Kecamatan {}",
}
_HELPERS = {AreaKind.DESA: "perangkat desa", AreaKind.RW: "ketua RW", AreaKind.RT: "ketua RT"}


def places_of(office: Office) -> list[Area]:
    """Where an office hangs posters: in its own building, and in its desa and kelurahan, or its RW."""
    return [office.area, *villages_of(office)]


def villages_of(office: Office) -> list[Area]:
    """The desa and kelurahan of a kecamatan, or the RW of a kelurahan."""
    return list(Area.objects.filter(parent_id=office.area_id).exclude(kind=AreaKind.RT).order_by("code"))


def usual_hall(area: Area) -> str:
    """The name of an area's hall until the office writes its own."""
    return _HALLS[AreaKind(area.kind)].format(area.name)


def helper_of(area: Area) -> str:
    """Whom somebody without a phone asks there."""
    return _HELPERS.get(AreaKind(area.kind), "petugas kantor")


def hall_names(office: Office) -> dict[int, str]:
    """The hall's name by area, where the office has posters already."""
    return dict(Poster.objects.filter(office=office).order_by("created_at").values_list("area_id", "hall"))


def hung(office: Office) -> list[Poster]:
    """Every poster of the office with the scans it ever had, by place."""
    rows = Poster.objects.filter(office=office).select_related("area", "service").annotate(scanned=Sum("scans__count"))
    return list(rows.order_by("area__code", "service__name"))


def poster_with_code(code: int) -> Poster | None:
    """The poster a scanned code belongs to, while its office serves."""
    rows = Poster.objects.select_related("office", "area", "service").filter(office__is_active=True)
    return rows.filter(code=code).first()


def address_of(poster: Poster) -> str:
    """Short and permanent: what the QR says and what is printed below it."""
    return f"{base_address(poster.office)}/d/{poster.code}"


def base_address(office: Office) -> str:
    """The office's own host name where it has one, else the portal's."""
    scheme = settings.PUBLIC_URL.split("://")[0]
    return f"{scheme}://{office.host}" if office.host else settings.PUBLIC_URL
