"""Which parts of the installation live: one check per part, each a code and a sentence for the admin."""

import logging
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError

from office.models import Heartbeat, Message, MessageState

LEAST_FREE_DISK = 0.10
LONGEST_OUTBOX_LAG = timedelta(minutes=5)
LONGEST_SILENCE = timedelta(seconds=75)  # beat asks every 15 s; five missed answers are no accident
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """What one check saw. The code may be shown to anybody, the detail to admins only."""

    code: str
    is_well: bool
    detail: str


def examine(*, at: datetime) -> list[Finding]:
    """Every part once, in the order in which one needs the other. A dead database hides what is stored in it."""
    database = _database()
    if not database.is_well:
        return [database, _broker(), _disk()]
    return [database, _broker(), *_background(at), _disk(), _outbox(at)]


def failing(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings if not finding.is_well]


def _database() -> Finding:
    try:
        Heartbeat.objects.exists()
    except DatabaseError as error:
        _log.error("database: %s", error)
        return Finding("database", False, f"Basis data tidak menjawab: {type(error).__name__}")
    return Finding("database", True, "Basis data menjawab.")


def _broker() -> Finding:
    from kombu import Connection  # noqa: PLC0415 - a web page that asks no health needs no broker client
    from kombu.exceptions import OperationalError  # noqa: PLC0415 - as above

    try:
        with Connection(settings.CELERY_BROKER_URL, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS) as line:
            line.ensure_connection(max_retries=1, timeout=1)
    except (OperationalError, OSError) as error:
        return Finding("broker", False, f"Antrean kerja tidak menjawab: {type(error).__name__}")
    return Finding("broker", True, "Antrean kerja menjawab.")


def _background(at: datetime) -> list[Finding]:
    """Beat asks for a sign of life and a worker gives it: no fresh sign means that one of the two is silent."""
    last = Heartbeat.objects.order_by("-at").values_list("at", flat=True).first()
    silence = at - last if last else None
    is_well = silence is not None and silence <= LONGEST_SILENCE
    detail = (
        "Belum ada tanda hidup."
        if silence is None
        else f"Tanda hidup terakhir {silence.total_seconds():.0f} detik lalu."
    )
    return [Finding("worker", is_well, detail)]


def _disk() -> Finding:
    usage = shutil.disk_usage(settings.DATA_DIR)
    free = usage.free / usage.total
    return Finding("disk", free >= LEAST_FREE_DISK, f"Ruang kosong {free:.0%}.")


def _outbox(at: datetime) -> Finding:
    waiting = Message.objects.filter(
        state__in=[MessageState.QUEUED, MessageState.SENDING], next_at__lt=at - LONGEST_OUTBOX_LAG
    )
    count = waiting.count()
    return Finding("outbox", not count, f"{count} pesan menunggu lebih dari 5 menit.")
