"""Naming what an answer is about: made once, found again."""

from __future__ import annotations

from office.models import Office
from services.models import Service
from surveys.models import Subject, SubjectKind

OFFICE_LABEL = "Pelayanan kantor"


def of_service(service: Service) -> Subject:
    """The subject of a service."""
    facts = {"kind": SubjectKind.SERVICE, "label": service.name[:120]}
    return Subject.objects.get_or_create(office_id=service.office_id, service=service, defaults=facts)[0]


def of_office(office: Office) -> Subject:
    """The office as a whole, for answers that name no service."""
    return of_kind(office, SubjectKind.OFFICE, OFFICE_LABEL)


def of_kind(office: Office, kind: SubjectKind, label: str) -> Subject:
    """A counter, an office day in an RW, complaints … under its label."""
    return Subject.objects.get_or_create(office=office, kind=kind, service=None, label=label[:120])[0]
