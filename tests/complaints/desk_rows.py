"""Complaints as they stand on agencies' desks: made by the verbs, with a cast of two agencies, the kecamatan and a reporter."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any

from django.utils import timezone
from PIL import Image

from complaints.actions.answering import Proof, Reply, answer, start
from complaints.actions.forwarding import Findings, forward, verify
from complaints.actions.intake import Receipt, receive
from complaints.actions.publishing import publish
from complaints.models import (
    Agency,
    AgencyOfficer,
    Category,
    Complaint,
    ComplaintPhoto,
    ComplaintSettings,
    ComplaintSource,
    PhotoKind,
    RoutingRule,
)
from complaints.report import Report
from complaints.workflow import Identity, Kind, Outcome
from office.actions.files import store
from office.models import FileKind, Office, Role, StoredFile
from office.staff import Staff
from tests.factories import make_office, make_village, staff

_keys = count(1)
EARLIER = timezone.now().replace(microsecond=0) - timedelta(days=2)
"""When things happen unless a test says otherwise: pages read the real clock, which comes after it."""


def roads(office: Office | None = None) -> Agency:
    """UPT Pekerjaan Umum; all complaints go there unless a rule says otherwise."""
    return make_agency("upt-pu", "UPT Pekerjaan Umum Wilayah Utara", "UPT PU", office)


def water(office: Office | None = None) -> Agency:
    """The other agency."""
    return make_agency("upt-air", "UPT Sumber Daya Air", "UPT SDA", office)


def make_agency(key: str, name: str, short_name: str, office: Office | None = None) -> Agency:
    return Agency.objects.get_or_create(
        office=office or make_office(), key=key, defaults={"name": name, "short_name": short_name, "kind": "upt", "duties": f"Tugas {short_name}"}
    )[0]  # fmt: skip


def officer(agency: Agency, username: str, name: str, *, at: datetime = EARLIER, **facts: Any) -> Staff:
    """Somebody of an agency, and of nothing else in the office."""
    person = staff(username, name, Role.AGENCY, agency.office, at, title=f"Petugas {agency.short_name}")
    person.user.email = f"{username}@dinas.example"
    person.user.save()
    AgencyOfficer.objects.get_or_create(agency=agency, user=person.user, defaults={"since": at, **facts})
    return person


def hendra(at: datetime = EARLIER) -> Staff:
    """Of the roads."""
    return officer(roads(), "hendra", "Hendra Wijaya", at=at)


def tirta(at: datetime = EARLIER) -> Staff:
    """Of the water."""
    return officer(water(), "tirta", "Tirta Ningsih", at=at)


def lina(office: Office | None = None, at: datetime = EARLIER) -> Staff:
    """Handles complaints at the kecamatan."""
    return staff("lina", "Lina Marlina", Role.COMPLAINTS, office, at)


def lay_house(office: Office | None = None) -> Office:
    """An office that takes complaints: settings, a category of its own and one below it, the last rule."""
    office = office or make_office()
    ComplaintSettings.objects.get_or_create(office=office)
    parent = Category.objects.get_or_create(office=office, key="jalan", defaults={"name": "Jalan dan jembatan"})[0]
    Category.objects.get_or_create(office=office, key="jalan-rusak", defaults={"name": "Jalan rusak", "parent": parent})
    Category.objects.get_or_create(office=office, key="banjir", defaults={"name": "Banjir"})
    RoutingRule.objects.get_or_create(
        office=office, is_default=True, defaults={"position": 999, "agency": roads(office), "changed_at": EARLIER}
    )
    return office


def report(*, at: datetime = EARLIER, office: Office | None = None, **facts: Any) -> Receipt:
    """A report as a resident sent it."""
    office = lay_house(office)
    said: dict[str, Any] = {
        "category": "jalan-rusak", "text": "Jalan berlubang sekitar 1 meter.", "kind": Kind.COMPLAINT, "village_code": make_village().code,
        "rw": "003", "landmark": "depan pintu barat pasar", "title": "Jalan berlubang di depan pasar", "identity": Identity.OPEN,
        "may_publish": True, "name": "Wati Rahayu", "phone": "6281299990001", "latitude": Decimal("-7.3601"), "longitude": Decimal("112.3802"),
    }  # fmt: skip
    said |= facts
    if said["identity"] == Identity.ANONYMOUS:
        said |= {"name": "", "phone": "", "email": "", "nik": ""}
    return receive(office, Report(**said), key=f"uji-{next(_keys)}", source=ComplaintSource.WEB, at=at)


def forwarded(agency: Agency | None = None, *, at: datetime = EARLIER, **facts: Any) -> Complaint:
    """Verified and at an agency."""
    complaint = report(at=at, **facts).complaint
    who = lina(complaint.office, at)
    kept = verify(complaint, Findings(complaint.category, Kind(complaint.kind)), staff=who, at=at)
    return forward(kept, staff=who, at=at, agency=agency or roads(complaint.office))


def shown(agency: Agency | None = None, *, at: datetime = EARLIER, **facts: Any) -> Complaint:
    """At an agency, and published."""
    complaint = forwarded(agency, at=at, **facts)
    return publish(complaint, title=complaint.title, text=complaint.text, staff=lina(complaint.office, at), at=at)


def answered(
    complaint: Complaint, by: Staff, *, at: datetime = EARLIER, outcome: Outcome = Outcome.DONE, **facts: Any
) -> Complaint:
    """Answered by its agency, with a photo."""
    said = {"text": "Lubang sudah ditambal.", "reason": "" if outcome == Outcome.DONE else "Menunggu anggaran"} | facts
    answer(complaint, Reply(outcome=outcome, **said), staff=by, at=at, proofs=[Proof(picture(complaint.office, at=at))])
    return Complaint.objects.get(pk=complaint.pk)


def started(complaint: Complaint, by: Staff, *, at: datetime = EARLIER) -> Complaint:
    return start(complaint, staff=by, at=at)


def jpeg(size: tuple[int, int] = (320, 240), color: str = "#777") -> bytes:
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return out.getvalue()


def picture(office: Office, *, at: datetime = EARLIER, name: str = "foto.jpg") -> StoredFile:
    content = jpeg()
    return store(
        content,
        office=office,
        kind=FileKind.COMPLAINT,
        name=name,
        content_type="image/jpeg",
        at=at,
        width=320,
        height=240,
        thumbnail=content,
    )


def photo(
    complaint: Complaint, *, kind: PhotoKind = PhotoKind.REPORT, is_public: bool = False, at: datetime = EARLIER
) -> ComplaintPhoto:
    """A picture that came with the report."""
    return ComplaintPhoto.objects.create(
        complaint=complaint, file=picture(complaint.office, at=at), kind=kind, is_public=is_public
    )
