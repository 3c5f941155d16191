"""`python -m bench [part …]`: prints a table and writes bench/results/<database>.json; BENCH_ROWS sets the scale (1,000,000).

Data goes to PENDOPO_DATA (a temporary folder unless named), rows to DATABASE_URL (SQLite in that folder unless named).
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
Figures = dict[str, float]


def parts() -> dict[str, Callable[[], Figures]]:
    from bench import complaints, house, letters, numbers, pages, papers, storm, surveys, sweep

    return {
        "letters": letters.measure, "batch": letters.batch, "numbers": numbers.measure, "uploads": papers.uploads, "posters": papers.posters,
        "house": house.measure, "complaints": complaints.measure, "surveys": surveys.measure, "sweep": sweep.measure, "storm": storm.run, "pages": pages.measure,
    }  # fmt: skip


def main() -> None:
    import django

    django.setup()
    known = parts()
    wanted = sys.argv[1:] or list(known)
    unknown = [name for name in wanted if name not in known]
    if unknown:
        raise SystemExit(f"unknown: {', '.join(unknown)}; there are {', '.join(known)}")
    for name in wanted:
        busy = os.getloadavg()[0]
        figures = known[name]()
        _print(name, figures)
        _keep(name, figures, busy)


def _print(name: str, figures: Figures) -> None:
    print(f"\n{name}")
    for label, value in figures.items():
        print(f"  {label:<60}{value:>14,.2f}", flush=True)


def _keep(name: str, figures: Figures, busy: float) -> None:
    """Beside the figures: when, and how busy the machine was before they were taken."""
    from django.db import connection

    path = Path(__file__).parent / "results" / f"{connection.vendor}.json"
    path.parent.mkdir(exist_ok=True)
    known = json.loads(path.read_text()) if path.exists() else {}
    known[name] = {
        "on": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "load average before": busy,
        **{key: round(value, 3) for key, value in figures.items()},
    }
    path.write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    main()
