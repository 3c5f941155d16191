"""The private calendar address of an agency: made when first asked for, renewed when it got into wrong hands."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints.day_access import check_plans
from complaints.models import Agency, AgencyFeed
from office.actions.audit import record
from office.codes import new_token
from office.sealing import blind_index
from office.staff import Staff


@transaction.atomic
def feed_token(agency: Agency, *, staff: Staff, at: datetime, renew: bool = False) -> str:
    """The unguessable part of the address; with `renew` the old address leads nowhere from now on."""
    check_plans(staff, agency.office_id)
    Agency.objects.select_for_update().get(pk=agency.pk)
    row = AgencyFeed.objects.filter(agency=agency).first()
    if row and not renew:
        return str(row.token)
    token, row = new_token(), row or AgencyFeed(agency=agency)
    row.token, row.token_index, row.made_at = token, blind_index("feed", token), at
    row.save()
    record("agency.feed_made", f"agency:{agency.key}", office=agency.office, actor=staff.user, at=at)
    return token
