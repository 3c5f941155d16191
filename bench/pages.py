"""Pages at two scales: what each costs as a multiple of the bare view, and how little that depends on the number of rows."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from statistics import median
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connections
from django.utils import timezone

from bench import world
from bench.fill import fill
from bench.loads import Page, Rate, Server, costs, p95, server
from office.codes import format_code
from office.models import Office, Post, User
from services.models import Letter, Submission
from services.queries.queue import Cursor
from services.workflow import State

SMALL = 1_000
LARGE = 1_000_000
SEARCHES = 120


def measure() -> dict[str, float]:
    """Public, tracking, verification, staff and API pages at 1,000 rows and at BENCH_ROWS."""
    large = int(os.environ.get("BENCH_ROWS", LARGE))
    world.prepare(at_most=SMALL)
    figures: dict[str, float] = {"rows": large}
    for label, rows in (("small", SMALL), ("large", large)):
        fill(rows)
        figures |= _at_this_scale(label)
    return figures | _ratios(figures)


def _at_this_scale(label: str) -> dict[str, float]:
    """Every page once, asked in the same order at both scales."""
    pages, searches = all_pages(), search_pages()
    connections.close_all()
    with server() as running:
        found = costs(running, pages)
        queue = next(page for page in pages if page.name == "queue")
        found |= _searches(running, queue, searches)
        floor = _middle(running.floors)
    return {
        f"{label}: {name}": cost
        for name, cost in (
            found | {"bare, requests per second": floor.per_second, "bare, CPU ms": floor.cpu * 1000}
        ).items()
    }


def _middle(rates: list[Rate]) -> Rate:
    return Rate(median(rate.per_second for rate in rates), median(rate.cpu for rate in rates))


def _searches(running: Server, queue: Page, searches: list[Page]) -> dict[str, float]:
    """p95 of each kind of search beside p95 of the queue, asked in turn."""
    figures = {}
    for page in searches:
        running.times(page, 5)
        pairs = [(running.times(queue, 1)[0], running._ask(page, number)) for number in range(SEARCHES)]
        base, mine = p95([pair[0] for pair in pairs]), p95([pair[1] for pair in pairs])
        figures |= {f"{page.name}, p95 ms": mine, f"{page.name}, p95 of queue": mine / base}
    return figures


def _ratios(figures: dict[str, float]) -> dict[str, float]:
    """Large over small, page by page; and the deep page beside the first."""
    names = [
        name.removeprefix("small: ")
        for name in figures
        if name.startswith("small: ") and "bare" not in name and "p95" not in name
    ]
    found = {f"large/small: {name}": figures[f"large: {name}"] / figures[f"small: {name}"] for name in names}
    deep = {
        f"deep/first: queue{suffix}": figures[f"large: queue, deep page{suffix}"] / figures[f"large: queue{suffix}"]
        for suffix in ("", ", CPU only")
    }
    return found | deep


def all_pages() -> list[Page]:
    office, clerk = _office(), clerk_cookie()
    own = Submission.objects.filter(office=office, is_open=True, state=State.COMPLETE).order_by("-pk")[0]
    return [
        Page("home", ["/kemlagi/"]),
        Page("service list", ["/kemlagi/layanan/"]),
        Page("requirement page", ["/kemlagi/layanan/surat-tidak-mampu/"]),
        Page("catalogue search", ["/kemlagi/cari/?q=surat+miskin"]),
        Page("tracking page", [f"/kemlagi/lacak/{own.number}/"], resident_cookie(own)),
        Page("verification page", [f"/cek/{format_code(letter.code)}" for letter in _letters(office)]),
        Page("queue", ["/petugas/kemlagi/antrean/"], clerk),
        Page("queue, deep page", [f"/petugas/kemlagi/antrean/?sesudah={_deep(office)}"], clerk),
        Page("archive", ["/petugas/kemlagi/arsip/"], clerk),
        Page("API services", ["/api/v1/offices/kemlagi/services"]),
        Page("API offices", ["/api/v1/offices"]),
    ]


def search_pages() -> list[Page]:
    """What people at a counter type, each time about somebody else."""
    office, cookie = _office(), clerk_cookie()
    people = list(
        Submission.objects.filter(office=office, request_key__startswith="bench-").order_by("code_index")[:SEARCHES]
    )
    return [
        Page("search by name", _asked(person.applicant_name.rsplit(" ", 1)[0] for person in people), cookie),
        Page("search by one common word", _asked(person.applicant_name.split(" ")[0] for person in people), cookie),
        Page("search by number", _asked(person.number.rsplit("-", 1)[-1] for person in people), cookie),
        Page("search by end of phone", _asked(person.phone[-4:] for person in people), cookie),
        Page("search by NIK", _asked(person.nik for person in people), cookie),
    ]


def _asked(words: Iterable[str]) -> list[str]:
    return [f"/petugas/kemlagi/antrean/?q={word.replace(' ', '+')}" for word in words]


def _office() -> Office:
    return Office.objects.get(slug="kemlagi")


def _letters(office: Office) -> list[Letter]:
    return list(Letter.objects.filter(office=office, state="issued").order_by("code_index")[:200])


def _deep(office: Office) -> str:
    """The place three quarters down the queue."""
    rows = Submission.objects.filter(office=office, is_open=True)
    row = rows.order_by("queue_at", "pk")[rows.count() * 3 // 4 - 21]
    return str(Cursor(row.queue_at, row.pk)).replace("+", "%2B")


def clerk_cookie() -> str:
    """A session of somebody at Kemlagi's counter, as a log-in leaves it."""
    today = timezone.localdate()
    posts = Post.objects.filter(office=_office(), role="counter").select_related("user").order_by("pk")
    user: User = next(post.user for post in posts if post.holds_on(today))
    backend = settings.AUTHENTICATION_BACKENDS[-1]
    return _cookie(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: backend,
            HASH_SESSION_KEY: user.get_session_auth_hash(),
            "seen": timezone.now().timestamp(),
        }
    )


def resident_cookie(submission: Submission) -> str:
    """A session in which the resident has shown code and PIN."""
    return _cookie({"submissions": {str(submission.pk): timezone.now().timestamp() + 1_800}})


def _cookie(facts: dict[str, Any]) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    for name, value in facts.items():
        session[name] = value
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
