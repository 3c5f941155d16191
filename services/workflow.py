"""The states of a submission and its legal moves; each edge cites its SOP or rule. No queries here."""

from enum import StrEnum

from office.roles import Role


class State(StrEnum):
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COMPLETE = "complete"
    DRAFTED = "drafted"
    ENDORSED = "endorsed"
    ISSUED = "issued"
    FORWARDED = "forwarded"
    READY = "ready"
    HANDED_OVER = "handed_over"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class LetterState(StrEnum):
    DRAFT = "draft"
    SIGNING = "signing"
    ISSUED = "issued"
    REVOKED = "revoked"
    VOID = "void"


class DeliveryState(StrEnum):
    WAITING = "waiting"
    READY = "ready"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    FAILED = "failed"
    PICK_UP = "pick_up"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"


class IllegalMove(Exception):
    """The move is not in the table from where the row stands now; somebody may have been faster."""

    def __init__(self, source: str, target: str) -> None:
        super().__init__(f"{source} → {target}")
        self.source, self.target = source, target


MOVES: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset(
        {
            State.RETURNED,  # Permendagri 4/2010: incomplete files go back, with a reason per requirement
            State.COMPLETE,  # the SOP clock starts here (LAYAR RAMAH: "sejak berkas dinyatakan lengkap")
            State.REJECTED,
            State.WITHDRAWN,
        }
    ),
    State.RETURNED: frozenset(
        {
            State.SUBMITTED,  # the resident sent what was asked
            State.WITHDRAWN,
            State.LAPSED,  # office rule: no answer within `lapse_days`
            State.REJECTED,
        }
    ),
    State.COMPLETE: frozenset(
        {
            State.DRAFTED,  # officer writes the letter and passes it on for paraf
            State.FORWARDED,  # products of Disdukcapil are only received and forwarded (DOMAIN.md §2, trap 3)
            State.RETURNED,  # something turned out to be missing after all; the clock pauses
            State.REJECTED,
            State.WITHDRAWN,
        }
    ),
    State.DRAFTED: frozenset(
        {
            State.DRAFTED,  # next paraf in the chain kasi → sekcam
            State.ENDORSED,  # last paraf
            State.COMPLETE,  # endorser sends it back to be rewritten
            State.WITHDRAWN,
        }
    ),
    State.ENDORSED: frozenset(
        {
            State.ISSUED,  # signed; the clock stops
            State.COMPLETE,  # signer returns it with a reason
        }
    ),
    State.ISSUED: frozenset(
        {
            State.HANDED_OVER,
            State.COMPLETE,  # its letter was revoked and is written anew
        }
    ),
    State.FORWARDED: frozenset({State.READY, State.REJECTED}),
    State.READY: frozenset({State.HANDED_OVER}),
    State.HANDED_OVER: frozenset({State.COMPLETE}),  # its letter was revoked and is written anew
    State.REJECTED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.LAPSED: frozenset(),
}
CLOSED = frozenset({State.HANDED_OVER, State.REJECTED, State.WITHDRAWN, State.LAPSED})
DONE = frozenset({State.ISSUED, State.FORWARDED, State.READY}) | CLOSED
"""Nothing is left to do for the officer; the SOP clock does not run."""
CLOCK_RUNS = frozenset({State.COMPLETE, State.DRAFTED, State.ENDORSED})
WAITS_FOR_RESIDENT = frozenset({State.RETURNED})

LETTER_MOVES: dict[LetterState, frozenset[LetterState]] = {
    LetterState.DRAFT: frozenset({LetterState.SIGNING, LetterState.VOID}),
    LetterState.SIGNING: frozenset(
        {LetterState.ISSUED, LetterState.VOID}
    ),  # retried under its number, or voided with a reason
    LetterState.ISSUED: frozenset({LetterState.REVOKED}),
    LetterState.REVOKED: frozenset(),
    LetterState.VOID: frozenset(),
}

DELIVERY_MOVES: dict[DeliveryState, frozenset[DeliveryState]] = {
    DeliveryState.WAITING: frozenset(
        {
            DeliveryState.READY,  # the letter is signed (or the product came back)
            DeliveryState.CANCELLED,  # the request was withdrawn or refused; or the resident came to the counter
        }
    ),
    DeliveryState.READY: frozenset(
        {
            DeliveryState.ON_THE_WAY,
            DeliveryState.WAITING,  # its letter was revoked and is written anew
            DeliveryState.PICK_UP,  # at the resident's word: they will come
            DeliveryState.CANCELLED,
        }
    ),
    DeliveryState.ON_THE_WAY: frozenset(
        {
            DeliveryState.DELIVERED,  # never without proof (LAYAR RAMAH: receiver, time, photo)
            DeliveryState.FAILED,  # nobody home
            DeliveryState.READY,  # brought back to the office, no attempt made
            DeliveryState.WAITING,  # its letter was revoked while it was carried
            DeliveryState.CANCELLED,  # the resident came to the counter meanwhile
        }
    ),
    DeliveryState.FAILED: frozenset(
        {
            DeliveryState.ON_THE_WAY,  # second attempt
            DeliveryState.PICK_UP,  # after the second attempt the letter waits at the counter
            DeliveryState.WAITING,  # its letter was revoked
            DeliveryState.CANCELLED,
        }
    ),
    DeliveryState.DELIVERED: frozenset(
        {
            DeliveryState.DISPUTED,  # "belum saya terima"
            DeliveryState.WAITING,  # its letter was revoked; the new one is brought, too
        }
    ),
    DeliveryState.DISPUTED: frozenset(
        {
            DeliveryState.READY,  # the Kasi sends it out again
            DeliveryState.DELIVERED,  # the Kasi shows the proof, or the resident found the letter after all
            DeliveryState.PICK_UP,
            DeliveryState.WAITING,  # its letter was revoked
        }
    ),
    DeliveryState.PICK_UP: frozenset(
        {
            DeliveryState.DELIVERED,  # handed over at the counter, with proof
            DeliveryState.CANCELLED,  # handed over at the counter as any other letter
            DeliveryState.READY,  # brought after all
            DeliveryState.WAITING,  # its letter was revoked
        }
    ),
    DeliveryState.CANCELLED: frozenset(
        {DeliveryState.WAITING}  # a later objection was upheld, or its letter is written anew
    ),
}
DELIVERY_OVER = frozenset({DeliveryState.DELIVERED, DeliveryState.CANCELLED})
DELIVERY_LABELS: dict[DeliveryState, str] = {
    DeliveryState.WAITING: "Menunggu surat",
    DeliveryState.READY: "Siap diantar",
    DeliveryState.ON_THE_WAY: "Dalam perjalanan",
    DeliveryState.DELIVERED: "Sudah diterima",
    DeliveryState.FAILED: "Belum bertemu",
    DeliveryState.PICK_UP: "Ambil di loket",
    DeliveryState.DISPUTED: "Disangkal pemohon",
    DeliveryState.CANCELLED: "Tidak jadi diantar",
}

REVIEWERS = frozenset({Role.COUNTER, Role.VERIFIER, Role.SECTION_HEAD})
WHO_MAY: dict[State, frozenset[Role]] = {
    State.RETURNED: REVIEWERS,
    State.COMPLETE: REVIEWERS,
    State.DRAFTED: REVIEWERS,
    State.ENDORSED: frozenset({Role.SECTION_HEAD, Role.SECRETARY}),
    State.FORWARDED: REVIEWERS,
    State.READY: REVIEWERS,
    State.HANDED_OVER: REVIEWERS,
    State.REJECTED: frozenset({Role.VERIFIER, Role.SECTION_HEAD, Role.HEAD}),
    State.WITHDRAWN: REVIEWERS,  # at the resident's word, at the counter
}

LABELS: dict[State, str] = {
    State.SUBMITTED: "Periksa berkas",
    State.RETURNED: "Menunggu warga",
    State.COMPLETE: "Pembuatan surat",
    State.DRAFTED: "Menunggu paraf",
    State.ENDORSED: "Menunggu tanda tangan",
    State.ISSUED: "Surat terbit",
    State.FORWARDED: "Diteruskan ke Disdukcapil",
    State.READY: "Siap diambil",
    State.HANDED_OVER: "Selesai",
    State.REJECTED: "Ditolak",
    State.WITHDRAWN: "Ditarik pemohon",
    State.LAPSED: "Gugur, tidak dijawab",
}


def check_move(source: str, target: str) -> None:
    """Raise IllegalMove unless the table allows it."""
    if State(target) not in MOVES[State(source)]:
        raise IllegalMove(source, target)


def check_letter_move(source: str, target: str) -> None:
    """Raise IllegalMove unless the letter's table allows it."""
    if LetterState(target) not in LETTER_MOVES[LetterState(source)]:
        raise IllegalMove(source, target)


def check_delivery_move(source: str, target: str) -> None:
    """Raise IllegalMove unless the delivery's table allows it."""
    if DeliveryState(target) not in DELIVERY_MOVES[DeliveryState(source)]:
        raise IllegalMove(source, target)
