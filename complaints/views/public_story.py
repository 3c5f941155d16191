"""The public timeline and the board of the time that is left, in the words everybody reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from complaints.masking import masked
from complaints.models import Answer, Complaint, ComplaintEvent, PhotoKind
from complaints.queries import public
from complaints.time_left import time_left
from complaints.workflow import CLOCK_RUNS, DONE, IN_OFFICE, OUTCOME_WORDS, Outcome, State, Verb
from office.hours import ServiceHours
from office.wording import clock, long_date, short_date

OF_THE_REPORTER = frozenset({Verb.RECEIVED, Verb.REPLIED, Verb.CONFIRMED, Verb.REOPENED})
"""When a reporter did something is told to the day only: the hour says who was at home."""
TITLED = frozenset({Verb.FORWARDED, Verb.HANDED_OVER})
"""Their title says it all."""
CLOSED_WORDS = {
    "confirmed": "Pelapor menyatakan selesai",
    "silent": "Pelapor tidak menanggapi dalam batas waktu",
    "on_the_spot": "Selesai di tempat",
}
BOARD_TITLES = {
    State.RECEIVED: "Batas pemeriksaan", State.VERIFIED: "Batas pemeriksaan", State.FORWARDED: "Batas tanggapan dinas",
    State.IN_PROGRESS: "Batas jawaban dinas",
}  # fmt: skip


def story_steps(complaint: Complaint, *, hours: ServiceHours, at: datetime) -> list[dict[str, Any]]:
    """The lines of the timeline; the last one of an open complaint is where it stands, then what is still to come."""
    answers = iter(complaint.answers.all())
    steps = [_step(event, complaint, answers, hours) for event in public.story(complaint)]
    if not complaint.is_open or not steps:
        return steps
    steps[-1] |= {"state": "current", "late": public.is_late(complaint.state, complaint.step_due, at)}
    return [*steps, {"title": "Pelapor menilai hasilnya", "state": "upcoming"}]


def _step(
    event: ComplaintEvent, complaint: Complaint, answers: Iterator[Answer], hours: ServiceHours
) -> dict[str, Any]:
    verb = Verb(event.verb)
    answer = next(answers, None) if verb == Verb.ANSWERED else None
    return {
        "title": title_of(event), "time": _time(event, verb, hours), "state": "done", "late": verb == Verb.OVERDUE,
        "text": "" if verb in TITLED else masked(event.public_note), "answer": _answer(answer) if answer else None,
    }  # fmt: skip


def title_of(event: ComplaintEvent) -> str:
    """What happened, with the agency it happened at."""
    verb, agency = Verb(event.verb), event.agency.name if event.agency else ""
    if verb in TITLED and agency:
        return f"{event.label} ke {agency}"
    return f"Dijawab {agency}" if verb == Verb.ANSWERED and agency else event.label


def _time(event: ComplaintEvent, verb: Verb, hours: ServiceHours) -> str:
    moment = event.at.astimezone(hours.tz)
    return long_date(moment) if verb in OF_THE_REPORTER else f"{long_date(moment)}, {clock(moment)}"


def _answer(answer: Answer) -> dict[str, Any]:
    proofs = list(answer.proofs.all())
    return {
        "text": masked(answer.text), "agency": answer.agency.name, "outcome": OUTCOME_WORDS[Outcome(answer.outcome)],
        "is_done": answer.outcome == Outcome.DONE, "reason": masked(answer.reason),
        "before": [proof for proof in proofs if proof.kind == PhotoKind.BEFORE],
        "after": [proof for proof in proofs if proof.kind == PhotoKind.AFTER],
        "papers": [proof for proof in proofs if proof.kind == PhotoKind.DOCUMENT],
    }  # fmt: skip


def board(complaint: Complaint, *, hours: ServiceHours, at: datetime) -> dict[str, Any]:
    """The panel beside the story: how long the present step may still take, or how it ended."""
    state = State(complaint.state)
    if state not in CLOCK_RUNS or complaint.step_due is None:
        return {"kind": "done" if state in DONE else "rest", "words": _rest(complaint, hours)}
    work_days = complaint.agency.work_days if complaint.agency and state not in IN_OFFICE else ""
    left = time_left(complaint.step_due, at, hours, work_days=work_days)
    share = (at - complaint.step_from) / max(complaint.step_due - complaint.step_from, complaint.step_due.resolution)
    return {
        "kind": "late" if left.state == "overdue" else "running", "title": BOARD_TITLES[state], "days": abs(left.days),
        "text": left.text, "filled": f"{100 * min(max(share, 0.0), 1.0):.1f}",
        "since": short_date(complaint.step_from.astimezone(hours.tz)), "due": short_date(complaint.step_due.astimezone(hours.tz)),
    }  # fmt: skip


def _rest(complaint: Complaint, hours: ServiceHours) -> str:
    state = State(complaint.state)
    if state == State.ANSWERED and complaint.step_due:
        return f"Pelapor dapat menanggapi jawaban sampai {long_date(complaint.step_due.astimezone(hours.tz))}. Sesudahnya laporan ditutup."
    if state == State.WAITING:
        return "Waktu berhenti. Dinas menunggu keterangan dari pelapor."
    if state == State.CLOSED:
        return CLOSED_WORDS.get(complaint.closed_how, "Laporan sudah ditutup") + "."
    return masked(complaint.reason)
