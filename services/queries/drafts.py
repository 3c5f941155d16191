"""Reads around a draft: who holds its link, what its version asks for, which papers lie in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from office.models import Area, AreaKind, Office
from office.sealing import blind_index
from office.staff import local_day
from office.wording import plain_date
from services.catalogue_fields import FieldSpec, field_specs
from services.models import Document, Draft, Requirement, Service, ServiceVersion, Submission
from services.queries.catalogue import is_paused

ON_BEHALF = "diwakilkan"
"""The `only_for` of the paper that shows somebody may apply for another; no purpose may have this key."""
OUTSIDE = "luar"
_VILLAGE_KINDS = (AreaKind.DESA, AreaKind.KELURAHAN)


@dataclass(frozen=True)
class Terms:
    """What one version of a service asks, as plain as a form needs it."""

    version: ServiceVersion
    office: Office
    specs: tuple[FieldSpec, ...]
    villages: tuple[Area, ...]
    requirements: tuple[Requirement, ...]
    today: date

    @cached_property
    def keys(self) -> frozenset[str]:
        return frozenset(spec.key for spec in self.specs)

    def group(self, name: str) -> list[FieldSpec]:
        return [spec for spec in self.specs if spec.group == name]

    @property
    def names_subject(self) -> bool:
        """Whether the letter itself names the applicant, or the person somebody applies for."""
        return any(spec.key == "nama" and spec.group == "pemohon" for spec in self.specs)

    @property
    def may_be_on_behalf(self) -> bool:
        return self.version.on_behalf_allowed and self.names_subject

    def papers_for(self, *, purpose: str, on_behalf: bool) -> list[Requirement]:
        """The papers to send for this purpose, required ones and optional ones, in the version's order."""
        wanted = {"", purpose} | ({ON_BEHALF} if on_behalf else set())
        return [paper for paper in self.requirements if paper.is_uploaded and paper.only_for in wanted]


def terms_of(version: ServiceVersion, *, at: datetime) -> Terms:
    """Read a version with its requirements and the office's villages; two queries."""
    service = version.service
    code = service.type.code if service.type else ""
    return Terms(
        version=version,
        office=service.office,
        specs=tuple(_worded(field_specs(version.fields, service=code), version)),
        villages=villages_of(service.office),
        requirements=tuple(version.requirements.select_related("example")),
        today=local_day(service.office, at),
    )


def _worded(specs: Iterable[FieldSpec], version: ServiceVersion) -> Iterable[FieldSpec]:
    """Asked after a choice of purposes, "keperluan" is the detail of it."""
    for spec in specs:
        yield replace(spec, label="Keperluan surat ini") if spec.key == "keperluan" and version.purposes else spec


def villages_of(office: Office) -> tuple[Area, ...]:
    """The desa and kelurahan an office serves; a kelurahan serves itself."""
    if office.area.kind in _VILLAGE_KINDS:
        return (office.area,)
    return tuple(Area.objects.filter(parent=office.area, kind__in=_VILLAGE_KINDS).order_by("name"))


def draft_by(token: str, office: Office, *, at: datetime) -> Draft | None:
    """The draft a link leads to while it lives."""
    rows = Draft.objects.filter(token_index=blind_index("draft", token[:100]), office=office, expires_at__gt=at)
    return rows.select_related(
        "office__area",
        "version__service__type",
        "version__service__office__area",
        "version__service__office__parent",
        "submission__office",
        "by",
    ).first()


def papers_in(draft: Draft) -> dict[int, Document]:
    """The current papers of a draft by requirement."""
    rows = Document.objects.filter(draft=draft, replaced_at=None).select_related("file", "requirement")
    return {row.requirement_id: row for row in rows}


def files_sent_in(draft: Draft) -> int:
    """How many files were ever sent into a draft, replaced ones included."""
    return Document.objects.filter(draft=draft, file__isnull=False).count()


def why_closed(service: Service, office: Office, *, today: date) -> str:
    """Why nobody can apply for a service now, in words for residents; empty when they can."""
    if not office.serves_online:
        return f"{office.name} belum menerima permohonan lewat halaman ini. Datang ke loket, atau hubungi kantor."
    if service.current_id is None or not service.is_offered:
        return "Layanan ini sedang tidak ditawarkan. Hubungi kantor untuk pilihan lain."
    if not is_paused(service, on=today):
        return ""
    until = f" Dibuka lagi setelah {plain_date(service.paused_until)}." if service.paused_until else ""
    return f"{service.pause_reason.rstrip('.')}.{until}"


def same_day_twins(submission: Submission) -> list[Submission]:
    """Other requests of the same person for the same service on the same day; for staff, never for the public."""
    if not submission.nik_index:
        return []
    midnight = datetime.combine(
        local_day(submission.office, submission.received_at), time(), ZoneInfo(submission.office.time_zone)
    )
    rows = Submission.objects.filter(
        office=submission.office, service=submission.service, nik_index=submission.nik_index
    )
    return list(
        rows.filter(received_at__gte=midnight, received_at__lt=midnight + timedelta(days=1))
        .exclude(pk=submission.pk)
        .order_by("received_at")
    )
