"""Fills a database with submissions and letters for scale: bulk rows with real sealing, minutes not hours."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Max, Model
from django.utils import timezone
from stdnum import luhn

from bench.bulk import Stamp, Table, careless_disk, catch_up, ready, without_indexes
from office.codes import ALPHABET, RANDOM_CHARACTERS
from office.ids import uuid7
from office.models import Area, Counter, Office, Post, StoredFile
from office.names import masked_name, search_terms
from office.sealing import blind_index
from services.models import Event, Letter, RegisterEntry, SearchTerm, Service, ServiceVersion, Submission
from services.queries.clock import PAUSED_LAST
from services.workflow import State

FIRST = (
    "Siti",
    "Agus",
    "Sri",
    "Budi",
    "Wati",
    "Eko",
    "Dwi",
    "Tri",
    "Nur",
    "Slamet",
    "Endang",
    "Joko",
    "Yuni",
    "Bambang",
    "Ahmad",
    "Dewi",
)
LAST = (
    "Rohmah",
    "Hartanto",
    "Lestari",
    "Susilo",
    "Wahyuni",
    "Prasetyo",
    "Santoso",
    "Handayani",
    "Purnomo",
    "Astuti",
    "Wijaya",
    "Kusuma",
)
OPEN_STATES = (State.SUBMITTED,) * 4 + (State.COMPLETE,) * 3 + (State.RETURNED, State.DRAFTED, State.ENDORSED)
OPEN_SHARE, LATE_SHARE, LETTER_SHARE = 0.02, 0.05, 0.13  # letters: not every service has one
LEAST_OPEN = 200
OFFICES = 4
WORTH_REBUILDING = 50_000


def fill(count: int, *, at: datetime | None = None, seed: int = 7) -> int:
    """Add submissions until there are `count`: 2 % open (200 at least), of those whose clock runs 5 % late; a tenth has a letter.

    Says how many were added. Letters have rows and no bytes: they can be looked up, not downloaded.
    """
    already = Submission.objects.count()
    missing = max(0, count - already)
    if not missing:
        return 0
    makers = _Makers(already, missing, (at or timezone.now()).astimezone(UTC), random.Random(seed + already))
    large = missing > WORTH_REBUILDING
    with careless_disk(), without_indexes(Submission, when=large), without_indexes(Letter, when=large):
        makers.tables[Submission].add(makers.submissions())
        makers.tables[SearchTerm].add(sorted(makers.terms))
        for model, rows in makers.hanging.items():
            makers.tables[model].add(rows)
        catch_up(RegisterEntry)
    makers.keep_counters()
    return missing


class _Makers:
    """Makes rows; what hangs on a submission is collected while submissions are written."""

    def __init__(self, already: int, missing: int, at: datetime, dice: random.Random) -> None:
        self.already, self.missing, self.at, self.dice = already, missing, at, dice
        self.open_share = max(OPEN_SHARE, min(1, LEAST_OPEN / missing))
        self.tables = {
            model: Table(model, with_key=model not in (SearchTerm, Event))
            for model in (Submission, SearchTerm, Event, StoredFile, RegisterEntry, Letter)
        }
        self.terms: list[list[Any]] = []
        self.hanging: dict[type[Model], list[list[Any]]] = {
            model: [] for model in (Event, StoredFile, RegisterEntry, Letter)
        }
        offices = list(Office.objects.order_by("pk")[:OFFICES])
        self.signers = {office.pk: office.posts.filter(signs=True).select_related("user").first() for office in offices}
        services = Service.objects.filter(current__isnull=False, office__in=offices).select_related(
            "current", "office__area"
        )
        self.kinds = [_Kind(service, self.signers[service.office_id], self.tables, self.at) for service in services]
        self.seqs = {
            (counter.office_id, int(counter.period)): counter.last
            for counter in Counter.objects.filter(register="surat")
        }
        self.entry_pk = RegisterEntry.objects.aggregate(last=Max("pk"))["last"] or 0

    def submissions(self) -> Iterator[list[Any]]:
        for number in range(self.already, self.already + self.missing):
            kind = self.dice.choice(self.kinds)
            facts = self._facts(number, kind)
            yield kind.submission.row(**facts)
            self._hang_on(kind, facts)

    def _facts(self, number: int, kind: _Kind) -> dict[str, Any]:
        dice = self.dice
        name = f"{dice.choice(FIRST)} {dice.choice(LAST)} {_word(number)}"
        code, nik, phone = _code(dice), f"3599{dice.randrange(10**12):012}", f"62812{number:08}"
        return {
            "id": uuid7(), "number": f"{kind.code}-{number // 99_999:04}-{number % 99_999 + 1:05}", "code": code, "code_index": blind_index("code", code),
            "pin_index": f"{number:064}", "request_key": f"bench-{number:09}", "village_id": dice.choice(kind.villages), "applicant_name": name,
            "nik": nik, "nik_index": blind_index("nik", nik), "phone": phone, "phone_index": blind_index("phone", phone),
            "phone_tail_index": kind.tail(phone[-4:]), "data": f'{{"fields":{{"nama":"{name}","nik":"{nik}"}},"kk":"","relation":"","warnings":[]}}',
            **self._times(),
        }  # fmt: skip

    def _times(self) -> dict[str, Any]:
        dice, at = self.dice, self.at
        if dice.random() >= self.open_share:
            received = at - timedelta(minutes=dice.randrange(3_000, 1_000_000))
            done = received + timedelta(minutes=dice.randrange(20, 2_000))
            return {
                "received_at": received,
                "completed_at": received,
                "due_at": done,
                "queue_at": done,
                "finished_at": done,
                "closed_at": done,
            }
        late = dice.random() < LATE_SHARE
        due = at + timedelta(minutes=-dice.randrange(1, 600) if late else dice.randrange(5, 30_000))
        state, received = dice.choice(OPEN_STATES), due - timedelta(minutes=60)
        runs = state not in {State.SUBMITTED, State.RETURNED}
        return {
            "state": state,
            "is_open": True,
            "served_minutes": None,
            "received_at": received,
            "completed_at": None if state == State.SUBMITTED else received,
            "paused_at": received if state == State.RETURNED else None,
            "due_at": due if runs else None,
            "warn_at": due - timedelta(minutes=15) if runs else None,
            "queue_at": due + PAUSED_LAST if state == State.RETURNED else due,
            "finished_at": None,
            "closed_at": None,
        }

    def _hang_on(self, kind: _Kind, facts: dict[str, Any]) -> None:
        words = search_terms(facts["applicant_name"]) | {facts["number"].rsplit("-", 1)[-1]}
        self.terms += [[kind.office, word, ready(facts["id"])] for word in words]
        if "state" in facts:
            self._tell(facts)
        elif kind.letter and self.dice.random() < LETTER_SHARE:
            self._letter(kind, facts)

    def _tell(self, facts: dict[str, Any]) -> None:
        note = "Foto KK buram, nomor KK tidak terbaca" if facts["state"] == State.RETURNED else ""
        story = [("", State.SUBMITTED, ""), (State.SUBMITTED, facts["state"], note)]
        for source, target, said in story[: 1 if facts["state"] == State.SUBMITTED else 2]:
            self.hanging[Event].append(
                [ready(facts["id"]), ready(facts["received_at"]), source, target, None, said, ""]
            )

    def _letter(self, kind: _Kind, facts: dict[str, Any]) -> None:
        at, code, sha = facts["finished_at"], _code(self.dice), hashlib.sha256(facts["code"].encode()).hexdigest()
        self.seqs[(kind.office, at.year)] = seq = self.seqs.get((kind.office, at.year), 0) + 1
        self.entry_pk += 1
        file, letter = uuid7(), uuid7()
        self.hanging[StoredFile].append(kind.file.row(id=file, sha256=sha, created_at=at))
        entry = kind.entry.row(
            id=self.entry_pk,
            year=at.year,
            seq=seq,
            number=f"{kind.klas}/{seq}/{kind.code}/{at.year}",
            dated=at.date(),
            created_at=at,
        )
        self.hanging[RegisterEntry].append(entry)
        row = kind.letter.row(
            id=letter, submission_id=facts["id"], content_hash=sha, entry_id=self.entry_pk, holder_masked=masked_name(facts["applicant_name"]), code=code,
            code_index=blind_index("letter", code), file_id=file, sha256=sha, created_at=at, signing_since=at, issued_at=at,
        )  # fmt: skip
        self.hanging[Letter].append(row)

    def keep_counters(self) -> None:
        for (office, year), last in self.seqs.items():
            Counter.objects.update_or_create(
                office_id=office, register="surat", period=str(year), defaults={"last": last}
            )


class _Kind:
    """One service: what all its submissions, and their letters, have in common."""

    def __init__(self, service: Service, signer: Post | None, tables: dict[type[Model], Table], at: datetime) -> None:
        self.office, self.code, version = service.office_id, service.office.code, service.current
        self.klas = version.archive_code
        self.villages = list(Area.objects.filter(parent=service.office.area).values_list("pk", flat=True)) or [
            service.office.area_id
        ]
        closed = {
            "state": State.HANDED_OVER,
            "is_open": False,
            "served_minutes": 45,
            "source": "web",
            "received_at": at,
            "queue_at": at,
        }
        self.submission = Stamp(
            tables[Submission], Submission(office_id=self.office, service=service, version=version, **closed)
        )
        self.tail = cache(lambda digits: blind_index("phone-tail", digits))
        self.letter = None
        if signer and version.template_id:
            self._prepare_letter(signer, version, tables, at)

    def _prepare_letter(
        self, signer: Post, version: ServiceVersion, tables: dict[type[Model], Table], at: datetime
    ) -> None:
        name = version.product_name
        file = StoredFile(
            office_id=self.office,
            kind="letter",
            original_name="surat.pdf",
            content_type="application/pdf",
            size=90_000,
            created_at=at,
        )
        entry = RegisterEntry(
            office_id=self.office, subject=name, created_by=signer.user, created_at=at, dated=at.date(), year=at.year
        )
        letter = Letter(
            office_id=self.office, state="issued", signer=signer, kind=name, signed_by=f"{signer.user.name}, {signer.title}", method="internal", created_at=at,
            valid_until=at.date() + timedelta(days=90),
        )  # fmt: skip
        self.file, self.entry, self.letter = (
            Stamp(tables[StoredFile], file),
            Stamp(tables[RegisterEntry], entry),
            Stamp(tables[Letter], letter),
        )


def _code(dice: random.Random) -> str:
    """As `office.codes.new_code`, from seeded chance and quicker."""
    body = "".join(dice.choices(ALPHABET, k=RANDOM_CHARACTERS))
    return body + luhn.calc_check_digit(body, alphabet=ALPHABET)


def _word(number: int) -> str:
    """A family name from the number, so that a search by two words finds few."""
    syllables = ("ka", "ro", "mi", "su", "da", "to", "ni", "wa", "le", "ha")
    return "".join(syllables[int(digit)] for digit in f"{number % 10_000:04}").title()
