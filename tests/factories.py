"""Real rows for tests, with sensible defaults; every name is synthetic."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from office.models import Area, Office, Post, Role, ServiceWindow, User
from office.staff import Staff, staff_in
from services.actions import intake
from services.actions.intake import Receipt
from services.application import Application
from services.models import LetterTemplate, Requirement, Service, ServiceVersion, Source

WIB = ZoneInfo("Asia/Jakarta")
MONDAY_9AM = datetime(2026, 11, 23, 9, 0, tzinfo=WIB)
_numbers = count(1)

TEMPLATE: dict[str, Any] = {
    "code": "UJI",
    "layout": "keterangan",
    "title": "Surat Keterangan Uji",
    "opening": "Yang bertanda tangan di bawah ini, {jabatan_kantor}, menerangkan bahwa:",
    "blocks": [{"type": "table", "rows": [{"label": "Nama", "field": "nama"}, {"label": "NIK", "field": "nik"}]}],
    "closing": "Demikian surat keterangan ini dibuat.",
}


def local(text: str) -> datetime:
    """A moment in WIB from ISO text."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def make_area(code: str = "35.16.15", kind: str = "kecamatan", name: str = "Kemlagi", **facts: Any) -> Area:
    return Area.objects.get_or_create(
        code=code, defaults={"kind": kind, "name": name, "region_name": "Kabupaten Mojokerto", **facts}
    )[0]


def make_village(name: str = "Mojodadi", code: str = "35.16.15.2016") -> Area:
    return make_area(code, "desa", name, parent=make_area())


def make_office(code: str = "KML", slug: str = "kemlagi", **facts: Any) -> Office:
    defaults: dict[str, Any] = {
        "kind": "kecamatan", "name": "Kecamatan Kemlagi", "region_name": "Kabupaten Mojokerto", "area": make_area(),
        "address": "Jalan Raya Kemlagi 1, Kemlagi", "postcode": "61353", "phone": "(0321) 000-000", "whatsapp": "6281200001234",
        "place_of_issue": "Kemlagi", "unit_code": "416-310",
    }  # fmt: skip
    office, made = Office.objects.get_or_create(code=code, defaults={"slug": slug, **defaults, **facts})
    if made:
        for weekday in range(4):
            ServiceWindow.objects.create(office=office, weekday=weekday, opens=time(8), closes=time(15))
        ServiceWindow.objects.create(office=office, weekday=4, opens=time(8), closes=time(14))
    return office


def make_user(username: str, name: str, **facts: Any) -> User:
    return User.objects.filter(username=username).first() or User.objects.create_user(
        username, "rahasia-yang-panjang-1", name=name, **facts
    )


def make_post(user: User, role: Role, office: Office, **facts: Any) -> Post:
    return Post.objects.create(
        user=user, role=role, office=office, **{"title": role.label, "starts_on": date(2026, 1, 1), **facts}
    )


def staff(
    username: str, name: str, role: Role, office: Office | None = None, at: datetime = MONDAY_9AM, **facts: Any
) -> Staff:
    """A person with one post, as seen in the office at that moment."""
    office = office or make_office()
    user = make_user(username, name)
    if not Post.objects.filter(user=user, office=office, role=role).exists():
        make_post(user, role, office, **facts)
    return staff_in(user, office, at=at)


def make_service(
    office: Office | None = None, *, slug: str = "surat-tidak-mampu", published: bool = True, **facts: Any
) -> Service:
    """A published letter service of 60 minutes that asks for KTP and KK."""
    office = office or make_office()
    service = Service.objects.create(office=office, slug=slug, name="Surat Keterangan Tidak Mampu", category="sosial")
    template = LetterTemplate.objects.get_or_create(
        office=None, code="UJI", number=1, defaults={"name": "Uji", "blocks": TEMPLATE}
    )[0]
    content: dict[str, Any] = {
        "name": "Surat Keterangan Tidak Mampu", "short_name": "Surat tidak mampu", "summary": "Untuk berobat dan sekolah.",
        "sop_minutes": 60, "product_name": "Surat Keterangan Tidak Mampu", "legal_basis": "Perbup 54/2020", "template": template,
        "validity_days": 180, "archive_code": "400.9.2", "endorsers": [Role.SECTION_HEAD], "fields": ["nama", "nik"],
        "purposes": [{"key": "berobat", "label": "Untuk berobat"}, {"key": "sekolah", "label": "Untuk sekolah atau kuliah"}],
    }  # fmt: skip
    content |= facts
    if content.get("sop_days"):
        content["sop_minutes"] = None
    version = ServiceVersion.objects.create(
        service=service, number=1, created_at=MONDAY_9AM, published_at=MONDAY_9AM if published else None, **content
    )
    Requirement.objects.create(version=version, key="ktp", name="KTP pemohon", kind="document_copy", position=0)
    Requirement.objects.create(version=version, key="kk", name="Kartu Keluarga", kind="document_copy", position=1)
    if published:
        service.current = version
        service.save()
    return service


def make_application(**facts: Any) -> Application:
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "applicant_name": "Siti Rohmah", "nik": "3516154405880004", "kk": "3516151203100001", "phone": f"62812000{number:05}",
        "purpose": "berobat", "fields": {"nama": "Siti Rohmah", "nik": "3516154405880004", "keperluan": "berobat di RSUD"},
    }  # fmt: skip
    return Application(**{**defaults, **facts})


def submit(
    service: Service | None = None, *, at: datetime = MONDAY_9AM, source: Source = Source.WEB, **facts: Any
) -> Receipt:
    """A submission as a resident sent it, without papers."""
    service = service or Service.objects.first() or make_service()
    assert service.current is not None
    draft, _token = intake.start_draft(service.current, at=at, source=source)
    return intake.submit(draft, make_application(**facts), at=at)


UTC_NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
