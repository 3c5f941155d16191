"""Published complaints counted by place: squares of about 550 m for the map, desa and RW for the table beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, FloatField, Q
from django.db.models.functions import Cast, Floor

from complaints.map_drawing import Spot
from complaints.models import Complaint
from complaints.places import rw_words
from complaints.queries.public import Wish, wished
from office.models import Area, Office

SQUARES = 200
"""Squares to a degree."""
WITHIN = timedelta(days=365)
MOST_PLACES = 400


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the table: one RW, or what named none."""

    village: str
    code: str
    rw: str
    count: int
    still_open: int
    done: int


@dataclass(frozen=True, slots=True)
class Counted:
    """`without_point` of the complaints named a place in words only."""

    total: int
    without_point: int
    squares: list[Spot]
    villages: list[Spot]
    places: list[Place]


def counted(office: Office, wish: Wish, *, at: datetime) -> Counted:
    """The last twelve months of a wish, counted by the database in two reads of an index."""
    rows = wished(office, wish, at=at).filter(published_at__gte=at - WITHIN).order_by()
    squares = _squares(rows)
    places = _places(rows)
    total = sum(place.count for place in places)
    drawn = sum(square.count for square in squares)
    return Counted(total, total - drawn, squares, _names(rows), places)


def _squares(rows: Any) -> list[Spot]:
    """The middle of each square, in hundredths of a degree's half: no dot says where exactly a reporter stood."""
    pointed = rows.filter(latitude__isnull=False).annotate(
        south=Floor(Cast("latitude", FloatField()) * SQUARES), west=Floor(Cast("longitude", FloatField()) * SQUARES)
    )
    found = pointed.values_list("south", "west").annotate(n=Count("pk"))
    return [Spot((float(south) + 0.5) / SQUARES, (float(west) + 0.5) / SQUARES, n) for south, west, n in found]


def _names(rows: Any) -> list[Spot]:
    """Each desa's name where its complaints lie on average."""
    found = (
        rows.filter(latitude__isnull=False, village__isnull=False)
        .values_list("village__name")
        .annotate(south=Avg(Cast("latitude", FloatField())), west=Avg(Cast("longitude", FloatField())), n=Count("pk"))
    )
    return [Spot(south, west, n, name) for name, south, west, n in found]


def _places(rows: Any) -> list[Place]:
    found = (
        rows.values_list("village", "rw")
        .annotate(
            n=Count("pk"), still_open=Count("pk", filter=Q(is_open=True)), done=Count("pk", filter=Q(state="closed"))
        )
        .order_by("-n", "village", "rw")[:MOST_PLACES]
    )
    lines = list(found)
    areas = Area.objects.in_bulk({pk for pk, *_rest in lines if pk})
    return [
        Place(
            areas[pk].full_name if pk else "Tanpa desa", areas[pk].code if pk else "", rw_words(rw), n, still_open, done
        )
        for pk, rw, n, still_open, done in lines
    ]


def spots_near(complaint: Complaint) -> list[Spot]:
    """The one square in which a complaint lies, for the small map of its page; nothing without a point."""
    if complaint.latitude is None or complaint.longitude is None:
        return []
    return [Spot(round(float(complaint.latitude), 3), round(float(complaint.longitude), 3), 1, complaint.landmark)]
