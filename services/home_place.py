"""A point on the map as people and phones write it: latitude and longitude in degrees, within Indonesia."""

from __future__ import annotations

import re

ADVICE = "Tulis titik seperti -7.39120,112.35500, atau kosongkan"
_POINT = re.compile(r"\s*(-?\d{1,2}(?:\.\d{1,8})?)\s*[,;]\s*(\d{2,3}(?:\.\d{1,8})?)\s*")
SOUTH, NORTH, WEST, EAST = -11.5, 6.5, 94.5, 141.5
"""Rote to Weh, Sabang to Merauke."""


def check_place(text: str) -> str:
    """ "-7.39120,112.35500" with five decimals (about a metre), or nothing when it is no point of this country."""
    found = _POINT.fullmatch(text)
    if not found:
        return ""
    latitude, longitude = float(found[1]), float(found[2])
    inside = SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST
    return f"{latitude:.5f},{longitude:.5f}" if inside else ""
