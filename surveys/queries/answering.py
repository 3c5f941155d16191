"""What a respondent's page needs: the ticket behind a link, the services to choose from, where an answer came from."""

from __future__ import annotations

import ipaddress
from datetime import datetime

from office.models import Office
from office.sealing import blind_index
from services.models import Service
from surveys.models import SurveySettings, Ticket

TICKET = "survey-ticket"


def ticket_of(token: str) -> Ticket | None:
    """The ticket of a link, spent or not."""
    index = blind_index(TICKET, token[:100])
    return Ticket.objects.filter(token_index=index).select_related("office", "subject").first()


def is_usable(ticket: Ticket, *, at: datetime) -> bool:
    return not ticket.is_spent and at < ticket.expires_at


def services_to_judge(office: Office) -> list[tuple[str, str]]:
    """Address and name of what the office offers."""
    rows = Service.objects.filter(office=office, is_offered=True, current__isnull=False).order_by("position", "name")
    return list(rows.values_list("slug", "name"))


def settings_of(office: Office) -> SurveySettings:
    """The office's choices, or the defaults unsaved."""
    return SurveySettings.objects.filter(office=office).first() or SurveySettings(office=office)


def is_own_network(office: Office, address: str) -> bool:
    """Whether an address belongs to the office; an unreadable line counts for nothing."""
    try:
        here = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(here in network for network in networks(settings_of(office).own_networks))


def networks(text: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The networks of the lines that are one."""
    found = []
    for line in text.split():
        try:
            found.append(ipaddress.ip_network(line, strict=False))
        except ValueError:
            continue
    return found
