"""Home deliveries as they are read: a courier's round, the Kasi's overview, one task, and what its resident sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from office.models import Office, Post, User
from office.roles import Role
from office.sealing import blind_index
from office.staff import Staff, local_day
from services.models import Delivery, DeliveryProof, DeliveryRound, HomeDelivery, Submission
from services.queries.capped import capped_counts
from services.queries.queue import Cursor
from services.workflow import DeliveryState

PAGE = 20
MOST_IN_ROUND = 60
TO_CARRY = (DeliveryState.READY, DeliveryState.ON_THE_WAY, DeliveryState.FAILED)
CODE_DIGITS = 4
_BESIDE = ("submission__version", "submission__office", "village", "courier", "round")


@dataclass(frozen=True)
class Stop:
    """One door of the round, with the village and RW it is listed under."""

    village: str
    rw: str
    delivery: HomeDelivery


def handover_code(delivery: HomeDelivery) -> str:
    """Four digits the resident reads on the tracking page and tells the courier; nothing is stored."""
    number = int(blind_index("handover", f"{delivery.pk}:{delivery.submission_id}")[:12], 16)
    return str(number % 10**CODE_DIGITS).zfill(CODE_DIGITS)


def of_office(office: Office) -> QuerySet[HomeDelivery]:
    return HomeDelivery.objects.filter(office=office)


def delivery_in(office: Office, pk: UUID) -> HomeDelivery | None:
    """The task in this office; another office's does not exist here."""
    rows = of_office(office).select_related(
        *_BESIDE, "submission__officer", "submission__service", "submission__village", "round__entry"
    )
    return rows.filter(pk=pk).first()


def delivery_of(submission: Submission) -> HomeDelivery | None:
    """Its task; planning one always writes the way of receiving, so that other pages ask nothing."""
    if submission.delivery != Delivery.HOME:
        return None
    rows = HomeDelivery.objects.select_related("courier", "round", "village", "office")
    found = rows.filter(submission=submission).first()
    if found:
        found.submission = submission
    return found


def stops_of(staff: Staff, *, whole_office: bool = False) -> list[Stop]:
    """What this person has to carry (or the whole office), by village and RW; one query."""
    rows = of_office(staff.office).filter(is_open=True, state__in=TO_CARRY).select_related(*_BESIDE)
    if not whole_office:
        rows = rows.filter(courier=staff.user)
    return sorted(map(_stop, rows.order_by("village", "rw", "pk")[:MOST_IN_ROUND]), key=_place)


def _stop(delivery: HomeDelivery) -> Stop:
    village = delivery.village.full_name if delivery.village else ""
    return Stop(village, delivery.rw, delivery)


def _place(stop: Stop) -> tuple[bool, str, bool, str, str, str]:
    """Places by name, what has none last."""
    row = stop.delivery
    return not stop.village, stop.village, not stop.rw, stop.rw, row.rt, str(row.pk)


def stops_in(way: DeliveryRound) -> list[Stop]:
    """What left in one round and is not taken out of it again."""
    rows = way.deliveries.select_related(*_BESIDE)
    return sorted(map(_stop, rows), key=_place)


def round_in(office: Office, pk: UUID) -> DeliveryRound | None:
    rows = DeliveryRound.objects.select_related("office__emblem", "office__parent", "courier", "entry")
    return rows.filter(office=office, pk=pk).first()


def last_round_of(staff: Staff) -> DeliveryRound | None:
    """The round that is still out, for its papers."""
    out = HomeDelivery.objects.filter(
        courier=staff.user, is_open=True, state=DeliveryState.ON_THE_WAY, office=staff.office
    )
    found = out.exclude(round=None).select_related("round__entry").order_by("-round__left_at").first()
    return found.round if found else None


CHIPS: dict[str, tuple[str, Q]] = {
    "": ("Terbuka", Q(is_open=True)),
    "disangkal": ("Disangkal", Q(is_open=True, state=DeliveryState.DISPUTED)),
    "siap": ("Siap diantar", Q(is_open=True, state__in=[DeliveryState.READY, DeliveryState.FAILED])),
    "jalan": ("Di jalan", Q(is_open=True, state=DeliveryState.ON_THE_WAY)),
    "menunggu": ("Menunggu surat", Q(is_open=True, state=DeliveryState.WAITING)),
    "loket": ("Di loket", Q(is_open=True, state=DeliveryState.PICK_UP)),
    "tanpa-petugas": ("Tanpa petugas", Q(is_open=True, courier=None)),
    "selesai": ("Selesai", Q(is_open=False)),
}


def counts(office: Office) -> dict[str, int]:
    """The figures of the chips, each counted to 100 at most; what is finished is not counted."""
    wanted = {
        key or "open": of_office(office).filter(asked) for key, (_label, asked) in CHIPS.items() if key != "selesai"
    }
    return capped_counts(office, wanted)


def page(office: Office, chip: str, *, after: Cursor | None = None) -> tuple[list[HomeDelivery], Cursor | None]:
    """Twenty tasks, newest first, and where the next page begins."""
    rows = of_office(office).filter(CHIPS.get(chip, CHIPS[""])[1]).select_related(*_BESIDE)
    if after:
        rows = rows.filter(created_at__lte=after.at).filter(Q(created_at__lt=after.at) | Q(pk__lt=after.pk))
    found = list(rows.order_by("-created_at", "-pk")[: PAGE + 1])
    following = Cursor(found[PAGE - 1].created_at, found[PAGE - 1].pk) if len(found) > PAGE else None
    return found[:PAGE], following


def proofs_of(delivery: HomeDelivery) -> list[DeliveryProof]:
    """Every proof, the one that counts first."""
    return list(delivery.proofs.select_related("by", "file").order_by("-accepted", "-received_at"))


def couriers_in(office: Office, *, at: datetime) -> list[User]:
    """Who may carry letters today: everybody who reviews files here."""
    day = local_day(office, at)
    roles = [Role.COUNTER, Role.VERIFIER, Role.SECTION_HEAD]
    posts = Post.objects.filter(office=office, role__in=roles, user__is_active=True).select_related("user")
    held = {post.user.pk: post.user for post in posts if post.holds_on(day)}
    return sorted(held.values(), key=lambda user: user.name)


def waits_for(staff: Staff) -> QuerySet[HomeDelivery]:
    """The figure beside the menu: what one has to carry; for the Kasi also what is disputed or has no courier."""
    mine = Q(courier=staff.user, state__in=TO_CARRY)
    if staff.has(Role.SECTION_HEAD):
        mine |= Q(state=DeliveryState.DISPUTED) | Q(courier=None)
    return HomeDelivery.objects.filter(mine, office=staff.office, is_open=True)


def left_behind(*, at: datetime) -> list[HomeDelivery]:
    """Open deliveries whose courier holds no post in their office today, or whose account is closed."""
    rows = HomeDelivery.objects.filter(is_open=True, courier__isnull=False)
    pairs = rows.order_by().values_list("office", "courier").distinct()
    gone = [(office, courier) for office, courier in pairs if not _serves(office, courier, at)]
    found: list[HomeDelivery] = []
    for office, courier in gone:
        found += rows.filter(office=office, courier=courier).select_related("office", "submission").order_by("pk")
    return found


def _serves(office: int, courier: UUID, at: datetime) -> bool:
    posts = Post.objects.filter(user=courier, office=office, user__is_active=True).select_related("office")
    return any(post.holds_on(local_day(post.office, at)) for post in posts)


def proof_with(key: UUID | None, delivery: HomeDelivery) -> DeliveryProof | None:
    """The proof that came under this key before."""
    return delivery.proofs.filter(key=key).first() if key else None
