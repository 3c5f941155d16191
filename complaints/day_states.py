"""The states of an office day in an RW and of what is said there, with their legal moves; no queries here."""

from django.db.models import TextChoices

from services.workflow import IllegalMove


class DayState(TextChoices):
    PLANNED = "planned", "Direncanakan"
    ANNOUNCED = "announced", "Diumumkan"
    RUNNING = "running", "Berlangsung"
    CLOSED = "closed", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"


MOVES = {
    DayState.PLANNED: {
        DayState.ANNOUNCED,  # invitations go out with numbers from the register
        DayState.CANCELLED,  # with a reason
    },
    DayState.ANNOUNCED: {
        DayState.RUNNING,  # on its date, at the hall
        DayState.CANCELLED,  # those invited are told; the calendar keeps the event as cancelled
    },
    DayState.RUNNING: {
        DayState.CLOSED,  # the minutes are signed by those present
    },
    DayState.CLOSED: set(),
    DayState.CANCELLED: set(),
}
MOVABLE = frozenset({DayState.PLANNED, DayState.ANNOUNCED})
"""A day gets another date or hall before it begins; its UID stays, its SEQUENCE rises."""


class ItemKind(TextChoices):
    COMPLAINT = "complaint", "Pengaduan"
    ASPIRATION = "aspiration", "Aspirasi"
    QUESTION = "question", "Pertanyaan"
    LETTER = "letter", "Permohonan surat"


class ItemState(TextChoices):
    OPEN = "open", "Belum dijawab"
    DONE = "done", "Selesai di tempat"
    ANSWERED = "answered", "Dijawab"
    PROMISED = "promised", "Dijanjikan"
    KEPT = "kept", "Janji ditepati"


ITEM_MOVES = {
    ItemState.OPEN: {
        ItemState.DONE,  # nothing is left to do
        ItemState.ANSWERED,  # an answer, also an honest no
        ItemState.PROMISED,  # with a date that everybody can read
    },
    ItemState.PROMISED: {
        ItemState.KEPT,
        ItemState.PROMISED,  # another date, with the reason in its answer
        ItemState.ANSWERED,  # "tidak dapat dilaksanakan, karena …"
    },
    ItemState.DONE: set(),
    ItemState.ANSWERED: set(),
    ItemState.KEPT: set(),
}


def check_day_move(source: str, target: DayState) -> None:
    """Raise IllegalMove unless the table leads from one state to the other."""
    if target not in MOVES[DayState(source)]:
        raise IllegalMove(source, target)


def check_item_move(source: str, target: ItemState) -> None:
    """Raise IllegalMove unless the table leads from one state to the other."""
    if target not in ITEM_MOVES[ItemState(source)]:
        raise IllegalMove(source, target)
