"""What the Kasi reads before deciding: the clock's whole story, who held the file how long, and who could bring the letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from office.hours import ServiceHours
from office.models import Office, Post, User
from office.queries.hours import hours_of
from office.staff import local_day
from office.wording import duration
from services.deadlines import elapsed_minutes
from services.models import Event, HomeDelivery, Objection, Pause, Submission
from services.workflow import REVIEWERS, State

MINUTE = timedelta(minutes=1)
_STEPS = {
    State.SUBMITTED: "Berkas perbaikan diterima", State.RETURNED: "Berkas dikembalikan ke pemohon",
    State.DRAFTED: "Surat dibuat", State.ENDORSED: "Surat diparaf", State.ISSUED: "Surat ditandatangani",
    State.FORWARDED: "Berkas diteruskan", State.READY: "Siap diambil", State.HANDED_OVER: "Diserahkan",
    State.REJECTED: "Ditolak", State.WITHDRAWN: "Ditarik pemohon", State.LAPSED: "Gugur",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A moment of the story; `strong` is the deadline itself."""

    at: datetime
    what: str
    who: str = ""
    why: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Hold:
    """Who had the file for how many service minutes, all stretches together."""

    who: str
    minutes: int


@dataclass(frozen=True)
class Facts:
    """`late` is in service minutes past the deadline, up to the end of the work or now."""

    lines: list[Line]
    holds: list[Hold]
    late: int
    paused: int
    pauses: int
    is_finished: bool


def facts_of(objection: Objection, *, at: datetime) -> Facts:
    """The story from berkas lengkap on; a fixed number of queries whatever happened."""
    submission = objection.submission
    hours = hours_of(submission.office, at=at)
    events = list(Event.objects.filter(submission=submission).select_related("actor"))
    pauses = list(Pause.objects.filter(submission=submission).select_related("by", "struck_by"))
    end = submission.finished_at or at
    counted = [row for row in pauses if row.struck_at is None]
    return Facts(
        lines=_lines(objection, events, pauses, at),
        holds=_holds(submission, events, hours, end),
        late=hours.timeline.served(objection.missed_due_at, end) // MINUTE,
        paused=sum(hours.timeline.served(row.starts_at, row.ends_at or end) // MINUTE for row in counted),
        pauses=len(counted),
        is_finished=submission.finished_at is not None,
    )


def _lines(objection: Objection, events: list[Event], pauses: list[Pause], at: datetime) -> list[Line]:
    submission = objection.submission
    version, start = submission.version, submission.completed_at
    promise = duration(minutes=version.sop_minutes or 0, working_days=version.sop_days or 0)
    lines = [Line(objection.missed_due_at, f"Batas {promise}", strong=True)]
    lines += [_told(event, start) for event in events if start and event.at >= start and event.source != event.target]
    for row in pauses:
        lines += _pause_lines(row)
    lines.append(Line(objection.raised_at, "Keberatan diajukan", who=_entered(objection)))
    if submission.finished_at is None:
        lines.append(Line(at, _unfinished(submission)))
    return sorted(lines, key=lambda line: line.at)


def _told(event: Event, start: datetime | None) -> Line:
    who = event.actor.name if event.actor else ""
    if event.target == State.COMPLETE:
        first = event.at == start
        return Line(event.at, "Berkas lengkap, waktu mulai" if first else "Surat perlu ditulis ulang", who, event.note)
    return Line(event.at, _STEPS.get(State(event.target), event.label), who)


def _pause_lines(row: Pause) -> list[Line]:
    struck = f" (jeda dibatalkan: {row.struck_reason})" if row.struck_at else ""
    begun = Line(row.starts_at, "Waktu dijeda", row.by.name if row.by else "", f"{row.reason}{struck}")
    return [begun, Line(row.ends_at, "Waktu jalan lagi")] if row.ends_at else [begun]


def _entered(objection: Objection) -> str:
    return f"pemohon, dicatat {objection.entered_by.name}" if objection.entered_by else "pemohon"


def _unfinished(submission: Submission) -> str:
    if submission.paused_at:
        return "Menunggu berkas dari pemohon"
    head = submission.office.head_title.lower()
    waits = {State.DRAFTED: "Belum diparaf", State.ENDORSED: f"Belum ditandatangani {head}"}
    return waits.get(State(submission.state), "Surat belum dibuat")


def _holds(submission: Submission, events: list[Event], hours: ServiceHours, end: datetime) -> list[Hold]:
    """Each stretch between two moves belongs to whoever had to act; for those who did, to the one who acted."""
    start = submission.completed_at
    if start is None:
        return []
    moves = [event for event in events if event.at >= start and event.source != event.target and event.at <= end]
    found: dict[str, int] = {}
    for event, later in zip(moves, [*moves[1:], None], strict=True):
        who = _holder(submission, State(event.target), later)
        if who:
            spent = elapsed_minutes(event.at, later.at if later else end, hours)
            found[who] = found.get(who, 0) + spent
    return [Hold(who, minutes) for who, minutes in sorted(found.items(), key=lambda item: -item[1])]


def _holder(submission: Submission, state: State, later: Event | None) -> str:
    acted = later.actor.name if later and later.actor else ""
    if state == State.RETURNED:
        return "Pemohon (waktu dijeda)"
    if state in {State.COMPLETE, State.SUBMITTED}:
        return acted or (submission.officer.name if submission.officer else "Belum diambil petugas")
    if state == State.DRAFTED:
        return acted or "Menunggu paraf"
    return acted or (submission.office.head_title if state == State.ENDORSED else "")


def couriers_in(office: Office, *, at: datetime) -> list[tuple[User, int]]:
    """Who serves in this office today, with the number of letters each still has to bring."""
    day = local_day(office, at)
    posts = Post.objects.filter(office=office, role__in=REVIEWERS, user__is_active=True).select_related("user")
    people = {post.user_id: post.user for post in posts if post.holds_on(day)}
    rows = HomeDelivery.objects.filter(courier__in=people, office=office, is_open=True)
    loads = dict(rows.order_by().values_list("courier").annotate(n=Count("pk")))
    return sorted(((user, loads.get(user.pk, 0)) for user in people.values()), key=lambda pair: pair[0].name)
