"""From a file that another office finishes to the plain values of its tanda terima."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.urls import reverse

from office.models import Post, TimeZone
from office.staff import local_day
from services.models import Document, Submission
from services.queries.posters import base_address
from services.queries.standards import head_of
from services.slip_content import HandedIn, ReceiptContent


def content_of_receipt(submission: Submission) -> ReceiptContent:
    """Who gave which papers, to whom, and where they go; the officer is the one who serves the file."""
    office, zone = submission.office, ZoneInfo(submission.office.time_zone)
    address = f"{base_address(office)}{reverse('services:tracked', args=[office.slug, submission.number])}"
    entry = f"{base_address(office)}{reverse('services:track', args=[office.slug])}"
    return ReceiptContent(
        head=head_of(office), number=submission.number, service=submission.version.name, holder=submission.applicant_name,
        papers=tuple(_handed_in(row) for row in _papers(submission)), forwarded_to=submission.version.next_office or "Disdukcapil",
        ready="Kami memberi kabar bila sudah siap diambil", code=submission.code, address=address,
        printed_address=entry.split("://", 1)[-1], received_at=submission.received_at.astimezone(zone), zone=TimeZone(office.time_zone).label,
        received_by=submission.officer.name if submission.officer else "", received_by_title=_title(submission),
    )  # fmt: skip


def _papers(submission: Submission) -> list[Document]:
    rows = Document.objects.filter(submission=submission, replaced_at=None).select_related("requirement")
    return list(rows.order_by("requirement__position"))


def _handed_in(row: Document) -> HandedIn:
    return HandedIn(name=row.requirement.name, form="Salinan" if row.file_id else "Asli diperlihatkan")


def _title(submission: Submission) -> str:
    day = local_day(submission.office, submission.received_at)
    posts = Post.objects.filter(user=submission.officer, office=submission.office) if submission.officer else []
    return next((post.title for post in posts if post.holds_on(day)), "")
