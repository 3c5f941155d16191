"""The whole demonstration in one transaction: all of it or nothing; and what somebody needs to know to try it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from office.codes import format_code
from office.models import Office
from services.actions.retention import wipe_papers
from services.demo import moments, plans, today, world
from services.demo.deliveries import on_todays_list
from services.demo.objections import on_the_kasis_desk
from services.demo.play import Case, Player, deliver_old_messages
from services.demo.printing import Printer, best
from services.demo.world import Desk
from services.models import Document, Draft, Letter, ScanCount, Submission

SEED = "pendopo"
COUNT = 300
UNSENT_MINUTES = 120
"""Texts of the last two hours of service still wait to be sent by hand."""
PASSWORD = "pendopo-demo-2026"  # noqa: S105 - of the demonstration, printed wherever it is used
PASSPHRASE = "sawah hijau di kaki gunung"  # noqa: S105 - likewise


@dataclass(frozen=True)
class Loaded:
    submissions: int
    letters: int


def password() -> str:
    return os.environ.get("PENDOPO_DEMO_PASSWORD") or PASSWORD


def passphrase() -> str:
    return os.environ.get("PENDOPO_DEMO_PASSPHRASE") or PASSPHRASE


def notes() -> Path:
    """Where codes and PINs of some requests are kept for whoever tries the portal; real ones are kept nowhere."""
    return Path(settings.DATA_DIR) / "demo.json"


def is_empty() -> bool:
    return not Office.objects.exists()


def load(*, at: datetime, count: int = COUNT, printer: Printer | None = None) -> Loaded:
    """Build the offices, play two months, leave today's work on the desks. Refuses a database that has offices."""
    if not is_empty():
        raise FileExistsError("Sudah ada kantor di basis data ini.")
    printer = printer or best()
    try:
        return _load(at=at, count=count, printer=printer)
    finally:
        printer.close()


def _load(*, at: datetime, count: int, printer: Printer) -> Loaded:
    with transaction.atomic():
        desks = world.build(at=at, password=password(), passphrase=passphrase())
        chance = Random(SEED)
        world.hang_posters(desks, chance, at=at)
        drawn = plan_all(desks, chance, count=count, now=at)
        cases = Player(desks, passphrase(), printer).play(drawn)
        deliver_old_messages(cases, until=moments.before(desks["KML"].hours, at, UNSENT_MINUTES))
        on_todays_list(desks["KML"], now=at)
        on_the_kasis_desk(desks["KML"], now=at)
        _tidy(now=at)
        _count_scans(desks.values(), chance, now=at)
    _keep_notes(cases)
    return Loaded(Submission.objects.count(), Letter.objects.exclude(issued_at=None).count())


def plan_all(desks: dict[str, Desk], chance: Random, *, count: int, now: datetime) -> list[plans.Plan]:
    """Today's open files first of all, then as many of the past as make up the count."""
    known = {code: setting_of(desk) for code, desk in desks.items()}
    open_now = list(today.open_now(known, now=now, first_number=1))
    past = plans.historic(
        chance, list(known.values()), count=max(len(plans.OUTCOMES), count - len(open_now)), now=now, first_number=100
    )
    return [*open_now, *past]


def setting_of(desk: Desk) -> plans.Setting:
    versions = {code: service.current for code, service in desk.services.items() if service.current}
    zone = ZoneInfo(desk.office.time_zone)
    return plans.Setting(
        code=desk.house.code, kind=desk.house.kind, hours=desk.hours, places=tuple(desk.places), clerks=tuple(desk.clerks()), share=desk.house.share,
        sop={code: version.sop_minutes or (version.sop_days or 1) * 400 for code, version in versions.items()},
        purposes={code: tuple(purpose["key"] for purpose in version.purposes) for code, version in versions.items()},
        endorsers={code: len(version.endorsers) for code, version in versions.items()},
        hung={key: poster.created_at.astimezone(zone).date() for key, poster in desk.posters.items() if "/" not in key},
    )  # fmt: skip


def _tidy(*, now: datetime) -> None:
    """What the nightly jobs would have done by now: drafts are gone, old papers wiped."""
    old = Draft.objects.filter(expires_at__lte=now, submission__isnull=False)
    Document.objects.filter(draft__in=old).update(draft=None)
    old.delete()
    for submission in Submission.objects.select_related("office").filter(closed_at__isnull=False, wiped_at=None):
        if submission.closed_at and submission.closed_at < now - timedelta(days=submission.office.document_days):
            wipe_papers(submission, at=now)


def _count_scans(desks: Iterable[Desk], chance: Random, *, now: datetime) -> None:
    """Scans per poster and day since it hangs: more in the first days, and on service days."""
    rows = []
    for desk in desks:
        zone = ZoneInfo(desk.office.time_zone)
        for poster in desk.posters.values():
            first, last = poster.created_at.astimezone(zone).date(), now.astimezone(zone).date()
            rows += [
                ScanCount(poster=poster, day=day, count=count)
                for day in _days(first, last)
                if (count := _scans(chance, desk, day, first))
            ]
    ScanCount.objects.bulk_create(rows)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _scans(chance: Random, desk: Desk, day: date, first: date) -> int:
    usual = 3.2 if desk.hours.windows_on(day) else 0.9
    new = 1.8 if (day - first).days < 7 else 1.0
    return round(chance.gammavariate(1.3, usual * new / 1.3) - 0.4)


def _keep_notes(cases: list[Case]) -> None:
    chosen = [case for case in cases if case.plan.seed < 100 or case.plan.seed < 100 + len(plans.OUTCOMES)]
    rows = []
    for case in chosen:
        case.submission.refresh_from_db(fields=["state"])
        rows.append({
            "number": case.submission.number, "office": case.desk.office.slug, "service": case.submission.version.short_name,
            "name": case.plan.who.name, "state": case.submission.state_label, "code": format_code(case.code), "pin": case.pin,
        })  # fmt: skip
    signed = Letter.objects.exclude(issued_at=None).select_related("submission", "entry").order_by("-issued_at")
    letters = [
        {"number": letter.entry.number, "state": letter.state, "code": format_code(letter.code)}
        for letter in signed
        if letter.entry
    ]
    picked = [letter for letter in letters if letter["state"] == "revoked"][:2] + letters[:3]
    notes().write_text(
        json.dumps({"submissions": rows, "letters": picked}, ensure_ascii=False, indent=1), encoding="utf-8"
    )


def throw_away() -> None:
    """Wipe every row and every private file; only for the demonstration."""
    from django.core.management import call_command  # noqa: PLC0415 - nothing else here needs commands

    call_command("flush", interactive=False, verbosity=0)
    for path in Path(settings.PRIVATE_ROOT).glob("??/*"):
        path.unlink()
    notes().unlink(missing_ok=True)
