"""What the tracking page shows of a home delivery: who brings it, when and where, the code, and the resident's answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from office.wording import clock, long_date
from services.actions.deliveries import CHANGEABLE
from services.actions.delivery_answers import CONFIRMABLE, DISPUTED_WITHIN
from services.models import DeliveryEvent, HomeDelivery, Submission
from services.queries.deliveries import delivery_of, handover_code
from services.queries.tracking import Moment
from services.workflow import CLOSED, DeliveryState, State

_TITLES = {
    DeliveryState.WAITING: "Surat Anda kami antar ke rumah", DeliveryState.READY: "Surat Anda siap diantar",
    DeliveryState.ON_THE_WAY: "Surat Anda dalam perjalanan", DeliveryState.DELIVERED: "Surat Anda sudah diserahkan",
    DeliveryState.FAILED: "Petugas belum bertemu Anda", DeliveryState.PICK_UP: "Surat Anda menunggu di loket",
    DeliveryState.DISPUTED: "Kasi Pelayanan memeriksa penyerahan surat",
}  # fmt: skip
_STEPS = {
    DeliveryState.ON_THE_WAY: "Diantar ke rumah", DeliveryState.DELIVERED: "Surat diterima", DeliveryState.FAILED: "Petugas belum bertemu Anda",
    DeliveryState.PICK_UP: "Surat menunggu di loket", DeliveryState.DISPUTED: "Anda belum menerima surat", DeliveryState.CANCELLED: "Surat tidak jadi diantar",
}  # fmt: skip
_LABELS = {
    DeliveryState.ON_THE_WAY: "Sedang diantar", DeliveryState.READY: "Siap diantar", DeliveryState.FAILED: "Diantar lagi",
    DeliveryState.PICK_UP: "Siap diambil", DeliveryState.DISPUTED: "Diperiksa Kasi",
}  # fmt: skip
SHOWN = frozenset(_TITLES)


def delivery_shown(submission: Submission, *, now: datetime) -> dict[str, Any]:
    """Context of the tracking page; `delivery` is None where nothing is brought."""
    row = delivery_of(submission)
    state = DeliveryState(row.state) if row else None
    if row is None or state is None or state not in SHOWN:
        return {"delivery": None, "delivery_label": {}}
    return {
        "delivery": row, "delivery_label": {"state_label": _LABELS[state], "tag": "primary"} if state in _LABELS else {}, "delivery_state": state.value, "delivery_title": _TITLES[state], "delivery_lead": _lead(row, state, now),
        "delivery_to": _where(row), "handover_code": handover_code(row) if state == DeliveryState.ON_THE_WAY else "",
        "can_confirm": state in CONFIRMABLE and row.confirmed_at is None, "can_dispute": _can_dispute(row, state, now),
        "can_move": state in CHANGEABLE, "confirmed": row.confirmed_at.astimezone(_zone(row)) if row.confirmed_at else None,
    }  # fmt: skip


def _zone(row: HomeDelivery) -> ZoneInfo:
    return ZoneInfo(row.office.time_zone)


def _lead(row: HomeDelivery, state: DeliveryState, now: datetime) -> str:
    """When: the sentence under the heading."""
    until = row.round.arrives_by if row.round and state == DeliveryState.ON_THE_WAY else None
    if until and until > now:
        return f"Tiba sebelum {clock(until.astimezone(_zone(row)))}"
    if state == DeliveryState.DELIVERED and row.delivered_at:
        there = row.delivered_at.astimezone(_zone(row))
        return f"{long_date(there)}, {clock(there)}"
    return {
        DeliveryState.WAITING: "Berangkat setelah ditandatangani", DeliveryState.READY: "Petugas segera berangkat",
        DeliveryState.ON_THE_WAY: "Tiba hari ini", DeliveryState.FAILED: "Kami antar sekali lagi",
        DeliveryState.PICK_UP: "Bawa KTP ke loket",
    }.get(state, "Kami memberi kabar di halaman ini")  # fmt: skip


def _where(row: HomeDelivery) -> str:
    """The home as its owner knows it; the page is behind their proof."""
    near = " ".join(part for part in (f"RT {row.rt}" if row.rt else "", f"RW {row.rw}" if row.rw else "") if part)
    village = row.village.full_name if row.village else ""
    return ", ".join(part for part in (row.address, near, village, row.landmark) if part)


def _can_dispute(row: HomeDelivery, state: DeliveryState, now: datetime) -> bool:
    decided = bool(row.disputed_at and row.delivered_at and row.delivered_at <= row.disputed_at)
    fresh = row.delivered_at is not None and now - row.delivered_at <= DISPUTED_WITHIN
    return state == DeliveryState.DELIVERED and row.confirmed_at is None and fresh and not decided


def with_delivery(steps: list[Moment], submission: Submission, row: HomeDelivery | None) -> list[Moment]:
    """The timeline with the way to the house: what was done, and in place of "Selesai" that it was received."""
    if row is None:
        return steps
    told = [_told(event, row) for event in row.events.all() if DeliveryState(event.target) in _STEPS]
    over = State(submission.state) in CLOSED
    if over and steps and steps[-1].title == "Selesai":
        steps = steps[:-1]
    if not told:
        return steps + (_next(row) if over else [])
    past = [step for step in steps if step.state == "done"]
    coming = [
        step for step in steps if step.state != "done" and State(submission.state) not in {State.ISSUED, State.READY}
    ]
    return past + told + coming + _next(row)


def _told(event: DeliveryEvent, row: HomeDelivery) -> Moment:
    state, there = DeliveryState(event.target), event.at.astimezone(_zone(row))
    last = state == DeliveryState(row.state) and state != DeliveryState.DELIVERED and row.is_open
    words = "Berangkat " if state == DeliveryState.ON_THE_WAY else ""
    quoted = event.public_note if state == DeliveryState.DELIVERED and event.source == DeliveryState.DISPUTED else ""
    return Moment(
        _STEPS[state], "current" if last else "done", f"{words}{long_date(there)}, {clock(there)}",
        text="" if quoted else event.public_note, reply=quoted,
    )  # fmt: skip


def _next(row: HomeDelivery) -> list[Moment]:
    if row.state in {DeliveryState.ON_THE_WAY, DeliveryState.READY, DeliveryState.FAILED}:
        return [Moment("Surat diterima", "upcoming", "Anda membenarkan di halaman ini")]
    return []
