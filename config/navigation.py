"""The shell around every page: which office, whose desk, and the menu of what this person may open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from complaints.queries.badges import complaint_badges
from complaints.queries.rw_public import next_day
from office import guards
from office.actions.files import path_of
from office.desk_home import home_url
from office.guards import Rule
from office.models import Office, Season, ServiceWindow
from office.staff import Staff, local_day
from office.wording import DAYS
from services.queries.badges import badges
from surveys.access import survey_reader

SHELL_SECONDS = 30


@dataclass(frozen=True)
class Entry:
    """A line of the menu; `wide` ones show from 62 em only (on phones they stand under Lainnya)."""

    view: str
    label: str
    icon: str
    rules: tuple[Rule, ...] = ()
    wide: bool = False
    badge: str = ""


PUBLIC = (
    Entry("services:catalogue", "Layanan", "document"),
    Entry("services:track", "Lacak", "clipboard"),
    Entry("services:verify", "Cek surat", "shield-check"),
    Entry("complaints:report", "Pengaduan", "megaphone"),
    Entry("complaints:rw_calendar", "Jadwal RW", "calendar"),
    Entry("surveys:index", "Nilai warga", "chart"),
    Entry("services:help", "Bantuan", "info"),
)
DESK = (
    Entry("services:queue", "Antrean", "list", (guards.case_reader,), badge="queue"),
    Entry("services:counter", "Loket", "person", (guards.reviewer,)),
    Entry("services:endorse_desk", "Paraf", "check", (guards.endorser,), badge="endorse"),
    Entry("services:sign_desk", "Tanda tangan", "pen", (guards.signer,), badge="sign"),
    Entry("services:objections", "Keberatan", "home-delivery", (guards.objection_reader,), badge="to_decide"),
    Entry("services:deliveries", "Antar", "home-delivery", (guards.reviewer,), badge="deliver"),
    Entry("complaints:desk", "Pengaduan", "megaphone", (guards.complaint_desk,), badge="complaints"),
    Entry("complaints:inbox", "Kotak masuk", "megaphone", (guards.agency_officer,), badge="inbox"),
    Entry("complaints:rw_plan", "Kantor RW", "calendar", (guards.member,), wide=True),
    Entry("services:messages", "Pesan", "chat", (guards.reviewer,), wide=True, badge="messages"),
    Entry("services:archive", "Arsip", "history", (guards.case_reader,), wide=True),
    Entry("complaints:figures", "Rekap aduan", "chart", (guards.complaint_figures, guards.agency_officer), wide=True),
    Entry("services:promises", "Janji layanan", "chart", (guards.promise_reader,), wide=True),
    Entry("services:register", "Buku agenda", "clipboard", (guards.case_reader,), wide=True),
    Entry("services:catalogue_desk", "Layanan", "document", (guards.catalogue_editor,), wide=True),
    Entry("services:posters_desk", "Poster QR", "qr", (guards.catalogue_editor, guards.case_reader), wide=True),
    Entry("services:poster_use", "Pemakaian QR", "chart", (guards.catalogue_editor, guards.case_reader), wide=True),
    Entry("surveys:periods", "Survei", "chart", (survey_reader,), wide=True),
    Entry(
        "complaints:exchange", "Pertukaran data", "share", (guards.office_admin, guards.complaint_handler), wide=True
    ),
    Entry("office:settings", "Pengaturan", "settings", (guards.office_admin,), wide=True),
    Entry("office:audit", "Jejak audit", "eye", (guards.auditor,), wide=True),
    Entry("office:more", "Lainnya", "more", (guards.member,)),
)
MOST_ON_PHONE = 4


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of the base templates."""
    office: Office | None = getattr(request, "office", None)
    staff: Staff | None = getattr(request, "staff", None)
    if office is None:
        return {}
    if staff and staff.posts and request.path.startswith("/petugas/"):
        return {
            "office": office_shell(office),
            "staff": staff,
            "nav": desk_menu(request, staff),
            **_person(request, staff),
        }
    return {
        "office": office_shell(office),
        "staff": staff,
        "nav": [_line(request, entry, office) for entry in PUBLIC],
        "next_rw_day": SimpleLazyObject(lambda: next_day(office, today=local_day(office, timezone.now()))),
        **footer(office),
    }


def office_shell(office: Office) -> Office:
    """The office with what the frame shows beside its columns: addresses and hours, kept for half a minute."""
    facts = cache.get_or_set(f"shell:{office.pk}", lambda: _facts(office), SHELL_SECONDS)
    for name, value in (facts or {}).items():
        setattr(office, name, value)
    return office


def _facts(office: Office) -> dict[str, str]:
    emblem = office.emblem
    return {
        "home_url": reverse("services:home", args=[office.slug]),
        "hours_text": hours_text(office),
        "emblem_url": reverse("office:emblem", args=[office.slug]) if emblem and path_of(emblem).exists() else "",
    }


def hours_text(office: Office) -> str:
    """Senin–Kamis 08.00–15.00 · Jumat 08.00–14.00, from the regular windows."""
    days: dict[int, list[str]] = {}
    for window in ServiceWindow.objects.filter(office=office, season=Season.REGULAR).order_by("weekday", "opens"):
        days.setdefault(window.weekday, []).append(f"{window.opens:%H.%M}–{window.closes:%H.%M}")
    groups: list[tuple[int, int, str]] = []
    for day, windows in days.items():
        text = " dan ".join(windows)
        if groups and groups[-1][1] == day - 1 and groups[-1][2] == text:
            groups[-1] = (groups[-1][0], day, text)
        else:
            groups.append((day, day, text))
    return " · ".join(
        f"{DAYS[first]}{'' if first == last else f'–{DAYS[last]}'} {text}" for first, last, text in groups
    )


def footer(office: Office) -> dict[str, Any]:
    """The two columns of links below every public page, and the base line."""

    def link(view: str, label: str) -> dict[str, str]:
        return {
            "url": reverse(view) if view == "services:verify" else reverse(view, args=[office.slug]),
            "label": label,
        }

    help_links = [
        link("services:help", "Cara memakai layanan ini"),
        link("services:track", "Lacak permohonan"),
        link("services:verify", "Cek keaslian surat"),
        link("complaints:report", "Laporkan masalah"),
        link("complaints:rw_calendar", "Kantor di RW"),
        link("surveys:walk_in", "Isi survei kepuasan"),
    ]
    open_links = [
        link("surveys:index", "Nilai kepuasan (IKM)"),
        link("complaints:public_list", "Laporan warga"),
        link("services:pledge", "Maklumat & standar pelayanan"),
        link("services:promise", "Janji kami"),
        link("services:privacy", "Kebijakan privasi"),
    ]
    return {
        "footer": [{"title": "Bantuan", "links": help_links}, {"title": "Keterbukaan", "links": open_links}],
        "footer_base": [
            link("services:accessibility", "Pernyataan aksesibilitas"),
            {"url": reverse("office:login"), "label": "Masuk petugas"},
        ],
    }


def desk_menu(request: HttpRequest, staff: Staff) -> list[dict[str, Any]]:
    """What this person may open; on phones the first three and Lainnya."""
    at = timezone.now()
    counts = badges(staff, at=at) | complaint_badges(staff, at=at)
    allowed = [entry for entry in DESK if any(rule(staff) for rule in entry.rules)]
    ranked = sorted((entry for entry in allowed if entry.view != "office:more"), key=lambda entry: entry.wide)
    narrow = ranked[: MOST_ON_PHONE - 1]
    return [
        {
            **_line(request, entry, staff.office),
            "badge": counts.get(entry.badge, ""),
            "wide": entry not in narrow and entry.view != "office:more",
        }
        for entry in allowed
    ]


def _line(request: HttpRequest, entry: Entry, office: Office) -> dict[str, Any]:
    url = reverse(entry.view) if entry.view == "services:verify" else reverse(entry.view, args=[office.slug])
    return {
        "label": entry.label,
        "url": url,
        "icon": entry.icon,
        "wide": entry.wide,
        "current": request.path.startswith(url),
    }


def _person(request: HttpRequest, staff: Staff) -> dict[str, Any]:
    return {
        "person": {"name": staff.user.name, "role": staff.title, "initials": staff.user.initials},
        "logout_url": reverse("office:logout"),
        "account_url": reverse("office:account"),
        "staff_home_url": home_url(staff),
    }
