"""Where dots and names stand on a map drawn without tiles: pure geometry, every place is text ready for an SVG attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt

WIDTH, HEIGHT, MARGIN = 640, 480, 48
SMALLEST, LARGEST = 11.0, 34.0
LEAST_SPAN = 0.01
"""Degrees (about 1 km): a single dot does not fill the sheet."""
METRES_PER_DEGREE = 111_320
NICE = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)


@dataclass(frozen=True, slots=True)
class Spot:
    """Something that is somewhere: how many, and what it is called. Degrees."""

    latitude: float
    longitude: float
    count: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Dot:
    """A spot as drawn."""

    x: str
    y: str
    radius: str
    text_y: str
    count: int
    label: str


@dataclass(frozen=True, slots=True)
class Drawing:
    dots: tuple[Dot, ...]
    names: tuple[Dot, ...]
    scale_x: str = ""
    scale_text: str = ""


def drawing(spots: Sequence[Spot], names: Sequence[Spot] = (), *, plain: bool = False) -> Drawing | None:
    """Dots whose area grows with their count, north up; None without any spot. `plain` dots are all small."""
    if not spots:
        return None
    plane = _Plane([*spots, *names])
    most = max(spot.count for spot in spots)
    ordered = sorted(spots, key=lambda spot: -spot.count)
    metres = plane.metres()
    return Drawing(
        tuple(_dot(plane, spot, SMALLEST if plain else _radius(spot.count, most)) for spot in ordered),
        tuple(_dot(plane, spot, 0) for spot in names),
        scale_x=_text(MARGIN / 2 + metres * plane.per_metre),
        scale_text=f"{metres} m" if metres < 1_000 else f"{metres // 1_000} km",
    )


class _Plane:
    """Degrees to pixels: one scale for both directions, the whole in the middle."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
        west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
        self.middle = (south + north) / 2, (west + east) / 2
        self.narrow = cos(radians(self.middle[0]))
        high, wide = max(north - south, LEAST_SPAN), max((east - west) * self.narrow, LEAST_SPAN)
        self.per_degree = min((HEIGHT - 2 * MARGIN) / high, (WIDTH - 2 * MARGIN) / wide)
        self.per_metre = self.per_degree / METRES_PER_DEGREE

    def place(self, spot: Spot) -> tuple[float, float]:
        x = WIDTH / 2 + (spot.longitude - self.middle[1]) * self.narrow * self.per_degree
        return x, HEIGHT / 2 - (spot.latitude - self.middle[0]) * self.per_degree

    def metres(self) -> int:
        """The longest round distance that fits a fifth of the sheet."""
        fitting = [metres for metres in NICE if metres * self.per_metre <= WIDTH / 5]
        return fitting[-1] if fitting else NICE[0]


def _radius(count: int, most: int) -> float:
    return SMALLEST + (LARGEST - SMALLEST) * sqrt((count - 1) / max(most - 1, 1))


def _dot(plane: _Plane, spot: Spot, radius: float) -> Dot:
    x, y = plane.place(spot)
    return Dot(_text(x), _text(y), _text(radius), _text(y + 5), spot.count, spot.label)


def _text(number: float) -> str:
    return f"{number:.1f}"
