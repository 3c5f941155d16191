"""Complaints, agencies and their people for tests; every name is synthetic."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from complaints.actions import forwarding, intake
from complaints.actions.answering import Proof
from complaints.actions.forwarding import Findings
from complaints.actions.intake import Receipt
from complaints.actions.seeding import set_up
from complaints.models import Agency, AgencyOfficer, Complaint, ComplaintSource
from complaints.report import Report
from complaints.workflow import Identity, Kind
from office.actions import files
from office.models import FileKind, Office, Role
from office.staff import Staff
from tests.factories import MONDAY_9AM, make_office, make_village, staff

_keys = count(1)


def ready_office(office: Office | None = None, at: datetime = MONDAY_9AM) -> Office:
    """An office that takes complaints."""
    office = office or make_office()
    make_village()
    set_up(office, at=at)
    return office


def tini(office: Office | None = None, at: datetime = MONDAY_9AM) -> Staff:
    """Handles complaints at the kecamatan."""
    return staff("tini", "Tini Suhartini", Role.COMPLAINTS, office, at)


def agency(key: str = "dbmsda", office: Office | None = None) -> Agency:
    return Agency.objects.get(office=office or ready_office(), key=key)


def officer(key: str = "dbmsda", *, username: str = "", is_head: bool = False, office: Office | None = None) -> Staff:
    """A person of an agency: an ordinary account with a post and a place."""
    place = agency(key, office)
    username = username or f"petugas-{key}"
    person = staff(username, f"Petugas {key}", Role.AGENCY, place.office)
    person.user.email = f"{username}@contoh.go.id"
    person.user.save()
    AgencyOfficer.objects.get_or_create(
        agency=place, user=person.user, defaults={"since": MONDAY_9AM, "is_head": is_head}
    )
    return person


def report(**facts: Any) -> Report:
    """A hole in the road, reported by Wati under her name."""
    defaults: dict[str, Any] = {
        "category": "jalan", "text": "Jalan berlubang satu meter, sudah dua minggu.", "village_code": "35.16.15.2016", "rw": "003",
        "landmark": "Depan pasar", "may_publish": True, "name": "Wati Handayani", "phone": "6281200005555",
    }  # fmt: skip
    if facts.get("identity") == Identity.ANONYMOUS:
        defaults |= {"name": "", "phone": ""}
    return Report(**{**defaults, **facts})


def received(
    office: Office | None = None,
    *,
    at: datetime = MONDAY_9AM,
    source: ComplaintSource = ComplaintSource.WEB,
    **facts: Any,
) -> Receipt:
    return intake.receive(ready_office(office), report(**facts), key=f"kunci-{next(_keys)}", source=source, at=at)


def verified(by: Staff, complaint: Complaint | None = None, *, at: datetime = MONDAY_9AM, **facts: Any) -> Complaint:
    complaint = complaint or received(by.office, **facts).complaint
    findings = Findings(complaint.category, Kind(complaint.kind), complaint.needs_investigation)
    return forwarding.verify(complaint, findings, staff=by, at=at)


def forwarded(by: Staff, *, at: datetime = MONDAY_9AM, to: str = "", **facts: Any) -> Complaint:
    """At the agency the list names, or at the one given."""
    complaint = verified(by, at=at, **facts)
    return forwarding.forward(complaint, staff=by, at=at, agency=agency(to, by.office) if to else None)


def proof(office: Office | None = None, at: datetime = MONDAY_9AM) -> Proof:
    stored = files.store(
        b"bukti",
        office=office or make_office(),
        kind=FileKind.COMPLAINT,
        name="sesudah.jpg",
        content_type="image/jpeg",
        at=at,
    )
    return Proof(stored)
