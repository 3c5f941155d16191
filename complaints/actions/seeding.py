"""Giving an office what it needs to take complaints: agencies, categories, limits, and a list of rules that ends somewhere."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from complaints.models import Agency, Category, ComplaintSettings, DeadlineRule, RoutingRule
from office.actions.audit import record
from office.models import Office, User

DATA = Path(__file__).resolve().parents[1] / "data"
OWN_KEY = "kecamatan"


@transaction.atomic
def set_up(office: Office, *, at: datetime, by: User | None = None) -> bool:
    """Load the shipped lists once; an office changes them afterwards. Says whether this call did it."""
    if ComplaintSettings.objects.select_for_update().filter(office=office).exists():
        return False
    ComplaintSettings.objects.create(office=office)
    agencies = {facts["key"]: _agency(office, facts) for facts in _read("agencies")}
    for position, facts in enumerate(_read("categories")):
        _category(office, facts, agencies, position)
    for facts in _read("deadlines"):
        DeadlineRule.objects.create(office=office, **facts)
    _rules(office, agencies, at=at)
    record("complaints.set_up", f"office:{office.code}", office=office, actor=by, at=at)
    return True


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _agency(office: Office, facts: dict[str, Any]) -> Agency:
    if facts["key"] == OWN_KEY:
        facts = {**facts, "name": office.name, "short_name": office.name[:40]}
    return Agency.objects.create(office=office, **facts)


def _category(office: Office, facts: dict[str, Any], agencies: dict[str, Agency], position: int) -> None:
    facts = dict(facts)
    children, agency = facts.pop("children"), agencies[facts.pop("agency")]
    top = Category.objects.create(office=office, agency=agency, position=position, **facts)
    for place, child in enumerate(children):
        own = agencies[child.get("agency", agency.key)]
        Category.objects.create(
            office=office, parent=top, agency=own, key=child["key"], name=child["name"], icon=top.icon, position=place
        )


def _rules(office: Office, agencies: dict[str, Agency], *, at: datetime) -> None:
    """A rule for each category, the finer ones first, and the office itself as the last resort."""
    rows = Category.objects.filter(office=office).select_related("agency", "parent").order_by("position")
    own = [row for row in rows if row.parent and row.agency_id != row.parent.agency_id]
    tops = [row for row in rows if row.parent_id is None and row.agency and row.agency.key != OWN_KEY]
    for position, category in enumerate([*own, *tops], start=1):
        assert category.agency is not None  # noqa: S101 - chosen above; a shipped category always names one
        RoutingRule.objects.create(
            office=office, position=position, category=category, agency=category.agency, changed_at=at
        )
    RoutingRule.objects.create(office=office, position=10_000, agency=agencies[OWN_KEY], is_default=True, changed_at=at)
