"""What the people of the storm do, each in a process of their own: `python -m bench.storm_flow open|desk|sign|verdict`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

PASSPHRASE = "frasa sandi badai yang panjang"
EVERY_RETURNED = 10
AT_A_TIME = 5


def open_office() -> None:
    """One kecamatan with a clerk, a Kasi, a camat with a key, and the letter everybody asks for."""
    from django.utils import timezone

    from office.actions import people, setup
    from office.models import Area, Role
    from services.actions import catalogue, keys
    from services.actions.seeding import load_catalogue
    from services.models import ServiceType

    at = timezone.now()
    setup.load_areas()
    load_catalogue(at=at)
    office = setup.create_office(
        area=Area.objects.get(code="35.16.15"), at=at, code="KML", slug="kemlagi", kind="kecamatan", name="Kecamatan Kemlagi",
        address="Jalan Raya Kemlagi 1, Kemlagi", postcode="61353", phone="(0321) 000-000", whatsapp="6281200001234",
        place_of_issue="Kemlagi", unit_code="416-310",
    )  # fmt: skip
    for username, role, title in (
        ("sari", Role.COUNTER, "Petugas loket"),
        ("retno", Role.SECTION_HEAD, "Kepala Seksi Pelayanan"),
    ):
        people.give_post(
            people.register(username, username.title(), office=office, by=None, at=at),
            office,
            role=role,
            title=title,
            by=None,
            at=at,
        )
    camat = people.register("bambang", "BAMBANG SETYAWAN, S.Sos.", office=office, by=None, at=at)
    post = people.give_post(camat, office, role=Role.HEAD, title="Camat Kemlagi", signs=True, by=None, at=at)
    keys.make_key(post, passphrase=PASSPHRASE, at=at)
    service = catalogue.adopt(ServiceType.objects.get(code="KEC-SOSIAL"), office, staff=None, at=at)
    catalogue.publish(service.versions.get(), staff=None, at=at)


def desk(first: str, step: str, count: str) -> None:
    """Residents and clerks: every step-th case from the draft to the last paraf."""
    photo = _photo(int(first))
    for case in range(int(first), int(count), int(step)):
        _play(case, photo)


def _photo(seed: int) -> bytes:
    from io import BytesIO
    from random import Random

    from PIL import Image

    out = BytesIO()
    Image.frombytes("RGB", (320, 200), Random(seed).randbytes(320 * 200 * 3)).resize((800, 500)).save(
        out, "JPEG", quality=80
    )
    return out.getvalue()


def _play(case: int, photo: bytes) -> None:
    from services.actions import letters, review

    submission = _sent(case, photo)
    clerk, kasi = _staff("sari"), _staff("retno")
    review.take(submission, staff=clerk, at=_now())
    if case % EVERY_RETURNED == 0:
        _send_back_and_again(submission, photo)
    review.declare_complete(submission, staff=clerk, at=_now())
    letter = letters.draft_letter(submission, staff=clerk, at=_now())
    for _role in submission.version.endorser_roles:
        letters.endorse(submission, staff=kasi, content_hash=letter.content_hash, at=_now())


def _sent(case: int, photo: bytes):  # type: ignore[no-untyped-def]
    """One submission, sent twice as an impatient thumb does; the second time must be the first."""
    from services.actions import intake
    from services.models import Service

    service = Service.objects.select_related("current__service__office").get()
    draft, _token = intake.start_draft(service.current, at=_now())
    intake.attach(draft, service.current.requirements.get(key="ktp"), _upload(service.office, photo), at=_now())
    first, second = (intake.submit(draft, _application(case), at=_now()) for _ in range(2))
    assert (first.submission.pk, first.code, first.pin) == (second.submission.pk, second.code, second.pin)
    return first.submission


def _upload(office, photo: bytes):  # type: ignore[no-untyped-def]
    from office.uploads.sanitise import sanitise
    from services.actions import intake

    return intake.keep_upload(office, sanitise(photo, "ktp.jpg", "image/jpeg"), at=_now())


def _application(case: int):  # type: ignore[no-untyped-def]
    from bench.sample import DATA
    from services.application import Application

    facts = DATA | {"nama": f"Pemohon Uji {case}", "nik": f"351615440588{case:04}"}
    return Application(
        applicant_name=facts["nama"], nik=facts["nik"], kk=f"351615120310{case:04}", phone=f"62812000{case:05}",
        email=f"pemohon{case}@contoh.invalid", village_code="35.16.15.2016", fields=facts,
    )  # fmt: skip


def _send_back_and_again(submission, photo: bytes) -> None:  # type: ignore[no-untyped-def]
    from services.actions import intake, review

    requirement = submission.version.requirements.get(key="ktp")
    review.return_for_fixes(submission, [review.Flaw("ktp", "Foto KTP buram")], staff=_staff("sari"), at=_now())
    intake.send_again(submission, requirement, _upload(submission.office, photo), at=_now())
    intake.resubmit(submission, at=_now())


def sign(count: str) -> None:
    """The camat, five letters at a time, until everybody has theirs; residents download what is there."""
    from services.models import Submission
    from services.workflow import State

    while Submission.objects.filter(state=State.HANDED_OVER).count() < int(count):
        signed = _sign_some()
        _download_all()
        time.sleep(0 if signed else 0.2)


def _sign_some() -> int:
    from services.queries.signing_desk import letters_to_sign, sign_list
    from services.tasks.signing import sign_batch

    camat = _staff("bambang")
    letters = letters_to_sign(camat, [letter.pk for letter in sign_list(camat)[:AT_A_TIME]])
    outcomes = sign_batch(
        [(letter, letter.content_hash) for letter in letters], staff=camat, passphrase=PASSPHRASE, at=_now()
    )
    problems = [outcome.problem for outcome in outcomes if outcome.problem]
    assert not problems, problems
    return len(letters)


def _download_all() -> None:
    from services.actions import review
    from services.models import Submission
    from services.workflow import State

    for submission in Submission.objects.filter(state=State.ISSUED):
        review.hand_over(submission, at=_now(), how="Diunduh dari halaman lacak")


def verdict(count: str) -> None:
    """What the storm left, counted; every figure but the first four must be 0."""
    from django.conf import settings

    from office.actions.audit import first_broken_entry
    from office.models import Message, Office
    from services.models import Letter, RegisterEntry
    from services.queries.invariants import broken

    wanted = int(count)
    seqs = list(RegisterEntry.objects.order_by("seq").values_list("seq", flat=True))
    emails = Message.objects.filter(channel="email")
    files = [
        message_from_bytes(path.read_bytes(), policy=default) for path in Path(settings.EMAIL_FOLDER).glob("*.eml")
    ]
    told = {(message["To"], message["Subject"]) for message in files}
    expected = wanted * 3 + len(range(0, wanted, EVERY_RETURNED))
    figures = {
        "letters": Letter.objects.filter(state="issued").count(),
        "last number": seqs[-1] if seqs else 0,
        "e-mails": len(files),
        "e-mails expected": expected,
        "gaps or repeats in numbers": int(seqs != list(range(1, wanted + 1))),
        "void numbers": RegisterEntry.objects.exclude(state="used").count(),
        "e-mails twice": len(files) - len(told),
        "e-mails missing": expected - len(told),
        "messages not sent": emails.exclude(state="sent").count(),
        "broken audit chains": sum(first_broken_entry(office) is not None for office in Office.objects.all()),
        "broken invariants": len(broken(at=_now())),
    }
    print("\n".join(f"{name}={value}" for name, value in figures.items()))


def _now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def _staff(username: str):  # type: ignore[no-untyped-def]
    from office.models import Office, User
    from office.staff import staff_in

    return staff_in(User.objects.get(username=username), Office.objects.get(), at=_now())


PARTS: dict[str, Callable[..., None]] = {"open": open_office, "desk": desk, "sign": sign, "verdict": verdict}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    PARTS[sys.argv[1]](*sys.argv[2:])
