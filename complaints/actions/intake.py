"""Taking a report in: one complaint of one sending, whoever sends it and however often."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from complaints.actions.forwarding import send_to_agency
from complaints.actions.moving import hour_of, set_limits, tell_story, words_of
from complaints.actions.notices import day_text, tell_reporter
from complaints.masking import masked
from complaints.models import (
    Category,
    Complaint,
    ComplaintDraft,
    ComplaintIdentity,
    ComplaintPhoto,
    ComplaintSource,
    ComplaintTerm,
)
from complaints.receipts import pin_of, receipt_of
from complaints.report import Report
from complaints.workflow import Identity, State, Verb
from office.actions.audit import record
from office.actions.counters import next_number
from office.ids import uuid7
from office.models import Area, Office, User
from office.sealing import blind_index

FINE, COARSE = Decimal("0.0001"), Decimal("0.001")
"""About 11 and 110 metres: a place, not a house, when nobody shall know who stood there."""
REGISTER, HIDDEN_REGISTER = "pengaduan", "pengaduan-x"


@dataclass(frozen=True)
class Receipt:
    """What a reporter leaves with. Of an anonymous complaint `pin` is empty: the receipt is its only key."""

    complaint: Complaint
    code: str
    pin: str


def receive(
    office: Office, report: Report, *, key: str, source: ComplaintSource, at: datetime,
    by: User | None = None, draft: ComplaintDraft | None = None,
) -> Receipt:  # fmt: skip
    """Make the one complaint of a sending; the same `key` (a draft's token, a client's own id) gives the same receipt again."""
    earlier = sent_with(office, key)
    if earlier:
        return earlier
    try:
        return _receive(office, report, key=key, source=source, at=at, by=by, draft=draft)
    except IntegrityError:
        again = sent_with(office, key)  # the same sending came twice in one moment
        if again is None:
            raise
        return again


def sent_with(office: Office, key: str) -> Receipt | None:
    """The receipt of a key that was used before."""
    rows = Complaint.objects.select_related("office", "category", "village", "agency")
    complaint = rows.filter(office=office, request_key=request_key(office, key)).first()
    return _receipt(complaint, key) if complaint else None


def request_key(office: Office, key: str) -> str:
    return blind_index(f"complaint-key:{office.pk}", key)


def _receipt(complaint: Complaint, key: str) -> Receipt:
    return Receipt(
        complaint,
        receipt_of(_seed(complaint.office, key)),
        "" if complaint.is_anonymous else pin_of(_seed(complaint.office, key)),
    )


def _seed(office: Office, key: str) -> str:
    return f"{office.pk}:{key}"


@transaction.atomic
def _receive(
    office: Office,
    report: Report,
    *,
    key: str,
    source: ComplaintSource,
    at: datetime,
    by: User | None,
    draft: ComplaintDraft | None,
) -> Receipt:
    hidden = report.identity == Identity.ANONYMOUS
    moment = hour_of(at) if hidden else at
    complaint = _row(office, report, key=key, source=source, at=moment, by=None if hidden else by)
    set_limits(complaint, at=moment)
    complaint.save(force_insert=True)
    _keep_reporter(complaint, report)
    index_words(complaint)
    if draft:
        _take_over(complaint, draft)
    tell_story(complaint, Verb.RECEIVED, source="", by=complaint.entered_by, at=moment, hidden=hidden)
    if not hidden:
        record("complaint.received", complaint.audit_key, office=office, actor=by, at=at, source=source)
        tell_reporter(
            complaint, "received", at=at, title="laporan diterima", due=day_text(complaint, complaint.step_due)
        )
    if complaint.is_sensitive:
        send_to_agency(complaint, at=moment)
    return _receipt(complaint, key)


def _row(
    office: Office, report: Report, *, key: str, source: ComplaintSource, at: datetime, by: User | None
) -> Complaint:
    hidden = report.identity == Identity.ANONYMOUS
    category = Category.objects.get(office=office, key=report.category)
    seed, pk = _seed(office, key), uuid4() if hidden else uuid7()
    village = Area.objects.filter(code=report.village_code).first() if report.village_code else None
    return Complaint(
        id=pk, office=office, number=_number(office, at, hidden=hidden), code_index=blind_index("receipt", receipt_of(seed)),
        pin_index="" if hidden else pin_index(pk, pin_of(seed)), request_key=request_key(office, key), source=source, entered_by=by,
        kind=report.kind, category=category, is_sensitive=category.is_sensitive, village=village, rw=report.rw, landmark=report.landmark,
        latitude=_rounded(report.latitude, hidden), longitude=_rounded(report.longitude, hidden),
        title=report.title or title_of(category, report, village), text=report.text, identity=report.identity,
        may_publish=report.may_publish and not category.is_sensitive, state=State.RECEIVED, is_held=bool(report.held_reason),
        held_reason=report.held_reason, received_at=at, step_from=at, noted_at=None if hidden else at, sp4n_id=report.sp4n_id,
    )  # fmt: skip


def _rounded(degrees: Decimal | None, hidden: bool) -> Decimal | None:
    return None if degrees is None else degrees.quantize(COARSE if hidden else FINE)


def _number(office: Office, at: datetime, *, hidden: bool) -> str:
    """KML-P-2611-00012; anonymous ones count for themselves (KML-X-…), so that a neighbour's number tells no minute."""
    period = at.astimezone(ZoneInfo(office.time_zone)).strftime("%y%m")
    register, letter = (HIDDEN_REGISTER, "X") if hidden else (REGISTER, "P")
    return f"{office.code}-{letter}-{period}-{next_number(office, register=register, period=period):05}"


def pin_index(pk: object, pin: str) -> str:
    return blind_index(f"complaint-pin:{pk}", pin)


def title_of(category: Category, report: Report, village: Area | None) -> str:
    """Jalan dan jembatan, depan Pasar Kemlagi: what a list shows, until somebody writes a better one."""
    place = masked(report.landmark) or (village.full_name if village else "")
    return (f"{category.name}: {place}" if place else category.name)[:120]


def _keep_reporter(complaint: Complaint, report: Report) -> None:
    if report.identity == Identity.ANONYMOUS:
        return
    ComplaintIdentity.objects.create(
        complaint=complaint, name=report.name, phone=report.phone, phone_index=blind_index("phone", report.phone),
        email=report.email, nik=report.nik, nik_index=blind_index("nik", report.nik),
    )  # fmt: skip


def index_words(complaint: Complaint) -> None:
    """Write the words by which the desk finds it: of text, title and place, and the number's last part."""
    words = words_of(f"{complaint.text} {complaint.title} {complaint.landmark}") | {complaint.number.rsplit("-", 1)[-1]}
    ComplaintTerm.objects.bulk_create(
        ComplaintTerm(id=uuid4(), office_id=complaint.office_id, term=word, complaint=complaint)
        for word in sorted(words)
    )


def _take_over(complaint: Complaint, draft: ComplaintDraft) -> None:
    """The draft's photos become the complaint's; the draft itself is gone."""
    kept = ComplaintDraft.objects.select_for_update().get(pk=draft.pk)
    ComplaintPhoto.objects.filter(draft=kept).update(complaint=complaint, draft=None)
    kept.delete()


def photos_in(draft: ComplaintDraft, kept: Collection[object] | None = None) -> list[ComplaintPhoto]:
    """The photos of a draft, in the order they came."""
    rows = ComplaintPhoto.objects.filter(draft=draft).select_related("file")
    return [row for row in rows if kept is None or row.pk in kept]
