"""From rows to the sheets of an office: the standard of a service version, the pledge and who stands for it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from office.models import Office
from office.wording import duration, rupiah
from services.models import Requirement, ServiceVersion
from services.queries.composing import emblem_of, letterhead_of, signer_for
from services.queries.drafts import ON_BEHALF
from services.queries.posters import base_address
from services.sheet_content import OfficeHead, PledgeContent, SheetRequirement, StandardContent


def head_of(office: Office) -> OfficeHead:
    """The office as its sheets present it: government above, a kelurahan's kecamatan between."""
    above = (office.parent.name,) if office.parent else ()
    return OfficeHead(
        office=office.name,
        lines=(f"Pemerintah {office.region_name}", *above),
        address=f"{office.address} {office.postcode}".strip(),
        contact=office.phone,
        place=office.place_of_issue,
        theme=office.theme,
        emblem=emblem_of(office),
    )


def standard_content(version: ServiceVersion) -> StandardContent:
    """A published version with its 14 components; what is not filled in stays empty and is shown to be."""
    service = version.service
    office = service.office
    assert version.published_at is not None  # noqa: S101 - only published versions have a public page
    page = reverse("services:service", args=[office.slug, service.slug])
    return StandardContent(
        head=head_of(office),
        service=version.name,
        summary=version.summary,
        version=version.number,
        published_on=version.published_at.astimezone(ZoneInfo(office.time_zone)).date(),
        requirements=tuple(_requirements(version)),
        procedure=tuple(f"{step['title']}. {step['text']}".strip() for step in version.procedure),
        limit=f"{duration(minutes=version.sop_minutes or 0, working_days=version.sop_days or 0)} sejak berkas dinyatakan lengkap",
        fee=rupiah(version.fee),
        product=version.product_name,
        complaint_handling=version.complaint_handling,
        legal_basis=version.legal_basis,
        facilities=version.facilities,
        staff_competence=version.staff_competence,
        supervision=version.supervision,
        staff_count=version.staff_count,
        guarantee=version.guarantee,
        safety=version.safety,
        evaluation=version.evaluation,
        legal_basis_checked_on=version.legal_basis_checked_on,
        address=base_address(office) + page,
    )


def _requirements(version: ServiceVersion) -> list[SheetRequirement]:
    labels = {purpose["key"]: purpose["label"] for purpose in version.purposes} | {ON_BEHALF: "Bila diwakilkan"}
    return [_requirement(row, labels) for row in version.requirements.all()]


def _requirement(row: Requirement, labels: dict[str, str]) -> SheetRequirement:
    return SheetRequirement(
        name=row.name,
        kind=row.get_kind_display(),
        note=row.note,
        required=row.is_required,
        only_for=labels.get(row.only_for, row.only_for),
    )


def pledge_content(office: Office, *, at: datetime) -> PledgeContent | None:
    """The maklumat, or nothing while the office has not written and dated one, or nobody can stand for it."""
    signer = signer_for(office, on=at.astimezone(ZoneInfo(office.time_zone)).date())
    if not office.pledge.strip() or office.pledge_date is None or signer is None:
        return None
    return PledgeContent(
        head=head_of(office),
        pledge=office.pledge,
        signed_on=office.pledge_date,
        signer_title=letterhead_of(office).head,
        signer_name=signer.user.name,
        signer_rank=signer.user.rank,
        signer_nip=signer.user.nip,
        address=base_address(office) + reverse("services:pledge", args=[office.slug]),
    )
