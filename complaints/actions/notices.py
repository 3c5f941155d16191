"""The messages a complaint puts into the outbox: no text of a complaint, no name; texts stand in templates/messages/complaints/."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from complaints.models import Agency, Complaint, ComplaintIdentity
from complaints.workflow import HANDLERS, Identity
from office.actions.messages import Notice, Recipient, enqueue, enqueue_email
from office.models import Post, User
from office.roles import Role
from office.staff import local_day
from office.wording import long_date


def tell_reporter(
    complaint: Complaint, event: str, *, at: datetime, title: str, step: str = "", **context: Any
) -> None:
    """Tell an open reporter. An anonymous one cannot be told, and a secret one's number would lie on a counter's list."""
    if complaint.identity != Identity.OPEN:
        return
    who = ComplaintIdentity.objects.filter(complaint=complaint).first()
    if who is None:
        return
    notice = Notice(
        event=f"complaints/{event}",
        effect=f"{complaint.pk}:{event}:{step}",
        title=f"{complaint.office.name}: {title}"[:120],
        subject_key=complaint.audit_key,
        context={"number": complaint.number, "link": reporter_link(complaint), **context},
    )
    enqueue(notice, office=complaint.office, to=Recipient(phone=who.phone, email=who.email), at=at)


def reporter_link(complaint: Complaint) -> str:
    """Where the reporter looks; the number alone opens nothing."""
    return f"{settings.PUBLIC_URL}/{complaint.office.slug}/pengaduan/lacak/?nomor={complaint.number}"


def day_text(complaint: Complaint, moment: datetime | None) -> str:
    """The day of a limit on the office's wall: Rabu 25 November 2026."""
    if moment is None:
        return "hari kerja berikutnya"
    return long_date(moment.astimezone(ZoneInfo(complaint.office.time_zone)))


def tell_agency(
    complaint: Complaint, event: str, *, at: datetime, title: str, heads_only: bool = False, step: str = ""
) -> int:
    """E-mail the officers of the agency that has it; says how many have an address."""
    if complaint.agency is None:
        return 0
    people = _officers(complaint.agency, complaint.group, heads_only)
    return _mail(complaint, people, event, at=at, title=title, step=step, desk="kotak-masuk")


def _officers(agency: Agency, group: str, heads_only: bool) -> list[User]:
    places = list(agency.officers.filter(ended_at=None, user__is_active=True).select_related("user"))
    wanted = [place for place in places if place.is_head] if heads_only else []
    if not heads_only and group:
        wanted = [place for place in places if place.group == group or place.is_head]
    return [place.user for place in wanted or places]


def tell_office(
    complaint: Complaint, event: str, *, at: datetime, title: str, roles: Iterable[Role] = HANDLERS, step: str = ""
) -> int:
    """E-mail those of the kecamatan who handle complaints, or its head only. Nothing about the office itself goes to it."""
    if complaint.is_sensitive:
        return 0
    day = local_day(complaint.office, at)
    posts = Post.objects.filter(office=complaint.office, role__in=list(roles), user__is_active=True).select_related(
        "user"
    )
    people = {post.user for post in posts if post.holds_on(day)}
    return _mail(complaint, people, event, at=at, title=title, step=step)


def _mail(
    complaint: Complaint,
    people: Iterable[User],
    event: str,
    *,
    at: datetime,
    title: str,
    step: str,
    desk: str = "pengaduan",
) -> int:
    link = f"{settings.PUBLIC_URL}/petugas/{complaint.office.slug}/{desk}/{complaint.number}/"
    reached = 0
    for person in people:
        notice = Notice(
            event=f"complaints/{event}",
            effect=f"{complaint.pk}:{event}:{person.pk}:{step or f'{at:%y%m%d%H%M}'}",
            title=f"{complaint.office.name}: {title}"[:120],
            subject_key=f"staff:{complaint.number}",
            context={"number": complaint.number, "category": complaint.category.name, "link": link},
        )
        reached += enqueue_email(notice, office=complaint.office, address=person.email, at=at) is not None
    return reached
