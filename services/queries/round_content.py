"""From a round to the plain values of its papers."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from office.models import Post, TimeZone, User
from office.phone import display
from office.roles import Role
from office.staff import local_day
from services.models import DeliveryRound, HomeDelivery, Letter
from services.queries.deliveries import Stop, stops_in
from services.queries.standards import head_of
from services.round_content import RoundContent, RoundStop
from services.workflow import LetterState

_GIVERS = (Role.SECTION_HEAD, Role.SECRETARY, Role.HEAD)


def content_of_round(way: DeliveryRound) -> RoundContent:
    """The Kasi gives the order, or whoever stands in; the courier's title is that of today's post."""
    office, zone = way.office, ZoneInfo(way.office.time_zone)
    giver = _giver(way)
    stops, post = stops_in(way), _post_of(way.courier, way)
    numbers = _numbers([stop.delivery for stop in stops])
    return RoundContent(
        head=head_of(office), order=way.entry.number if way.entry else "", courier=way.courier.name,
        courier_title=post.title if post else "", courier_nip=way.courier.nip,
        given_by=giver.user.name if giver else "", given_by_title=giver.title if giver else "", given_by_nip=giver.user.nip if giver else "",
        left_at=way.left_at.astimezone(zone), arrives_by=way.arrives_by.astimezone(zone) if way.arrives_by else None,
        zone=TimeZone(office.time_zone).label, stops=tuple(_stop(stop, numbers) for stop in stops),
    )  # fmt: skip


def _giver(way: DeliveryRound) -> Post | None:
    day = local_day(way.office, way.left_at)
    posts = Post.objects.filter(office=way.office, role__in=_GIVERS).exclude(user=way.courier).select_related("user")
    held = [post for post in posts.order_by("pk") if post.holds_on(day)]
    return min(held, key=lambda post: _GIVERS.index(Role(post.role)), default=None)


def _post_of(user: User, way: DeliveryRound) -> Post | None:
    day = local_day(way.office, way.left_at)
    return next((post for post in Post.objects.filter(user=user, office=way.office) if post.holds_on(day)), None)


def _numbers(deliveries: list[HomeDelivery]) -> dict[UUID, str]:
    keys = [row.submission_id for row in deliveries]
    issued = Letter.objects.filter(submission__in=keys, state=LetterState.ISSUED, entry__isnull=False)
    return dict(issued.values_list("submission", "entry__number"))


def _stop(stop: Stop, numbers: dict[UUID, str]) -> RoundStop:
    row, submission = stop.delivery, stop.delivery.submission
    near = " ".join(part for part in (f"RT {row.rt}" if row.rt else "", f"RW {row.rw}" if row.rw else "") if part)
    return RoundStop(
        group=", ".join(part for part in (stop.village, f"RW {stop.rw}" if stop.rw else "") if part) or "Alamat belum jelas",
        name=submission.applicant_name, address=", ".join(part for part in (row.address, near, stop.village) if part),
        landmark=row.landmark, phone=display(row.phone) if row.phone else "", number=submission.number,
        service=submission.version.short_name, letter=numbers.get(submission.pk, ""), bring=row.bring,
    )  # fmt: skip
