"""Keeping the routing list: write, move, drop a rule; the last one stays, and everything is on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from complaints.access import NotAllowed
from complaints.models import Complaint, RoutingRule
from office.actions.audit import record
from office.roles import Role
from office.staff import Staff

KEEPERS = frozenset({Role.ADMIN, Role.SECTION_HEAD, Role.COMPLAINTS})


@transaction.atomic
def keep_rule(rule: RoutingRule, *, staff: Staff, at: datetime) -> RoutingRule:
    """Write a rule as it was filled in; a new one goes last before the default."""
    _check(staff, rule)
    if rule._state.adding:
        last = RoutingRule.objects.filter(office=staff.office, is_default=False).aggregate(last=Max("position"))["last"]
        rule.position = (last or 0) + 1
    rule.changed_at = at
    rule.save()
    record(
        "complaint_rule.kept",
        f"rule:{rule.position}",
        office=staff.office,
        actor=staff.user,
        at=at,
        category=rule.category.key if rule.category else "",
        type=rule.agency.key,
    )
    return rule


def _check(staff: Staff, rule: RoutingRule) -> None:
    if rule.office_id != staff.office.pk or rule.agency.office_id != staff.office.pk:
        raise NotAllowed("Aturan ini milik kantor lain.")
    if not staff.has(*KEEPERS):
        raise NotAllowed("Jabatan Anda tidak berwenang mengubah aturan.")


@transaction.atomic
def shift(rule: RoutingRule, *, up: bool, staff: Staff, at: datetime) -> bool:
    """Change places with the neighbour above or below; says whether there was one."""
    _check(staff, rule)
    rows = list(
        RoutingRule.objects.select_for_update().filter(office=staff.office, is_default=False).order_by("position", "pk")
    )
    place = next((index for index, row in enumerate(rows) if row.pk == rule.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(rows):
        return False
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows, start=1):
        RoutingRule.objects.filter(pk=row.pk).update(position=position)
    record("complaint_rule.moved", f"rule:{rule.position}", office=staff.office, actor=staff.user, at=at)
    return True


@transaction.atomic
def drop(rule: RoutingRule, *, staff: Staff, at: datetime) -> None:
    """Throw a rule away; what it once decided keeps its sentence. Raises NotAllowed for the last one."""
    _check(staff, rule)
    if rule.is_default:
        raise NotAllowed("Aturan terakhir tidak dapat dihapus. Tanpa itu ada laporan yang tidak sampai ke mana pun.")
    Complaint.objects.filter(rule=rule).update(rule=None)
    record("complaint_rule.dropped", f"rule:{rule.position}", office=staff.office, actor=staff.user, at=at)
    rule.delete()
