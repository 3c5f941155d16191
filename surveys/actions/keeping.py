"""Keeping how an office invites."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from office.actions.audit import record
from office.staff import Staff
from surveys.models import SurveySettings


@transaction.atomic
def keep_settings(choices: dict[str, Any], *, staff: Staff, at: datetime) -> SurveySettings:
    """Write the office's choices; what was before stands in the audit."""
    kept, _made = SurveySettings.objects.select_for_update().get_or_create(office=staff.office)
    before = {name: getattr(kept, name) for name in choices if getattr(kept, name) != choices[name]}
    SurveySettings.objects.filter(pk=kept.pk).update(**choices)
    record(
        "survey.settings", f"office:{staff.office.code}", office=staff.office, actor=staff.user, at=at, before=before
    )
    return kept
