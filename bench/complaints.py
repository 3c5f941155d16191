"""Complaints at two scales: the agency's inbox, the public list and the map, as multiples of the bare view."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.cache import cache
from django.db import connections
from django.utils import timezone

from bench import world
from bench.bulk import Stamp, Table, careless_disk, without_indexes
from bench.loads import Page, costs, server
from complaints.models import Agency, AgencyOfficer, Category, Complaint, ComplaintSettings, RoutingRule
from complaints.queries.public import villages
from complaints.workflow import State
from office.ids import uuid7
from office.models import Office, Post, User
from office.roles import Role
from office.sealing import blind_index

SMALL, LARGE = 1_000, 1_000_000
AGENCIES, TOPICS, RWS = 20, 14, 12
OPEN_SHARE, SHOWN_SHARE, LATE_SHARE = 0.02, 0.6, 0.05
OPEN_STATES = (State.FORWARDED,) * 4 + (State.IN_PROGRESS,) * 4 + (State.ANSWERED, State.RECEIVED)
YEARS = timedelta(days=3 * 365)
OFFICER = "bench-dinas"


def measure() -> dict[str, float]:
    """Every page once at 1,000 complaints and once at BENCH_ROWS, and the ratio of the two."""
    large = int(os.environ.get("BENCH_ROWS", LARGE))
    world.prepare(at_most=SMALL)
    figures: dict[str, float] = {"complaints": large}
    for label, rows in (("small", SMALL), ("large", large)):
        fill(rows)
        figures |= {f"{label}: {name}": cost for name, cost in _at_this_scale().items()}
    names = [name.removeprefix("small: ") for name in figures if name.startswith("small: ")]
    return figures | {f"large/small: {name}": figures[f"large: {name}"] / figures[f"small: {name}"] for name in names}


def _at_this_scale() -> dict[str, float]:
    pages = all_pages()
    cache.clear()
    connections.close_all()
    with server() as running:
        return costs(running, pages)


def all_pages() -> list[Page]:
    """What people open all day; `fresh=1` is a question that no kept page answers."""
    cookie = officer_cookie()
    office = Office.objects.get(slug="kemlagi")
    shown = Complaint.objects.filter(office=office, published_at__isnull=False).order_by("-published_at")[0]
    village = villages(office)[0].code
    return [
        Page("inbox", ["/petugas/kemlagi/kotak-masuk/"], cookie),
        Page("inbox, done", ["/petugas/kemlagi/kotak-masuk/?lihat=selesai"], cookie),
        Page("public list", ["/kemlagi/laporan-warga/"]),
        Page("public list, not kept", ["/kemlagi/laporan-warga/?fresh=1"]),
        Page("public list of a category, not kept", ["/kemlagi/laporan-warga/?kategori=bench-1&fresh=1"]),
        Page("public list of an RW, not kept", [f"/kemlagi/laporan-warga/?desa={village}&rw=3&fresh=1"]),
        Page("public complaint, not kept", [f"/kemlagi/laporan-warga/{shown.number}/?fresh=1"]),
        Page("map", ["/kemlagi/laporan-warga/peta/"]),
        Page("map, page made anew", ["/kemlagi/laporan-warga/peta/?fresh=1"]),
    ]


def officer_cookie() -> str:
    """A session of an agency's officer, as a log-in leaves it."""
    user = User.objects.get(username=OFFICER)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    facts = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    for name, value in (facts | {"seen": timezone.now().timestamp()}).items():
        session[name] = value
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def fill(count: int, *, at: datetime | None = None, seed: int = 11) -> int:
    """Add complaints until there are `count`: 2 % open, of which 5 % late; six of ten are shown to everybody. Says how many."""
    already = Complaint.objects.count()
    missing = max(0, count - already)
    if missing:
        makers = [
            _Maker(office, (at or timezone.now()).astimezone(UTC)) for office in Office.objects.order_by("pk")[:4]
        ]
        with careless_disk(), without_indexes(Complaint, when=missing > 50_000):
            Table(Complaint).add(_rows(makers, already, missing, random.Random(seed + already)))
    return missing


def _rows(makers: list[_Maker], already: int, missing: int, dice: random.Random) -> Iterator[list[Any]]:
    for number in range(already, already + missing):
        yield dice.choice(makers).row(number, dice)


class _Maker:
    """Rows of one office: its agencies, categories and places are laid on first use."""

    def __init__(self, office: Office, at: datetime) -> None:
        self.office, self.at = office, at
        ComplaintSettings.objects.get_or_create(office=office)
        self.agencies = [self._agency(number) for number in range(AGENCIES)]
        self.topics = [
            Category.objects.get_or_create(office=office, key=f"bench-{n}", defaults={"name": f"Kategori {n}"})[0]
            for n in range(TOPICS)
        ]
        self.villages = villages(office)
        defaults = {"position": 999, "agency": self.agencies[0], "changed_at": at}
        RoutingRule.objects.get_or_create(office=office, is_default=True, defaults=defaults)
        self._officer()
        blank = Complaint(
            office=office, state=State.CLOSED, identity="secret", source="web", category=self.topics[0], agency=self.agencies[0], title="Jalan berlubang",
            text="Jalan berlubang sekitar satu meter, dalamnya setengah ban motor.", may_publish=True, received_at=at, step_from=at, noted_at=at,
        )  # fmt: skip
        self.stamp = Stamp(Table(Complaint), blank)

    def _agency(self, number: int) -> Agency:
        facts = {"name": f"Dinas {number}", "short_name": f"D{number}", "kind": "opd"}
        return Agency.objects.get_or_create(office=self.office, key=f"bench-{number}", defaults=facts)[0]

    def _officer(self) -> None:
        if self.office.slug != "kemlagi" or User.objects.filter(username=OFFICER).exists():
            return
        user = User.objects.create_user(OFFICER, "tidak-dipakai-masuk-1", name="Petugas Dinas")
        Post.objects.create(
            user=user,
            office=self.office,
            role=Role.AGENCY,
            title="Petugas dinas",
            starts_on=self.at.date() - timedelta(days=900),
        )
        AgencyOfficer.objects.create(agency=self.agencies[0], user=user, since=self.at)

    def row(self, number: int, dice: random.Random) -> list[Any]:
        is_open, pk = dice.random() < OPEN_SHARE, uuid7()
        received = self.at - YEARS * dice.random() if not is_open else self.at - timedelta(days=10 * dice.random())
        index = blind_index("bench", str(number))
        facts: dict[str, Any] = {
            "id": pk, "number": f"{self.office.code}-B-{number:09}"[:24], "code_index": index, "request_key": f"bench-{number}", "received_at": received,
            "step_from": received, "category_id": dice.choice(self.topics).pk, "agency_id": dice.choice(self.agencies).pk, "rw": f"{dice.randrange(1, RWS):03}",
            "latitude": f"{-7.30 - 0.1 * dice.random():.4f}", "longitude": f"{112.30 + 0.1 * dice.random():.4f}", "supporter_count": dice.randrange(4),
            "is_open": is_open, "public_text": "Jalan berlubang sekitar satu meter.",
        }  # fmt: skip
        if self.villages:
            facts["village_id"] = dice.choice(self.villages).pk
        if dice.random() < SHOWN_SHARE:
            facts["published_at"] = received
        return self.stamp.row(**facts, **(self._open(received, dice) if is_open else self._closed(received, dice)))

    def _open(self, received: datetime, dice: random.Random) -> dict[str, Any]:
        due = self.at + timedelta(days=14 * dice.random()) * (-1 if dice.random() < LATE_SHARE else 1)
        state = dice.choice(OPEN_STATES)
        return {
            "state": state.value,
            "step_due": due,
            "due_at": due,
            "forwarded_at": received,
            "answered_at": received if state == State.ANSWERED else None,
        }

    def _closed(self, received: datetime, dice: random.Random) -> dict[str, Any]:
        done = received + timedelta(days=1 + 12 * dice.random())
        return {
            "state": State.CLOSED.value,
            "answered_at": done,
            "closed_at": done + timedelta(days=1),
            "closed_how": "silent",
            "forwarded_at": received,
        }
