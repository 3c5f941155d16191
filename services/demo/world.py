"""What stands before the first resident comes: areas, offices, people with keys, published services, posters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction

from office.actions import files, people, setup
from office.hours import ServiceHours
from office.models import Area, FileKind, Office, Post, User
from office.queries.hours import hours_of
from office.roles import Capacity, Role
from office.staff import Staff, local_day, staff_in
from services.actions import catalogue, keys, posters
from services.actions.seeding import load_catalogue
from services.demo import papers
from services.demo.blank_form import POVERTY, statement_pdf
from services.demo.houses import HOUSES, House
from services.demo.residents import Place
from services.models import Poster, Requirement, Service, ServiceType

OPENED_BEFORE = timedelta(days=120)
SEATED_BEFORE = timedelta(days=400)
COLOURS = {"nila": (31, 58, 110), "wilis": (24, 92, 70)}
HALLS = ("Mojodadi", "Betro", "Mojojajar", "Kemlagi", "Watesprojo", "Mojopilang", "Japanan", "Mojorejo")
"""The villages that had their poster first; the others follow in three waves."""
VILLAGE_PREFIX = {"desa": "Balai Desa", "kelurahan": "Kantor Kelurahan"}


@dataclass
class Desk:
    """An office with all that its stories need at hand."""

    house: House
    office: Office
    hours: ServiceHours
    places: list[Place]
    areas: dict[str, Area] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    requirements: dict[str, list[Requirement]] = field(default_factory=dict)
    posters: dict[str, Poster] = field(default_factory=dict)
    _staff: dict[tuple[str, date], Staff] = field(default_factory=dict)

    def staff(self, username: str, at: datetime) -> Staff:
        key = (username, local_day(self.office, at))
        if key not in self._staff:
            self._staff[key] = staff_in(User.objects.get(username=username), self.office, at=at)
        return self._staff[key]

    def holder(self, role: Role, at: datetime) -> Staff:
        """Whoever holds a role, the first as the house lists them."""
        person = next(person for person in self.house.people if any(seat.role == role for seat in person.seats))
        return self.staff(person.username, at)

    def clerks(self) -> list[str]:
        return [
            person.username for person in self.house.people if any(seat.role == Role.COUNTER for seat in person.seats)
        ]

    def signing_post(self, at: datetime, *, delegated: bool) -> Post:
        """The head's, or the secretary's a.n. where there is one and the head is away."""
        wanted = {
            True: [Capacity.ON_BEHALF, Capacity.DEFINITIVE, Capacity.PLT],
            False: [Capacity.DEFINITIVE, Capacity.PLT],
        }[delegated]
        signing = Post.objects.filter(office=self.office, signs=True).select_related(
            "user", "office__parent", "office__emblem"
        )
        return next(
            post
            for capacity in wanted
            for post in signing
            if post.capacity == capacity and post.holds_on(local_day(self.office, at))
        )


@transaction.atomic
def build(*, at: datetime, password: str, passphrase: str) -> dict[str, Desk]:
    """Every office by its code, opened some months before `at`."""
    opened = at - OPENED_BEFORE
    setup.load_areas()
    load_catalogue(at=opened)
    desks = {house.code: _open(house, at=opened) for house in HOUSES}
    _seat_everybody(desks, at=opened, password=password)
    for desk in desks.values():
        _offer_services(desk, at=opened)
        _make_keys(desk, passphrase=passphrase, at=opened)
    return desks


def _open(house: House, *, at: datetime) -> Desk:
    area = Area.objects.get(code=house.area)
    office = setup.create_office(
        area=area, at=at, code=house.code, slug=house.slug, kind=house.kind, name=house.name, region_name=house.region, address=house.address,
        postcode=house.postcode, phone=house.phone, whatsapp=house.whatsapp, place_of_issue=house.place, unit_code=house.unit, theme=house.theme,
        number_pattern=house.pattern, pledge_date=at.date(), parent=Office.objects.filter(code=house.parent).first() if house.parent else None,
    )  # fmt: skip
    picture = papers.emblem(COLOURS[house.theme])
    office.emblem = files.store(
        picture.content,
        office=office,
        kind=FileKind.BRAND,
        name="lambang.png",
        content_type="image/png",
        at=at,
        width=picture.width,
        height=picture.height,
    )
    office.save(update_fields=["emblem"])
    villages = [area] if area.kind == "kelurahan" else list(Area.objects.filter(parent=area).order_by("code"))
    places = [
        Place(village.code, village.name, village.full_name, house.style, house.birthplace) for village in villages
    ]
    return Desk(house, office, hours_of(office, at=at), places, {village.code: village for village in villages})


def _seat_everybody(desks: dict[str, Desk], *, at: datetime, password: str) -> None:
    """Register each person once, whatever number of offices they serve in; one hash is enough for one password."""
    secret = make_password(password)
    known = {person.username: person for house in HOUSES for person in house.people if person.name}
    for number, desk in enumerate(desks.values()):
        for place, seated in enumerate(desk.house.people):
            person = known[seated.username]
            user = people.register(
                person.username,
                person.name,
                office=desk.office,
                by=None,
                at=at,
                rank=person.rank,
                nip=_nip(number, place) if person.rank else "",
            )
            User.objects.filter(pk=user.pk).update(password=secret)
            for seat in seated.seats:
                since = (at - SEATED_BEFORE).date()
                facts = {"signs": seat.signs, "capacity": seat.capacity, "decree": seat.decree}
                people.give_post(
                    user, desk.office, role=seat.role, title=seat.title, by=None, at=at, starts_on=since, **facts
                )


def _nip(office: int, person: int) -> str:
    """Eighteen digits with the date of birth, of entry, sex and a serial that starts where real ones do not."""
    year = 1970 + (office * 7 + person * 3) % 28
    return f"{year}{1 + person % 12:02}{1 + (office * 5 + person) % 28:02}{year + 24}{1 + office:02}{1 + person % 2}9{person:02}"


def _offer_services(desk: Desk, *, at: datetime) -> None:
    """Adopt and publish every type of the office's level."""
    for number, service_type in enumerate(ServiceType.objects.filter(level=desk.house.kind).order_by("code")):
        service = catalogue.adopt(service_type, desk.office, staff=None, at=at)
        if desk.house.code == "KML" and service_type.code == "KEC-SOSIAL":
            adapt_poverty_letter(service, staff=desk.holder(Role.ADMIN, at), at=at)
        catalogue.publish(service.versions.get(), staff=desk.holder(Role.SECTION_HEAD, at), at=at)
        Service.objects.filter(pk=service.pk).update(position=10 + number)
        service.refresh_from_db()
        desk.services[service_type.code] = service
        desk.requirements[service_type.code] = list(Requirement.objects.filter(version=service.current))


def adapt_poverty_letter(service: Service, *, staff: Staff, at: datetime) -> None:
    """Kemlagi's own Surat Keterangan Tidak Mampu: 60 minutes, four papers, half a year."""
    Service.objects.filter(pk=service.pk).update(slug="surat-tidak-mampu")
    version = service.versions.get()
    law = "Peraturan Bupati Mojokerto Nomor 54 Tahun 2020 tentang pelimpahan sebagian wewenang bupati kepada camat"
    catalogue.edit(
        version,
        {
            "sop_minutes": 60,
            "validity_days": 180,
            "legal_basis": law,
            "changes": "Syarat disederhanakan menjadi 4 berkas",
        },
        staff=staff,
        at=at,
    )
    rows = [
        _paper("ktp", "KTP pemohon", "document_copy", "Asli, atau foto yang jelas"),
        _paper("kk", "Kartu Keluarga", "document_copy", "Halaman yang memuat nama pemohon"),
        _paper(
            "pengantar-desa",
            "Surat pengantar dari desa",
            "document_original",
            "Minta di kantor desa, ditandatangani kepala desa. Berlaku 14 hari",
        ),
        _paper("pernyataan", "Surat pernyataan tidak mampu", "statement_stamped", "Bermeterai Rp10.000"),
        _paper("rujukan", "Surat rujukan dari puskesmas atau rumah sakit", "document_copy", "", only_for="berobat"),
        _paper(
            "aktif-sekolah",
            "Surat keterangan aktif sekolah atau kartu mahasiswa",
            "document_copy",
            "",
            only_for="sekolah",
        ),
    ]
    catalogue.set_requirements(version, rows, staff=staff, at=at)
    form = statement_pdf("SURAT PERNYATAAN TIDAK MAMPU", POVERTY)
    file = files.store(
        form,
        office=service.office,
        kind=FileKind.FORM,
        name="surat-pernyataan-tidak-mampu.pdf",
        content_type="application/pdf",
        at=at,
    )
    catalogue.set_example(version.requirements.get(key="pernyataan"), file, staff=staff, at=at)


def _paper(key: str, name: str, kind: str, note: str, *, only_for: str = "") -> dict[str, object]:
    return {"key": key, "name": name, "kind": kind, "note": note, "only_for": only_for, "is_required": True}


def _make_keys(desk: Desk, *, passphrase: str, at: datetime) -> None:
    """A certificate for everybody who signs here and has none yet from another office."""
    for post in Post.objects.filter(office=desk.office, signs=True).select_related("user", "office"):
        if keys.live_key(post.user) is None:
            keys.make_key(post, passphrase=passphrase, at=at)


def hang_posters(desks: dict[str, Desk], chance: Random, *, at: datetime) -> None:
    """Halls get their poster in waves: the first eight of Kemlagi 50 days ago, the last only this week."""
    kemlagi = desks["KML"]
    kemlagi.posters["KML"] = posters.hang(
        kemlagi.office,
        kemlagi.office.area,
        service=None,
        hall="Ruang tunggu kantor kecamatan",
        at=at - timedelta(days=55),
    )
    named = {place.name: place for place in kemlagi.places}
    order = [named[name] for name in HALLS] + [place for place in kemlagi.places if place.name not in HALLS]
    for number, place in enumerate(order):
        days = 50 if number < 8 else 28 if number < 14 else 6
        _hang(kemlagi, place, at=at - timedelta(days=days))
        if number < 6:
            _hang(kemlagi, place, at=at - timedelta(days=days), code="KEC-SOSIAL")
    for desk in desks.values():
        if desk is not kemlagi:
            for place in desk.places:
                _hang(desk, place, at=at - timedelta(days=chance.randint(20, 45)))


def _hang(desk: Desk, place: Place, *, at: datetime, code: str = "") -> None:
    area = desk.areas[place.code]
    service = desk.services[code] if code else None
    poster = posters.hang(desk.office, area, service=service, hall=f"{VILLAGE_PREFIX[area.kind]} {area.name}", at=at)
    desk.posters[f"{place.code}/{code}".rstrip("/")] = poster
