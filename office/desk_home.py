"""Which page of the desk a member of staff sees first; pages of other apps are named as text and known by nothing else here."""

from __future__ import annotations

from django.urls import reverse

from office import guards
from office.guards import Rule
from office.staff import Staff

HOMES: tuple[tuple[Rule, str], ...] = (
    (guards.case_reader, "services:queue"),
    (guards.agency_officer, "complaints:inbox"),
    (guards.complaint_desk, "complaints:desk"),
)
FOR_ALL = "office:more"


def home_url(staff: Staff) -> str:
    """The address of the first page that this person may open; the menu itself where no other fits."""
    view = next((name for rule, name in HOMES if rule(staff)), FOR_ALL)
    return reverse(view, args=[staff.office.slug])
