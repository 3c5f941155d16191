"""The states of a complaint, its legal moves with the rule behind each, and who may make them. No queries here."""

from enum import StrEnum

from office.roles import Role
from services.workflow import IllegalMove

__all__ = [
    "DONE", "HANDLERS", "IDENTITY_OPENERS", "IN_AGENCY", "IN_OFFICE", "MOVES", "OVERSEERS", "PUBLIC_WORDS", "READERS", "WHO_MAY", "Identity",
    "IllegalMove", "Kind", "Outcome", "State", "Step", "Verb", "check_move", "deadline_class", "next_steps",
]  # fmt: skip


class State(StrEnum):
    RECEIVED = "received"
    VERIFIED = "verified"
    FORWARDED = "forwarded"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    ANSWERED = "answered"
    CLOSED = "closed"
    REJECTED = "rejected"
    ARCHIVED = "archived"
    DUPLICATE = "duplicate"


class Kind(StrEnum):
    COMPLAINT = "complaint"
    ASPIRATION = "aspiration"
    INFORMATION = "information"


class Identity(StrEnum):
    """How much of the reporter is known, and to whom."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a word, no password
    ANONYMOUS = "anonymous"


class Outcome(StrEnum):
    """What an answer says was done; the last one needs its reason, and is an honest answer."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"


class Step(StrEnum):
    """A stretch with a limit of its own (DOMAIN.md §4.1)."""

    FORWARD = "forward"
    FIRST_RESPONSE = "first_response"
    ANSWER = "answer"
    REPLY = "reply"
    CONFIRM = "confirm"


class Verb(StrEnum):
    """What happened, on the timeline: a move of state can have more than one cause."""

    RECEIVED = "received"
    VERIFIED = "verified"
    FORWARDED = "forwarded"
    STARTED = "started"
    ASKED = "asked"
    REPLIED = "replied"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    CLOSED_SILENT = "closed_silent"
    REOPENED = "reopened"
    HANDED_OVER = "handed_over"
    BOUNCED_TO_HEAD = "bounced_to_head"
    REJECTED = "rejected"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    PUBLISHED = "published"
    UNPUBLISHED = "unpublished"
    OVERDUE = "overdue"
    ESCALATED = "escalated"


MOVES: dict[State, frozenset[State]] = {
    State.RECEIVED: frozenset(
        {
            State.VERIFIED,  # SP4N-LAPOR: verify and classify within 3 working days
            State.WAITING,  # "tunda": the reporter completes what is missing (UU 25/2009 art. 44: 30 days)
            State.REJECTED,  # "bukan wewenang": says whose it is instead
            State.ARCHIVED,  # too general, irrelevant, unclear (LAPOR "arsip"), always with a reason
            State.DUPLICATE,
        }
    ),
    State.VERIFIED: frozenset(
        {
            State.FORWARDED,  # SP4N-LAPOR: to the unit whose duty it is
            State.WAITING,
            State.REJECTED,
            State.ARCHIVED,
            State.DUPLICATE,
        }
    ),
    State.FORWARDED: frozenset(
        {
            State.IN_PROGRESS,  # first follow-up, 5 working days
            State.ANSWERED,  # a plain question needs no second step
            State.FORWARDED,  # "bukan wewenang": handed over to the agency that was named
            State.VERIFIED,  # bounced twice: back to the office, on the desk of its head
            State.WAITING,
            State.DUPLICATE,
        }
    ),
    State.IN_PROGRESS: frozenset(
        {
            State.ANSWERED,  # 14 working days, 60 with a field check
            State.FORWARDED,
            State.VERIFIED,
            State.WAITING,
            State.DUPLICATE,
        }
    ),
    State.WAITING: frozenset(
        {
            State.RECEIVED,  # the reporter replied; it goes on where it stood
            State.VERIFIED,
            State.FORWARDED,
            State.IN_PROGRESS,
            State.ARCHIVED,  # UU 25/2009 art. 44: no completion within 30 days counts as withdrawn
        }
    ),
    State.ANSWERED: frozenset(
        {
            State.CLOSED,  # the reporter agrees, or 10 working days pass in silence (SP4N-LAPOR)
            State.FORWARDED,  # not solved: reopened by the reporter, same agency
        }
    ),
    State.CLOSED: frozenset({State.FORWARDED}),  # reopened with a reason, at most so many times
    State.REJECTED: frozenset(),
    State.ARCHIVED: frozenset(),
    State.DUPLICATE: frozenset(),
}
DONE = frozenset({State.CLOSED, State.REJECTED, State.ARCHIVED, State.DUPLICATE})
"""Nobody has anything left to do."""
IN_OFFICE = frozenset({State.RECEIVED, State.VERIFIED})
"""On the desk of the kecamatan."""
IN_AGENCY = frozenset({State.FORWARDED, State.IN_PROGRESS})
"""On the desk of the agency."""

HANDLERS = frozenset({Role.COMPLAINTS, Role.SECTION_HEAD, Role.HEAD})
"""Who handles complaints at the kecamatan."""
READERS = HANDLERS | {Role.AUDITOR}
OVERSEERS = frozenset({Role.HEAD})
IDENTITY_OPENERS = frozenset({Role.COMPLAINTS, Role.HEAD})
"""The two roles that may open a secret reporter's identity, with a reason (Perpres 76/2013)."""
_AGENCY = frozenset({Role.AGENCY})
WHO_MAY: dict[Verb, frozenset[Role]] = {
    Verb.VERIFIED: HANDLERS,
    Verb.FORWARDED: HANDLERS,
    Verb.REJECTED: HANDLERS,
    Verb.ARCHIVED: HANDLERS,
    Verb.MERGED: HANDLERS,
    Verb.PUBLISHED: HANDLERS,
    Verb.UNPUBLISHED: HANDLERS,
    Verb.ASKED: HANDLERS | _AGENCY,
    Verb.STARTED: _AGENCY | HANDLERS,  # matters of the kecamatan's own sections stay at its desk
    Verb.ANSWERED: _AGENCY | HANDLERS,
    Verb.HANDED_OVER: _AGENCY | HANDLERS,
    Verb.CONFIRMED: HANDLERS,  # at the reporter's word, at the counter or on the telephone; never the agency that answered
}

PUBLIC_WORDS: dict[State, str] = {
    State.RECEIVED: "Diterima",
    State.VERIFIED: "Diterima",
    State.FORWARDED: "Diteruskan",
    State.IN_PROGRESS: "Dikerjakan",
    State.WAITING: "Menunggu pelapor",
    State.ANSWERED: "Dijawab",
    State.CLOSED: "Selesai",
    State.REJECTED: "Bukan wewenang",
    State.ARCHIVED: "Diarsipkan",
    State.DUPLICATE: "Digabung",
}
DESK_WORDS: dict[State, str] = {**PUBLIC_WORDS, State.RECEIVED: "Perlu diperiksa", State.VERIFIED: "Perlu diteruskan"}
KIND_WORDS: dict[Kind, str] = {
    Kind.COMPLAINT: "Pengaduan",
    Kind.ASPIRATION: "Aspirasi",
    Kind.INFORMATION: "Permintaan informasi",
}
IDENTITY_WORDS: dict[Identity, str] = {
    Identity.OPEN: "Terbuka bagi petugas",
    Identity.SECRET: "Dirahasiakan",
    Identity.ANONYMOUS: "Tanpa nama",
}
OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.DONE: "Sudah dikerjakan",
    Outcome.PARTLY: "Baru sebagian",
    Outcome.NOT: "Tidak dapat dikerjakan",
}
STEP_WORDS: dict[Step, str] = {
    Step.FORWARD: "Diperiksa dan diteruskan",
    Step.FIRST_RESPONSE: "Tanggapan pertama dinas",
    Step.ANSWER: "Jawaban lengkap",
    Step.REPLY: "Jawaban pelapor",
    Step.CONFIRM: "Tanggapan pelapor atas jawaban",
}
VERB_WORDS: dict[Verb, str] = {
    Verb.RECEIVED: "Laporan masuk",
    Verb.VERIFIED: "Diperiksa petugas",
    Verb.FORWARDED: "Diteruskan",
    Verb.STARTED: "Mulai dikerjakan",
    Verb.ASKED: "Menunggu keterangan pelapor",
    Verb.REPLIED: "Pelapor memberi keterangan",
    Verb.ANSWERED: "Dijawab",
    Verb.CONFIRMED: "Pelapor menyatakan selesai",
    Verb.CLOSED_SILENT: "Selesai tanpa konfirmasi",
    Verb.REOPENED: "Dibuka lagi oleh pelapor",
    Verb.HANDED_OVER: "Dialihkan",
    Verb.BOUNCED_TO_HEAD: "Dikembalikan ke pimpinan kantor",
    Verb.REJECTED: "Bukan wewenang",
    Verb.ARCHIVED: "Diarsipkan",
    Verb.WITHDRAWN: "Dianggap dicabut",
    Verb.MERGED: "Digabung dengan laporan lain",
    Verb.PUBLISHED: "Ditampilkan untuk umum",
    Verb.UNPUBLISHED: "Tidak lagi ditampilkan",
    Verb.OVERDUE: "Lewat batas waktu",
    Verb.ESCALATED: "Dinaikkan ke pimpinan",
}
HIDDEN_VERBS = frozenset({Verb.PUBLISHED, Verb.UNPUBLISHED, Verb.ESCALATED})
"""What happened inside the house: no line on the public timeline."""


def check_move(source: str, target: str) -> None:
    """Raise IllegalMove unless the table allows it."""
    if State(target) not in MOVES[State(source)]:
        raise IllegalMove(source, target)


def deadline_class(kind: str, *, needs_investigation: bool) -> str:
    """The class under which limits are kept: "berkadar pengawasan" stands apart from other complaints."""
    return "investigation" if kind == Kind.COMPLAINT and needs_investigation else str(kind)


STEP_OF: dict[State, Step] = {
    State.RECEIVED: Step.FORWARD,
    State.VERIFIED: Step.FORWARD,
    State.FORWARDED: Step.FIRST_RESPONSE,
    State.IN_PROGRESS: Step.ANSWER,
    State.WAITING: Step.REPLY,
    State.ANSWERED: Step.CONFIRM,
}
CLOCK_RUNS = IN_OFFICE | IN_AGENCY
"""Only here can somebody of ours be late."""


def next_steps(state: str) -> frozenset[State]:
    """Where a complaint may go from here."""
    return MOVES[State(state)]
