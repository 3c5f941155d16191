"""Keeping the catalogue: adopt from the shared one, edit a draft version, publish it, pause and resume a service."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from office.actions.audit import record
from office.models import Office, StoredFile
from office.staff import Staff, local_day
from services.actions.intake import proof_of_behalf
from services.models import LetterTemplate, Requirement, Service, ServiceType, ServiceVersion
from services.queries.drafts import ON_BEHALF


class NothingToPublish(Exception):
    """The draft lacks something residents must be able to read; `args[0]` lists what."""


FIRST_FIELDS = ("nama", "nik", "tempat_lahir", "tanggal_lahir", "alamat", "rt", "rw", "desa_kelurahan", "keperluan")


@transaction.atomic
def adopt(type: ServiceType, office: Office, *, staff: Staff | None, at: datetime) -> Service:
    """Take a shared service into an office as an editable draft; taking it twice gives the same service."""
    existing = Service.objects.filter(office=office, type=type).first()
    if existing:
        return existing
    service = Service.objects.create(
        office=office, type=type, slug=_free_slug(office, type.name), name=type.name, category=type.category,
        synonyms=", ".join(type.draft.get("synonyms", [])), is_offered=False,
    )  # fmt: skip
    _first_version(service, type, at=at)
    record(
        "catalogue.adopted",
        f"service:{service.slug}",
        office=office,
        actor=staff.user if staff else None,
        at=at,
        type=type.code,
    )
    return service


@transaction.atomic
def found(office: Office, *, name: str, category: str, staff: Staff, at: datetime) -> Service:
    """Begin a service of the office's own, as a draft that asks for nothing but who somebody is."""
    service = Service.objects.create(
        office=office, slug=_free_slug(office, name), name=name, category=category, is_offered=False
    )
    ServiceVersion.objects.create(
        service=service, number=1, name=name, short_name=name[:60], product_name=name, sop_minutes=60, fields=list(FIRST_FIELDS), created_at=at,
    )  # fmt: skip
    record("catalogue.founded", f"service:{service.slug}", office=office, actor=staff.user, at=at)
    return service


def _free_slug(office: Office, name: str) -> str:
    base = slugify(name.split("(")[0])[:52].strip("-") or "layanan"
    taken = set(Service.objects.filter(office=office, slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in range(1, 1000) if (slug := base if number == 1 else f"{base}-{number}") not in taken)


def _first_version(service: Service, type: ServiceType, *, at: datetime) -> ServiceVersion:
    content = dict(type.draft["version"])
    template = LetterTemplate.objects.filter(office=None, code=type.code).order_by("-number").first()
    version = ServiceVersion.objects.create(service=service, number=1, template=template, created_at=at, **content)
    for position, requirement in enumerate(type.draft["requirements"]):
        Requirement.objects.create(version=version, position=position, **requirement)
    return version


@transaction.atomic
def open_draft(service: Service, *, staff: Staff, at: datetime) -> ServiceVersion:
    """The version being edited: the open draft, or a copy of the published one with the next number."""
    kept = Service.objects.select_for_update(of=("self",)).get(pk=service.pk)
    draft = kept.versions.filter(published_at=None).first()
    if draft or kept.current is None:
        return draft or kept.versions.latest("number")
    return _copy(kept.current, at=at)


def _copy(version: ServiceVersion, *, at: datetime) -> ServiceVersion:
    requirements = list(version.requirements.exclude(only_for=ON_BEHALF))  # publishing asks for that proof anew
    version.pk, version.number = None, version.service.versions.latest("number").number + 1
    version.published_at, version.published_by, version.created_at, version.changes = None, None, at, ""
    version._state.adding = True
    version.save()
    for requirement in requirements:
        requirement.pk, requirement.version = None, version
        requirement._state.adding = True
        requirement.save()
    return version


@transaction.atomic
def edit(version: ServiceVersion, changes: dict[str, Any], *, staff: Staff, at: datetime) -> ServiceVersion:
    """Change a draft; a published version never changes (Frozen)."""
    kept = _draft(version)
    for name, value in changes.items():
        setattr(kept, name, value)
    kept.save()
    record(
        "catalogue.edited",
        f"service:{kept.service.slug}",
        office=kept.service.office,
        actor=staff.user,
        at=at,
        fields=sorted(changes),
    )
    return kept


class Frozen(Exception):
    """A published version is never changed; open a draft."""


def _draft(version: ServiceVersion) -> ServiceVersion:
    kept = ServiceVersion.objects.select_for_update(of=("self",)).select_related("service__office").get(pk=version.pk)
    if kept.published_at:
        raise Frozen(str(kept))
    return kept


@transaction.atomic
def set_requirements(version: ServiceVersion, rows: list[dict[str, Any]], *, staff: Staff, at: datetime) -> None:
    """Replace the draft's requirements by these, in this order."""
    kept = _draft(version)
    kept.requirements.all().delete()
    for position, row in enumerate(rows):
        Requirement.objects.create(version=kept, position=position, **row)
    record(
        "catalogue.requirements",
        f"service:{kept.service.slug}",
        office=kept.service.office,
        actor=staff.user,
        at=at,
        count=len(rows),
    )


@transaction.atomic
def discard(version: ServiceVersion, *, staff: Staff, at: datetime) -> None:
    """Throw the changes of a draft away; the only version of a service stays."""
    kept = _draft(version)
    if kept.service.current_id is None:
        raise Frozen(str(kept))
    service = kept.service
    kept.delete()
    record(
        "catalogue.discarded",
        f"service:{service.slug}",
        office=service.office,
        actor=staff.user,
        at=at,
        version=kept.number,
    )


@transaction.atomic
def describe(service: Service, *, category: str, synonyms: str, position: int, staff: Staff, at: datetime) -> None:
    """Where residents find a service; this is no part of the standard and holds at once."""
    Service.objects.filter(pk=service.pk).update(category=category, synonyms=synonyms, position=position)
    record(
        "catalogue.described",
        f"service:{service.slug}",
        office=service.office,
        actor=staff.user,
        at=at,
        category=category,
    )


@transaction.atomic
def publish(version: ServiceVersion, *, staff: Staff | None, at: datetime, note: str = "") -> ServiceVersion:
    """Make the draft what residents read from now on; submissions keep the version they were made with.

    The first version puts the service on the list; later ones leave a hidden service hidden.
    """
    kept = _draft(version)
    missing = gaps(kept)
    if missing:
        raise NothingToPublish(missing)
    office = kept.service.office
    if kept.on_behalf_allowed:
        proof_of_behalf(kept)
    kept.published_at, kept.published_by = at, staff.user if staff else None
    kept.reviewed_on, kept.changes = local_day(office, at), note or kept.changes
    kept.save()
    Service.objects.filter(pk=kept.service_id, current=None).update(is_offered=True)
    Service.objects.filter(pk=kept.service_id).update(current=kept, name=kept.name)
    record(
        "catalogue.published",
        f"service:{kept.service.slug}",
        office=office,
        actor=staff.user if staff else None,
        at=at,
        version=kept.number,
    )
    return kept


def gaps(version: ServiceVersion) -> list[str]:
    """What a draft still lacks before it may be published, in words for the editor."""
    asked = {
        "Kegunaan layanan": version.summary,
        "Hasil layanan": version.product_name,
        "Dasar hukum": version.legal_basis,
        "Naskah surat": version.template_id or version.product != "letter",
        "Kode klasifikasi": version.archive_code or version.product != "letter",
        "Paling sedikit satu syarat": version.requirements.exists(),
    }
    return [name for name, value in asked.items() if not value]


@transaction.atomic
def confirm_reviewed(service: Service, *, staff: Staff, at: datetime) -> None:
    """Note that the published content was read again and still holds."""
    if service.current:
        ServiceVersion.objects.filter(pk=service.current.pk).update(reviewed_on=local_day(service.office, at))
        record("catalogue.reviewed", f"service:{service.slug}", office=service.office, actor=staff.user, at=at)


@transaction.atomic
def pause(service: Service, *, reason: str, until: date | None, staff: Staff, at: datetime) -> None:
    """Stop taking new requests, with the reason and date residents read."""
    Service.objects.filter(pk=service.pk).update(pause_reason=reason, paused_until=until)
    record("catalogue.paused", f"service:{service.slug}", office=service.office, actor=staff.user, at=at, reason=reason)


@transaction.atomic
def resume(service: Service, *, staff: Staff, at: datetime) -> None:
    Service.objects.filter(pk=service.pk).update(pause_reason="", paused_until=None)
    record("catalogue.resumed", f"service:{service.slug}", office=service.office, actor=staff.user, at=at)


@transaction.atomic
def offer(service: Service, offered: bool, *, staff: Staff, at: datetime) -> None:
    """Show a published service to residents, or take it off the list."""
    Service.objects.filter(pk=service.pk, current__isnull=False).update(is_offered=offered)
    record(
        "catalogue.offered", f"service:{service.slug}", office=service.office, actor=staff.user, at=at, offered=offered
    )


@transaction.atomic
def set_example(requirement: Requirement, file: StoredFile | None, *, staff: Staff, at: datetime) -> None:
    """Hang an example picture or a form to download on a draft's requirement."""
    version = _draft(requirement.version)
    Requirement.objects.filter(pk=requirement.pk).update(example=file)
    record(
        "catalogue.example",
        f"service:{version.service.slug}",
        office=version.service.office,
        actor=staff.user,
        at=at,
        key=requirement.key,
    )
