"""What a resident reads about a request: its story so far, what comes next and by when, what is still missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from office import codes
from office.models import Channel, FileView, Message, Office, ShortLink
from office.queries.hours import hours_of
from office.sealing import blind_index
from office.wording import clock, duration, long_date
from services.deadlines import Minutes
from services.models import Delivery, Document, DocumentState, Event, Letter, Product, RequirementKind, Submission
from services.promise_words import Countdown, TimeLeft, promise_sentence
from services.queries.clock import promise_of
from services.queries.next_steps import check_text, moment
from services.workflow import CLOCK_RUNS, CLOSED, LetterState, State

_NUMBER = re.compile(r"([A-Z]{3,6})[-\s]*(\d{4})[-\s]*(\d{1,7})")
_MOST_VIEWS = 50


def number_in(text: str) -> str:
    """KML-2611-00482 from "kml 2611 482"; nothing where it cannot be a number."""
    found = _NUMBER.fullmatch(text.strip().upper()[:32])
    return f"{found[1]}-{found[2]}-{int(found[3]):05}" if found else ""


def reference_of(text: str) -> str:
    """One spelling of what somebody typed as number or code, for look-up and for counting tries."""
    return number_in(text) or codes.normalise(text) or text.strip().upper()[:40]


def by_number_or_code(office: Office, text: str) -> Submission | None:
    """One query, whatever was typed."""
    code = blind_index("code", codes.normalise(text) or "-")
    return _of(office, Q(number=number_in(text) or "-") | Q(code_index=code))


def by_number(office: Office, number: str) -> Submission | None:
    return _of(office, Q(number=number))


def by_short_link(token: str) -> tuple[ShortLink | None, str]:
    """The link of a message and the number of the request it is about."""
    link = (
        ShortLink.objects.filter(token_index=blind_index("link", token[:100]), purpose="track")
        .select_related("office")
        .first()
    )
    if link is None:
        return None, ""
    return link, Submission.objects.filter(pk=link.subject, office=link.office).values_list(
        "number", flat=True
    ).first() or ""


def _of(office: Office, which: Q) -> Submission | None:
    """With what its pages show; the office is known already, reading it again would cost as much as the rest."""
    found = Submission.objects.select_related("version", "service", "village").filter(which, office=office).first()
    if found:
        found.office = office
    return found


@dataclass(frozen=True)
class Moment:
    """A line of the timeline, as parts/timeline.html shows it."""

    title: str
    state: str
    time: str = ""
    text: str = ""
    reply: str = ""
    late: bool = False


@dataclass(frozen=True)
class Clock:
    """The panel of the promise, in service time; percentages are of the bar."""

    left: TimeLeft
    sentence: str
    starts: str
    due: str
    now: str
    filled: float
    mark: float

    @property
    def is_late(self) -> bool:
        return self.left.is_late


def story(submission: Submission, *, at: datetime) -> list[Moment]:
    """What happened, what happens now, what comes last."""
    events = [event for event in submission.events.select_related("actor") if event.source != event.target]
    told = [_told(event, submission, earlier) for earlier, event in zip([None, *events], events, strict=False)]
    if State(submission.state) in CLOSED or not events:
        return told
    late = bool(submission.due_at and submission.due_at < at and State(submission.state) in CLOCK_RUNS)
    told.append(_now(submission, events[-1], late=late))
    return told + _to_come(submission)


def _told(event: Event, submission: Submission, earlier: Event | None) -> Moment:
    zone = ZoneInfo(submission.office.time_zone)
    when = event.at.astimezone(zone)
    same_day = earlier is not None and earlier.at.astimezone(zone).date() == when.date()
    by = (
        f" · diperiksa {event.actor.name}"
        if event.target == State.COMPLETE and event.source == State.SUBMITTED and event.actor
        else ""
    )
    note = event.public_note if event.target != State.SUBMITTED else ""
    quoted = event.target in {State.RETURNED, State.REJECTED}
    return Moment(
        _title(event, submission), "done", f"{clock(when) if same_day else moment(when)}{by}",
        text="" if quoted else note, reply=note if quoted else "",
    )  # fmt: skip


def _title(event: Event, submission: Submission) -> str:
    again = {
        (State.RETURNED, State.SUBMITTED): "Berkas perbaikan diterima",
        (State.DRAFTED, State.COMPLETE): "Naskah surat diperbaiki",
        (State.ENDORSED, State.COMPLETE): "Naskah surat diperbaiki",
        (State.ISSUED, State.COMPLETE): "Surat dicabut, dibuat ulang",
        (State.HANDED_OVER, State.COMPLETE): "Surat dicabut, dibuat ulang",
    }
    titles = {
        State.SUBMITTED: "Permohonan diterima",
        State.RETURNED: "Berkas perlu diperbaiki",
        State.COMPLETE: "Berkas dinyatakan lengkap",
        State.DRAFTED: "Naskah surat dibuat",
        State.ENDORSED: "Naskah surat diparaf",
        State.ISSUED: f"Surat ditandatangani {submission.office.head_title.lower()}",
        State.FORWARDED: f"Berkas diteruskan ke {submission.version.next_office or 'Disdukcapil'}",
        State.READY: "Siap diambil di loket",
        State.HANDED_OVER: "Selesai",
        State.REJECTED: "Permohonan ditolak",
        State.WITHDRAWN: "Permohonan ditarik",
        State.LAPSED: "Permohonan gugur",
    }
    move = (State(event.source), State(event.target)) if event.source else None
    return again.get(move, titles[State(event.target)]) if move else titles[State(event.target)]


def _now(submission: Submission, last: Event, *, late: bool) -> Moment:
    since = last.at.astimezone(ZoneInfo(submission.office.time_zone))
    when = f"Sejak {clock(since)}, {long_date(since)}"
    titles = {
        State.SUBMITTED: ("Petugas memeriksa berkas", check_text(submission, since=last.at)),
        State.RETURNED: ("Menunggu berkas dari Anda", when),
        State.COMPLETE: (
            "Petugas membuat surat" if submission.version.product == Product.LETTER else "Petugas meneruskan berkas",
            when,
        ),
        State.DRAFTED: ("Menunggu paraf", when),
        State.ENDORSED: (f"Menunggu tanda tangan {submission.office.head_title.lower()}", when),
        State.ISSUED: _issued(submission, when),
        State.FORWARDED: (f"Diproses {submission.version.next_office or 'Disdukcapil'}", when),
        State.READY: ("Menunggu Anda ambil di loket", "Bawa KTP dan bukti permohonan"),
    }
    title, text = titles[State(submission.state)]
    return Moment(title, "current", text, late=late)


def _issued(submission: Submission, when: str) -> tuple[str, str]:
    waits = {
        Delivery.PDF: ("Surat siap diunduh", "Unduh di halaman ini"),
        Delivery.COUNTER: (
            "Surat siap diambil di loket",
            "Bawa KTP dan bukti permohonan. PDF bisa diunduh di halaman ini",
        ),
        Delivery.HOME: ("Surat menunggu diantar", "PDF sudah bisa diunduh di halaman ini"),
    }
    return waits.get(Delivery(submission.delivery), ("Surat siap", when))


def _to_come(submission: Submission) -> list[Moment]:
    if State(submission.state) in {State.ISSUED, State.READY}:
        return []
    if submission.version.product == Product.FORWARDED:
        return [Moment("Siap diambil di loket", "upcoming")]
    ends = {
        Delivery.PDF: "PDF diunduh di halaman ini",
        Delivery.COUNTER: "Diambil di loket",
        Delivery.HOME: "Diantar ke rumah",
    }
    return [Moment("Surat selesai", "upcoming", ends[Delivery(submission.delivery)])]


def clock_of(submission: Submission, *, at: datetime) -> Clock | None:
    """The running promise; None while it does not run."""
    start, due = submission.completed_at, submission.due_at
    if State(submission.state) not in CLOCK_RUNS or due is None or start is None:
        return None
    hours, promise = hours_of(submission.office, at=at), promise_of(submission.version)
    left = Countdown(hours, at).left(due, submission.warn_at)
    whole, late = hours.timeline.served(start, due), hours.timeline.served(due, at)
    if isinstance(promise, Minutes):  # without the pauses
        whole = timedelta(minutes=promise.count)
    ahead = hours.timeline.served(at, due)
    return Clock(
        left=left, starts=_short(start, submission, at), due=_short(due, submission, at), now=_short(at, submission, at),
        sentence=promise_sentence(promise, start, due, hours, today=at.astimezone(hours.tz).date(), missed=left.is_late),
        filled=100.0 if left.is_late else _share(whole - ahead, whole), mark=_share(whole, whole + late),
    )  # fmt: skip


def _share(part: timedelta, whole: timedelta) -> float:
    return round(min(100.0, max(0.0, 100 * (part / whole))), 1) if whole else 100.0


def _short(moment_: datetime, submission: Submission, at: datetime) -> str:
    """The time alone today, with its date on other days."""
    zone = ZoneInfo(submission.office.time_zone)
    there, today = moment_.astimezone(zone), at.astimezone(zone).date()
    return clock(there) if there.date() == today else f"{there.day}/{there.month} {clock(there)}"


def promise_text(submission: Submission) -> str:
    version = submission.version
    return f"{duration(minutes=version.sop_minutes or 0, working_days=version.sop_days or 0)} sejak berkas lengkap"


def asked_papers(submission: Submission) -> list[Document]:
    """The papers of a returned file that were refused, and those that were sent anew but not handed in yet."""
    if submission.state != State.RETURNED:
        return []
    since = submission.paused_at or submission.received_at
    current = Q(state=DocumentState.REFUSED) | Q(state=DocumentState.PENDING, created_at__gte=since)
    return list(
        Document.objects.filter(current, submission=submission, replaced_at=None).select_related(
            "requirement__example", "file"
        )
    )


def can_be_sent(document: Document) -> bool:
    """Whether a photo will do; presence needs the person."""
    return document.requirement.kind != RequirementKind.PRESENCE


def messages_to(submission: Submission) -> list[Message]:
    return list(
        Message.objects.filter(
            office=submission.office, subject_key=submission.audit_key, channel=Channel.PAGE
        ).order_by("-created_at")
    )


def looks_at(submission: Submission) -> list[FileView]:
    """Who opened the papers: the resident may know (UU 27/2022)."""
    files = Document.objects.filter(submission=submission, file__isnull=False).values("file")
    return list(FileView.objects.filter(file__in=files).select_related("user").order_by("-at")[:_MOST_VIEWS])


def letters_of(submission: Submission) -> tuple[Letter | None, Letter | None]:
    """The letter that holds, and the last one that was revoked."""
    rows = list(
        submission.letters.filter(state__in=[LetterState.ISSUED, LetterState.REVOKED])
        .select_related("file", "entry")
        .order_by("created_at")
    )
    valid = next((row for row in rows if row.state == LetterState.ISSUED), None)
    revoked = [row for row in rows if row.state == LetterState.REVOKED]
    return valid, revoked[-1] if revoked else None
