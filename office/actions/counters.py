"""Giving out numbers: one counter row per office, register and period, locked until the caller's transaction ends."""

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from office.models import Counter, Office


def next_number(office: Office, *, register: str, period: str) -> int:
    """The next number of a register, gapless: it is given back when the surrounding transaction rolls back.

    Must run in a transaction; the row stays locked to its end, so keep that short (no PDF, no network).
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("next_number needs a transaction")
    place = {"office": office, "register": register, "period": period}
    if not Counter.objects.filter(**place).update(last=F("last") + 1):
        _open_register(place)
        Counter.objects.filter(**place).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(**place)


def _open_register(place: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            Counter.objects.create(**place)
    except IntegrityError:  # somebody opened it in the same moment
        return
