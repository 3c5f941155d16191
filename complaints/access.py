"""May this member of staff do that to this complaint: predicates and the words of a refusal, no effects."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from complaints.workflow import HANDLERS, IDENTITY_OPENERS, IN_AGENCY, READERS, WHO_MAY, Identity, State, Verb
from office.roles import Role
from services.access import NotAllowed

__all__ = ["NotAllowed", "check_may", "check_may_open_identity", "is_handler", "may_answer", "may_read_office"]

if TYPE_CHECKING:
    from complaints.models import Complaint
    from office.staff import Staff


def is_handler(staff: Staff) -> bool:
    """Handles complaints at the kecamatan."""
    return staff.has(*HANDLERS)


def may_read_office(staff: Staff) -> bool:
    """Sees the complaints of the whole office, not only those of one agency."""
    return staff.has(*READERS)


def may_answer(staff: Staff, complaint: Complaint, agencies: Collection[object]) -> bool:
    """It lies at an agency, and the person is its officer, or handles complaints for the office."""
    if State(complaint.state) not in IN_AGENCY:
        return False
    return complaint.agency_id in agencies or is_handler(staff)


def check_may(staff: Staff, complaint: Complaint, verb: Verb, *, agencies: Collection[object] = ()) -> None:
    """Raise NotAllowed unless the role allows it and, for an agency's officer, the complaint lies there now."""
    if staff.office.pk != complaint.office_id:
        raise NotAllowed("Laporan ini milik kantor lain.")
    if not staff.has(*WHO_MAY.get(verb, frozenset())):
        raise NotAllowed("Jabatan Anda tidak berwenang untuk langkah ini.")
    if complaint.is_sensitive and complaint.agency_id not in agencies and not staff.has(Role.HEAD):
        raise NotAllowed("Laporan ini ditangani pengawas dan tidak dapat dibuka di sini.")
    if not is_handler(staff) and complaint.agency_id not in agencies:
        raise NotAllowed("Laporan ini tidak lagi berada di dinas Anda.")


def check_may_open_identity(staff: Staff, complaint: Complaint, *, reason: str) -> None:
    """Raise NotAllowed unless one of the two named roles asks, for a secret reporter, with a reason."""
    if staff.office.pk != complaint.office_id or not staff.has(*IDENTITY_OPENERS):
        raise NotAllowed("Hanya petugas pengaduan dan camat yang dapat membuka identitas pelapor.")
    if complaint.identity == Identity.ANONYMOUS:
        raise NotAllowed("Pelapor ini tidak menyebut nama. Tidak ada identitas yang disimpan.")
    if complaint.identity == Identity.SECRET and len(reason.strip()) < 10:
        raise NotAllowed("Tulis alasan membuka identitas, paling sedikit 10 huruf.")
