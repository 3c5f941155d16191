"""Who asks for what, when, and how it goes on: every step with its moment, drawn before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from office.hours import ServiceHours
from services.demo import moments
from services.demo.residents import WOMAN, Place, Resident, resident

WINDOW_DAYS = 60
LETTERS = {
    "kecamatan": (("KEC-SOSIAL", 34), ("KEC-RAMAI", 9), ("KEC-WARIS", 8), ("KEC-DISNIKAH", 7), ("KEC-SKCK", 9), ("KEC-JKN", 7), ("KEC-LEGAL", 5), ("KEC-PROPOSAL", 3), ("KEC-RISET", 3), ("KEC-DOMLBG", 3), ("KEC-JALAN", 2), ("KEC-INFO", 1)),
    "kelurahan": (("KEL-SKTM", 18), ("KEL-DOM", 12), ("KEL-SKU", 14), ("KEL-SKCK", 12), ("KEL-BELUMNIKAH", 6), ("KEL-NIKAH", 6), ("KEL-MATI", 5), ("KEL-LAHIR", 5), ("KEL-HASIL", 5), ("KEL-BEASISWA", 5), ("KEL-RAMAI", 4), ("KEL-BEDA", 3), ("KEL-RUMAH", 3), ("KEL-WARIS", 3), ("KEL-TASPEN", 2), ("KEL-HILANG", 3), ("KEL-JANDA", 2), ("KEL-TANAH", 1), ("KEL-DOMLBG", 2), ("KEL-UMUM", 2)),
}  # fmt: skip
FORWARDED = (
    ("KEC-KTPREKAM", 5),
    ("KEC-KTPCETAK", 6),
    ("KEC-KK", 6),
    ("KEC-PINDAH", 3),
    ("KEC-DATANG", 3),
    ("KEC-KIA", 4),
    ("KEC-NIB", 2),
)
OUTCOMES: tuple[tuple[str, float], ...] = (
    ("handed_over", 33),
    ("issued", 6),
    ("rejected", 6),
    ("withdrawn", 5),
    ("lapsed", 7),
    ("returned", 5),
    ("forwarded", 5),
    ("ready", 5),
    ("fetched", 18),
    ("revoked", 0.5),
    ("replaced", 0.5),
)
FORWARD_OUTCOMES = frozenset({"forwarded", "ready", "fetched"})
QUICK = frozenset({"issued", "returned", "forwarded", "ready", "revoked", "replaced"})
"""Outcomes that must be reached in a few days: services that promise weeks do not suit them."""
WITHOUT_POSTER, FIRST_WITH_POSTER, PER_WEEK, AT_LEAST = 0.42, 0.34, 0.05, 0.08


@dataclass(frozen=True)
class Step:
    at: datetime
    verb: str
    detail: str = ""


@dataclass(frozen=True)
class Plan:
    """One request: who, what, how it came, and its steps in their order."""

    office: str
    type: str
    who: Resident
    purpose: str
    source: str
    clerk: str
    delivery: str = "pdf"
    vulnerability: str = ""
    poster: str = ""
    taken: bool = True
    delegated: bool = False
    steps: tuple[Step, ...] = ()
    seed: int = 0


@dataclass(frozen=True)
class Setting:
    """What planning needs to know of an office; no rows."""

    code: str
    kind: str
    hours: ServiceHours
    places: tuple[Place, ...]
    clerks: tuple[str, ...]
    share: int
    sop: dict[str, int]
    purposes: dict[str, tuple[str, ...]]
    endorsers: dict[str, int]
    hung: dict[str, date] = field(default_factory=dict)


def historic(
    chance: Random, settings: list[Setting], *, count: int, now: datetime, first_number: int
) -> Iterator[Plan]:
    """The requests of two months; the first ones go through every outcome once, so that none is missing."""
    ways = [outcome for outcome, _ in OUTCOMES]
    for number in range(count):
        outcome = ways[number] if number < len(ways) else _weighted(chance, OUTCOMES)
        possible = [setting for setting in settings if outcome not in FORWARD_OUTCOMES or setting.kind == "kecamatan"]
        setting = (
            possible[0] if number < len(ways) else chance.choices(possible, [setting.share for setting in possible])[0]
        )
        yield _drawn(chance, setting, outcome, now=now, number=first_number + number)


def _drawn(chance: Random, setting: Setting, outcome: str, *, now: datetime, number: int) -> Plan:
    code = _weighted(chance, FORWARDED if outcome in FORWARD_OUTCOMES else LETTERS[setting.kind])
    if outcome in QUICK and setting.sop.get(code, 0) > 240:  # what takes days would not be ready yet
        code = "KEC-SOSIAL" if setting.kind == "kecamatan" else "KEL-SKTM"
        code = chance.choice(["KEC-KTPCETAK", "KEC-KTPREKAM"]) if outcome in FORWARD_OUTCOMES else code
    place = _place(chance, setting)
    source = _weighted(chance, (("web", 46), ("loket", 40), ("whatsapp", 9), ("rw", 5)))
    day = _day(chance, setting, outcome, now)
    at = moments.any_hour(chance, setting.hours, day) if source == "web" else moments.during(chance, setting.hours, day)
    who = resident(chance, place, number, today=day)
    hung = setting.hung.get(place.code)
    plan = Plan(
        office=setting.code, type=code, who=who, purpose=chance.choice(setting.purposes[code] or ("",)), source=source, seed=number,
        clerk=chance.choice(setting.clerks), vulnerability=_vulnerability(chance, who, day), delegated=chance.random() < 0.06,
        poster=place.code if source == "web" and hung and hung <= day and chance.random() < 0.6 else "",
    )  # fmt: skip
    plan = replace(plan, delivery=_delivery(chance, plan))
    return replace(
        plan, steps=tuple(step for step in _course(chance, setting, plan, outcome, at, hung) if step.at < now)
    )


def _place(chance: Random, setting: Setting) -> Place:
    """Villages with a hall near the road ask more often: the first of the list more than the last."""
    weights = [3.0 - 2.0 * number / len(setting.places) for number in range(len(setting.places))]
    return chance.choices(setting.places, weights)[0]


def _day(chance: Random, setting: Setting, outcome: str, now: datetime) -> date:
    today = now.astimezone(setting.hours.tz).date()
    youngest, oldest = {
        "lapsed": (18, 55),
        "returned": (3, 9),
        "issued": (4, 9),
        "forwarded": (4, 9),
        "ready": (5, 10),
        "revoked": (14, 50),
        "replaced": (14, 50),
    }.get(outcome, (4, WINDOW_DAYS))
    days = moments.service_days(
        setting.hours, first=today - timedelta(days=oldest), last=today - timedelta(days=youngest)
    )
    return chance.choice(days)


def _vulnerability(chance: Random, who: Resident, day: date) -> str:
    if who.age(day) >= 60:
        return "elderly"
    if who.sex == WOMAN and 20 <= who.age(day) <= 40 and chance.random() < 0.12:
        return chance.choice(["pregnant", "nursing"])
    return "disability" if chance.random() < 0.02 else ""


def _delivery(chance: Random, plan: Plan) -> str:
    if plan.vulnerability and chance.random() < 0.3:
        return "home"
    return "counter" if plan.source == "loket" and chance.random() < 0.7 else "pdf"


def _weighted(chance: Random, pairs: tuple[tuple[str, float], ...]) -> str:
    return chance.choices([name for name, _ in pairs], [weight for _, weight in pairs])[0]


def _course(
    chance: Random, setting: Setting, plan: Plan, outcome: str, at: datetime, hung: date | None
) -> Iterator[Step]:
    """The steps from receipt on; a returned file comes back complete unless it is to stay or lapse."""
    yield Step(at, "submit")
    checked = moments.after(setting.hours, at, chance.uniform(2, 24))
    if outcome == "withdrawn":
        yield Step(checked, "withdraw")
        return
    if outcome in {"returned", "lapsed"} or chance.random() < return_chance(hung, at.date()):
        yield Step(checked, "return")
        if outcome == "lapsed":
            yield Step(checked + timedelta(days=14, hours=1), "lapse")
        if outcome in {"returned", "lapsed"}:
            return
        again = checked + timedelta(hours=chance.choice([2, 3, 20, 26, 49]), minutes=chance.randrange(60))
        yield Step(again, "resubmit")
        checked = moments.after(setting.hours, again, chance.uniform(2, 20))
    if outcome == "rejected":
        yield Step(checked, "reject")
        return
    yield Step(checked, "complete")
    yield from (_forwarding if outcome in FORWARD_OUTCOMES else _writing)(chance, setting, plan, outcome, checked)


def return_chance(hung: date | None, day: date) -> float:
    """How often a file comes incomplete: less and less where a poster tells what is needed."""
    if hung is None or day < hung:
        return WITHOUT_POSTER
    return max(AT_LEAST, FIRST_WITH_POSTER - PER_WEEK * ((day - hung).days / 7))


def _forwarding(chance: Random, setting: Setting, plan: Plan, outcome: str, at: datetime) -> Iterator[Step]:
    at = moments.after(setting.hours, at, min(setting.sop[plan.type], 120) * chance.uniform(0.3, 0.9))
    yield Step(at, "forward")
    if outcome == "forwarded":
        return
    at = moments.after(setting.hours, at, chance.uniform(300, 900))
    yield Step(at, "ready")
    if outcome == "fetched":
        yield Step(moments.after(setting.hours, at, chance.uniform(60, 700)), "fetch")


def _writing(chance: Random, setting: Setting, plan: Plan, outcome: str, at: datetime) -> Iterator[Step]:
    """Draft, paraf, signature: mostly within the promise, now and then late."""
    minutes = setting.sop[plan.type] * (
        chance.uniform(1.05, 1.7) if chance.random() < 0.11 else chance.uniform(0.35, 0.92)
    )
    at = yield from _signed(setting, plan, at, minutes)
    if outcome in {"revoked", "replaced"}:
        at = moments.after(setting.hours, at, chance.uniform(120, 400))
        yield Step(at, "revoke", "" if outcome == "revoked" else "replace")
        if outcome == "replaced":
            at = yield from _signed(setting, plan, at, minutes)
    if outcome != "issued" and outcome != "revoked":
        later = chance.uniform(3, 90) if plan.delivery == "pdf" else chance.uniform(20, 500)
        yield Step(
            at + timedelta(minutes=later) if plan.delivery == "pdf" else moments.after(setting.hours, at, later),
            "hand_over",
        )


def _signed(setting: Setting, plan: Plan, at: datetime, minutes: float) -> Any:
    parafs = setting.endorsers[plan.type]
    parts = [0.5, *[0.25 / max(parafs, 1)] * parafs, 0.25]
    for number, part in enumerate(parts):
        at = moments.after(setting.hours, at, minutes * part)
        yield Step(at, "draft" if number == 0 else "sign" if number == len(parts) - 1 else "endorse")
    return at
