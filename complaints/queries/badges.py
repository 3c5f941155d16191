"""How many complaints wait for this person: small figures beside the menu."""

from __future__ import annotations

from datetime import datetime

from complaints.queries.inbox import waiting
from office import guards
from office.staff import Staff
from services.queries.capped import capped_counts, shown


def complaint_badges(staff: Staff, at: datetime) -> dict[str, str]:
    """For the menu entry "inbox": "3", "99+", or nothing at 0. No query for those who have no inbox."""
    if not guards.agency_officer(staff):
        return {}
    counts = capped_counts(staff.office, {"inbox": waiting(staff)})
    return {name: shown(count) for name, count in counts.items() if count}
