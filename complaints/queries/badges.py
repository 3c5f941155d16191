"""How many complaints wait for this person: small figures beside the menu."""

from __future__ import annotations

from datetime import datetime

from complaints.queries.desk import waits
from complaints.queries.inbox import waiting
from office import guards
from office.staff import Staff
from services.queries.capped import capped_counts, shown


def complaint_badges(staff: Staff, at: datetime) -> dict[str, str]:
    """For the menu entries "inbox" and "complaints": "3", "99+", or nothing at 0. No query for those who have neither."""
    wanted = {}
    if guards.agency_officer(staff):
        wanted["inbox"] = waiting(staff)
    if guards.complaint_handler(staff):
        wanted["complaints"] = waits(staff)
    if not wanted:
        return {}
    counts = capped_counts(staff.office, wanted)
    return {name: shown(count) for name, count in counts.items() if count}
