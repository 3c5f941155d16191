"""Plays the demonstration's complaints through the verbs, each to its end, with moments that have passed."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction
from PIL import Image, ImageDraw

from complaints.actions import (
    answering,
    closing,
    forwarding,
    handing_over,
    intake,
    merging,
    publishing,
    seeding,
    sweeping,
)
from complaints.actions.answering import Proof, Reply
from complaints.actions.forwarding import Findings
from complaints.demo.people import complaint_officer, man_agencies, officer_of
from complaints.demo.stories import ENDS, MODES, PEOPLE, STORIES, Story
from complaints.models import Agency, Complaint, ComplaintSource
from complaints.queries.reporting import villages_of
from complaints.report import Report
from complaints.workflow import Identity, Kind, State
from office.actions import files
from office.models import FileKind, Office
from office.staff import Staff, staff_in

PER_OFFICE = 40
OLDEST_DAYS = 45
CENTRE = {"KML": ("-7.3985", "112.3921")}


def play(*, at: datetime, password: str, per_office: int = PER_OFFICE) -> int:
    """Set up the first two kecamatan and play their complaints; says how many. Does nothing where there are some."""
    if Complaint.objects.exists():
        return 0
    with transaction.atomic():
        for office in Office.objects.filter(kind="kecamatan", is_active=True).order_by("pk")[:2]:
            _Town(office, at=at, password=password).play(per_office)
        sweeping.raise_alarms(at=at)
        sweeping.raise_alarms(at=at)
    return Complaint.objects.count()


class _Town:
    """An office with whoever acts in it."""

    def __init__(self, office: Office, *, at: datetime, password: str) -> None:
        seeding.set_up(office, at=at - timedelta(days=120))
        self.office, self.now, self.chance = office, at, Random(office.code)
        user = complaint_officer(office, password=password, at=at)
        man_agencies(office, password=password, at=at)
        self.desk: Staff = staff_in(user, office, at=at)
        self.villages = villages_of(office)
        self.last: Complaint | None = None

    def play(self, count: int) -> None:
        for number in range(count):
            end = ENDS[number % len(ENDS)]
            story = STORIES[(number * 7) % len(STORIES)]
            self._tell(number, story, end)

    def _tell(self, number: int, story: Story, end: str) -> None:
        moment = self._began(number, end)
        complaint = self._receive(number, story, end, moment)
        act: Callable[[Complaint, Story, datetime], object] = getattr(self, f"_{end}")
        act(complaint, story, moment)

    def _began(self, number: int, end: str) -> datetime:
        """Fresh ones lie within days, finished ones weeks back, always in the morning."""
        back = {
            "received": 1,
            "held": 1,
            "verified": 2,
            "forwarded": 3,
            "in_progress": 6,
            "waiting": 6,
            "late": 24,
            "answered": 9,
            "silent": 44,
            "to_head": 7,
        }.get(end, 20)
        day = self.now - timedelta(days=min(back + number % 3, OLDEST_DAYS))
        return min(day.replace(minute=(number * 13) % 60), self.now - timedelta(hours=20))

    def _receive(self, number: int, story: Story, end: str, moment: datetime) -> Complaint:
        mode = MODES[number % len(MODES)] if end not in {"waiting", "on_the_spot"} else Identity.OPEN
        village = self.villages[(number * 5) % len(self.villages)] if self.villages else None
        latitude, longitude = CENTRE.get(self.office.code, ("-7.6290", "111.5300"))
        spread = [Decimal(self.chance.randrange(-180, 180)) / 10_000 for _ in range(2)]
        report = Report(
            category=story.category, text=story.text, kind=story.kind, village_code=village.code if village else "", rw=f"{number % 6 + 1:03}",
            landmark=story.landmark, latitude=Decimal(latitude) + spread[0], longitude=Decimal(longitude) + spread[1], identity=mode,
            may_publish=number % 5 != 4,
        )  # fmt: skip
        if mode != Identity.ANONYMOUS:
            report = replace(report, name=PEOPLE[number % len(PEOPLE)], phone=f"62812000{number:05}")
        if end == "held":
            report = replace(
                report,
                text="Pinjaman dana cepat tanpa agunan, hubungi 0812 0000 9999",
                held_reason="Mirip iklan pinjaman",
                may_publish=False,
            )
        source = ComplaintSource.COUNTER if number % 6 == 5 else ComplaintSource.WEB
        by = self.desk.user if source == ComplaintSource.COUNTER and mode != Identity.ANONYMOUS else None
        return intake.receive(self.office, report, key=f"demo-{number}", source=source, at=moment, by=by).complaint

    def _received(self, complaint: Complaint, story: Story, at: datetime) -> None:
        """It waits to be looked at."""

    _held = _received

    def _verified(self, complaint: Complaint, story: Story, at: datetime) -> Complaint:
        findings = Findings(
            complaint.category,
            Kind(complaint.kind),
            complaint.category.key == "pencemaran",
            f"{complaint.category.name}, {story.landmark}",
        )
        kept = forwarding.verify(complaint, findings, staff=self.desk, at=self._later(at, 3))
        if kept.may_publish:
            publishing.publish(kept, title=kept.title, text=story.text, staff=self.desk, at=self._later(at, 4))
        return kept

    def _later(self, at: datetime, hours: int) -> datetime:
        return min(at + timedelta(hours=hours), self.now)

    def _forwarded(self, complaint: Complaint, story: Story, at: datetime) -> Complaint:
        kept = forwarding.forward(self._verified(complaint, story, at), staff=self.desk, at=self._later(at, 5))
        if self.last is None or not self.last.is_open:
            self.last = kept
        return kept

    _late = _forwarded

    def _who(self, complaint: Complaint) -> Staff:
        return (officer_of(complaint.agency, at=self.now) if complaint.agency else None) or self.desk

    def _in_progress(self, complaint: Complaint, story: Story, at: datetime) -> Complaint:
        kept = self._forwarded(complaint, story, at)
        return answering.start(
            kept,
            staff=self._who(kept),
            at=self._later(at, 30),
            note="Tim sudah meninjau lokasi. Pekerjaan dijadwalkan pekan ini.",
        )

    def _waiting(self, complaint: Complaint, story: Story, at: datetime) -> None:
        kept = self._forwarded(complaint, story, at)
        answering.ask_reporter(
            kept,
            question="Di sisi mana tepatnya, dekat rumah nomor berapa?",
            staff=self._who(kept),
            at=self._later(at, 26),
        )

    def _answered(self, complaint: Complaint, story: Story, at: datetime) -> Complaint:
        kept = self._in_progress(complaint, story, at)
        self._answer(kept, story, self._later(at, 100))
        kept.refresh_from_db()
        return kept

    def _answer(self, complaint: Complaint, story: Story, at: datetime) -> None:
        reply = Reply(story.answer, story.outcome, story.reason)
        row = answering.answer(complaint, reply, staff=self._who(complaint), at=at, proofs=[Proof(self._photo(at))])
        if complaint.published_at:
            for photo in row.proofs.all():
                publishing.show_proof(photo, is_public=True, staff=self.desk, at=at)

    def _photo(self, at: datetime):
        held = io.BytesIO()
        picture = Image.new("RGB", (640, 480), (122, 134, 112))
        draw = ImageDraw.Draw(picture)
        draw.polygon([(0, 480), (250, 190), (390, 190), (640, 480)], fill=(78, 80, 84))
        draw.rectangle([300, 330, 350, 470], fill=(228, 226, 214))
        picture.save(held, "JPEG", quality=70)
        small = io.BytesIO()
        picture.resize((320, 240)).save(small, "JPEG", quality=60)
        return files.store(
            held.getvalue(), office=self.office, kind=FileKind.COMPLAINT, name="sesudah.jpg", content_type="image/jpeg", at=at,
            width=640, height=480, thumbnail=small.getvalue(),
        )  # fmt: skip

    def _confirmed(self, complaint: Complaint, story: Story, at: datetime) -> None:
        kept = closing.confirm(self._answered(complaint, story, at), at=self._later(at, 140))
        closing.rate(
            kept, solved=True, score=self.chance.choice([3, 3, 4, 4, 2]), at=self._later(at, 141), reason="Terima kasih"
        )

    def _silent(self, complaint: Complaint, story: Story, at: datetime) -> None:
        kept = self._answered(complaint, story, at)
        closing.close_silent(kept, at=self.now)

    def _reopened(self, complaint: Complaint, story: Story, at: datetime) -> None:
        kept = self._answered(complaint, story, at)
        closing.reopen(kept, reason="Setelah hujan kembali seperti semula.", at=self._later(at, 160))

    def _handed_over(self, complaint: Complaint, story: Story, at: datetime) -> Complaint:
        kept = self._forwarded(complaint, story, at)
        return handing_over.bounce(
            kept,
            to=self._other(kept, "dishub"),
            reason="Ruas ini jalan kabupaten yang lain",
            staff=self._who(kept),
            at=self._later(at, 24),
        )

    def _other(self, complaint: Complaint, key: str) -> Agency:
        rows = Agency.objects.filter(office=self.office).exclude(key=complaint.agency.key if complaint.agency else "")
        return rows.filter(key=key).first() or rows.get(key="pertamanan")

    def _to_head(self, complaint: Complaint, story: Story, at: datetime) -> None:
        kept = self._handed_over(complaint, story, at)
        handing_over.bounce(
            kept,
            to=self._other(kept, "distaru"),
            reason="Ini urusan tata ruang",
            staff=self._who(kept),
            at=self._later(at, 48),
        )

    def _rejected(self, complaint: Complaint, story: Story, at: datetime) -> None:
        forwarding.reject(
            complaint,
            reason="Jalan nasional. Sampaikan ke Balai Besar Pelaksanaan Jalan Nasional.",
            staff=self.desk,
            at=self._later(at, 5),
        )

    def _archived(self, complaint: Complaint, story: Story, at: datetime) -> None:
        forwarding.archive(
            complaint,
            reason="Tempatnya tidak disebut. Silakan kirim lagi dengan patokan.",
            staff=self.desk,
            at=self._later(at, 5),
        )

    def _duplicate(self, complaint: Complaint, story: Story, at: datetime) -> None:
        main = Complaint.objects.filter(number=self.last.number).first() if self.last else None
        if main and State(main.state) not in {State.DUPLICATE, State.REJECTED, State.ARCHIVED}:
            merging.merge(complaint, main, staff=self.desk, at=self.now)

    def _on_the_spot(self, complaint: Complaint, story: Story, at: datetime) -> None:
        closing.settle_on_the_spot(
            complaint, Reply(story.answer, story.outcome, story.reason), staff=self.desk, at=self._later(at, 1)
        )
