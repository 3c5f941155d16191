"""Reports of an SP4N-LAPOR export become complaints here, each once; a complaint gets the number it has there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from complaints.access import check_may
from complaints.actions import intake
from complaints.actions.moving import lock
from complaints.models import Category, Complaint, ComplaintSource
from complaints.queries.public import villages
from complaints.queries.sp4n import known
from complaints.report import Report
from complaints.sp4n import BadLine, Line
from complaints.workflow import Identity, Verb
from office.actions.audit import record
from office.models import Office
from office.staff import Staff


@dataclass
class Outcome:
    """What became of a file: row of the sheet, SP4N's number, and ours or the reason."""

    taken: list[tuple[int, str, str]] = field(default_factory=list)
    known: list[tuple[int, str, str]] = field(default_factory=list)
    ended: list[tuple[int, str, str]] = field(default_factory=list)
    refused: list[BadLine] = field(default_factory=list)


def take_in(lines: Iterable[Line | BadLine], *, otherwise: Category, staff: Staff, at: datetime) -> Outcome:
    """Make a complaint of each open report that is not here yet; `otherwise` is its category where the name is unknown.

    A report without a name stays without one. A file may come twice: what is here already is only listed.
    """
    rows = list(lines)
    good = [row for row in rows if isinstance(row, Line)]
    outcome = Outcome(refused=[row for row in rows if isinstance(row, BadLine)])
    here = known(staff.office, [row.tracking_id for row in good])
    topics = {row.name.lower(): row for row in Category.objects.filter(office=staff.office, is_active=True)}
    places = {area.name.lower(): area.code for area in villages(staff.office)}
    for line in good:
        if line.tracking_id in here:
            outcome.known.append((line.number, line.tracking_id, here[line.tracking_id]))
        elif line.is_ended:
            outcome.ended.append((line.number, line.tracking_id, line.state))
        else:
            report = _report(line, topics.get(line.category.lower(), otherwise), places)
            number = _take(staff.office, line, report, staff, at).number
            here[line.tracking_id] = number
            outcome.taken.append((line.number, line.tracking_id, number))
    _note(outcome, staff, at)
    return outcome


def _take(office: Office, line: Line, report: Report, staff: Staff, at: datetime) -> Complaint:
    came = min(line.at, at)
    sent = intake.receive(
        office, report, key=f"sp4n:{line.tracking_id}", source=ComplaintSource.SP4N, at=came, by=staff.user
    )
    return sent.complaint


def _report(line: Line, category: Category, places: Mapping[str, str]) -> Report:
    hidden = line.identity == Identity.ANONYMOUS
    return Report(
        category=category.key, text=line.text, kind=line.kind, title=line.title, identity=line.identity,
        village_code=places.get(line.village.lower(), ""), sp4n_id=line.tracking_id,
        name="" if hidden else line.reporter or "Pelapor SP4N-LAPOR",
    )  # fmt: skip


def _note(outcome: Outcome, staff: Staff, at: datetime) -> None:
    record(
        "sp4n.taken_in", f"office:{staff.office.code}", office=staff.office, actor=staff.user, at=at,
        taken=len(outcome.taken), known=len(outcome.known), refused=len(outcome.refused),
    )  # fmt: skip


@transaction.atomic
def name_there(complaint: Complaint, tracking_id: str, *, staff: Staff, at: datetime) -> Complaint:
    """Write down which number a complaint has in SP4N-LAPOR; the old one stays in the audit."""
    kept = lock(complaint)
    check_may(staff, kept, Verb.VERIFIED)
    before, kept.sp4n_id = kept.sp4n_id, tracking_id
    Complaint.objects.filter(pk=kept.pk).update(sp4n_id=tracking_id)
    record(
        "complaint.named_there",
        kept.audit_key,
        office=kept.office,
        actor=staff.user,
        at=at,
        before=before,
        after=tracking_id,
    )
    return kept
