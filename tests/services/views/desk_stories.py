"""Submissions at each stage of the way, for the tests of the staff pages."""

import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

from django.db import connection
from django.utils import timezone
from PIL import Image, ImageDraw

from office.models import ServiceWindow, SpecialDay
from office.uploads.sanitise import CleanFile
from services.actions import intake, keys, letters, review
from services.actions.review import Flaw
from services.models import Letter, Submission
from services.tasks.signing import sign_batch
from tests.factories import WIB, make_office, make_service, submit
from tests.people import budi, retno, sari

PASSPHRASE = "payung-jati-sore-1987"
FORWARDED = "cetak-ktp"


def always_open() -> None:
    """The clock runs at whatever hour the tests do: every day from midnight to midnight, holidays too."""
    office, today = make_office(), timezone.localdate(timezone=WIB)
    ServiceWindow.objects.filter(office=office).delete()
    for weekday in range(7):
        ServiceWindow.objects.create(office=office, weekday=weekday, opens=time(0), closes=time(23, 59, 59))
    for days in range(-3, 4):
        SpecialDay.objects.create(
            office=office, date=today + timedelta(days=days), opens=time(0), closes=time(23, 59, 59), reason="Siaga"
        )


def login(client, staff):
    client.force_login(staff.user)
    return client


def submitted(**facts) -> Submission:
    return submit(at=timezone.now(), **facts).submission


def completed(**facts) -> Submission:
    submission = submitted(**facts)
    return review.declare_complete(submission, staff=sari(), at=timezone.now())


def returned(**facts) -> Submission:
    return review.return_for_fixes(
        submitted(**facts), [Flaw("kk", "Foto buram, tulisan tidak terbaca")], staff=sari(), at=timezone.now()
    )


def drafted(**facts) -> Letter:
    return letters.draft_letter(completed(**facts), staff=sari(), at=timezone.now(), signer=budi().signing_posts[0])


def endorsed(**facts) -> Letter:
    letter = drafted(**facts)
    letters.endorse(letter.submission, staff=retno(), content_hash=letter.content_hash, at=timezone.now())
    return fresh(letter)


def issued(**facts) -> Letter:
    letter = endorsed(**facts)
    if keys.live_key(budi().user) is None:
        keys.make_key(budi().signing_posts[0], passphrase=PASSPHRASE, at=timezone.now())
    outcome = sign_batch([(letter, letter.content_hash)], staff=budi(), passphrase=PASSPHRASE, at=timezone.now())[0]
    assert outcome.problem == ""
    return fresh(letter)


def forwarding_service():
    from services.models import Service

    return Service.objects.filter(slug=FORWARDED).first() or make_service(
        slug=FORWARDED, product="forwarded", template=None, endorsers=[], short_name="Cetak KTP", product_name="KTP-el"
    )


def forwarded(**facts) -> Submission:
    submission = submit(forwarding_service(), at=timezone.now(), **facts).submission
    review.declare_complete(submission, staff=sari(), at=timezone.now())
    return review.forward(submission, staff=sari(), at=timezone.now())


def apart(make, **facts):
    """Run in a thread of its own: pyHanko starts an event loop, and Playwright's runs in the test's thread already."""

    def run():
        try:
            return make(**facts)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def attach_papers(submission: Submission) -> list:
    """A photo for each requirement, kept as an upload is kept."""
    return [attach_photo(submission, requirement) for requirement in submission.version.requirements.all()]


def attach_photo(submission: Submission, requirement):
    content, small = photo(requirement.name), photo(requirement.name, (320, 200))
    clean = CleanFile(
        content, "image/jpeg", 860, 540, 1, hashlib.sha256(content).hexdigest(), small, f"{requirement.key}.jpg"
    )
    return intake.attach(
        submission, requirement, intake.keep_upload(submission.office, clean, at=timezone.now()), at=timezone.now()
    )


def photo(words: str, size=(860, 540)) -> bytes:
    image = Image.new("RGB", size, (206, 222, 240))
    ImageDraw.Draw(image).text((40, 40), f"CONTOH {words}", fill=(20, 30, 50))
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
