"""The portal started as `make run` starts it: real web server, worker, beat and broker, then hurt and stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.whole


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """One `scripts/supervise.py` with a data folder and a port of its own."""

    def __init__(self, data, port=None):
        self.port = port or free_port()
        self.log = (data.parent / f"{self.port}.log").open("w+")
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PENDOPO_", "DJANGO_", "DATABASE_", "BROKER_"))
        }
        self.process = subprocess.Popen(
            [sys.executable, "scripts/supervise.py", "--empty"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self.log,
            stderr=subprocess.STDOUT, env=kept | {"PORT": str(self.port), "PENDOPO_DATA": str(data), "PENDOPO_MODE": "demo"},
        )  # fmt: skip

    def health(self):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=10) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()
        except OSError:
            return None, ""

    def becomes(self, status, *, within=180):
        deadline = time.monotonic() + within
        while (seen := self.health())[0] != status:
            assert time.monotonic() < deadline, f"{seen}\n{self.said()}"
            assert self.process.poll() is None, self.said()
            time.sleep(0.3)
        return seen[1]

    def part(self, words):
        return [child for child in psutil.Process(self.process.pid).children() if words in " ".join(child.cmdline())]

    def stop(self, number=signal.SIGTERM):
        children = psutil.Process(self.process.pid).children(recursive=True) if self.process.poll() is None else []
        self.process.send_signal(number)
        self.process.wait(timeout=20)
        _, alive = psutil.wait_procs(children, timeout=8)
        return alive

    def said(self):
        self.log.flush()
        return Path(self.log.name).read_text()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A folder whose broker socket would be longer than the kernel takes."""
    folder = tmp_path_factory.mktemp("whole") / ("map-yang-namanya-panjang-" * 5)
    folder.mkdir()
    return folder


@pytest.fixture(scope="module")
def portal(data):
    running = Running(data)
    try:
        running.becomes(200)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()
        running.log.close()


def test_all_parts_live_and_the_first_page_comes(portal):
    assert portal.health() == (200, {"status": "ok"})
    assert f"http://localhost:{portal.port}/" in portal.said()


def test_a_second_portal_on_the_same_data_is_refused(portal, data):
    second = Running(data)

    assert second.process.wait(timeout=30) == 1
    assert "sudah berjalan dengan data" in second.said()
    assert portal.health()[0] == 200
    second.log.close()


def test_a_taken_port_is_refused_with_what_to_type(portal, tmp_path):
    second = Running(tmp_path / "lain", port=portal.port)

    assert second.process.wait(timeout=30) == 1
    assert f"Port {portal.port} sudah dipakai" in second.said()
    assert f"PORT={portal.port + 1} make run" in second.said()
    second.log.close()


@pytest.mark.parametrize("words", ["celery", "valkey-server"])
def test_a_killed_part_is_started_again(portal, words):
    killed = portal.part(words)[0]

    killed.kill()
    psutil.wait_procs([killed], timeout=5)

    deadline = time.monotonic() + 30
    while not [
        part for part in portal.part(words) if part.pid != killed.pid and part.create_time() > killed.create_time()
    ]:
        assert time.monotonic() < deadline, portal.said()
        time.sleep(0.2)
    assert portal.becomes(200) == {"status": "ok"}


def test_nothing_is_left_when_the_portal_is_stopped(portal, data):
    asked = time.monotonic()

    assert portal.stop(signal.SIGINT) == []
    assert portal.process.returncode == 0
    assert time.monotonic() - asked < 12
    assert (data / "pendopo.sqlite3").exists()


def test_nothing_is_left_even_when_the_supervisor_is_killed(portal, data):
    again = Running(data)
    again.becomes(200)

    assert again.stop(signal.SIGKILL) == []
    again.log.close()
