"""The kecamatan's verbs: verify and classify, forward by the list or by hand, say that it is not ours, archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from complaints.access import NotAllowed, check_may
from complaints.actions.moving import Words, leave, lock, move, settle
from complaints.actions.notices import day_text, tell_agency, tell_reporter
from complaints.models import Agency, Category, Complaint, RoutingRule
from complaints.queries.routing import Route, facts_of, route
from complaints.workflow import Kind, State, Verb, check_move
from office.models import User
from office.staff import Staff


@dataclass(frozen=True)
class Findings:
    """What the desk found a report to be."""

    category: Category
    kind: Kind = Kind.COMPLAINT
    needs_investigation: bool = False
    title: str = ""


@transaction.atomic
def verify(complaint: Complaint, findings: Findings, *, staff: Staff, at: datetime, note: str = "") -> Complaint:
    """Say what it is: kind, category, whether it needs a look on the spot. A held one is released."""
    kept = lock(complaint)
    check_may(staff, kept, Verb.VERIFIED)
    check_move(kept.state, State.VERIFIED)
    if findings.category.office_id != kept.office_id:
        raise NotAllowed("Kategori ini milik kantor lain.")
    kept.category, kept.kind, kept.needs_investigation = findings.category, findings.kind, _investigates(findings)
    kept.is_sensitive = kept.is_sensitive or findings.category.is_sensitive
    kept.title = findings.title or kept.title
    kept.verified_at, kept.is_held, kept.held_reason = at, False, ""
    return move(
        kept, State.VERIFIED, Verb.VERIFIED, by=staff.user, at=at, words=Words(inside=note),
        kind=str(findings.kind), category=findings.category.key,
    )  # fmt: skip


def _investigates(findings: Findings) -> bool:
    return findings.needs_investigation and findings.kind == Kind.COMPLAINT


@transaction.atomic
def forward(
    complaint: Complaint, *, staff: Staff, at: datetime, agency: Agency | None = None, note: str = ""
) -> Complaint:
    """Send it to the agency the list names, or to one chosen by hand; why it went there is kept. Raises NoRoute without a last rule."""
    kept = lock(complaint)
    check_may(staff, kept, Verb.FORWARDED)
    check_move(kept.state, State.FORWARDED)
    if State(kept.state) != State.VERIFIED:
        raise NotAllowed("Laporan ini sudah diteruskan. Pindahkan lewat “Bukan wewenang”.")
    return _forward(kept, _route(kept, agency, staff.user), by=staff.user, at=at, note=note)


@dataclass(frozen=True)
class _Chosen:
    agency: Agency
    why: str
    rule: RoutingRule | None = None
    group: str = ""


def _route(complaint: Complaint, agency: Agency | None, by: User | None) -> _Chosen:
    found: Route = route(complaint.office, facts_of(complaint))
    if agency is None or agency.pk == found.agency.pk:
        return _Chosen(found.agency, found.why, found.rule, found.group)
    if agency.office_id != complaint.office_id or not agency.is_active:
        raise NotAllowed("Dinas itu tidak ada dalam daftar kantor ini.")
    return _Chosen(agency, f"Dipilih petugas{f' ({by.name})' if by else ''}; menurut daftar: {found.agency.short_name}")


def _forward(complaint: Complaint, chosen: _Chosen, *, by: User | None, at: datetime, note: str = "") -> Complaint:
    settle(complaint, chosen.agency, why=chosen.why, by=by, at=at, rule=chosen.rule)
    complaint.group, complaint.forwarded_at, complaint.escalated_at = chosen.group, complaint.forwarded_at or at, None
    note_match(chosen.rule, at=at)
    moved = move(
        complaint, State.FORWARDED, Verb.FORWARDED, by=by, at=at, agency=chosen.agency,
        words=Words(public=f"Diteruskan ke {chosen.agency.name}", inside=note), is_reporter=by is None, to=chosen.agency.key,
    )  # fmt: skip
    if not (complaint.is_anonymous and by is None):
        tell_agency(moved, "agency_new", at=at, title="laporan baru")
    tell_reporter(
        moved, "forwarded", at=at, title="laporan diteruskan", step=f"{at:%y%m%d%H%M%S}", agency=chosen.agency.name,
        due=day_text(moved, moved.due_at),
    )  # fmt: skip
    return moved


def note_match(rule: RoutingRule | None, *, at: datetime) -> None:
    """Remember that a rule is of use; once a day is enough, so that the list is no crowded row."""
    if rule and (rule.last_matched_at is None or rule.last_matched_at < at - timedelta(days=1)):
        RoutingRule.objects.filter(pk=rule.pk).update(last_matched_at=at)


def send_to_agency(complaint: Complaint, *, at: datetime) -> None:
    """A report about the office itself goes past its desk, straight to whom the list names (DOMAIN.md §4.2)."""
    chosen = _route(complaint, complaint.category.agency, None)
    complaint.state, complaint.verified_at = State.VERIFIED, at
    _forward(complaint, chosen, by=None, at=at)


@transaction.atomic
def reject(complaint: Complaint, *, reason: str, staff: Staff, at: datetime) -> Complaint:
    """Not of this region: the reason says who is in charge. Raises NotAllowed without a reason."""
    return _refuse(complaint, State.REJECTED, Verb.REJECTED, reason=reason, staff=staff, at=at)


@transaction.atomic
def archive(complaint: Complaint, *, reason: str, staff: Staff, at: datetime) -> Complaint:
    """Too general, unclear, or no report at all; the reason is told."""
    return _refuse(complaint, State.ARCHIVED, Verb.ARCHIVED, reason=reason, staff=staff, at=at)


def _refuse(complaint: Complaint, target: State, verb: Verb, *, reason: str, staff: Staff, at: datetime) -> Complaint:
    kept = lock(complaint)
    check_may(staff, kept, verb)
    if not reason.strip():
        raise NotAllowed("Tulis alasannya. Pelapor membacanya.")
    check_move(kept.state, target)
    kept.reason = reason[:500]
    kept.published_at = None
    moved = move(kept, target, verb, by=staff.user, at=at, words=Words(public=reason))
    tell_reporter(moved, "rejected", at=at, title="laporan tidak diteruskan")
    return moved


@transaction.atomic
def release_to(complaint: Complaint, *, staff: Staff, at: datetime, agency: Agency, note: str = "") -> Complaint:
    """The head decides about what bounced twice: it goes to this agency, whoever refused it before."""
    kept = lock(complaint)
    check_may(staff, kept, Verb.FORWARDED)
    check_move(kept.state, State.FORWARDED)
    if kept.agency:
        leave(kept, at=at)
    return _forward(kept, _route(kept, agency, staff.user), by=staff.user, at=at, note=note)
