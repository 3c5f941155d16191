"""Pages under the real server: gunicorn with two sync workers, wrk with 16 connections, cost as a multiple of the bare view."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import psutil

from bench.portal import ROOT, free_port

SECONDS = 2
ROUNDS = 5
BARE = "/bare/"
# Limits count visitors by their address: every request comes from another one, through the proxy we pretend to be.
_VISITORS = """
local paths = {}
for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
local n = math.random(1, 65000)
request = function()
  n = n + 1
  wrk.headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", (n / 62500) % 250, (n / 250) % 250, n % 250)
  return wrk.format("GET", paths[n % #paths + 1])
end
"""


@dataclass(frozen=True)
class Page:
    """Addresses that count as one page, and the cookie with which they are asked."""

    name: str
    paths: list[str]
    cookie: str = ""


@dataclass(frozen=True)
class Rate:
    """What one load measured: answers a second, and milliseconds of the workers' CPU for each."""

    per_second: float
    cpu: float


@dataclass
class Server:
    """A running server; `folder` keeps wrk's list of addresses."""

    base: str
    process: psutil.Process
    folder: Path
    floors: list[Rate] = field(default_factory=list)

    def cpu(self) -> float:
        return sum(sum(part.cpu_times()[:2]) for part in self.process.children())

    def load(self, page: Page, seconds: int = SECONDS) -> Rate:
        """Ask for nothing but this page; an answer other than 2xx stops the benchmark."""
        (self.folder / "paths").write_text("\n".join(page.paths))
        (self.folder / "visitors.lua").write_text(_VISITORS)
        command = [
            "wrk",
            "-t1",
            "-c16",
            f"-d{seconds}s",
            "-s",
            str(self.folder / "visitors.lua"),
            *_cookie(page),
            self.base,
        ]
        before = self.cpu()
        said = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"BENCH_PATHS": str(self.folder / "paths")},
        ).stdout
        if "Non-2xx" in said or " 0 requests" in said:
            raise SystemExit(f"{page.name} {page.paths[0]}: {said}")
        asked = int(re.search(r"(\d+) requests in", said)[1])  # type: ignore[index]
        return Rate(float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]), (self.cpu() - before) / asked)  # type: ignore[index]

    def times(self, page: Page, count: int) -> list[float]:
        """Milliseconds of single requests, one after the other."""
        return [self._ask(page, number) for number in range(count)]

    def _ask(self, page: Page, number: int) -> float:
        visitor = {"X-Forwarded-For": f"10.9.{number // 250}.{number % 250}", "Cookie": page.cookie}
        request = urllib.request.Request(self.base + page.paths[number % len(page.paths)], headers=visitor)  # noqa: S310 - our own address
        start = time.perf_counter()
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
            answer.read()
        return (time.perf_counter() - start) * 1000


def _cookie(page: Page) -> list[str]:
    return ["-H", f"Cookie: {page.cookie}"] if page.cookie else []


@contextmanager
def server() -> Iterator[Server]:
    """The portal on a free port under the embedded default's own gunicorn settings, behind one trusted proxy."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt-get install wrk")
    port = free_port()
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "PORT": str(port),
        "PENDOPO_TRUSTED_PROXIES": "1",
        "PENDOPO_WEB_WORKERS": "2",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "-c",
        "python:config.gunicorn",
        "--max-requests",
        "0",
        "config.wsgi:application",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    with tempfile.TemporaryDirectory(prefix="pb") as folder:
        running = Server(f"http://127.0.0.1:{port}", psutil.Process(process.pid), Path(folder))
        try:
            _wait(running)
            yield running
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=20)


def _wait(running: Server) -> None:
    for _ in range(150):
        try:
            running.times(Page("bare", [BARE]), 1)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def costs(running: Server, pages: list[Page], rounds: int = ROUNDS) -> dict[str, float]:
    """Cost of each page as a multiple of the bare view, median of rounds in which both are asked in turn."""
    bare = Page("bare", [BARE])
    seen: dict[str, list[tuple[float, float]]] = {page.name: [] for page in pages}
    for page in [bare, *pages]:
        running.times(page, 6)
    for _ in range(rounds):
        for page in pages:
            floor, rate = running.load(bare), running.load(page)
            running.floors.append(floor)
            seen[page.name].append((floor.per_second / rate.per_second, rate.cpu / floor.cpu))
    return {
        f"{name}{suffix}": median(pair[place] for pair in pairs)
        for name, pairs in seen.items()
        for place, suffix in ((0, ""), (1, ", CPU only"))
    }  # fmt: skip


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
