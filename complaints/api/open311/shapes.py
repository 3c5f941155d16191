"""Rows as values in GeoReport v2's own names and order; a complaint the public may not read shows its state only."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from complaints.masking import masked
from complaints.models import Category, Complaint
from complaints.workflow import KIND_WORDS, State
from office.models import Area, Office

YES_NO = [{"key": "ya", "name": "Ya"}, {"key": "tidak", "name": "Tidak"}]


def service(category: Category) -> dict[str, Any]:
    return {
        "service_code": category.key,
        "service_name": category.name,
        "description": category.hint,
        "metadata": True,
        "type": "realtime",
        "keywords": "",
        "group": category.parent.name if category.parent else category.name,
    }


def definition(category: Category, villages: list[Area]) -> dict[str, Any]:
    """What may be said beside the place and the description."""
    kinds = [{"key": kind.value, "name": word} for kind, word in KIND_WORDS.items()]
    places = [{"key": area.code, "name": area.full_name} for area in villages]
    asked = [
        ("jenis", "singlevaluelist", "Jenis laporan. Tanpa ini: pengaduan", kinds),
        ("desa", "singlevaluelist", "Desa atau kelurahan, bila titik lokasi tidak dikirim", places),
        ("rw", "string", "Nomor RW", []),
        ("patokan", "string", "Patokan tempat, misalnya di depan balai desa", []),
        ("rahasia", "singlevaluelist", "Nama dan nomor hanya dibaca petugas pengaduan. Tanpa ini: tidak", YES_NO),
    ]
    return {
        "service_code": category.key,
        "attributes": [
            {
                "variable": True,
                "code": code,
                "datatype": datatype,
                "required": False,
                "datatype_description": None,
                "order": order,
                "description": description,
                "values": values,
            }
            for order, (code, datatype, description, values) in enumerate(asked, start=1)
        ],
    }


def request(complaint: Complaint, *, photo_url: str = "") -> dict[str, Any]:
    """One request. `description`, place and picture only of a published complaint."""
    zone = ZoneInfo(complaint.office.time_zone)
    shown = complaint.published_at is not None
    return {
        "service_request_id": complaint.number,
        "status": "open" if complaint.is_open else "closed",
        "status_notes": status_notes(complaint),
        "service_name": complaint.category.name,
        "service_code": complaint.category.key,
        "description": masked(complaint.public_text) if shown else None,
        "agency_responsible": complaint.agency.name if complaint.agency else None,
        "service_notice": None,
        "requested_datetime": moment(complaint.received_at, zone),
        "updated_datetime": moment(updated(complaint), zone),
        "expected_datetime": moment(complaint.due_at, zone),
        "address": _address(complaint) if shown else None,
        "address_id": None,
        "zipcode": (complaint.village.postcode or None) if shown and complaint.village else None,
        "lat": _degrees(complaint.latitude) if shown else None,
        "long": _degrees(complaint.longitude) if shown else None,
        "media_url": photo_url or None,
    }


def status_notes(complaint: Complaint) -> str:
    """The public word, whether it is late, and where a merged one went on."""
    parts = [complaint.state_label]
    if complaint.overdue_since and complaint.is_open:
        parts.append("lewat batas waktu")
    if complaint.state == State.DUPLICATE and complaint.duplicate_of:
        parts.append(f"dengan {complaint.duplicate_of.number}")
    return ", ".join(parts)


def updated(complaint: Complaint) -> datetime:
    steps = [
        complaint.received_at,
        complaint.verified_at,
        complaint.forwarded_at,
        complaint.answered_at,
        complaint.closed_at,
    ]
    return max(step for step in steps if step)


def moment(at: datetime | None, zone: ZoneInfo) -> str | None:
    """W3C date and time with the office's offset."""
    return at.astimezone(zone).isoformat(timespec="seconds") if at else None


def _degrees(value: Any) -> float | None:
    return None if value is None else float(value)


def _address(complaint: Complaint) -> str:
    parts = [f"RW {complaint.rw}" if complaint.rw else "", complaint.village.full_name if complaint.village else ""]
    return ", ".join([part for part in parts if part] + [complaint.office.name])


def discovery(offices: list[Office], base: str, *, contact: str, changed: str) -> dict[str, Any]:
    """Where the service lies, and which jurisdictions it knows."""
    names = ", ".join(f"{office.slug} ({office.name})" for office in offices)
    return {
        "changeset": changed,
        "contact": contact,
        "key_service": f"Kunci untuk mengirim laporan diberikan admin kantor. jurisdiction_id: {names}",
        "endpoints": [
            {
                "specification": "http://wiki.open311.org/GeoReport_v2",
                "url": f"{base}/open311/v2",
                "changeset": changed,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }
