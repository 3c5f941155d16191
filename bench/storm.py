"""Two hundred requests through every hand while worker and signer are killed: all letters, no gap, no message twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from bench.portal import ROOT, Portal

COUNT = 200
DESKS = 2
LONGEST = 1_800.0
WORKER, SIGNER = "worker", "signer"
MUST_BE_NOTHING = (
    "gaps or repeats in numbers", "void numbers", "e-mails twice", "e-mails missing", "messages not sent", "broken audit chains",
    "broken invariants", "of which lost their number",
)  # fmt: skip
# When so large a share of the letters is out, this is killed with -9.
BLOWS = ((0.2, SIGNER), (0.35, WORKER), (0.65, WORKER), (0.8, SIGNER))


@dataclass
class Storm:
    """One run: the portal, the people at work, and what happened to them."""

    portal: Portal
    count: int
    held: dict[str, str] = field(default_factory=dict)
    workers_killed: int = 0
    people: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def ask(self, question: str) -> list[tuple[str, ...]]:
        with sqlite3.connect(f"file:{self.portal.folder}/pendopo.sqlite3?mode=ro", uri=True, timeout=20) as line:
            return line.execute(question).fetchall()

    def begin(self, *words: object) -> subprocess.Popen[bytes]:
        person = subprocess.Popen(
            [sys.executable, "-m", "bench.storm_flow", *map(str, words)], cwd=ROOT, env=self.portal.env
        )
        self.people.append(person)
        return person

    def say(self, *words: object) -> str:
        command = [sys.executable, "-m", "bench.storm_flow", *map(str, words)]
        return subprocess.run(command, cwd=ROOT, env=self.portal.env, check=True, capture_output=True, text=True).stdout

    def blow(self) -> None:
        """Let everybody work and strike at the appointed moments."""
        for number in range(DESKS):
            self.begin("desk", number, DESKS, self.count)
        signer = self.begin("sign", self.count)
        for share, who in BLOWS:
            self.until(lambda share=share: self.issued() >= share * self.count)
            if who == WORKER:
                self.portal.kill("celery --quiet -A config worker")
                self.workers_killed += 1
            else:
                signer = self.kill_between_number_and_signature(signer)
        self.until(lambda: self.issued() >= self.count and all(person.poll() is not None for person in self.people))

    def issued(self) -> int:
        return int(self.ask("SELECT count(*) FROM services_letter WHERE state = 'issued'")[0][0])

    def kill_between_number_and_signature(self, signer: subprocess.Popen[bytes]) -> subprocess.Popen[bytes]:
        """Strike while a letter has its number and not yet its signature; another signer takes over."""
        stuck: list[tuple[str, ...]] = []
        while not stuck:
            self.until(lambda: bool(self.ask(_SIGNING)))
            signer.send_signal(signal.SIGKILL)
            signer.wait()
            self.people.remove(signer)
            stuck = self.ask(_SIGNING)
            signer = self.begin("sign", self.count)
        self.held |= dict(stuck)
        return signer

    def until(self, is_so) -> None:  # type: ignore[no-untyped-def]
        deadline = time.monotonic() + LONGEST
        while not is_so():
            failed = [person.returncode for person in self.people if person.poll()]
            if failed or time.monotonic() > deadline:
                raise SystemExit(f"the storm broke off: {failed or 'too slow'}\n{self.portal.said()}")
            time.sleep(0.01)

    def wait_for_post(self, *, age_claims: bool) -> None:
        """Until the outbox is empty. A dead worker's claim holds for three minutes; a test may let them pass at once."""
        if age_claims:
            self.until(lambda: not self.ask("SELECT 1 FROM office_message WHERE state = 'queued' LIMIT 1"))
            with sqlite3.connect(f"{self.portal.folder}/pendopo.sqlite3", timeout=20) as line:
                line.execute(
                    "UPDATE office_message SET claimed_at = datetime(claimed_at, '-4 minutes') WHERE state = 'sending'"
                )
        self.until(lambda: not self.ask("SELECT 1 FROM office_message WHERE state IN ('queued', 'sending') LIMIT 1"))

    def kept_numbers(self) -> int:
        return sum(dict(self.ask(_NUMBERS)).get(letter) != number for letter, number in self.held.items())

    def stop(self) -> None:
        for person in self.people:
            if person.poll() is None:
                os.kill(person.pid, signal.SIGKILL)
                person.wait()


_SIGNING = "SELECT l.id, e.number FROM services_letter l JOIN services_registerentry e ON e.id = l.entry_id WHERE l.state = 'signing'"
_NUMBERS = "SELECT l.id, e.number FROM services_letter l JOIN services_registerentry e ON e.id = l.entry_id WHERE l.state = 'issued'"


def run(count: int = COUNT, *, age_claims: bool = False) -> dict[str, float]:
    """Play the run in a portal of its own (SQLite, embedded broker, worker, beat); figures that must be 0 come last."""
    with tempfile.TemporaryDirectory(prefix="pb") as folder:
        data = Path(folder) / "d"
        data.mkdir()
        with Portal(data, "--empty") as portal:
            portal.answers("/healthz")
            storm = Storm(portal, count)
            try:
                storm.say("open")
                start = time.monotonic()
                storm.blow()
                signed = time.monotonic() - start
                storm.wait_for_post(age_claims=age_claims)
                taken = {
                    "seconds until the last letter": signed,
                    "seconds until the last e-mail": time.monotonic() - start,
                }
                blows = {
                    "workers killed": storm.workers_killed,
                    "signers killed": float(sum(who == SIGNER for _, who in BLOWS)),
                }
                left = dict(line.split("=") for line in storm.say("verdict", count).splitlines())
            finally:
                storm.stop()
            lost = {
                "letters held when the signer died": float(len(storm.held)),
                "of which lost their number": storm.kept_numbers(),
            }
    return taken | blows | {name: float(value) for name, value in left.items()} | lost
