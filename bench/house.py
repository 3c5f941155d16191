"""The whole embedded default at rest: how soon it answers, and what each of its programs holds in memory."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import psutil

from bench.portal import Portal

PARTS = {"broker": "valkey-server", "web": "gunicorn", "worker": "-A config worker", "beat": "-A config beat"}
WARM_PAGES = ("/", "/cek/", "/masuk/")


def measure() -> dict[str, float]:
    """Start twice on one folder: the second start is the one of a house that is set up."""
    with tempfile.TemporaryDirectory(prefix="pb") as folder:
        data = Path(folder) / "d"
        data.mkdir()
        with Portal(data, "--empty") as portal:
            first = portal.answers("/healthz")
        with Portal(data, "--empty") as portal:
            second = portal.answers("/")
            portal.answers("/healthz")
            for _ in range(10):
                for path in WARM_PAGES:
                    portal.answers(path)
            time.sleep(20)  # until beat has asked for everything once
            memory = _memory(portal)
    return {"first start with an empty database, seconds": first, "start when set up, seconds": second, **memory}


def _memory(portal: Portal) -> dict[str, float]:
    """PSS: what is shared between parent and children counts once; RSS of the fullest process beside it."""
    figures = {}
    for name, words in PARTS.items():
        family = [process for part in portal.parts(words) for process in (part, *part.children(recursive=True))]
        figures |= {
            f"{name}, PSS MB": _pss(family),
            f"{name}, largest RSS MB": max(process.memory_info().rss for process in family) / 1e6,
        }
    supervisor = psutil.Process(portal.process.pid)
    return figures | {"all with supervisor, PSS MB": _pss([supervisor, *supervisor.children(recursive=True)])}


def _pss(family: list[psutil.Process]) -> float:
    return sum(process.memory_full_info().pss for process in family) / 1e6
