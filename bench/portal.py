"""The embedded default as `make run` starts it, with a folder and a port of its own: started, looked at, hurt, stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

import psutil

ROOT = Path(__file__).resolve().parent.parent
_OURS = ("PENDOPO_", "DJANGO_", "DATABASE_", "BROKER_", "PORT")


class Portal:
    """One `scripts/supervise.py`; `env` is what every other program of the same portal needs to see."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder, self.options, self.port = folder, options, free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
        self.env = kept | {
            "PENDOPO_DATA": str(folder),
            "PORT": str(self.port),
            "PENDOPO_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.broker = folder / "broker.sock"

    def __enter__(self) -> Portal:
        self.log = (self.folder.parent / f"{self.folder.name}.log").open("w")
        self.began = time.monotonic()
        command = [sys.executable, "scripts/supervise.py", *self.options]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stdin=subprocess.DEVNULL, stdout=self.log, stderr=subprocess.STDOUT
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
        self.log.close()

    def answers(self, path: str = "/", *, within: float = 120) -> float:
        """Seconds from the start until this page answers with 200."""
        while time.monotonic() - self.began < within and self.process.poll() is None:
            if _status(f"http://127.0.0.1:{self.port}{path}") == 200:
                return time.monotonic() - self.began
            time.sleep(0.05)
        raise SystemExit(f"the portal did not answer:\n{self.said()}")

    def said(self) -> str:
        return Path(self.log.name).read_text(errors="replace")

    def parts(self, words: str = "") -> list[psutil.Process]:
        """The programs the supervisor started, or those with these words in their command."""
        return [child for child in psutil.Process(self.process.pid).children() if words in " ".join(child.cmdline())]

    def kill(self, words: str) -> int:
        """kill -9 for a part and its children, as the kernel does when memory runs out; says the pid."""
        while not (found := self.parts(words)):  # it may be between two lives, or not have its own name yet
            time.sleep(0.05)
        part = found[0]
        os.killpg(part.pid, signal.SIGKILL)
        return part.pid


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code
    except OSError:
        return 0
