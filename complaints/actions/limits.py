"""Keeping how long each step may take, and an office's own choices."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints.access import NotAllowed
from complaints.actions.agencies import check_keeper
from complaints.models import ComplaintSettings, DeadlineRule
from office.actions.audit import record
from office.models import Office
from office.staff import Staff


@transaction.atomic
def keep_limit(rule: DeadlineRule, *, staff: Staff, at: datetime) -> DeadlineRule:
    """Write a limit: another number of days, or an override for one class. Raises NotAllowed where there is one already.

    Limits that run now follow in the same night, each with an audit line (`clockwork.recompute_limits`).
    """
    check_keeper(staff, rule.office_id)
    Office.objects.select_for_update().get(pk=staff.office.pk)
    same = DeadlineRule.objects.filter(office=rule.office_id, step=rule.step, complaint_class=rule.complaint_class)
    if same.exclude(pk=rule.pk).exists():
        raise NotAllowed("Batas untuk langkah dan jenis ini sudah ada. Ubah yang itu")
    rule.save()
    _note("complaint_limit.kept", rule, staff, at)
    return rule


@transaction.atomic
def drop_limit(rule: DeadlineRule, *, staff: Staff, at: datetime) -> None:
    """Throw an override away; the limit for all classes, or SP4N-LAPOR's own, holds again. Raises NotAllowed for the one for all."""
    check_keeper(staff, rule.office_id)
    if not rule.complaint_class:
        raise NotAllowed("Batas untuk semua jenis tidak dapat dihapus. Ubah harinya saja.")
    _note("complaint_limit.dropped", rule, staff, at)
    rule.delete()


def _note(verb: str, rule: DeadlineRule, staff: Staff, at: datetime) -> None:
    facts = {"type": rule.complaint_class, "days": rule.days, "day_type": str(rule.day_type)}
    record(verb, f"limit:{rule.step}", office=staff.office, actor=staff.user, at=at, **facts)


@transaction.atomic
def keep_settings(settings: ComplaintSettings, *, staff: Staff, at: datetime) -> ComplaintSettings:
    """Write the office's choices."""
    check_keeper(staff, settings.office_id)
    settings.save(force_update=True)
    facts = {
        "is_open": settings.is_open, "reopens_most": settings.reopens_most,
        "head_after_days": settings.head_after_days, "identity_days": settings.identity_days,
    }  # fmt: skip
    subject = f"office:{staff.office.code}"
    record("complaint_settings.kept", subject, office=staff.office, actor=staff.user, at=at, **facts)
    return settings
