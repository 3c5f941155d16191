"""Plays plans through the real verbs, all offices in one stream of time, so that numbers and chains run as they would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from office.actions import files
from office.models import Channel, FileKind, Message, MessageState, StoredFile
from office.roles import Role
from office.staff import Staff
from services.actions import intake, keys, letters, review
from services.actions.letters import Signed
from services.actions.review import Flaw
from services.application import Application
from services.catalogue_fields import FieldSpec, field_specs
from services.demo import papers
from services.demo.answers import Writer
from services.demo.deliveries import bring_home
from services.demo.papers import Picture
from services.demo.plans import Plan, Step
from services.demo.printing import Printer
from services.demo.world import Desk
from services.gateways.signer import Pen
from services.models import Document, HomeDelivery, Letter, Requirement, Source, Submission
from services.tasks.signing import content_of, material_of, signer_of_installation
from services.workflow import DeliveryState, LetterState

REASONS = (
    "Foto {name} buram, tulisannya tidak terbaca",
    "{name} terpotong, foto ulang sampai keempat sudutnya kelihatan",
    "{name} sudah lewat masa berlakunya, minta yang baru",
    "{name} belum ditandatangani",
)
KK_REASON = "Foto KK buram, nomor KK tidak terbaca"
REFUSALS = (
    "Alamat di KTP bukan wilayah kami. Ajukan di kecamatan sesuai KTP.",
    "Data di surat pengantar tidak sama dengan KK. Minta surat pengantar baru di kantor desa, lalu ajukan lagi.",
)
WITHDRAWALS = ("Sudah tidak diperlukan", "Salah memilih layanan")
REVOKED = "Ada kesalahan tulis pada data di surat ini."
MOST_PRINTING = 4
"""How many letters may be printing while the next steps of others are played."""


@dataclass
class Case:
    """A plan that has begun, with the submission it became and the secrets on its slip."""

    plan: Plan
    desk: Desk
    chance: Random
    submission: Submission
    code: str
    pin: str


@dataclass
class Player:
    desks: dict[str, Desk]
    passphrase: str
    printer: Printer
    cases: dict[int, Case] = field(default_factory=dict)
    _pens: dict[str, Pen] = field(default_factory=dict)
    _specs: dict[str, list[FieldSpec]] = field(default_factory=dict)
    _printing: dict[UUID, Callable[[], None]] = field(default_factory=dict)

    def play(self, plans: list[Plan]) -> list[Case]:
        """Every step of every plan, the earliest first."""
        stream = sorted(
            (step.at, number, place) for number, plan in enumerate(plans) for place, step in enumerate(plan.steps)
        )
        for _at, number, place in stream:
            self._take(number, plans[number], plans[number].steps[place])
        self._finish(*list(self._printing))
        return list(self.cases.values())

    def _take(self, number: int, plan: Plan, step: Step) -> None:
        if step.verb == "submit":
            self.cases[number] = self._submit(plan, step.at)
        else:
            self._finish(self.cases[number].submission.pk)
            _VERBS[step.verb](self, self.cases[number], step)

    def _finish(self, *submissions: UUID) -> None:
        """Sign and freeze what was printing for these."""
        for submission in submissions:
            self._printing.pop(submission, lambda: None)()

    def _submit(self, plan: Plan, at: datetime) -> Case:
        desk, chance = self.desks[plan.office], Random(f"case-{plan.seed}")
        version = desk.services[plan.type].current
        assert version is not None  # noqa: S101 - the world publishes every service
        clerk = desk.staff(plan.clerk, at).user if plan.source in {Source.COUNTER, Source.WHATSAPP, Source.RW} else None
        draft, _token = intake.start_draft(
            version,
            at=at - timedelta(minutes=6),
            source=Source(plan.source),
            poster=desk.posters.get(plan.poster),
            by=clerk,
        )
        flaw = self._flaw(plan) if any(step.verb == "return" for step in plan.steps) else None
        for requirement in self._asked(plan, desk):
            self._bring(
                plan,
                desk,
                requirement,
                draft,
                at=at,
                blur=bool(flaw and flaw.requirement_key == requirement.key and "buram" in flaw.reason),
            )
        receipt = intake.submit(draft, self._application(plan, chance, at), at=at)
        return Case(plan, desk, chance, receipt.submission, receipt.code, receipt.pin)

    def _asked(self, plan: Plan, desk: Desk) -> list[Requirement]:
        rows = desk.requirements[plan.type]
        return [row for row in rows if row.is_uploaded and row.is_required and row.only_for in {"", plan.purpose}]

    def _bring(
        self, plan: Plan, desk: Desk, requirement: Requirement, owner: object, *, at: datetime, blur: bool = False
    ) -> Document:
        shown = plan.source == Source.COUNTER and requirement.key not in {"ktp", "kk"}
        picture = papers.paper(requirement.key, requirement.name, requirement.kind, plan.who)
        kept = None if shown else _store(papers.blurred(picture) if blur else picture, desk, requirement, at)
        return intake.attach(owner, requirement, kept, at=at, seen_original=plan.source == Source.COUNTER)  # type: ignore[arg-type]

    def _application(self, plan: Plan, chance: Random, at: datetime) -> Application:
        who = plan.who
        fields = Writer(chance, who, at.date(), plan.purpose).fill(self._specs_of(plan))
        return Application(
            applicant_name=who.name, nik=who.nik, kk=who.kk, phone=who.phone, email=who.email, village_code=who.place.code, purpose=plan.purpose,
            delivery=plan.delivery, vulnerability=plan.vulnerability, fields={**fields, "desa_kelurahan": who.place.full_name},
        )  # fmt: skip

    def _specs_of(self, plan: Plan) -> list[FieldSpec]:
        version = self.desks[plan.office].services[plan.type].current
        return self._specs.setdefault(
            f"{plan.office} {plan.type}", field_specs(version.fields if version else [], service=plan.type)
        )

    def clerk(self, case: Case, at: datetime) -> Staff:
        return case.desk.staff(case.plan.clerk, at)

    def pen(self, staff: Staff) -> Pen:
        """Each signer types the passphrase once in this whole play."""
        if staff.user.username not in self._pens:
            key = keys.live_key(staff.user)
            assert key is not None  # noqa: S101 - the world makes one for everybody who signs
            self._pens[staff.user.username] = signer_of_installation().unlock(
                material_of(key), passphrase=self.passphrase
            )
        return self._pens[staff.user.username]

    def _flaw(self, plan: Plan) -> Flaw:
        """Which paper will not do and why: half of the time the family card."""
        chance, asked = Random(f"flaw-{plan.seed}"), self._asked(plan, self.desks[plan.office])
        cards = [row for row in asked if row.key == "kk"]
        row = chance.choice(cards or asked) if chance.random() < 0.5 else chance.choice(asked)
        return Flaw(row.key, KK_REASON if row.key == "kk" else chance.choice(REASONS).format(name=row.name)[:200])

    def return_it(self, case: Case, step: Step) -> None:
        review.take(case.submission, staff=self.clerk(case, step.at), at=step.at)
        review.return_for_fixes(case.submission, [self._flaw(case.plan)], staff=self.clerk(case, step.at), at=step.at)

    def resubmit(self, case: Case, step: Step) -> None:
        for document in list(intake.papers_asked(case.submission)):
            self._bring(case.plan, case.desk, document.requirement, case.submission, at=step.at)
        intake.resubmit(case.submission, at=step.at)

    def complete(self, case: Case, step: Step) -> None:
        if case.plan.type == "KEC-INFO":
            answer = {"jawaban_informasi": "Rekap yang diminta terlampir dan dapat diambil di loket informasi."}
            review.correct(case.submission, answer, staff=self.clerk(case, step.at), at=step.at)
        if case.plan.taken:
            review.take(case.submission, staff=self.clerk(case, step.at), at=step.at)
        self._look_at_papers(case, step.at)
        review.declare_complete(case.submission, staff=self.clerk(case, step.at), at=step.at)

    def _look_at_papers(self, case: Case, at: datetime) -> None:
        for document in Document.objects.filter(
            submission=case.submission, replaced_at=None, file__isnull=False
        ).select_related("file")[:2]:
            seen = at - timedelta(minutes=1)
            files.note_view(document.file, user=self.clerk(case, at).user, at=seen, purpose="Memeriksa berkas")  # type: ignore[arg-type]  # filtered

    def draft(self, case: Case, step: Step) -> None:
        signer = case.desk.signing_post(
            step.at, delegated=case.plan.delegated and len(case.submission.version.endorsers) == 1
        )
        letters.draft_letter(case.submission, staff=self.clerk(case, step.at), at=step.at, signer=signer)

    def endorse(self, case: Case, step: Step) -> None:
        letter = self._live(case)
        case.submission.refresh_from_db(fields=["endorsed_steps"])
        role = case.submission.version.endorser_roles[case.submission.endorsed_steps]
        letters.endorse(
            case.submission, staff=case.desk.holder(role, step.at), content_hash=letter.content_hash, at=step.at
        )

    def sign(self, case: Case, step: Step) -> None:
        letter = self._live(case)
        assert letter.signer is not None  # noqa: S101 - drafting names one
        staff = case.desk.staff(letter.signer.user.username, step.at)
        held = letters.begin_signing(letter, content_hash=letter.content_hash, staff=staff, at=step.at)
        pdf = self.printer.start(content_of(held))
        if len(self._printing) >= MOST_PRINTING:
            self._finish(next(iter(self._printing)))
        self._printing[case.submission.pk] = lambda: self._freeze(held, pdf(), staff, step.at)

    def _freeze(self, held: Letter, pdf: bytes, staff: Staff, at: datetime) -> None:
        signed = self.pen(staff).sign(pdf, reason=f"Penerbitan {held.kind}", location=held.office.place_of_issue, at=at)
        frozen = Signed(
            content=signed.content, sha256=signed.sha256, method="internal", certificate=signed.certificate.serial[:120]
        )
        letters.finish_signing(held, frozen, staff=staff, at=at)

    def _live(self, case: Case) -> Letter:
        live = Letter.objects.select_related("signer__user", "office", "submission__version", "submission__service")
        return live.get(submission=case.submission, state__in=[LetterState.DRAFT, LetterState.ISSUED])

    def revoke(self, case: Case, step: Step) -> None:
        letter = self._live(case)
        assert letter.signer is not None  # noqa: S101 - an issued letter has one
        staff = case.desk.staff(letter.signer.user.username, step.at)
        letters.revoke(letter, reason=REVOKED, staff=staff, at=step.at, replace=step.detail == "replace")

    def hand_over(self, case: Case, step: Step) -> None:
        delivery = HomeDelivery.objects.filter(submission=case.submission, state=DeliveryState.READY).first()
        if delivery:
            bring_home(delivery, self.clerk(case, step.at), at=step.at, confirmed=bool(case.plan.seed % 2))
        elif case.plan.delivery == "pdf":
            review.hand_over(case.submission, at=step.at, how="PDF diunduh pemohon")
        else:
            review.hand_over(case.submission, at=step.at, how="Diambil di loket", staff=self.clerk(case, step.at))

    def forward(self, case: Case, step: Step) -> None:
        review.forward(case.submission, staff=self.clerk(case, step.at), at=step.at)

    def ready(self, case: Case, step: Step) -> None:
        review.note_ready(case.submission, staff=self.clerk(case, step.at), at=step.at)

    def fetch(self, case: Case, step: Step) -> None:
        review.hand_over(case.submission, at=step.at, how="Diambil di loket", staff=self.clerk(case, step.at))

    def reject(self, case: Case, step: Step) -> None:
        review.reject(
            case.submission,
            reason=case.chance.choice(REFUSALS),
            staff=case.desk.holder(Role.SECTION_HEAD, step.at),
            at=step.at,
        )

    def withdraw(self, case: Case, step: Step) -> None:
        intake.withdraw(case.submission, reason=case.chance.choice(WITHDRAWALS), at=step.at)

    def lapse(self, case: Case, step: Step) -> None:
        review.lapse(case.submission, at=step.at)


_VERBS: dict[str, Callable[[Player, Case, Step], None]] = {
    "return": Player.return_it, "resubmit": Player.resubmit, "complete": Player.complete, "draft": Player.draft, "endorse": Player.endorse,
    "sign": Player.sign, "revoke": Player.revoke, "hand_over": Player.hand_over, "forward": Player.forward, "ready": Player.ready,
    "fetch": Player.fetch, "reject": Player.reject, "withdraw": Player.withdraw, "lapse": Player.lapse,
}  # fmt: skip


def _store(picture: Picture, desk: Desk, requirement: Requirement, at: datetime) -> StoredFile:
    return files.store(
        picture.content, office=desk.office, kind=FileKind.IDENTITY, name=f"{requirement.key}.jpg", content_type="image/jpeg", at=at,
        width=picture.width, height=picture.height, thumbnail=picture.thumbnail,
    )  # fmt: skip


def deliver_old_messages(cases: list[Case], *, until: datetime) -> None:
    """Staff have sent what was written by then; only the newest texts still wait for a tap."""
    known = {case.submission.audit_key: case for case in cases}
    old = list(Message.objects.filter(created_at__lt=until, channel__in=[Channel.WA_LINK, Channel.EMAIL]))
    for message in old:
        case = known[message.subject_key]
        message.state = MessageState.SENT
        if message.channel == Channel.EMAIL:
            message.sent_at = message.created_at + timedelta(seconds=40)
        else:
            message.sent_at = message.created_at + timedelta(minutes=case.chance.randint(1, 25))
            message.sent_by = case.desk.staff(case.plan.clerk, message.created_at).user
    Message.objects.bulk_update(old, ["state", "sent_at", "sent_by"], batch_size=200)
