"""Rows of the staff lists with every text ready: the template of a row only prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString

from office import guards
from office.roles import Role
from office.staff import Staff
from office.templatetags.portal import icon
from office.wording import clock, short_date
from services.models import Product, Vulnerability
from services.promise_words import Countdown
from services.queries.cases import OPEN_FOR
from services.queries.clock import VULNERABLE_FIRST
from services.workflow import LABELS, State

VULNERABLE = dict(Vulnerability.choices)
LONGEST_REASON = 70
_ICONS = {"ok": "clock", "soon": "clock", "overdue": "alert", "paused": "more"}


@dataclass(frozen=True, slots=True)
class Row:
    """What one line of the queue shows."""

    url: str
    number: str
    name: str
    css: str
    badge: str
    seconds: int | None
    runs: int
    shape: SafeString
    vulnerable: str
    opened_by: str
    service: str
    stage: str
    officer: str
    action: str
    action_url: str
    posts: bool


def queue_rows(found: Iterable[dict[str, Any]], staff: Staff, *, at: datetime, countdown: Countdown) -> list[Row]:
    here = _Here(staff, at, countdown)
    return [here.row(values) for values in found]


class _Here:
    """What is the same for all rows of a page: who looks, when, and the addresses."""

    def __init__(self, staff: Staff, at: datetime, countdown: Countdown) -> None:
        self.staff, self.at, self.countdown = staff, at, countdown
        self.zone = ZoneInfo(staff.office.time_zone)
        self.today = at.astimezone(self.zone).date()
        self.case_url = reverse("services:case", args=[staff.office.slug, "NOMOR"])
        self.shapes = {name: icon(shape) for name, shape in _ICONS.items()}
        self.reviews = guards.reviewer(staff)
        self.signer = staff.office.head_title.lower()

    def row(self, values: dict[str, Any]) -> Row:
        css, badge, seconds, runs = self._time(values)
        action, url, posts = self._action(values)
        return Row(
            url=self.url(values), number=values["number"], name=values["applicant_name"], css=css, badge=badge, seconds=seconds, runs=runs,
            shape=self.shapes[css], vulnerable=VULNERABLE.get(values["vulnerability"], ""), opened_by=self._opened_by(values),
            service=values["version__short_name"], stage=self.stage(values), officer=values["officer__name"] or "Belum diambil",
            action=action, action_url=url, posts=posts,
        )  # fmt: skip

    def url(self, values: dict[str, Any]) -> str:
        return self.case_url.replace("NOMOR", values["number"])

    def _time(self, values: dict[str, Any]) -> tuple[str, str, int | None, int]:
        """Colour, words, service seconds left of the badge, and for how long they run."""
        if values["finished_at"]:
            return "ok", self._moment(values["finished_at"]), None, 0
        if values["paused_at"]:
            return "paused", "Waktu dijeda", None, 0
        due = values["due_at"] or values["queue_at"] + (VULNERABLE_FIRST if values["vulnerability"] else timedelta())
        left = self.countdown.left(due, values["warn_at"])
        if values["due_at"] is None and not left.is_late:
            return left.state, f"Periksa sebelum {self._moment(due)}", None, 0
        return left.state, left.text, left.seconds, left.runs

    def _moment(self, moment: datetime) -> str:
        local = moment.astimezone(self.zone)
        return clock(local) if local.date() == self.today else f"{short_date(local.date())}, {clock(local)}"

    def stage(self, values: dict[str, Any]) -> str:
        state = State(values["state"])
        if state == State.RETURNED:
            return f"Menunggu warga: {_short(values.get('asked') or 'berkas perbaikan')}"
        if state == State.DRAFTED:
            roles = values["version__endorsers"][values["endorsed_steps"] :]
            return f"Paraf {Role(roles[0]).label}" if roles else LABELS[state]
        if state == State.ENDORSED:
            return f"Menunggu tanda tangan {self.signer}"
        if state == State.COMPLETE and values["version__product"] == Product.FORWARDED:
            return "Siap diteruskan ke Disdukcapil"
        return "Periksa berkas perbaikan" if state == State.SUBMITTED and values["times_returned"] else LABELS[state]

    def _opened_by(self, values: dict[str, Any]) -> str:
        seen = values["viewed_at"]
        fresh = (
            seen
            and self.at - seen < OPEN_FOR
            and values["viewer_id"] != self.staff.user.pk
            and not values["finished_at"]
        )
        return (values["viewer__name"] or "").split(" ")[0] if fresh else ""

    def _action(self, values: dict[str, Any]) -> tuple[str, str, bool]:
        """The one quick action: its word, its address, and whether it is sent by POST."""
        state, url = State(values["state"]), self.url(values)
        if state == State.DRAFTED and self._is_my_paraf(values):
            return "Paraf", reverse("services:endorse", args=[self.staff.office.slug, values["number"]]), False
        if state == State.ENDORSED and self.staff.signing_posts:
            return "Tanda tangani", reverse("services:sign_desk", args=[self.staff.office.slug]), False
        if not self.reviews or values["finished_at"]:
            return "Lihat", url, False
        if state in {State.DRAFTED, State.ENDORSED}:
            return "Ingatkan", f"{url}ingatkan/", True
        if state in {State.SUBMITTED, State.COMPLETE} and values["officer_id"] is None:
            return "Ambil", f"{url}ambil/", True
        return (
            ("Lanjutkan" if values["officer_id"] == self.staff.user.pk and not values["paused_at"] else "Lihat"),
            url,
            False,
        )

    def _is_my_paraf(self, values: dict[str, Any]) -> bool:
        roles = values["version__endorsers"][values["endorsed_steps"] :]
        return bool(roles) and self.staff.has(Role(roles[0]))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_REASON else f"{text[:LONGEST_REASON].rsplit(' ', 1)[0]} …"
