"""What is said at the hall as a report of its own: received and forwarded on the spot, and moved with its entry's answer."""

from __future__ import annotations

from datetime import datetime

from complaints.actions import answering, closing, handing_over, intake
from complaints.actions.moving import Words, lock, move, settle
from complaints.actions.notices import tell_agency
from complaints.day_states import ItemKind, ItemState
from complaints.models import Agency, Category, Complaint, ComplaintSource, DayItem
from complaints.queries.routing import facts_of, route
from complaints.report import Report
from complaints.workflow import IN_AGENCY, Kind, Outcome, State, Verb
from office.staff import Staff
from office.wording import plain_date
from services.access import NotAllowed

KINDS = {ItemKind.COMPLAINT: Kind.COMPLAINT, ItemKind.ASPIRATION: Kind.ASPIRATION, ItemKind.QUESTION: Kind.INFORMATION}
HEARD = {State.ANSWERED, State.CLOSED}


def key_of(item: DayItem) -> str:
    """Under this key intake makes the entry's one report, and gives its receipt again for the slip's page."""
    return f"rw-item:{item.pk}"


def file_report(item: DayItem, category: Category, *, staff: Staff, at: datetime) -> Complaint:
    """Receive the entry as a report of its speaker, found to be what the officer says, at the agency it is meant for.

    Whoever spoke without giving a name is "Warga RW …": the report is not anonymous, an officer heard it.
    """
    day, name = item.day, item.visitor.name if item.visitor else ""
    village = day.rw.parent
    report = Report(
        category=category.key, text=item.text, kind=KINDS[ItemKind(item.kind)], village_code=village.code if village else "", rw=day.rw.name,
        landmark=item.place, name=name or f"Warga {day.place_name}",
    )  # fmt: skip
    receipt = intake.receive(day.office, report, key=key_of(item), source=ComplaintSource.RW, at=at, by=staff.user)
    return _forward(receipt.complaint, item.agency, staff=staff, at=at)


def _forward(complaint: Complaint, agency: Agency | None, *, staff: Staff, at: datetime) -> Complaint:
    kept = lock(complaint)
    if State(kept.state) != State.RECEIVED:  # a sensitive one has gone its own way
        return kept
    found = None if agency else route(kept.office, facts_of(kept))
    target = agency or found.agency  # type: ignore[union-attr]  # one of the two is there
    kept.verified_at = at
    move(kept, State.VERIFIED, Verb.VERIFIED, by=staff.user, at=at)
    why = found.why if found else "Dipilih petugas di kantor RW"
    settle(kept, target, why=why, by=staff.user, at=at, rule=found.rule if found else None)
    kept.forwarded_at = at
    words = Words(public=f"Diteruskan ke {target.name}")
    moved = move(kept, State.FORWARDED, Verb.FORWARDED, by=staff.user, at=at, agency=target, words=words, to=target.key)
    tell_agency(moved, "agency_new", at=at, title="laporan baru")
    return moved


def follow(item: DayItem, *, staff: Staff, at: datetime) -> None:
    """Move the report as its entry moved: settled, answered, taken up with a date. Raises NotAllowed as its own verbs do."""
    complaint = item.complaint
    if complaint is None:
        return
    if item.state == ItemState.KEPT:
        _check_heard(complaint)
    elif State(complaint.state) in IN_AGENCY:
        _VERBS[ItemState(item.state)](complaint, item, staff, at)


def _check_heard(complaint: Complaint) -> None:
    if State(complaint.state) not in HEARD:
        raise NotAllowed(f"Jawab laporan {complaint.number} dengan bukti. Janji ini ikut selesai begitu dijawab.")


def _settle(complaint: Complaint, item: DayItem, staff: Staff, at: datetime) -> None:
    reply = answering.Reply(text=item.answer or "Selesai di tempat.", outcome=Outcome.DONE)
    closing.settle_on_the_spot(complaint, reply, staff=staff, at=at)


def _answer(complaint: Complaint, item: DayItem, staff: Staff, at: datetime) -> None:
    """Words alone are no proof: a complaint that was only answered counts as done in part."""
    is_complaint = complaint.kind == Kind.COMPLAINT
    reply = answering.Reply(
        text=item.answer, outcome=Outcome.PARTLY if is_complaint else Outcome.DONE, reason=item.answer if is_complaint else ""
    )  # fmt: skip
    answering.answer(complaint, reply, staff=staff, at=at)


def _take_up(complaint: Complaint, item: DayItem, staff: Staff, at: datetime) -> None:
    due = plain_date(item.due_on) if item.due_on else ""
    if State(complaint.state) == State.FORWARDED:
        answering.start(complaint, staff=staff, at=at, note=f"Dijanjikan selesai {due}. {item.answer}"[:500])


_VERBS = {ItemState.DONE: _settle, ItemState.ANSWERED: _answer, ItemState.PROMISED: _take_up}


def hand_over(item: DayItem, agency: Agency, *, staff: Staff, at: datetime) -> None:
    """The entry goes to another agency, and its report with it, as "bukan wewenang" does."""
    complaint = item.complaint
    if complaint and State(complaint.state) in IN_AGENCY and complaint.agency_id != agency.pk:
        handing_over.bounce(complaint, to=agency, reason="Dialihkan di kantor RW", staff=staff, at=at)
