"""What goes in and out besides letters: four photos as a phone sends them, and posters for twenty halls."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from statistics import median

import psutil

from bench.sample import photo
from office.uploads.sanitise import sanitise
from services.documents.poster import PosterContent, render_posters

ROUNDS = 5
HALLS = 20
POSTER = PosterContent(
    office="Kecamatan Kemlagi", region="Kabupaten Mojokerto", place="Balai Desa Mojodadi", code="KML-QR-12",
    address="http://localhost:8000/d/12", printed_on=date(2026, 11, 23), phone="(0321) 000-000",
)  # fmt: skip


def uploads() -> dict[str, float]:
    """CPU of four photos of about 2 MB, the process apart that opens them included, and the memory it took."""
    photos = [photo(number) for number in range(4)]
    sanitise(photos[0], "foto.jpg", "image/jpeg")
    taken = [_four(photos) for _ in range(ROUNDS)]
    apart = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3
    return {
        "4 photos, CPU seconds": median(taken),
        "MB a photo": len(photos[0]) / 1e6,
        "process apart, largest RSS MB": apart,
    }


def _four(photos: list[bytes]) -> float:
    before = _cpu()
    for content in photos:
        sanitise(content, "foto.jpg", "image/jpeg")
    return _cpu() - before


def _cpu() -> float:
    """Seconds of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def posters() -> dict[str, float]:
    """One poster and twenty in turn, and how much a fresh process grows from one to twenty and from twenty to sixty."""
    halls = [
        replace(POSTER, place=f"Balai Desa {number}", address=f"http://localhost:8000/d/{number}")
        for number in range(12, 12 + HALLS)
    ]
    render_posters(halls[:1])
    pairs = [(_seconds(halls[:1]), _seconds(halls)) for _ in range(ROUNDS)]
    one, twenty = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    grown = {f"peak of {count} posters, MB": _peak(count) for count in (1, HALLS, 3 * HALLS)}
    return {
        "one poster, CPU ms": one * 1000,
        f"{HALLS} posters, CPU ms": twenty * 1000,
        f"{HALLS} posters / one": twenty / one,
        **grown,
    }


def _seconds(halls: list[PosterContent]) -> float:
    start = time.process_time()
    render_posters(halls)
    return time.process_time() - start


def _peak(count: int) -> float:
    program = f"import django; django.setup(); from bench.papers import _print_many; print(_print_many({count}))"
    return float(
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=os.environ
        ).stdout
    )


def _print_many(count: int) -> float:
    """The most memory this process ever held, less what it held before the first page."""
    before = psutil.Process().memory_info().rss / 1e6
    render_posters([replace(POSTER, address=f"http://localhost:8000/d/{number}") for number in range(count)])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3 - before
